"""The public addresses, below /LANGUAGE/."""

from django.urls import path

from accede.web import demonstration
from accede.web.public.views import (
    accessibility,
    design,
    embed,
    guide,
    home,
    materials,
    methods,
    states,
    status,
    targets,
    treaty,
    votes,
)

urlpatterns = [
    path("", home.front_page, name="front-page"),
    path("tour/", home.tour_page, name="tour"),
    path("treaties/", treaty.treaty_list, name="treaties"),
    path("treaties/<slug:key>/", treaty.overview, name="treaty"),
    path("treaties/<slug:key>/history.json", treaty.history, name="history"),
    path("treaties/<slug:key>/status/", status.status_table, name="status"),
    path("treaties/<slug:key>/status.<str:form>", status.download, name="status-download"),
    path("treaties/<slug:key>/targets/", targets.target_lists, name="targets"),
    path("treaties/<slug:key>/targets.<str:form>", targets.download, name="targets-download"),
    path("treaties/<slug:key>/votes/", votes.vote_matrix, name="votes"),
    path("treaties/<slug:key>/votes.<str:form>", votes.download, name="votes-download"),
    path("treaties/<slug:key>/materials/", materials.material_list, name="materials"),
    path("materials/<int:number>/file/", materials.download, name="material-file"),
    path("embed/treaties/<slug:key>/map/", embed.map_page, name="embed-map"),
    path("embed/treaties/<slug:key>/badge.svg", embed.badge, name="embed-badge"),
    path("states/", states.state_list, name="states"),
    path("states/<str:iso3>/", states.state_page, name="state"),
    path("accessibility/", accessibility.statement, name="accessibility"),
    path("methods/", methods.methods, name="methods"),
    path("guide/", guide.contents, name="guide"),
    path("guide/images/<str:name>", guide.picture, name="guide-picture"),
    path("guide/<path:key>/", guide.chapter, name="guide-chapter"),
    path("demonstration/", demonstration.enter, name="demonstration"),
    path("design/", design.components, name="design"),
]

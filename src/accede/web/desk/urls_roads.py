"""Roads to joining, and the approach to a State. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import approaches, pathways

urlpatterns = [
    path("pathways/", pathways.board, name="desk-pathways"),
    path("pathways/moves/<int:number>/take-back/", pathways.take_back, name="desk-move-take-back"),
    path("pathways/<str:iso3>/", pathways.road, name="desk-pathway"),
    path("pathways/<str:iso3>/move/", pathways.move, name="desk-pathway-move"),
    path("pathways/<str:iso3>/check/", pathways.check, name="desk-pathway-check"),
    path("pathways/<str:iso3>/stages/", pathways.stages, name="desk-pathway-stages"),
    path("pathways/<str:iso3>/kind/", pathways.choose, name="desk-pathway-kind"),
    path("states/<str:iso3>/approach/", approaches.approach, name="desk-approach"),
    path("states/<str:iso3>/approach/edit/", approaches.edit, name="desk-approach-edit"),
]

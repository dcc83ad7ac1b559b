"""The States, and the daily work with them. Below /LANGUAGE/desk/CAMPAIGN/."""

from django.urls import path

from accede.web.desk.views import search, states

urlpatterns = [
    path("search/", search.search, name="desk-search"),
    path("states/", states.state_list, name="desk-states"),
    path("states/<str:iso3>/", states.state_page, name="desk-state"),
]

"""Who is likely to join next. Below /LANGUAGE/desk/CAMPAIGN/forecast/, for those who run the campaign."""

from django.urls import path

from accede.web.desk.views import forecast

urlpatterns = [
    path("", forecast.ranking, name="desk-forecast"),
    path("make/", forecast.make, name="desk-forecast-make"),
    path("meetings/", forecast.meetings, name="desk-forecast-meetings"),
    path("record/", forecast.record, name="desk-forecast-record"),
    path("withdrawal/", forecast.withdrawal, name="desk-forecast-withdrawal"),
    path("states/<str:iso3>/", forecast.state_page, name="desk-forecast-state"),
]

"""The desk's addresses, below /LANGUAGE/desk/. What belongs to one campaign has its key first."""

from django.urls import include, path

from accede.web.desk.views import records, start

urlpatterns = [
    path("", start.first_room, name="desk"),
    path("<slug:campaign>/records/<str:kind>/<int:number>/", records.record, name="desk-record"),
    path("<slug:campaign>/records/<str:kind>/<int:number>/release/", records.release, name="desk-release"),
    path("<slug:campaign>/records/<str:kind>/<int:number>/classify/", records.classify, name="desk-classify"),
    path(
        "<slug:campaign>/records/<str:kind>/<int:number>/releases/<int:decision>/revoke/",
        records.revoke_release,
        name="desk-revoke-release",
    ),
    path("", include("accede.web.desk.urls_people")),
    path("<slug:campaign>/", include("accede.web.desk.urls_today")),
    path("<slug:campaign>/", include("accede.web.desk.urls_meetings")),
    path("<slug:campaign>/events/", include("accede.web.desk.urls_events")),
    path("<slug:campaign>/workshops/", include("accede.web.desk.urls_workshops")),
    path("<slug:campaign>/groups/", include("accede.web.desk.urls_groups")),
    path("<slug:campaign>/", include("accede.web.desk.urls_plan")),
    path("<slug:campaign>/", include("accede.web.desk.urls_work")),
    path("<slug:campaign>/", include("accede.web.desk.urls_evidence")),
    path("<slug:campaign>/", include("accede.web.desk.urls_roads")),
    path("<slug:campaign>/", include("accede.web.desk.urls_legislation")),
    path("<slug:campaign>/", include("accede.web.desk.urls_documents")),
    path("<slug:campaign>/parliaments/", include("accede.web.desk.urls_parliaments")),
    path("<slug:campaign>/forecast/", include("accede.web.desk.urls_forecast")),
    path("<slug:campaign>/survey/", include("accede.web.desk.urls_survey")),
    path("<slug:campaign>/survey/analysis/", include("accede.web.desk.urls_survey_analysis")),
    path("<slug:campaign>/toolkit/", include("accede.web.desk.urls_toolkit")),
    path("<slug:campaign>/outbox/", include("accede.web.desk.urls_outbox")),
    path("<slug:campaign>/webhooks/", include("accede.web.desk.urls_webhooks")),
    path("<slug:campaign>/", include("accede.web.desk.urls_imports")),
]

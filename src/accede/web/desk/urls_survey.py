"""The survey: its questionnaires, its rounds, and what States answer. Below /LANGUAGE/desk/CAMPAIGN/survey/."""

from django.urls import path

from accede.web.desk.views import questionnaires, responses, survey_letters, survey_rounds

urlpatterns = [
    path("", survey_rounds.overview, name="desk-survey"),
    path("questionnaires/new/", questionnaires.new, name="desk-questionnaire-new"),
    path("questionnaires/shipped/", questionnaires.take_shipped, name="desk-questionnaire-shipped"),
    path("questionnaires/<int:number>/", questionnaires.preview, name="desk-questionnaire"),
    path(
        "questionnaires/<int:number>/file.<str:form>", questionnaires.export, name="desk-questionnaire-file"
    ),
    path("questionnaires/<int:number>/round/", survey_rounds.new, name="desk-round-new"),
    path("rounds/<int:number>/", survey_rounds.survey_round, name="desk-round"),
    path("rounds/<int:number>/decide/", survey_rounds.decide, name="desk-round-decide"),
    path("rounds/<int:number>/extend/", survey_rounds.extend, name="desk-round-extend"),
    path("rounds/<int:number>/letters/", survey_letters.letters, name="desk-round-letters"),
    path("rounds/<int:number>/mail/", survey_letters.mail, name="desk-round-mail"),
    path("rounds/<int:number>/reminders/", survey_letters.reminders, name="desk-round-reminders"),
    path("rounds/<int:number>/states/<str:iso3>/", responses.response, name="desk-response"),
    path("rounds/<int:number>/states/<str:iso3>/decide/", responses.decide, name="desk-response-decide"),
    path("rounds/<int:number>/states/<str:iso3>/enter/", responses.enter, name="desk-response-enter"),
    path("rounds/<int:number>/states/<str:iso3>/infer/", responses.infer, name="desk-response-infer"),
    path("rounds/<int:number>/states/<str:iso3>/scan/", responses.scan, name="desk-response-scan"),
    path(
        "rounds/<int:number>/states/<str:iso3>/files/<slug:question>/",
        responses.answered_file,
        name="desk-response-file",
    ),
    path("rounds/<int:number>/again/", survey_rounds.again, name="desk-round-again"),
]

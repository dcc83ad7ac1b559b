from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "accede.survey"
    label = "survey"

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "accede.web"
    label = "web"

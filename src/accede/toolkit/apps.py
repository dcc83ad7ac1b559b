from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "accede.toolkit"
    label = "toolkit"

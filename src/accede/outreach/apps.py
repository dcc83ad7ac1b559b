from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "accede.outreach"
    label = "outreach"

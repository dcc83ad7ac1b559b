from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "accede.record"
    label = "record"

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "accede.outbox"
    label = "outbox"

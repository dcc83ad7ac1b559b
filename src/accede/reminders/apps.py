from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "accede.reminders"
    label = "reminders"

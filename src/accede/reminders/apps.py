from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "accede.reminders"
    label = "reminders"

    def ready(self) -> None:
        """Whoever's sign-in changes is told."""
        from accede.access import audit  # noqa: PLC0415 -- models can be imported only now
        from accede.reminders import sign_ins  # noqa: PLC0415 -- as above

        audit.LISTENERS.append(sign_ins.hear)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    name = "accede.reminders"
    label = "reminders"

    def ready(self) -> None:
        """Whoever's sign-in changes is told."""
        from accede.access import audit  # noqa: PLC0415 -- models can be imported only now
        from accede.campaign import awaiting  # noqa: PLC0415 -- as above
        from accede.outbox.queries import to_be_let_go  # noqa: PLC0415 -- as above
        from accede.reminders import sign_ins  # noqa: PLC0415 -- as above

        audit.LISTENERS.append(sign_ins.hear)
        awaiting.READERS["letter"] = (_("Mail that waits to be let go"), to_be_let_go)

"""Makes every connection tell of its slow queries, in whichever process."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ObservingConfig(AppConfig):
    """The app has no tables of its own."""

    name = "accede.project.observing"
    label = "observing"

    def ready(self) -> None:
        from accede.project.observing import queries  # noqa: PLC0415 -- once the settings are there

        connection_created.connect(queries.listen, dispatch_uid="observing")

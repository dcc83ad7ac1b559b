from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "accede.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Messages follow the class of what they are about."""
        from accede.access import confidentiality  # noqa: PLC0415 -- models can be imported only now
        from accede.outbox import confining  # noqa: PLC0415 -- as above

        confidentiality.CONFINED.append(confining.hold_back)

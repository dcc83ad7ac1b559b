from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "accede.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from accede.access import audit  # noqa: PLC0415 -- only once the models are there
        from accede.webhooks import events  # noqa: PLC0415

        audit.LISTENERS.append(events.hear_of_record)

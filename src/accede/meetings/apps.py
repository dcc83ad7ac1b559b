from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "accede.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Offer figures of what was held to the plan, which knows of this room only so."""
        from accede.campaign import measures, work  # noqa: PLC0415 -- models can be imported only now
        from accede.meetings import measures as own  # noqa: PLC0415 -- as above

        measures.offer(own.MEASURES.values())
        work.READERS.update(own.READERS)
        work.LIMITED.update(own.READERS)

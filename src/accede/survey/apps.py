from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "accede.survey"
    label = "survey"

    def ready(self) -> None:
        """Offer figures and answers of the survey to the plan, which knows of this room only so."""
        from accede.campaign import measures, work  # noqa: PLC0415 -- models can be imported only now
        from accede.survey import measures as own  # noqa: PLC0415 -- as above

        measures.offer(own.MEASURES.values())
        work.READERS.update(own.READERS)
        work.LIMITED.update(own.READERS)

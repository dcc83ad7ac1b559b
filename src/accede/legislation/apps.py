from django.apps import AppConfig


class LegislationConfig(AppConfig):
    name = "accede.legislation"
    label = "legislation"

    def ready(self) -> None:
        """Let files be about parliaments. The record, below, knows of them only so."""
        from accede.legislation import imports  # noqa: PLC0415 -- models can be imported only now
        from accede.record.imports import plan  # noqa: PLC0415 -- as above
        from accede.record.readers.reading import Subject  # noqa: PLC0415 -- as above

        plan.SUBJECTS[Subject.PARLIAMENTS] = imports

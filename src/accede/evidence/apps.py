from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "accede.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Let files be about interim steps and obstacles, and `accede check` check them.

        The record, below, knows of them only so.
        """
        from accede.evidence import checks  # noqa: PLC0415 -- models can be imported only now
        from accede.evidence.imports import obstacles, steps  # noqa: PLC0415 -- as above
        from accede.record import checks as record_checks  # noqa: PLC0415 -- as above
        from accede.record.imports import plan  # noqa: PLC0415 -- as above
        from accede.record.readers.reading import Subject  # noqa: PLC0415 -- as above

        plan.SUBJECTS[Subject.STEPS] = steps
        plan.SUBJECTS[Subject.OBSTACLES] = obstacles
        record_checks.RULES.update(checks.RULES)

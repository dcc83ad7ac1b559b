from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "accede.toolkit"
    label = "toolkit"

    def ready(self) -> None:
        """Offer figures and hand-outs to the rooms below, which know of this one only so; and rules to `accede check`."""
        from accede.access import confidentiality  # noqa: PLC0415 -- models can be imported only now
        from accede.campaign import entries, measures, work  # noqa: PLC0415 -- as above
        from accede.record import checks as record_checks  # noqa: PLC0415 -- as above
        from accede.toolkit import checks  # noqa: PLC0415 -- as above
        from accede.toolkit import measures as own  # noqa: PLC0415 -- as above
        from accede.toolkit.queries import given  # noqa: PLC0415 -- as above

        measures.offer(own.MEASURES.values())
        work.READERS.update(own.READERS)
        work.LIMITED.update(own.READERS)
        entries.FURTHER.append(("handout", given.entry_keys, given.entries))
        confidentiality.TOLD_ELSEWHERE[given.EXCHANGE] = given.told_of
        record_checks.RULES.update(checks.RULES)

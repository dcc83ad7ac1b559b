from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegislationConfig(AppConfig):
    name = "accede.legislation"
    label = "legislation"

    def ready(self) -> None:
        """Let files be about parliaments, and lists of everything tell of them. Rooms below know of them only so."""
        from accede.campaign import awaiting, entries  # noqa: PLC0415 -- models can be imported only now
        from accede.legislation import imports  # noqa: PLC0415 -- as above
        from accede.legislation.queries import help as of_help  # noqa: PLC0415 -- as above
        from accede.legislation.queries import told  # noqa: PLC0415 -- as above
        from accede.record.imports import plan  # noqa: PLC0415 -- as above
        from accede.record.readers.reading import Subject  # noqa: PLC0415 -- as above

        plan.SUBJECTS[Subject.PARLIAMENTS] = imports
        awaiting.READERS["help"] = (_("Requests for help that nobody answers yet"), of_help.unanswered)
        entries.FURTHER.append(("proceedingstep", told.step_keys, told.steps))
        entries.FURTHER.append(("parliamentarypledge", told.pledge_keys, told.pledges))
        entries.NEW |= {
            "add proceeding": "legislation.Proceeding",
            "add champion": "legislation.Champion",
            "add parliamentary pledge": "legislation.ParliamentaryPledge",
        }

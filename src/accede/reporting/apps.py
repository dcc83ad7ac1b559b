from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "accede.reporting"

    def ready(self) -> None:
        """Issued documents are listed for recall when what they rest on is confined."""
        from accede.access import confidentiality  # noqa: PLC0415 -- models can be imported only now
        from accede.campaign import awaiting  # noqa: PLC0415 -- as above
        from accede.reporting import queries, recall  # noqa: PLC0415 -- as above

        confidentiality.CONFINED.append(recall.confined)
        awaiting.READERS["review"] = (_("Documents on which your comments are asked"), queries.rounds_without)

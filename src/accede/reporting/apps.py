from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "accede.reporting"

    def ready(self) -> None:
        """Issued documents are listed for recall when what they rest on is confined."""
        from accede.access import confidentiality  # noqa: PLC0415 -- models can be imported only now
        from accede.reporting import recall  # noqa: PLC0415 -- as above

        confidentiality.CONFINED.append(recall.confined)

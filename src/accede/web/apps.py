from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "accede.web"
    label = "web"

    def ready(self) -> None:
        """The library says who came in."""
        from accede.web.account import security  # noqa: PLC0415 -- models can be imported only now

        security.listen()

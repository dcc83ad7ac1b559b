from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccessConfig(AppConfig):
    name = "accede.access"

    def ready(self) -> None:
        """Let each room say, in its holding.py, how long it keeps what is of people, and when it cannot let it go."""
        from accede.access.personal import retention  # noqa: PLC0415 -- models can be imported only now

        retention.offer(retention.OWN)
        autodiscover_modules("holding")

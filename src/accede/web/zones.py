"""Time zones as people look for them: by State or territory, and city, in their own language."""

from functools import lru_cache

from babel import Locale
from babel.core import get_global
from django.utils.translation import get_language

from accede.record.meetings.zones import zones


@lru_cache(maxsize=2048)
def zone_name(key: str, language: str = "") -> str:
    """Switzerland, Zurich. What has no name in the language keeps its key's last part."""
    if not key or key == "UTC":
        return "UTC"
    locale = Locale(language or get_language() or "en")
    told = locale.time_zones.get(key, {}).get("city") or key.rsplit("/", 1)[-1].replace("_", " ")
    territory = locale.territories.get(get_global("zone_territories").get(key, ""), "")
    return f"{territory}, {told}" if territory and territory != told else told


@lru_cache(maxsize=8)
def _offered(language: str) -> tuple[tuple[str, str], ...]:
    known = get_global("zone_territories").keys() & zones() - {"UTC"}
    return tuple(sorted(((key, zone_name(key, language)) for key in known), key=lambda each: each[1]))


def zone_choices(chosen: str = "") -> list[tuple[str, str]]:
    """To choose from: UTC first, then all places by name; what is chosen already, under whatever spelling, among them."""
    language = get_language() or "en"
    offered = list(_offered(language))
    if chosen not in ("", "UTC") and chosen not in dict(offered):
        offered.append((chosen, zone_name(chosen, language)))
    return [("", "UTC"), *offered]

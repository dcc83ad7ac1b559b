"""Time zones as people look for them: by State or territory, and city, in their own language."""

from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from django.utils.translation import get_language, override, pgettext

from accede.record.meetings.zones import zones


def zone_name(key: str) -> str:
    """Switzerland, Zurich, in the language in force. What has no name in it keeps its key's last part."""
    return _name(key, get_language() or "en")


@lru_cache(maxsize=8192)
def _name(key: str, language: str) -> str:
    if not key or key == "UTC":
        return "UTC"
    locale = Locale(language)
    keys = (key, *_earlier_keys().get(key, ()))
    cities = (locale.time_zones.get(each, {}).get("city") for each in keys)
    told = next(filter(None, cities), "") or key.rsplit("/", 1)[-1].replace("_", " ")
    territory = locale.territories.get(get_global("zone_territories").get(key, ""), "")
    with override(language):
        comma = pgettext("between names in a list", ", ")
    return f"{territory}{comma}{told}" if territory and territory != told else told


@cache
def _earlier_keys() -> dict[str, list[str]]:
    """Under which names the cities are translated that have another name now: Calcutta, Kiev."""
    earlier: dict[str, list[str]] = {}
    for old, now in get_global("zone_aliases").items():
        earlier.setdefault(now, []).append(old)
    return earlier


@lru_cache(maxsize=8)
def _offered(language: str) -> tuple[tuple[str, str], ...]:
    known = get_global("zone_territories").keys() & zones() - {"UTC"}
    return tuple(sorted(((key, _name(key, language)) for key in known), key=lambda each: each[1]))


def zone_choices(chosen: str = "") -> list[tuple[str, str]]:
    """To choose from: UTC first, then all places by name; what is chosen already, under whatever spelling, among them."""
    language = get_language() or "en"
    offered = list(_offered(language))
    if chosen not in ("", "UTC") and chosen not in dict(offered):
        offered.append((chosen, _name(chosen, language)))
    return [("", "UTC"), *offered]

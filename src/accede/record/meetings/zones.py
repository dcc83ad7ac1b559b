"""Hours as a clock on the wall shows them where a meeting is held, and what moment that is."""

from datetime import UTC, date, datetime, time, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Names of offices and old spellings: nobody looks for a place under them.
_NO_PLACES = ("Etc/", "SystemV/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "posix/", "right/")

# Of a doubled hour, which of the two. Empty: not said.
FIRST, SECOND = "first", "second"


@cache
def zones() -> frozenset[str]:
    """The keys of the time zone database that name a region and a place, and UTC."""
    places = {key for key in available_timezones() if "/" in key and not key.startswith(_NO_PLACES)}
    return frozenset(places | {"UTC"})


def zone_of(key: str) -> tzinfo:
    """The zone of that key; UTC where there is none or none is known."""
    try:
        return ZoneInfo(key) if key else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def insist_on_zone(key: str) -> str:
    """The key itself. Raises ValidationError where the database has no such zone."""
    if key and key not in zones():
        raise ValidationError(
            {"zone": _("“%(zone)s” is no time zone. Write it as Europe/Zurich.") % {"zone": key}}
        )
    return key


def moment(
    day: date, hour: time, zone: str, *, which: str = "", field: str = "begins", choose: str = "which"
) -> datetime:
    """The moment at which a clock there shows that hour of that day.

    Raises ValidationError for an hour that the clocks skip that day and, unless `which` says which one is meant, for
    one that they show twice. `field` is where the hour was given, `choose` where it can be said.
    """
    wall = datetime.combine(day, hour.replace(tzinfo=None))
    first, second = (wall.replace(tzinfo=zone_of(zone), fold=fold) for fold in (0, 1))
    told = {"hour": f"{hour:%H:%M}", "day": day.isoformat(), "zone": zone or "UTC"}
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(first.tzinfo).replace(tzinfo=None) != wall:
        raise ValidationError(
            {
                field: _(
                    "There is no %(hour)s on %(day)s in %(zone)s: the clocks are put forward and skip that hour. "
                    "Give the hour before or after it."
                )
                % told
            }
        )
    if which not in (FIRST, SECOND):
        raise ValidationError(
            {
                choose: _(
                    "%(hour)s comes twice on %(day)s in %(zone)s: the clocks are put back. Say which of the two."
                )
                % told
            }
        )
    return (second if which == SECOND else first).astimezone(UTC)

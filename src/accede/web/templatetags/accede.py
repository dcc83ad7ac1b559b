"""Days, names and words as a reader's language writes them."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any

from babel import Locale
from django import template
from django.db.models import Model
from django.template.defaultfilters import floatformat
from django.template.loader import get_template
from django.utils import timezone
from django.utils.formats import localize, number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from accede.languages import per_cent
from accede.law.terms import ActionKind
from accede.record import days, units
from accede.record.measures import Measure
from accede.record.meetings.zones import zone_of
from accede.record.models import RollCall, Vote
from accede.record.partial_dates import Firmness
from accede.targeting.evidence import MEANS, Evidence
from accede.web import languages, sheets, words
from accede.web.desk.acts import ACTS
from accede.web.zones import zone_name

register = template.Library()
register.filter("isolated", languages.isolated)
register.filter("unbroken", languages.unbroken)
register.simple_tag(sheets.within, name="first_sheets_within")
register.simple_tag(sheets.linked, name="first_sheets")

# Between a day and its hour.
_BEFORE_AN_HOUR = {"ar": "، ", "zh": " "}
TENTH = 0.0995  # what is 10.0 % when rounded


@register.filter
def day(value: date | None) -> str:
    """6 March 2025, as the reader's language writes it."""
    return days.day(value, get_language() or "en") if value else ""


@register.filter
def web_link(url: str) -> str:
    """The address of a page elsewhere as it was written down; nothing where following it would do something else."""
    return url if url.lower().startswith(("https://", "http://")) else ""


@register.filter
def on_day(url: str, value: date) -> str:
    """The address of a page, on that day."""
    return f"{url}?on={value.isoformat()}"


@register.filter
def given(value: str) -> str:
    """A partial ISO date (2025-03-06, 2025-03, 2025) in the reader's language."""
    return days.given(value, get_language() or "en") if value else ""


@register.simple_tag
def status_tag(status: str) -> SafeString:
    """A status as components/status_tag.html shows it."""
    return _component("status_tag", get_language() or "en", status=status)


@register.simple_tag
def dated(date_given: str, firmness: str = "", *, compact: bool = False) -> SafeString:
    """A date as components/dated.html shows it."""
    return _component("dated", get_language() or "en", date=date_given, firmness=firmness, compact=compact)


@register.simple_tag
def vote(choice: str | None) -> SafeString:
    """A vote as components/vote.html shows it."""
    return _component("vote", get_language() or "en", choice=choice or "")


@register.simple_tag
def vote_run(votes: Iterable[tuple[RollCall, str]]) -> SafeString:
    """One State's votes, one after the other."""
    language = get_language() or "en"
    return mark_safe("".join([_component("vote", language, choice=choice) for _call, choice in votes]))  # noqa: S308


@register.simple_tag
def evidence(item: Evidence, category_names: dict[str, str]) -> SafeString:
    """What puts a State on a list, as components/evidence.html shows it."""
    return mark_safe(  # noqa: S308 -- a template's own output, escaped there
        get_template("components/evidence.html").render(
            {"item": item, "category": category_names[item.category]}
        )
    )


@register.simple_tag
def options(choices: list[dict[str, Any]]) -> SafeString:
    """The options of a list to choose from."""
    parts = (
        f'<option value="{escape(str(each["value"]))}"{" selected" if each["selected"] else ""}>'
        f"{_escaped(str(localize(each['label'])))}</option>"
        for each in choices
    )
    return mark_safe("".join(parts))  # noqa: S308 -- each value and label is escaped above


def _escaped(text: str) -> str:
    return text if isinstance(text, SafeString) else escape(text)


@lru_cache(maxsize=2048)
def _component(name: str, language: str, **values: str | bool) -> SafeString:  # noqa: ARG001 -- part of the key
    """A component that a table holds in hundreds: rendered once for each value and language."""
    return mark_safe(get_template(f"components/{name}.html").render(values).strip())  # noqa: S308 -- as above


@register.filter
def status_word(token: str) -> str:
    """The word beside a status colour."""
    return str(words.STATUSES[token])


@register.filter
def place(name: str) -> str:
    """A town in which many meetings are held, in the reader's language; any other as it was written."""
    return str(words.PLACES.get(name, name)) if name else name


@register.filter
def listed(names: Iterable[object]) -> str:
    """One after another, as the reader's language puts a comma between them."""
    return pgettext("between names in a list", ", ").join(map(str, names))


@register.filter
def translated(text: str) -> str:
    """A text of the shipped record, whose English is the message in the catalogues."""
    return _(text) if text else ""


@register.filter
def means(kind: str) -> str:
    """An action's kind in words."""
    return MEANS[ActionKind(kind)]() if kind else ""


@register.filter
def firmness_word(firmness: str) -> str:
    return str(Firmness(firmness).label)


@register.filter
def clock_word(key: str) -> str:
    return str(words.CLOCKS[key])


@register.filter
def derived(firmness: str) -> str:
    """How firm a day is that follows from a date: one worked out from a year alone is a day all the same."""
    return Firmness.DAY if firmness == Firmness.DAY else Firmness.DAY_UNVERIFIED


@register.filter
def vote_word(choice: str | None) -> str:
    return str(Vote.Choice(choice).label) if choice else _("not a Member then")


@register.filter
def body_word(body: str) -> str:
    return str(RollCall.Body(body).label)


@register.filter
def language_name(code: str) -> str:
    """The name of a language, in the reader's."""
    return Locale(code).get_display_name(get_language() or "en") or code


@register.filter
def get(mapping: dict[str, Any], key: str) -> Any:
    """The value under a key that is itself a variable."""
    return mapping.get(key, "")


@register.filter
def kind_of(record: Model) -> str:
    """The name of a record's kind in the desk's addresses."""
    return str(record._meta.model_name)  # noqa: SLF001 -- Django's documented name for it


@register.filter
def moment(value: datetime | None) -> str:
    """6 March 2025, 14:05, in the desk's time zone."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return _at_that_hour(local)


def _at_that_hour(local: datetime) -> str:
    language = get_language() or "en"
    return f"{days.day(local.date(), language)}{_BEFORE_AN_HOUR.get(language, ', ')}{local:%H:%M}"


@register.filter
def moment_in(value: datetime | None, zone: str) -> str:
    """6 March 2025, 14:05, by the clocks of a time zone."""
    if value is None:
        return ""
    local = value.astimezone(zone_of(zone))
    return _at_that_hour(local)


@register.filter
def hour_in(value: datetime, zone: str) -> str:
    return f"{value.astimezone(zone_of(zone)):%H:%M}"


def _hours(begins: datetime, ends: datetime | None, zone: str) -> str:
    return "–".join(hour_in(each, zone) for each in (begins, ends) if each)


@register.inclusion_tag("components/hours.html")
def hours(begins: datetime, ends: datetime | None, zone: str, own: str) -> dict[str, Any]:
    """From and until by the clocks of the place and, where those show another hour then, by the reader's `own`."""
    there, here = begins.astimezone(zone_of(zone)), begins.astimezone(zone_of(own))
    return {
        "moment": there.isoformat(),
        "there": _hours(begins, ends, zone),
        "here": _hours(begins, ends, own),
        "own_day": here.date(),
        "differs": there.utcoffset() != here.utcoffset(),
        "other_day": there.date() != here.date(),
        "zone": zone_name(zone),
        "own_zone": zone_name(own),
    }


register.filter("zone_name", zone_name)


@register.filter
def month_name(number: int) -> str:
    """A month, as it stands alone."""
    return days.month(number, get_language() or "en")


@register.filter
def act_word(act: str) -> str:
    """What was done, as the trail tells it in the reader's language."""
    return str(ACTS.get(act, act))


@register.filter
def table_kind(kind: str) -> str:
    """What a table is about, by the key of its subject."""
    return str(words.TABLE_KINDS.get(kind, kind))


@register.filter
def about_word(about: str) -> str:
    """What a contradiction is about: a kind of action in words, a resolution as it is."""
    return MEANS[ActionKind(about)]() if about in set(ActionKind) else about


_TOLD = re.compile(r"([a-z ]+?) (\d{4}(?:-\d\d){0,2})(\?)?(?: effective (\d{4}(?:-\d\d){0,2}))?")

_NO_ACTION = "no such action until "


@register.filter
def told(text: str) -> str:
    """An action as an import tells it (`accession 2026-11-09`), or a vote, in the reader's language."""
    if text in Vote.Choice.values:
        return vote_word(text)
    if text == "no vote":
        return _("no vote on record")
    if text.startswith(_NO_ACTION):
        return _("no such action until %(day)s") % {"day": given(text.removeprefix(_NO_ACTION))}
    found = _TOLD.fullmatch(text)
    kind = found[1].replace(" ", "_") if found else ""
    if not found or kind not in set(ActionKind):
        return text
    parts = [MEANS[ActionKind(kind)](), given(found[2])]
    if found[3]:
        parts.append(_("date not verified"))
    if found[4]:
        parts.append(_("in effect on %(day)s") % {"day": given(found[4])})
    return pgettext("between parts of a note", ", ").join(parts)


@register.filter
def percent(share: float) -> str:
    """A share in per cent: whole from ten up, with one decimal below."""
    places = 0 if share >= TENTH or share == 0 else 1
    return per_cent(number_format(round(100 * share, places), places), get_language() or "en")


@register.filter
def figure(value: float | Decimal, measure: Measure) -> str:
    """A measure's figure: a share in per cent, with its sign; anything else as short as it can be."""
    share = measure.in_per_cent(value)
    if share is None:
        return str(floatformat(value, "-2"))
    return per_cent(str(floatformat(share, "-1")), get_language() or "en")


@register.filter
def unit_after(value: float | Decimal, measure: Measure) -> str:
    """What the figure counts, in the form that its number asks for."""
    return _apart(measure.unit_after(value))


@register.filter
def counted_after(number: int, kind: str) -> str:
    """The work that an activity counts, in the form that its number asks for."""
    return _apart(units.after(number, kind))


def _apart(unit: str) -> str:
    """With the space that all but Chinese have between a number and what it counts."""
    return unit if not unit or get_language() == "zh" else f" {unit}"


@register.filter
def grouped(number: object) -> object:
    """A whole number with its thousands apart, as the language has it; anything else as it is."""
    return number_format(number, force_grouping=True) if isinstance(number, int) else number

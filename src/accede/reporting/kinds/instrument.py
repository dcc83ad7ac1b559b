"""Instruments: what a State signs and deposits to join, with what is still missing and what follows from it.

The wording follows the models of the United Nations Treaty Handbook. A checklist, and no legal advice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _

from accede.law import clocks, status, terms
from accede.record.models import State, Treaty
from accede.record.partial_dates import parse_day
from accede.record.queries import states
from accede.record.queries.status import StatusRow, current_actions, general_entry_into_force
from accede.reporting.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Line,
    Paragraph,
    Part,
    Run,
    TitlePage,
    line,
    plain,
)
from accede.reporting.kinds import standing as tables
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.telling import Telling

CONSENTS = ("ratification", "acceptance", "approval", "accession")
ACTS = (*CONSENTS, "full-powers", "provisional-application")
# Of these a person needs no full powers: VCLT art. 7(2)(a).
OFFICES = ("head-of-state", "head-of-government", "foreign-minister")
# Languages in which the word for a kind of treaty is masculine: its phrases stand beside the others under this ending.
MASCULINE = "_masculine"
MASCULINE_IN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "treaty": frozenset({"fr", "es", "ru"}),
        "protocol": frozenset({"ar", "fr", "es", "ru"}),
        "statute": frozenset({"ar", "fr", "es", "ru"}),
        "amendment": frozenset({"ar", "fr"}),
    }
)
# Treaty to the article that lets a State apply it provisionally, and to the articles that it then applies.
PROVISIONAL: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {"ccm": ("18", ("1",)), "apmbc": ("18", ("1(1)",)), "att": ("23", ("6", "7"))}
)

POWERS, CONSENT, HANDBOOK_PROVISIONAL = "3.2", "3.3", "3.4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What people know of the instrument; empty: not yet."""

    act: str
    who: str = ""  # name and title
    office: str = ""
    powers_attached: bool = False
    whom: str = ""
    place: str = ""
    signed_on: date | None = None
    deposit_on: date | None = None

    @classmethod
    def of(cls, told: Mapping[str, str]) -> "Details":
        """From what was typed. Raises ReportRefusedError and NotADateError."""
        known = {"treaty", "act", "who", "office", "powers", "whom", "place", "signed", "deposit"}
        if unknown := sorted(set(told) - known):
            raise ReportRefusedError(
                _("There is nothing called %(name)s in an instrument. Known: %(known)s.")
                % {"name": unknown[0], "known": ", ".join(sorted(known))}
            )
        act = told.get("act", "")
        if act not in ACTS:
            raise ReportRefusedError(_("Say which instrument: %(acts)s.") % {"acts": ", ".join(ACTS)})
        office = told.get("office", "")
        if office and office not in (*OFFICES, "other"):
            raise ReportRefusedError(
                _("Say the office as one of: %(offices)s.") % {"offices": ", ".join((*OFFICES, "other"))}
            )
        return cls(
            act=act,
            who=told.get("who", "").strip(),
            office=office,
            powers_attached=told.get("powers", "").casefold() in ("yes", "1", "true", "on"),
            whom=told.get("whom", "").strip(),
            place=told.get("place", "").strip(),
            signed_on=parse_day(told["signed"]) if told.get("signed") else None,
            deposit_on=parse_day(told["deposit"]) if told.get("deposit") else None,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is missing, or to be done. `stops`: without it the instrument is not in due form."""

    text: Line
    stops: bool


def build(telling: Telling, *, state: State, details: Details) -> Document:
    """The instrument on one page; on the next what is missing, and what a deposit would bring."""
    if details.act == "provisional-application" and telling.treaty.pk not in PROVISIONAL:
        raise ReportRefusedError(
            _("%(treaty)s has no provision on provisional application on record.")
            % {"treaty": telling.treaty.short_title}
        )
    row = next(row for row in tables.rows_on(telling, telling.on) if row.iso3 == state.pk)
    title = telling.say(f"title_{details.act}")
    instrument: list[Block] = [
        TitlePage(title=title),
        *(Paragraph(key=key, text=text) for key, text in _text(telling, state, row, details)),
        Paragraph(key="signature", text=telling.say("signature_line"), align="end"),
        Paragraph(key="signatory", text=line(details.who), align="end"),
        Paragraph(key="seal", text=telling.say("seal_line"), align="end"),
    ]
    findings = list(check(telling, row, details))
    missing = [each.text for each in findings if each.stops]
    checklist: list[Block] = [
        Heading(text=telling.say("checklist"), numbered=False),
        Paragraph(key="no-advice", text=line(Run(plain(telling.say("no_advice")), bold=True))),
    ]
    if missing:
        checklist.append(Items(key="missing", items=tuple(missing)))
    else:
        checklist.append(Paragraph(key="missing", text=telling.say("all_there")))
    checklist.append(Items(key="to-do", items=tuple(each.text for each in findings if not each.stops)))
    told = list(_consequences(telling, row, details))
    if told:
        checklist.append(Items(key="consequences", items=tuple(told)))
    checklist.extend(telling.age())
    parts = [Part(telling.language, tuple(each)) for each in (instrument, checklist)]
    return telling.bound("instrument", plain(title), parts)


def _of_its_kind(telling: Telling, key: str, /, **values: "str | Line") -> Line:
    """The phrase for what the treaty is: a convention, a treaty, a protocol, a statute, an amendment."""
    kind = telling.treaty.kind
    if telling.language in MASCULINE_IN.get(kind, ()):
        key += MASCULINE
    return telling.say(key, **values)


def _kind(telling: Telling) -> str:
    return telling.word(f"kind_{telling.treaty.kind}")


def _text(telling: Telling, state: State, row: StatusRow, details: Details) -> Iterator[tuple[str, Line]]:
    treaty, gap = telling.treaty, telling.word("to_fill")
    kind = _kind(telling)
    formal = states.formal_name(state, telling.language)
    adopted = {"place": telling.place(treaty.adopted_at), "day": telling.day(treaty.adopted_date)}
    who = details.who or gap
    if details.act == "full-powers":
        yield (
            "authorizes",
            _of_its_kind(
                telling,
                "authorizes",
                who=who,
                whom=details.whom or gap,
                treaty=treaty.title,
                state=telling.of(formal),
                **adopted,
            ),
        )
    elif details.act == "provisional-application":
        article, applied = PROVISIONAL[treaty.pk]
        if len(applied) > 1:
            what = telling.say("two_articles", first=applied[0], second=applied[1])
        else:
            what = telling.say("article", number=applied[0])
        yield (
            "provisional",
            _of_its_kind(
                telling,
                "provisional",
                who=who,
                article=article,
                treaty=treaty.title,
                state=formal,
                what=what,
                kind=kind,
            ),
        )
    else:
        yield "whereas", _of_its_kind(telling, "whereas", treaty=treaty.title, **adopted)
        if details.act != "accession" and row.signature:
            signed = telling.given(row.signature.date_given or row.signature.action_date.isoformat())
            yield (
                "signed",
                _of_its_kind(telling, "whereas_signed", kind=kind, state=telling.of(formal), day=signed),
            )
        does = _of_its_kind(telling, f"does_{details.act}")
        yield (
            "declares",
            _of_its_kind(telling, "declares", who=who, kind=kind, state=telling.of(formal), does=does),
        )
    day = telling.day(details.signed_on) if details.signed_on else gap
    yield "witness", telling.say("witness", place=details.place or gap, day=day)


# ---------------------------------------------------------------- what is missing
def check(telling: Telling, row: StatusRow, details: Details) -> Iterator[Finding]:
    """Each with the rule that asks for it."""
    yield from _form(telling, details)
    yield from _right_act(telling, row, details)
    depositary = telling.depositary
    if details.act != "full-powers":
        text = telling.say("deposit_original", depositary=depositary, rule=handbook(CONSENT))
        yield Finding(text, stops=False)
    if telling.language not in ("en", "fr"):
        yield Finding(telling.say("translate", rule=handbook(CONSENT)), stops=False)


def handbook(section: str) -> str:
    return f"United Nations Treaty Handbook, {section}"


def _form(telling: Telling, details: Details) -> Iterator[Finding]:
    section = {"full-powers": POWERS, "provisional-application": HANDBOOK_PROVISIONAL}.get(
        details.act, CONSENT
    )
    rule = handbook(section)
    if not details.who:
        yield Finding(telling.say("missing_who", rule=rule), stops=True)
    if not details.place:
        yield Finding(telling.say("missing_place", rule=rule), stops=True)
    if not details.signed_on:
        yield Finding(telling.say("missing_date", rule=rule), stops=True)
    powers = f"VCLT 7(2)(a); {handbook(POWERS)}"
    if details.act == "full-powers":
        if not details.whom:
            yield Finding(telling.say("missing_whom", rule=rule), stops=True)
        if details.office not in OFFICES:
            yield Finding(telling.say("powers_by_three", rule=powers), stops=True)
    elif details.office not in OFFICES and not details.powers_attached:
        yield Finding(telling.say("needs_powers", rule=powers), stops=True)


def _right_act(telling: Telling, row: StatusRow, details: Details) -> Iterator[Finding]:
    """A signatory ratifies, accepts or approves; whoever did not sign accedes; a Party does neither."""
    if details.act not in CONSENTS:
        return
    rules, standing = telling.treaty.law, row.standing
    rule = f"{telling.treaty.abbreviation} {rules.accession.article}"
    if standing.status == terms.Status.PARTY:
        yield Finding(telling.say("is_party", state=row.name, rule="VCLT 2(1)(g)"), stops=True)
    elif standing.status == terms.Status.SIGNATORY and details.act == "accession":
        yield Finding(telling.say("must_ratify", state=row.name, rule=rule), stops=True)
    elif standing.status == terms.Status.NEITHER and details.act != "accession":
        yield Finding(telling.say("must_accede", state=row.name, rule=rule), stops=True)


# ---------------------------------------------------------------- what follows
@dataclass(frozen=True, slots=True)
class _Deposit:
    """A deposit as if it had been made."""

    kind: str
    action_date: date
    effective_date: date | None = None


def after_deposit(treaty: Treaty, row: StatusRow, *, act: str, on: date, telling: Telling) -> status.Standing:
    """How the State would stand, had it deposited on that day: the law's own reading."""
    begun = general_entry_into_force(treaty, current_actions(treaty, viewer=telling.author))
    acts = [each for each in row.actions if each.action_date <= on]
    return status.standing_on(
        [*acts, _Deposit(act, on)], rules=treaty.law, treaty_entry_into_force=begun, on=on
    )


def _consequences(telling: Telling, row: StatusRow, details: Details) -> Iterator[Line]:
    day = details.deposit_on
    if details.act not in CONSENTS or day is None or row.standing.status == terms.Status.PARTY:
        return
    treaty = telling.treaty
    standing = after_deposit(treaty, row, act=details.act, on=day, telling=telling)
    if standing.entry_into_force_date is None:
        return
    rule = f"{treaty.abbreviation} {treaty.law.entry_into_force.later.article}"
    yield _of_its_kind(
        telling,
        "if_deposited",
        kind=_kind(telling),
        day=telling.day(day),
        state=row.name,
        in_force=telling.day(standing.entry_into_force_date),
        rule=rule,
    )
    for deadline in clocks.clocks(standing, rules=treaty.law, on=day):
        yield telling.say("then_due", article=deadline.article, day=telling.day(deadline.due))

"""Writes to the public record."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from accede.access.viewer import PUBLIC
from accede.law import status
from accede.record import shipped_record
from accede.record.meetings.actions import load_shipped_meetings
from accede.record.models import (
    Contradiction,
    Edition,
    Group,
    Membership,
    PublishedCount,
    Resolution,
    RollCall,
    Source,
    State,
    StateName,
    StatusNote,
    StatusSpan,
    Treaty,
    TreatyAction,
    Vote,
    VoteChange,
)
from accede.record.names import fold
from accede.record.partial_dates import Firmness, last_possible_day
from accede.record.queries import status as status_queries

# The parts of a treaty's file that law.rules.TreatyRules reads.
RULE_SECTIONS = ("signature", "accession", "entry_into_force", "withdrawal", "clocks")

# Told the step, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


def loaded_fingerprint() -> str:
    """Of the shipped files that were loaded last; empty where none were."""
    edition = Edition.objects.exclude(fingerprint="").order_by("pk").last()
    return edition.fingerprint if edition else ""


@transaction.atomic
def load_shipped_record(*, progress: Progress) -> None:
    """Put the shipped record in the place of the one before it, wholly or not at all.

    States, treaties, groups, sources and meetings are renewed in place: what people wrote on the desk stands on them.

    What imports wrote goes too. Whoever loads brings it in again (imports.batches.take_up_again) once all that
    ships is there; the imports themselves, and their files, stay.
    """
    _clear()
    _renew(
        Source,
        [
            Source(key=key, **entry | {"rank": Source.Rank[entry["rank"].replace("-", "_").upper()]})
            for key, entry in shipped_record.table("sources").items()
        ],
    )
    _load_states()
    _load_groups()
    files = shipped_record.treaties()
    for done, entry in enumerate(files, start=1):
        treaty = _load_treaty(entry)
        _load_actions(treaty)
        rebuild_spans(treaty=treaty)
        progress("treaties", done, len(files))
    calls = list(shipped_record.roll_calls())
    for done, entry in enumerate(calls, start=1):
        _load_roll_call(entry)
        progress("votes", done, len(calls))
    _load_published_counts()
    load_shipped_meetings()
    Edition.objects.create(what="the shipped record", fingerprint=shipped_record.fingerprint())


@transaction.atomic
def rebuild_spans(*, treaty: Treaty) -> None:
    """Derive the treaty's status spans anew from its actions."""
    treaty.spans.all().delete()
    StatusSpan.objects.bulk_create(derived_spans(treaty))


def derived_spans(treaty: Treaty) -> list[StatusSpan]:
    """What the treaty's actions give, not saved: `accede check` holds the stored spans against it."""
    actions = list(status_queries.current_actions(treaty, viewer=PUBLIC).select_related(None))
    rules = treaty.law
    in_force_since = status_queries.general_entry_into_force(treaty, actions)
    by_state: defaultdict[str, list[TreatyAction]] = defaultdict(list)
    for action in actions:
        by_state[action.state_id].append(action)
    return [
        StatusSpan(
            treaty=treaty,
            state_id=iso3,
            status=span.status,
            in_force=span.in_force,
            former_party=span.former_party,
            from_date=span.from_date,
            until_date=span.until_date,
        )
        for iso3, own in by_state.items()
        for span in status.spans(own, rules=rules, treaty_entry_into_force=in_force_since)
    ]


Row = TypeVar("Row", bound=Model)


def _renew(model: type[Row], rows: list[Row]) -> None:
    """Insert the rows, or bring those of the same key up to date. A key that ships no more stays as it was."""
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]  # noqa: SLF001
    model._default_manager.bulk_create(  # noqa: SLF001 -- Django's documented names for them
        rows,
        update_conflicts=True,
        unique_fields=[model._meta.pk.name],  # noqa: SLF001
        update_fields=names,
    )


def _clear() -> None:
    while TreatyAction.objects.filter(corrected_by__isnull=True).delete()[0]:
        pass  # a correction goes before what it corrects
    in_order_of_dependence: list[type[Model]] = [
        *(Contradiction, StatusNote, VoteChange),
        *(PublishedCount, Vote, RollCall, Resolution, StatusSpan, Membership, StateName),
    ]
    for model in in_order_of_dependence:
        model._default_manager.all().delete()  # noqa: SLF001 -- Django's documented name for it


def _load_states() -> None:
    entries = shipped_record.table("states")
    _renew(
        State,
        [
            State(
                iso3=iso3,
                iso2=entry["iso2"],
                m49=entry["m49"],
                un_standing=entry["un_standing"],
                un_member_since=entry.get("un_member_since"),
                capital=entry["capital"],
                languages=entry["official_languages"],
            )
            for iso3, entry in entries.items()
        ],
    )
    names = []
    for iso3, entry in entries.items():
        for language, text in entry["names"].items():
            place = entry["sort"][language]
            names.append(_name(iso3, StateName.Kind.SHORT, text, language=language, collation=place))
        for language, text in entry.get("formal", {}).items():
            names.append(_name(iso3, StateName.Kind.FORMAL, text, language=language))
    names.extend(
        _name(row["iso3"], StateName.Kind.ALIAS, row["alias"], note=row["note"])
        for row in shipped_record.rows("aliases")
    )
    StateName.objects.bulk_create(names)


def _name(iso3: str, kind: StateName.Kind, text: str, **more: Any) -> StateName:
    return StateName(state_id=iso3, kind=kind, text=text, folded=fold(text), **more)


def _load_groups() -> None:
    for order, (key, entry) in enumerate(shipped_record.table("groups").items()):
        group = Group(
            key=key, kind=entry["kind"], names=entry["names"], source_id=entry["source"], order=order
        )
        _renew(Group, [group])
        members = [{"state": member} if isinstance(member, str) else member for member in entry["members"]]
        Membership.objects.bulk_create(
            Membership(
                group=group,
                state_id=member["state"],
                from_date=member.get("from"),
                until_date=member.get("until"),
            )
            for member in members
        )


def _load_treaty(entry: dict[str, Any]) -> Treaty:
    treaty = Treaty(
        key=entry["key"],
        order=entry["order"],
        kind=entry["kind"],
        abbreviation=entry["abbreviation"],
        titles=entry["titles"],
        short_titles=entry["short_titles"],
        adopted_date=entry["adopted_date"],
        adopted_at=entry["adopted_at"],
        depositary=entry["depositary"],
        symbol=entry.get("symbol", ""),
        parent_id=entry.get("parent"),
        rules=_plain({section: entry[section] for section in RULE_SECTIONS}),
        as_of=entry["as_of"],
        source_id=entry["source"],
    )
    _renew(Treaty, [treaty])
    return treaty


def _plain(value: Any) -> Any:
    """TOML's dates as text, since a JSON column holds none."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _load_actions(treaty: Treaty) -> None:
    recorded = shipped_record.recorded_date()
    actions = []
    for row in shipped_record.rows(f"actions/{treaty.key}"):
        effective = last_possible_day(row["effective"], not_after=recorded) if row["effective"] else None
        # A notice of withdrawal whose day is not on record stands on the day it took effect, and says so.
        acted = last_possible_day(row["date"] or row["effective"], not_after=recorded)
        actions.append(
            TreatyAction(
                treaty=treaty,
                state_id=row["state"],
                kind=row["kind"],
                action_date=acted,
                date_given=row["date"],
                firmness=Firmness(row["firmness"]),
                effective_date=effective,
                recorded_date=recorded,
                source_id=row["source"],
                note=row["note"],
            )
        )
    TreatyAction.objects.bulk_create(actions)


def _load_roll_call(entry: dict[str, Any]) -> None:
    resolution, _created = Resolution.objects.get_or_create(
        symbol=entry["symbol"], defaults={"treaty_id": entry["treaty"], "title": entry["title"]}
    )
    totals, day = entry["totals"], entry.get("date")
    roll_call = RollCall.objects.create(
        resolution=resolution,
        body=entry["body"],
        year=day.year if day else entry["year"],
        vote_date=day,
        yes_total=totals["yes"],
        no_total=totals["no"],
        abstain_total=totals["abstain"],
        absent_total=totals.get("absent"),
        source_id=entry["source"],
        url=entry.get("record", ""),
        note=entry.get("note", ""),
    )
    Vote.objects.bulk_create(
        Vote(roll_call=roll_call, state_id=iso3, choice=choice)
        for choice in Vote.Choice.values
        for iso3 in entry.get(choice, [])
    )


def _load_published_counts() -> None:
    PublishedCount.objects.bulk_create(
        PublishedCount(
            treaty_id=row["treaty"],
            on_date=date.fromisoformat(row["on"]),
            figure=row["figure"],
            count=int(row["count"]),
            known_stale=row["expected"] == "stale",
            source_id=row["source"],
            note=row.get("note", ""),
        )
        for row in shipped_record.rows("published_counts")
    )

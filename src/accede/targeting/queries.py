"""Whom to approach for a treaty on a day, and how the lists changed between two days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.law import terms
from accede.record.models import RollCall, State, Treaty, Vote
from accede.record.queries import states, status, treaties, votes
from accede.targeting import evidence
from accede.targeting.categories import Category, categories, get_category


@dataclass(frozen=True, slots=True)
class Target:
    """A State not party, and all that puts it on a list."""

    iso3: str
    name: str
    status: str
    former_party: bool
    evidence: Sequence[evidence.Evidence]

    @property
    def categories(self) -> list[str]:
        return [item.category for item in self.evidence]


class Fact(NamedTuple):
    """Something that happened, in words, with its date where that is known and how firm it is."""

    words: str
    date_given: str = ""
    firmness: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A State that came onto a category's list, or left it, between two days, and the fact that moved it."""

    iso3: str
    name: str
    category: str
    why: Fact


@dataclass(frozen=True, slots=True)
class Comparison:
    entered: list[Difference]
    left: list[Difference]


def targets(
    treaty: Treaty,
    *,
    on: date,
    viewer: Viewer,
    language: str,
    keys: Iterable[str] = (),
    roll_call: RollCall | None = None,
    always: bool = False,
) -> list[Target]:
    """The States not party that day in at least one of the categories `keys` (none given: all of them).

    `roll_call` lets one vote decide who voted yes; `always` keeps of these only the States that voted so in
    each roll-call. A day before the treaty's adoption gives an empty list: there is nothing to join.
    """
    if on < treaty.adopted_date:
        return []
    situation = _situation(treaty, on, viewer)
    found = evidence.gather(_chosen(keys), situation, roll_call=roll_call)
    rows = []
    for iso3, name in states.state_names(language, viewer=viewer).items():
        items = [members[iso3] for members in found if iso3 in members]
        if always:
            items = [item for item in items if item.always or not item.votes]
        if items:
            rows.append(_target(iso3, name, situation, items))
    return rows


def target(treaty: Treaty, state: State, *, on: date, viewer: Viewer, language: str) -> Target | None:
    """What puts this one State on a list that day; None where nothing does."""
    if on < treaty.adopted_date:
        return None
    situation = _situation(treaty, on, viewer, only=state.pk)
    found = evidence.gather(_chosen(()), situation)
    items = [members[state.pk] for members in found if state.pk in members]
    name = states.state_names(language, viewer=viewer)[state.pk]
    return _target(state.pk, name, situation, items) if items else None


def category_sizes(treaty: Treaty, *, on: date, viewer: Viewer) -> dict[str, int]:
    """Category key to the number of States not party in it that day; nobody before there was a treaty to join."""
    if on < treaty.adopted_date:
        return dict.fromkeys(categories(), 0)
    situation = _situation(treaty, on, viewer)
    return {key: len(evidence.holders(category, situation)) for key, category in categories().items()}


def targets_in_brief(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> list[Target]:
    """`targets` without their evidence, for what asks who they are and no more."""
    found = targeted(treaty, on=on, viewer=viewer)
    situation = _situation(treaty, on, viewer) if found else None
    return [
        _target(iso3, name, situation, ())
        for iso3, name in states.state_names(language, viewer=viewer).items()
        if situation and iso3 in found
    ]


def targeted(treaty: Treaty, *, on: date, viewer: Viewer, language: str = "") -> set[str]:
    """ISO codes of the States that `targets` tells of, without the evidence, for what only counts them."""
    if on < treaty.adopted_date:
        return set()
    situation = _situation(treaty, on, viewer)
    return set().union(*(evidence.holders(category, situation) for category in categories().values()))


def _target(
    iso3: str, name: str, situation: evidence.Situation, items: Sequence[evidence.Evidence]
) -> Target:
    shade = situation.shades[situation.treaty.key].get(iso3, str(terms.Status.NEITHER))
    former = shade == "former"
    return Target(iso3, name, str(terms.Status.NEITHER) if former else shade, former, items)


def _situation(treaty: Treaty, on: date, viewer: Viewer, *, only: str = "") -> evidence.Situation:
    keys = {treaty.key, *(category.treaty for category in categories().values() if category.treaty)}
    return evidence.Situation(treaty, on, viewer, status.statuses_by_treaty(keys, on=on, viewer=viewer), only)


def compare(
    treaty: Treaty,
    *,
    earlier: date,
    later: date,
    viewer: Viewer,
    language: str,
    keys: Iterable[str] = (),
) -> Comparison:
    """Who is new on each list and who left it between the two days, with the fact that moved each."""
    chosen = list(keys)
    before, after = (
        {
            (item.category, row.iso3): item
            for row in targets(treaty, on=on, viewer=viewer, language=language, keys=chosen)
            for item in row.evidence
        }
        for on in (earlier, later)
    )
    names = states.state_names(language, viewer=viewer)
    acts = _acts_between(treaty, earlier, later, viewer)

    def differences(keys_: set[tuple[str, str]], *, entered: bool) -> Iterator[Difference]:
        for category in _chosen(chosen):
            for iso3, name in names.items():
                if (category.key, iso3) in keys_:
                    why = acts.get((treaty.key, iso3)) or acts.get((category.treaty, iso3))
                    if not why and entered:
                        item = after[category.key, iso3]
                        why = Fact(item.fact, item.date_given, item.firmness)
                    why = why or _why_left(category, treaty, iso3, later, viewer)
                    yield Difference(iso3, name, category.key, why)

    return Comparison(
        entered=list(differences(after.keys() - before.keys(), entered=True)),
        left=list(differences(before.keys() - after.keys(), entered=False)),
    )


def _chosen(keys: Iterable[str]) -> list[Category]:
    return [get_category(key) for key in keys] or list(categories().values())


def _acts_between(treaty: Treaty, earlier: date, later: date, viewer: Viewer) -> dict[tuple[str, str], Fact]:
    """Treaty and State to the last act that took effect between the two days."""
    concerned = [treaty.key, *(category.treaty for category in categories().values() if category.treaty)]
    acts = {}
    for towards in treaties.treaties(viewer=viewer, among=concerned):
        for change in reversed(status.changes(towards, after=earlier, until=later, viewer=viewer)):
            if change.action:
                words = evidence.act_in_words(change.action, towards)
                acts[towards.key, change.iso3] = Fact(words, change.on.isoformat(), change.action.firmness)
    return acts


def _why_left(category: Category, treaty: Treaty, iso3: str, on: date, viewer: Viewer) -> Fact:
    """For a State that left a list without an act towards a treaty: another vote, or a step taken back."""
    if category.rule == "vote":
        for vote in votes.votes_of_state(states.get_state(iso3, viewer=viewer), on=on, viewer=viewer):
            if vote.choice != Vote.Choice.ABSENT and vote.roll_call.resolution.treaty_id == treaty.key:
                return Fact(
                    evidence.vote_in_words(vote.choice, vote.roll_call), str(vote.roll_call.vote_date)
                )
    return Fact(_("the fact that put it on the list no longer holds"))

"""Whom to approach for a treaty on a day, and how the lists changed between two days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.law import terms
from accede.record.models import RollCall, Treaty, Vote
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


@dataclass(frozen=True, slots=True)
class Difference:
    """A State that came onto a category's list, or left it, between two days, and the fact that moved it."""

    iso3: str
    name: str
    category: str
    why: str
    date_given: str


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
    standings = _outside(treaty, on, viewer)
    found = [
        evidence.gather(category, treaty, among=standings.keys(), on=on, viewer=viewer, roll_call=roll_call)
        for category in _chosen(keys)
    ]
    rows = []
    for iso3, name in states.state_names(language, viewer=viewer).items():
        items = [members[iso3] for members in found if iso3 in members]
        if always:
            items = [item for item in items if item.always or not item.votes]
        if items:
            former = standings[iso3] == "former"
            shade = str(terms.Status.NEITHER) if former else standings[iso3]
            rows.append(Target(iso3, name, shade, former, items))
    return rows


def category_sizes(treaty: Treaty, *, on: date, viewer: Viewer) -> dict[str, int]:
    """Category key to the number of States not party in it that day."""
    outside = _outside(treaty, on, viewer).keys()
    return {
        key: len(evidence.holders(category, treaty, among=outside, on=on, viewer=viewer))
        for key, category in categories().items()
    }


def _outside(treaty: Treaty, on: date, viewer: Viewer) -> dict[str, str]:
    """ISO code of each State not party that day to its shade; nobody before there was a treaty to join."""
    if on < treaty.adopted_date:
        return {}
    standings = status.statuses(treaty, on=on, viewer=viewer)
    shades = {iso3: standings.get(iso3, str(terms.Status.NEITHER)) for iso3 in states.codes(viewer=viewer)}
    return {iso3: shade for iso3, shade in shades.items() if not shade.startswith("party")}


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
                    moved_by = acts.get((treaty.key, iso3)) or acts.get((category.treaty, iso3))
                    if moved_by:
                        why, day = moved_by
                    elif entered:
                        why, day = after[category.key, iso3].fact, after[category.key, iso3].date_given
                    else:
                        why, day = _why_left(category, treaty, iso3, later, viewer)
                    yield Difference(iso3, name, category.key, why, day)

    return Comparison(
        entered=list(differences(after.keys() - before.keys(), entered=True)),
        left=list(differences(before.keys() - after.keys(), entered=False)),
    )


def _chosen(keys: Iterable[str]) -> list[Category]:
    return [get_category(key) for key in keys] or list(categories().values())


def _acts_between(
    treaty: Treaty, earlier: date, later: date, viewer: Viewer
) -> dict[tuple[str, str], tuple[str, str]]:
    """Treaty and State to the last act, in words and with its date, that took effect between the two days."""
    concerned = [treaty.key, *(category.treaty for category in categories().values() if category.treaty)]
    acts = {}
    for towards in treaties.treaties(viewer=viewer):
        if towards.key in concerned:
            for change in reversed(status.changes(towards, after=earlier, until=later, viewer=viewer)):
                if change.action:
                    words = evidence.act_in_words(change.action, towards)
                    acts[towards.key, change.iso3] = (words, change.on.isoformat())
    return acts


def _why_left(category: Category, treaty: Treaty, iso3: str, on: date, viewer: Viewer) -> tuple[str, str]:
    """For a State that left a list without an act towards a treaty: another vote, or a step taken back."""
    if category.rule == "vote":
        for vote in votes.votes_of_state(states.get_state(iso3, viewer=viewer), on=on, viewer=viewer):
            if vote.choice != Vote.Choice.ABSENT and vote.roll_call.resolution.treaty_id == treaty.key:
                return evidence.vote_in_words(vote.choice, vote.roll_call), str(vote.roll_call.vote_date)
    return _("the fact that put it on the list no longer holds"), ""

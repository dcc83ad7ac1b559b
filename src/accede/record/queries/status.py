"""Where States stand towards a treaty on a day, and how that came about."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from accede.access.viewer import PUBLIC, Viewer
from accede.asked_once import once
from accede.law import clocks, entry_into_force, status, terms
from accede.record.models import State, StatusSpan, Treaty, TreatyAction
from accede.record.queries import states
from accede.record.queries.editions import kept_for_edition

# The shades of States not party.
OUTSIDE = ("signatory", "neither", "former")


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One State's standing towards one treaty, with the actions from which it was read."""

    iso3: str
    name: str
    place: int  # in the order of names
    standing: status.Standing
    actions: Sequence[TreatyAction]

    @property
    def shade(self) -> str:
        standing = self.standing
        return shade(status=standing.status, in_force=standing.in_force, former=standing.former_party)

    @property
    def signature(self) -> TreatyAction | None:
        return self._action(terms.ActionKind.SIGNATURE)

    @property
    def consent(self) -> TreatyAction | None:
        """The action by which the State is, or was, bound."""
        return self._action(self.standing.consent_means)

    @property
    def withdrawal(self) -> TreatyAction | None:
        return self._action(terms.ActionKind.WITHDRAWAL)

    def _action(self, kind: str | None) -> TreatyAction | None:
        return next((action for action in reversed(self.actions) if action.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Counts:
    """How the 197 States divide on a day. `joined` counts deposits, `in_force` whom the treaty already binds."""

    joined: int
    in_force: int
    signatories: int
    neither: int
    former: int


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which a State's standing became another."""

    on: date
    iso3: str
    became: str
    action: TreatyAction | None


def current_actions(treaty: Treaty, *, viewer: Viewer) -> QuerySet[TreatyAction]:
    """The treaty's actions as now known: what was corrected gives way to its correction."""
    return treaty.actions.filter(corrected_by__isnull=True).select_related("source")


def actions_until(treaty: Treaty, *, on: date, viewer: Viewer) -> QuerySet[TreatyAction]:
    """Every act towards the treaty until that day, oldest first."""
    acted = current_actions(treaty, viewer=viewer).select_related(None).filter(action_date__lte=on)
    return acted.order_by("action_date", "state_id", "pk")


def general_entry_into_force(treaty: Treaty, actions: Iterable[TreatyAction]) -> date | None:
    """The day the treaty itself entered into force, by its rules and its deposits; None while it has not."""
    deposits = [action.action_date for action in actions if action.kind in terms.CONSENT_KINDS]
    return entry_into_force.treaty_entry_into_force(deposits, rules=treaty.law)


def status_table(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> list[StatusRow]:
    """All 197 States in the order of `language`, each as it stood at the end of that day."""
    by_state, in_force_since = _actions_by_state(treaty)
    return [
        StatusRow(
            iso3,
            name,
            place,
            status.standing_on(
                by_state.get(iso3, ()), rules=treaty.law, treaty_entry_into_force=in_force_since, on=on
            ),
            [action for action in by_state.get(iso3, ()) if action.action_date <= on],
        )
        for place, (iso3, name) in enumerate(states.state_names(language, viewer=viewer).items())
    ]


def status_row(treaty: Treaty, state: State, *, on: date, viewer: Viewer, language: str) -> StatusRow:
    """The one State's row of `status_table`, without working out those of the others."""
    by_state, in_force_since = _actions_by_state(treaty)
    own = by_state.get(state.pk, ())
    names = states.state_names(language, viewer=viewer)
    return StatusRow(
        state.pk,
        names[state.pk],
        list(names).index(state.pk),
        status.standing_on(own, rules=treaty.law, treaty_entry_into_force=in_force_since, on=on),
        [action for action in own if action.action_date <= on],
    )


def standings_of_state(
    state: State,
    *,
    on: date,
    viewer: Viewer,
    language: str,
    among: Collection[Treaty] | None = None,
    cited: bool = True,
) -> list[tuple[Treaty, StatusRow]]:
    """The State's standing in every treaty on record, or in some. The number of queries does not grow with them.

    Where it is not `cited`, neither the sources nor more of a treaty than its key, rules and age are read.
    """
    name = states.state_names(language, viewer=viewer)[state.pk]
    acts = state.actions.filter(corrected_by__isnull=True)
    if among is not None:
        acts = acts.filter(treaty__in=among)
        treaties, in_force_since = list(among), _in_force_since(among)
    elif cited:
        treaties = list(Treaty.objects.select_related("source"))
        in_force_since = _in_force_since(treaties)
    else:
        treaties, in_force_since = _treaties_in_brief()
    own: defaultdict[str, list[TreatyAction]] = defaultdict(list)
    for action in acts.select_related("source") if cited else acts.only(*READ_OFF):
        own[action.treaty_id].append(action)
    rows = []
    for treaty in treaties:
        done = own.get(treaty.key, [])
        standing = status.standing_on(
            done, rules=treaty.law, treaty_entry_into_force=in_force_since[treaty.key], on=on
        )
        until_then = [action for action in done if action.action_date <= on]
        rows.append((treaty, StatusRow(state.pk, name, 0, standing, until_then)))
    return rows


# What a standing is read off.
READ_OFF = ("treaty_id", "state_id", "kind", "action_date", "effective_date")


@kept_for_edition
def _treaties_in_brief() -> tuple[list[Treaty], dict[str, date | None]]:
    treaties = list(Treaty.objects.only("order", "rules", "as_of"))
    return treaties, _in_force_since(treaties)


def _in_force_since(treaties: Collection[Treaty]) -> dict[str, date | None]:
    """Treaty key to the day on which the treaty itself entered into force."""
    # Where the depositary published no day, the first so many deposits make it: those after them are not read.
    asked = {treaty.pk: treaty.law.entry_into_force for treaty in treaties}
    computed = {key: rule.threshold for key, rule in asked.items() if rule.published is None}
    deposits: defaultdict[str, list[date]] = defaultdict(list)
    consents = TreatyAction.objects.filter(corrected_by__isnull=True, kind__in=terms.CONSENT_KINDS)
    place = Window(RowNumber(), partition_by="treaty", order_by="action_date")
    first = consents.order_by().filter(treaty__in=computed).annotate(place=place)
    first = first.filter(place__lte=max(computed.values(), default=0))
    for key, day in first.values_list("treaty_id", "action_date"):
        deposits[key].append(day)
    return {
        treaty.key: entry_into_force.treaty_entry_into_force(deposits[treaty.key], rules=treaty.law)
        for treaty in treaties
    }


def deadlines(treaty: Treaty, row: StatusRow, *, on: date) -> list[clocks.Deadline]:
    """The clocks that run for the State under that treaty, the next due first."""
    return sorted(clocks.clocks(row.standing, rules=treaty.law, on=on), key=lambda deadline: deadline.due)


def counts(treaty: Treaty, *, on: date, viewer: Viewer) -> Counts:
    """The treaty's totals on that day."""
    return _counts(_spans_on(on).filter(treaty=treaty))[treaty.key]


def counted(shades: Iterable[str]) -> Counts:
    """The totals of what `statuses` tells, a shade for each of the 197."""
    found = Counter(shades)
    return Counts(
        joined=found["party"] + found["party-pending"],
        in_force=found["party"],
        signatories=found["signatory"],
        neither=found["neither"] + found["former"],
        former=found["former"],
    )


def counts_of_all(
    *, on: date, viewer: Viewer, among: Collection[Treaty] | None = None
) -> defaultdict[str, Counts]:
    """Treaty key to its totals on that day; a treaty to which nobody has acted has everyone outside."""
    spans = _spans_on(on)
    return _counts(spans if among is None else spans.filter(treaty__in=among))


def _counts(spans: QuerySet[StatusSpan]) -> defaultdict[str, Counts]:
    everyone = len(states.codes(viewer=PUBLIC))
    found: defaultdict[str, Counter[tuple[str, bool, bool]]] = defaultdict(Counter)
    divided = spans.values_list("treaty_id", "status", "in_force", "former_party").annotate(
        number=Count("pk")
    )
    for key, status_, in_force, former, number in divided:
        found[key][status_, in_force, former] = number
    result = defaultdict(lambda: Counts(joined=0, in_force=0, signatories=0, neither=everyone, former=0))
    for key, tally in found.items():
        joined = tally["party", True, False] + tally["party", False, False]
        signatories = tally["signatory", False, False]
        result[key] = Counts(
            joined=joined,
            in_force=tally["party", True, False],
            signatories=signatories,
            neither=everyone - joined - signatories,
            former=tally["neither", False, True],
        )
    return result


def statuses(treaty: Treaty, *, on: date, viewer: Viewer) -> dict[str, str]:
    """ISO code to party, party-pending (joined, not yet in force), signatory or former; others are absent."""
    return statuses_by_treaty([treaty.key], on=on, viewer=viewer)[treaty.key]


def statuses_by_treaty(keys: Iterable[str], *, on: date, viewer: Viewer) -> defaultdict[str, dict[str, str]]:
    """The same for several treaties at once, by key."""
    return _shades(frozenset(keys), on=on)


def _each_its_own(found: defaultdict[str, dict[str, str]]) -> defaultdict[str, dict[str, str]]:
    return defaultdict(dict, {key: dict(shades) for key, shades in found.items()})


@once(_each_its_own)
@kept_for_edition
def _shades(keys: frozenset[str], *, on: date) -> defaultdict[str, dict[str, str]]:
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    spans = _spans_on(on).filter(treaty__in=keys).exclude(status=terms.Status.NEITHER, former_party=False)
    for key, iso3, status_, in_force, former in spans.values_list(
        "treaty_id", "state_id", "status", "in_force", "former_party"
    ):
        found[key][iso3] = shade(status=status_, in_force=in_force, former=former)
    return found


def shade(*, status: str, in_force: bool, former: bool) -> str:
    """The one word by which pictures tell standings apart."""
    if status == terms.Status.PARTY and not in_force:
        return "party-pending"
    return "former" if former else status


def history(treaty: Treaty, *, viewer: Viewer) -> list[StatusSpan]:
    """Every span of every State, by first day: what a slider through time or a curve needs."""
    return list(StatusSpan.objects.filter(treaty=treaty))


def adherence(
    treaty: Treaty, *, group_kind: str, until: date, viewer: Viewer
) -> dict[str, list[tuple[date, int]]]:
    """Group key to (day, +1 or -1): when States of the group became Party, or ceased to be, until that day.

    A State counts from its deposit, and no longer from the day its withdrawal takes effect. Groups are those of
    the last day; a State in none of that kind counts under the empty key.
    """
    group_of = states.groups_of_kind(group_kind, on=until, viewer=viewer)
    moves: defaultdict[str, list[tuple[date, int]]] = defaultdict(list)
    for iso3, stay in _stays(treaty):
        moves[group_of.get(iso3, "")] += [(day, change) for day, change in stay if day <= until]
    return {key: sorted(changes_) for key, changes_ in moves.items()}


def _stays(treaty: Treaty) -> Iterator[tuple[str, list[tuple[date, int]]]]:
    """For each State: +1 on the day it became Party, -1 on the day it ceased to be, as often as it did."""
    spans = treaty.spans.order_by("state", "from_date").values_list("state_id", "from_date", "status")
    for iso3, own in itertools.groupby(spans, key=lambda span: span[0]):
        was_party, stay = False, []
        for _iso3, from_date, status_ in own:
            is_party = status_ == terms.Status.PARTY
            if is_party != was_party:
                stay.append((from_date, 1 if is_party else -1))
            was_party = is_party
        yield iso3, stay


def changes(treaty: Treaty, *, after: date, until: date, viewer: Viewer) -> list[Change]:
    """What changed after one day and until another, the latest first. Entry into force counts as a change."""
    spans = StatusSpan.objects.filter(treaty=treaty, from_date__gt=after, from_date__lte=until)
    actions: dict[tuple[str, date], TreatyAction] = {}
    for action in current_actions(treaty, viewer=viewer).filter(
        Q(action_date__gt=after) | Q(effective_date__gt=after)
    ):
        actions[action.state_id, action.effective_date or action.action_date] = action
    found = [
        Change(
            span.from_date,
            span.state_id,
            shade(status=span.status, in_force=span.in_force, former=span.former_party),
            actions.get((span.state_id, span.from_date)),
        )
        for span in spans
    ]
    return sorted(found, key=lambda change: (change.on, change.iso3), reverse=True)


def _spans_on(on: date) -> QuerySet[StatusSpan]:
    return StatusSpan.objects.filter(
        Q(until_date__isnull=True) | Q(until_date__gt=on), from_date__lte=on
    ).order_by()


@kept_for_edition
def _actions_by_state(treaty: Treaty) -> tuple[dict[str, list[TreatyAction]], date | None]:
    by_state: defaultdict[str, list[TreatyAction]] = defaultdict(list)
    # Without their sources, which a table of all States does not name.
    actions = list(current_actions(treaty, viewer=PUBLIC).select_related(None))
    for action in actions:
        by_state[action.state_id].append(action)
    return dict(by_state), general_entry_into_force(treaty, actions)

"""The rules that the record must satisfy and that no database constraint can hold. `accede check` runs them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from accede.access.viewer import PUBLIC
from accede.law import terms
from accede.record.actions import derived_spans
from accede.record.models import PublishedCount, RollCall, State, StatusSpan, Treaty, TreatyAction, Vote
from accede.record.partial_dates import first_possible_day
from accede.record.queries import status


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: which rule it breaks, and what and where it is."""

    rule: str
    what: str


def problems(*, on: date) -> Iterator[Problem]:
    """Everything that is wrong with the record as of that day, rule by rule."""
    for name, rule in RULES.items():
        for what in rule(on):
            yield Problem(name, what)


def _counts_as_published(_on: date) -> Iterator[str]:
    for published in PublishedCount.objects.filter(known_stale=False).select_related("treaty", "source"):
        counts = status.counts(published.treaty, on=published.on_date, viewer=PUBLIC)
        ours = {
            PublishedCount.Figure.PARTIES: counts.joined,
            PublishedCount.Figure.IN_FORCE: counts.in_force,
            PublishedCount.Figure.SIGNATORIES: counts.signatories,
            PublishedCount.Figure.NEITHER: counts.neither,
        }[PublishedCount.Figure(published.figure)]
        if ours != published.count:
            yield (
                f"{published.treaty_id} on {published.on_date}: {published.source.publisher} published "
                f"{published.count} {published.figure}, the record gives {ours}"
            )


def _nothing_before_adoption(_on: date) -> Iterator[str]:
    for action in _actions():
        if action.action_date < action.treaty.adopted_date:
            yield f"{_named(action)}, before the adoption on {action.treaty.adopted_date}"


def _nothing_in_the_future(on: date) -> Iterator[str]:
    for action in _actions():
        if action.action_date > on:
            yield f"{_named(action)} is still to come"


def _signed_while_open(_on: date) -> Iterator[str]:
    for action in _actions().filter(kind=terms.ActionKind.SIGNATURE):
        window = action.treaty.law.signature
        # Of a year or a month, one day inside the window is enough.
        first = first_possible_day(action.date_given) if action.date_given else action.action_date
        last = action.action_date
        opened = window.opens is not None and window.opens <= last
        if not opened or (window.closes is not None and window.closes < first):
            yield f"{_named(action)}, outside the signature window of article {window.article}"


def _party_once(_on: date) -> Iterator[str]:
    """A State that is Party can consent again only after its withdrawal."""
    by_state: defaultdict[tuple[str, str], list[TreatyAction]] = defaultdict(list)
    for action in _actions():
        by_state[action.treaty_id, action.state_id].append(action)
    for actions in by_state.values():
        bound_by: TreatyAction | None = None
        for action in actions:
            if action.kind in (terms.ActionKind.WITHDRAWAL, terms.ActionKind.REVOCATION):
                bound_by = None
            elif action.kind in terms.CONSENT_KINDS:
                if bound_by:
                    yield f"{_named(action)}, though Party since {bound_by.action_date}"
                bound_by = action


def _signature_before_ratification(_on: date) -> Iterator[str]:
    """Whoever ratifies, accepts after signature, or approves has signed before."""
    signed = {
        (action.treaty_id, action.state_id): action.action_date
        for action in _actions().filter(kind=terms.ActionKind.SIGNATURE)
    }
    for action in _actions().filter(kind=terms.ActionKind.RATIFICATION):
        day = signed.get((action.treaty_id, action.state_id))
        if day and day > action.action_date:
            yield f"{_named(action)}, before its signature on {day}"


def _voted_as_member(_on: date) -> Iterator[str]:
    never_or_later = Q(state__un_member_since__isnull=True) | Q(
        state__un_member_since__gt=F("roll_call__year")
    )
    for vote in (
        Vote.objects.filter(never_or_later, roll_call__vote_date__isnull=False)
        .exclude(choice=Vote.Choice.ABSENT)
        .select_related("roll_call")
    ):
        call = vote.roll_call
        yield f"{vote.state_id} voted on {call.resolution_id} in {call.year}, not being a Member"


def _votes_add_up(_on: date) -> Iterator[str]:
    counted: defaultdict[int, Counter[str]] = defaultdict(Counter)
    by_choice = Vote.objects.values_list("roll_call", "choice").annotate(number=Count("pk")).order_by()
    for call_id, choice, number in by_choice:
        counted[call_id][choice] = number
    for call in RollCall.objects.filter(pk__in=Vote.objects.values("roll_call")):
        choices = counted[call.pk] + Counter(call.past_states.values())
        for choice in Vote.Choice.values:
            total = getattr(call, f"{choice}_total")
            if total is not None and choices[choice] != total:
                yield (
                    f"{call.resolution_id} in {call.body}: {choices[choice]} States {choice}, "
                    f"the published total is {total}"
                )


def _spans_as_derived(_on: date) -> Iterator[str]:
    for treaty in Treaty.objects.all():
        stored = {_span_key(span) for span in StatusSpan.objects.filter(treaty=treaty)}
        derived = {_span_key(span) for span in derived_spans(treaty)}
        for span in sorted(stored ^ derived, key=str):
            where = "stored, not derived" if span in stored else "derived, not stored"
            yield f"{treaty.key}: the span of {span[0]} from {span[4]} is {where}"


def _197_states(_on: date) -> Iterator[str]:
    count = State.objects.count()
    if count != 197:  # noqa: PLR2004 -- 193 Members and four others
        yield f"{count} States are on record, not 197"


RULES: dict[str, Callable[[date], Iterator[str]]] = {
    "States": _197_states,
    "published counts": _counts_as_published,
    "adoption": _nothing_before_adoption,
    "future": _nothing_in_the_future,
    "signature window": _signed_while_open,
    "Party once": _party_once,
    "signature before ratification": _signature_before_ratification,
    "membership": _voted_as_member,
    "vote totals": _votes_add_up,
    "derived spans": _spans_as_derived,
}


def _actions() -> QuerySet[TreatyAction]:
    return TreatyAction.objects.filter(corrected_by__isnull=True).select_related("treaty")


def _named(action: TreatyAction) -> str:
    return f"{action.treaty_id}: {action.kind} of {action.state_id} on {action.action_date}"


def _span_key(span: StatusSpan) -> tuple[str, str, bool, bool, date, date | None]:
    return (
        span.state_id,
        span.status,
        span.in_force,
        span.former_party,
        span.from_date,
        span.until_date,
    )

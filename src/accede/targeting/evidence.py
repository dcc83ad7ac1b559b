"""What puts a State on a target list: the fact, its date, its source and its age."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.evidence.models import InterimStep
from accede.evidence.queries import interim_steps
from accede.law import terms
from accede.record.models import RollCall, Source, Treaty, TreatyAction, Vote
from accede.record.partial_dates import Firmness
from accede.record.queries import treaties, votes
from accede.targeting.categories import Category

# How each way of being bound is put into words; the means of consent of article 11 of the Vienna Convention.
MEANS = {
    terms.ActionKind.SIGNATURE: lambda: _("signature"),
    terms.ActionKind.DEFINITIVE_SIGNATURE: lambda: _("definitive signature"),
    terms.ActionKind.RATIFICATION: lambda: _("ratification"),
    terms.ActionKind.ACCEPTANCE: lambda: _("acceptance"),
    terms.ActionKind.APPROVAL: lambda: _("approval"),
    terms.ActionKind.ACCESSION: lambda: _("accession"),
    terms.ActionKind.SUCCESSION: lambda: _("succession"),
    terms.ActionKind.FORMAL_CONFIRMATION: lambda: _("formal confirmation"),
    terms.ActionKind.CONSENT_TO_BE_BOUND: lambda: _("consent to be bound"),
    terms.ActionKind.CONSENT_UNSPECIFIED: lambda: _("consent, by means the source does not name"),
    terms.ActionKind.PROVISIONAL_APPLICATION: lambda: _("provisional application"),
    terms.ActionKind.WITHDRAWAL: lambda: _("withdrawal"),
    terms.ActionKind.REVOCATION: lambda: _("revocation of ratification"),
}


# A State's votes: the roll-call's key, and what the State did in it.
VoteRecord = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact that puts one State in one category."""

    category: str
    fact: str
    date_given: str
    firmness: str
    source: Source
    as_of: str
    stale: bool
    votes: Sequence[tuple[RollCall, str]] = ()
    always: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """What the rules are applied to: a treaty on a day, and where the States stood then."""

    treaty: Treaty
    on: date
    viewer: Viewer
    shades: Mapping[str, Mapping[str, str]]  # by treaty: of this one and of those that categories name
    only: str = ""  # ISO code of the one State that is asked about; empty: all

    @property
    def parties(self) -> set[str]:
        """Who has joined already, and so is on no list."""
        return {iso3 for iso3, shade in self.shades[self.treaty.key].items() if shade.startswith("party")}

    def outside(self, iso3s: Iterable[str]) -> set[str]:
        """Of these States those that are asked about and not party."""
        return {iso3 for iso3 in iso3s if not self.only or iso3 == self.only} - self.parties

    def holds(self, category: Category) -> set[str]:
        """The States outside whose standing is the one that a rule on standing asks for."""
        if category.treaty == self.treaty.key:
            return set()  # whoever is party to it is not to be won for it
        wanted = {"party", "party-pending"} if category.status == terms.Status.PARTY else {category.status}
        shades = self.shades[category.treaty or self.treaty.key]
        return self.outside(iso3 for iso3, shade in shades.items() if shade in wanted)


def holders(category: Category, situation: Situation) -> set[str]:
    """ISO codes of the States outside for which the category's rule holds, without the evidence."""
    match category.rule:
        case "standing":
            return situation.holds(category)
        case "vote":
            records = _vote_records(situation, None)
            return {iso3 for iso3, record in records.items() if _decides(category, record, None)}
        case "interim-step":
            return {step.state_id for step in _steps(situation)}


def gather(
    chosen: Sequence[Category], situation: Situation, *, roll_call: RollCall | None = None
) -> list[dict[str, Evidence]]:
    """For each category, ISO code to the evidence, for each State outside for which its rule holds.

    `roll_call` is for the rule on votes: what was voted in it decides, and only it and those before it are
    told. Without one, a State's latest vote decides, and absences are passed over: they are no position.
    """
    acts = _acts([category for category in chosen if category.rule == "standing"], situation)
    return [_of(category, situation, acts, roll_call) for category in chosen]


def _of(
    category: Category, situation: Situation, acts: Sequence[TreatyAction], roll_call: RollCall | None
) -> dict[str, Evidence]:
    match category.rule:
        case "standing":
            return _standing(category, situation, acts)
        case "vote":
            return _voted(category, situation, roll_call)
        case "interim-step":
            return _interim_steps(category, situation)


def _acts(chosen: Iterable[Category], situation: Situation) -> list[TreatyAction]:
    """What put States into one of these categories, in order of date: one question, however many there are."""
    wanted = Q()
    for category in chosen:
        wanted |= Q(
            treaty=category.treaty or situation.treaty.key,
            state__in=situation.holds(category),
            kind__in=_kinds(category),
        )
    found = TreatyAction.objects.filter(wanted, action_date__lte=situation.on, corrected_by__isnull=True)
    return list(found.select_related("source")) if wanted else []


def _kinds(category: Category) -> Collection[str]:
    return terms.CONSENT_KINDS if category.status == terms.Status.PARTY else {terms.ActionKind.SIGNATURE}


def _standing(category: Category, situation: Situation, acts: Sequence[TreatyAction]) -> dict[str, Evidence]:
    treaty = situation.treaty
    if category.treaty:
        treaty = treaties.get_treaty(category.treaty, viewer=situation.viewer)
    held, kinds = situation.holds(category), _kinds(category)
    stale = treaties.is_stale(treaty.as_of, on=situation.on)
    # In order of date, so that the latest action of a State is the one that stays.
    return {
        action.state_id: Evidence(
            category.key,
            MEANS[terms.ActionKind(action.kind)](),
            action.date_given,
            action.firmness,
            action.source,
            treaty.as_of,
            stale,
        )
        for action in acts
        if action.treaty_id == treaty.key and action.state_id in held and action.kind in kinds
    }


def act_in_words(action: TreatyAction, treaty: Treaty) -> str:
    """For example "Anti-Personnel Mine Ban Convention: ratification"."""
    means = MEANS[terms.ActionKind(action.kind)]()
    return _("%(treaty)s: %(act)s") % {"treaty": treaty.short_title, "act": means}


def vote_in_words(choice: str, roll_call: RollCall) -> str:
    """For example "A/RES/79/58: Yes"."""
    return _("%(resolution)s: %(choice)s") % {
        "resolution": roll_call.resolution_id,
        "choice": Vote.Choice(choice).label,
    }


def _vote_records(situation: Situation, until: RollCall | None) -> dict[str, VoteRecord]:
    """Each State's votes on the treaty's resolutions, oldest first, up to one of them or to the day."""
    last = (until and until.vote_date) or situation.on
    held = votes.roll_calls_by_state(situation.treaty, on=last, viewer=situation.viewer)
    numbers = [
        call.pk for call in sorted(held, key=lambda call: call.vote_date or date.min) if call.vote_date
    ]
    cast = votes.votes_cast(situation.treaty, viewer=situation.viewer)
    records: dict[str, VoteRecord] = {}
    for iso3 in situation.outside(cast):
        own = cast[iso3]
        record = [(number, own[number]) for number in numbers if number in own]
        if record:
            records[iso3] = record
    return records


def _decides(category: Category, record: VoteRecord, roll_call: RollCall | None) -> int | None:
    """The key of the roll-call whose vote puts the State in the category, if one does."""
    if roll_call:
        deciding = next((vote for vote in record if vote[0] == roll_call.pk), None)
    else:
        deciding = next((vote for vote in reversed(record) if vote[1] != Vote.Choice.ABSENT), None)
    return deciding[0] if deciding and deciding[1] == category.choice else None


def _voted(category: Category, situation: Situation, roll_call: RollCall | None) -> dict[str, Evidence]:
    records = _vote_records(situation, roll_call)
    held = max((len(record) for record in records.values()), default=0)
    on_record = votes.roll_calls_by_state(situation.treaty, on=situation.on, viewer=situation.viewer)
    calls = {call.pk: call for call in on_record}
    found = {}
    for iso3, record in records.items():
        if deciding := _decides(category, record, roll_call):
            call = calls[deciding]
            found[iso3] = Evidence(
                category.key,
                vote_in_words(category.choice, call),
                call.vote_date.isoformat() if call.vote_date else str(call.year),
                Firmness.DAY,
                call.source,
                call.source.read,
                stale=False,  # a vote once cast does not age; the one that decided is named with its date
                votes=[(calls[key], choice) for key, choice in record],
                always=len(record) == held and all(choice == category.choice for _key, choice in record),
            )
    return found


def _interim_steps(category: Category, situation: Situation) -> dict[str, Evidence]:
    return {
        step.state_id: Evidence(
            category.key,
            _("%(kind)s: %(summary)s")
            % {"kind": step.get_kind_display(), "summary": _(step.summary).rstrip(".。")},
            step.date_given,
            Firmness.DAY if step.verified else Firmness.DAY_UNVERIFIED,
            step.source,
            step.source.read,
            treaties.is_stale(step.source.read, on=situation.on),
        )
        for step in _steps(situation)
    }


def _steps(situation: Situation) -> list[InterimStep]:
    steps = interim_steps(situation.treaty, on=situation.on, viewer=situation.viewer)
    outside = situation.outside(step.state_id for step in steps)
    return [step for step in steps if step.state_id in outside]

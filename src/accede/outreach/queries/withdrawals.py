"""Parties that might leave: how many public signs point that way. No probability, since so few ever left."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.law import terms
from accede.outreach import rules
from accede.record.models import Membership, TreatyAction, Vote
from accede.record.queries import states, status, treaties, votes

SUBREGION = "subregion"
LATELY = timedelta(days=5 * 365)


@dataclass(frozen=True, slots=True)
class Sign:
    """Something public that was seen before States left, in words, with its day."""

    words: str
    date_given: str


@dataclass(frozen=True, slots=True)
class AtRisk:
    iso3: str
    name: str
    signs: Sequence[Sign]
    has_given_notice: bool


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """`cases` are all that there is to learn from: who left which treaty, by the action's day."""

    rows: Sequence[AtRisk]
    cases: Sequence[tuple[str, str, str]]  # name, treaty, day
    parties: int


def withdrawals(campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> Withdrawals:
    """The treaty's Parties that show a sign, those with the most first."""
    rules.insist_on_coordinating(viewer, campaign)
    treaty = treaties.get_treaty(campaign.treaty_key, viewer=viewer)
    names = states.state_names(language, viewer=viewer)
    notices = list(
        TreatyAction.objects.filter(
            corrected_by__isnull=True, kind=terms.ActionKind.WITHDRAWAL, action_date__lte=on
        )
        .select_related("treaty")
        .order_by("-action_date", "state")
    )
    signs: defaultdict[str, list[Sign]] = defaultdict(list)
    given_here = set()
    for notice in notices:
        day = notice.action_date.isoformat() if notice.action_date else ""
        if notice.treaty_id == treaty.pk:
            given_here.add(notice.state_id)
            words = _("It is leaving this treaty.")
        else:
            words = _("It left another treaty, or is leaving it: %(treaty)s.") % {
                "treaty": notice.treaty.short_title
            }
        signs[notice.state_id].append(Sign(words, day))
    group_of = dict(Membership.objects.filter(group__kind=SUBREGION).values_list("state_id", "group_id"))
    lately = [each for each in notices if each.action_date and each.action_date >= on - LATELY]
    left_near: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for notice in reversed(lately):
        if group := group_of.get(notice.state_id):
            left_near[group][notice.state_id] = str(notice.action_date)
    parties = [
        iso3
        for iso3, is_ in status.statuses(treaty, on=on, viewer=viewer).items()
        if is_ == terms.Status.PARTY
    ]
    cast = _last_votes(treaty.key, on, viewer)
    for iso3 in parties:
        near = {each: day for each, day in left_near[group_of.get(iso3, "")].items() if each != iso3}
        if near:
            signs[iso3].append(
                Sign(
                    _(
                        "In its sub-region others left a treaty within five years, or are leaving it: %(names)s."
                    )
                    % {"names": pgettext("between names in a list", ", ").join(names[each] for each in near)},
                    max(near.values()),
                )
            )
        choice, day = cast.get(iso3, ("", ""))
        if choice == Vote.Choice.ABSTAIN:
            signs[iso3].append(Sign(_("Though a Party, it abstained on the treaty’s last resolution."), day))
        elif choice == Vote.Choice.NO:
            signs[iso3].append(Sign(_("Though a Party, it voted no on the treaty’s last resolution."), day))
    rows = [AtRisk(iso3, names[iso3], signs[iso3], iso3 in given_here) for iso3 in parties if signs[iso3]]
    rows.sort(key=lambda row: (not row.has_given_notice, -len(row.signs)))
    cases = [(names[each.state_id], each.treaty.short_title, str(each.action_date or "")) for each in notices]
    return Withdrawals(rows, cases, len(parties))


def _last_votes(key: str, on: date, viewer: Viewer) -> Mapping[str, tuple[str, str]]:
    """State to its vote in the last roll-call whose votes by State are known, and the day."""
    calls = votes.roll_calls_by_state(treaties.get_treaty(key, viewer=viewer), on=on, viewer=viewer)
    dated = [call for call in calls if call.vote_date]
    if not dated:
        return {}
    last = max(dated, key=lambda call: str(call.vote_date))
    return {
        iso3: (choice, str(last.vote_date)) for iso3, choice in last.votes.values_list("state_id", "choice")
    }

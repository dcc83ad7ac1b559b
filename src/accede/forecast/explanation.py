"""Why a State stands where it stands: what each sign adds to the log odds, said in words with its evidence.

Signs are taken against the mean of the States that could join the same treaty, so that what is said is what sets a
State apart from them. The parts of a State add up, exactly, to the log odds of its forecast less their mean: those of
the weighted sum, those of the trees (`shares_of_trees`) and those of the simple rule, each with its share of the say.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from accede.forecast import shares_of_trees
from accede.forecast.panel import NEVER, Flags, Numbers, Panel
from accede.forecast.small_forest import SmallForest

WORTH_SAYING = 0.1
"""Log odds: below, a sign changes the odds by less than about a tenth."""
MOST_SAID = 4

SUBJECTS = {
    "signed": "signature", "signed_lately": "signature", "signed_long_ago": "signature", "ratifies": "signature",
    "signed_young": "signature", "signed_tempo": "signature",
    "subregion": "region", "continent": "region", "subregion_lately": "region", "subregion_young": "region",
    "neighbours": "alike", "neighbours_lately": "alike", "neighbours_young": "alike", "portfolio": "alike",
    "signatures": "alike", "likeness": "alike", "likeness_lately": "alike", "factors": "alike",
    "kind": "kind", "tempo_kind": "kind",
    "ideal_point": "voting", "place_apart": "voting", "place_density": "voting",
    "tempo": "pace", "tempo_year": "pace", "tempo_decade": "pace", "tempo_related": "pace", "signing": "pace",
    "breadth_lately": "pace",
    "voted_yes": "vote", "voted_no": "vote", "abstained": "vote",
    # The signs that the trees see besides.
    "siblings": "family", "siblings_fading": "family",
    "subregion_fading": "region", "continent_fading": "region", "subregion_signed": "region",
    "neighbours_fading": "alike", "neighbours_waiting": "alike",
    "signature_age": "signature", "signature_after": "signature",
    "together": "pace", "last_act": "pace", "third_last_act": "pace", "joined_last_year": "pace",
    "tempo_fading": "pace", "signing_fading": "pace",
    "signing_kind": "kind", "kind_fading": "kind",
    "size": "habits", "accedes": "habits", "lag": "habits", "ratifies_lately": "habits",
    "votes_mean": "vote", "votes_kind": "votes-kind",
}  # fmt: skip


SAYINGS = {
    "signed": "signed in %(year)s and has not ratified",
    "not-signed": "has not signed",
    "region": "%(joined)s of %(others)s others in its sub-region have joined",
    "vote-yes": "voted yes on the treaty's own resolution in %(year)s",
    "vote-abstained": "abstained on the treaty's own resolution in %(year)s",
    "vote-no": "voted no on the treaty's own resolution in %(year)s",
    "no-vote": "has cast no vote on the treaty's own resolution",
    "pace": "its pace and breadth in joining other treaties (%(joined)s in the last three years)",
    "paces": "its pace and breadth in joining other treaties (%(joined)s in the last three years, %(decade)s in ten)",
    "pace-beside": "when and how often it joins other treaties, beside the other States not party",
    "kind": "is Party to %(joined)s of %(others)s treaties of the kind",
    "family": "is Party to %(joined)s of the %(others)s other treaties of one family with this one",
    "habits": "its habits: Party to %(joined)s of %(others)s treaties on record, to %(acceded)s without having signed",
    "votes-kind": "voted yes in %(joined)s of %(others)s votes on resolutions about other treaties of the kind",
    "voting": "how it votes in the General Assembly, beside the Parties",
    "alike": "how far States with a similar treaty record have joined",
}
"""What is said of a State, by a key under which the pages have it in six languages. "pace" is said by earlier forecasts.
"pace-beside" is said where no act of the last years is there to be counted, and yet others stand lower.
"""


@dataclass(frozen=True)
class Reason:
    """One subject, by how much it moves the log odds, and the evidence: a saying and the figures in it."""

    subject: str
    moves: float
    saying: str
    figures: dict[str, int]

    @property
    def sentence(self) -> str:
        return SAYINGS[self.saying] % self.figures


def of_sum(names: tuple[str, ...], x: Numbers, weights: Numbers) -> dict[str, Numbers]:
    """Subject to what it adds to each State's log odds by the weighted sum. What is the same for all States has no place here."""
    found: defaultdict[str, Numbers] = defaultdict(lambda: np.zeros(len(x)))
    for column, name in enumerate(names):
        if name in SUBJECTS:
            found[SUBJECTS[name]] = found[SUBJECTS[name]] + x[:, column] * weights[column]
    return dict(found)


def of_trees(forest: SmallForest, signs: tuple[str, ...], seen: Numbers) -> dict[str, Numbers]:
    """The same by the trees."""
    return shares_of_trees.by_subject(forest, seen, [SUBJECTS.get(name, "") for name in signs])


def reasons(panel: Panel, treaty: int, state: int, now: float, parts: dict[str, float]) -> list[Reason]:
    """The subjects that set the State apart, the weightiest first. The panel is as known at `now`."""
    told = [
        Reason(subject, moves, *_evidence(subject, panel, treaty, state, now, raises=moves > 0))
        for subject, moves in parts.items()
        if abs(moves) >= WORTH_SAYING
    ]
    return sorted(told, key=lambda reason: -abs(reason.moves))


def because(found: list[Reason]) -> str:
    """The weightiest reasons as one line."""
    if not found:
        return "Nothing sets it apart from the other States not party."
    return "; ".join(
        f"{reason.sentence}: {'raises' if reason.moves > 0 else 'lowers'}" for reason in found[:MOST_SAID]
    )


Saying = tuple[str, dict[str, int]]


def _evidence(subject: str, panel: Panel, treaty: int, state: int, now: float, *, raises: bool) -> Saying:
    tell = EVIDENCE.get(subject)
    saying, figures = tell(panel, treaty, state, now) if tell else (subject, {})
    if saying == "paces" and raises and not figures["decade"]:
        return "pace-beside", {}
    return saying, figures


def _signature(panel: Panel, treaty: int, state: int, _now: float) -> Saying:
    signed = panel.signed[state, treaty]
    return ("signed", {"year": int(signed)}) if signed < NEVER else ("not-signed", {})


def _region(panel: Panel, treaty: int, state: int, now: float) -> Saying:
    near = (panel.subregion == panel.subregion[state]) & (np.arange(len(panel.states)) != state)
    joined = int((panel.bound[near, treaty] < now).sum())
    return "region", {"joined": joined, "others": int(near.sum())}


def _pace(panel: Panel, treaty: int, state: int, now: float) -> Saying:
    bound = panel.bound[state, _others(panel, treaty)]
    lately, decade = (int(((bound < now) & (bound >= now - years)).sum()) for years in (3, 10))
    return "paces", {"joined": lately, "decade": decade}


def _kind(panel: Panel, treaty: int, state: int, now: float) -> Saying:
    return "kind", _of(panel, (panel.kind == panel.kind[treaty]) & _others(panel, treaty), state, now)


def _family(panel: Panel, treaty: int, state: int, now: float) -> Saying:
    return "family", _of(panel, (panel.family == panel.family[treaty]) & _others(panel, treaty), state, now)


def _others(panel: Panel, treaty: int) -> Flags:
    return np.asarray(np.arange(len(panel.treaties)) != treaty)


def _of(panel: Panel, chosen: Flags, state: int, now: float) -> dict[str, int]:
    """How many of the chosen treaties that are open the State is Party to."""
    there = chosen & (panel.opened < now)
    return {"joined": int((panel.bound[state, there] < now).sum()), "others": int(there.sum())}


def _habits(panel: Panel, treaty: int, state: int, now: float) -> Saying:
    others = _others(panel, treaty)
    acceded = others & (panel.bound[state] < now) & ~(panel.signed[state] < now) & ~panel.inherited[state]
    return "habits", _of(panel, others, state, now) | {"acceded": int(acceded.sum())}


def _votes_of_kind(panel: Panel, treaty: int, state: int, _now: float) -> Saying:
    cast = [
        vote.votes[state]
        for vote in panel.own_votes
        if vote.treaty != treaty
        and panel.kind[vote.treaty] == panel.kind[treaty]
        and not np.isnan(vote.votes[state])
    ]
    return "votes-kind", {"joined": sum(int(each == 1.0) for each in cast), "others": len(cast)}


def _vote(panel: Panel, treaty: int, state: int, _now: float) -> Saying:
    cast = [vote for vote in panel.own_votes if vote.treaty == treaty and not np.isnan(vote.votes[state])]
    if not cast:
        return "no-vote", {}
    last = max(cast, key=lambda vote: vote.at)
    word = {1.0: "vote-yes", 0.0: "vote-abstained", -1.0: "vote-no"}[float(last.votes[state])]
    return word, {"year": int(last.at)}


EVIDENCE: dict[str, Callable[[Panel, int, int, float], Saying]] = {
    "signature": _signature,
    "region": _region,
    "vote": _vote,
    "pace": _pace,
    "kind": _kind,
    "family": _family,
    "habits": _habits,
    "votes-kind": _votes_of_kind,
}
"""What is known of a State by subject; of the other subjects nothing can be counted."""

"""Why a State stands where it stands: what each sign adds to the log odds, said in words with its evidence.

Signs are taken against the mean of the States that could join the same treaty, so that what is said is what sets a
State apart from them. The parts of a State add up, exactly, to its score less that of the mean State.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from accede.forecast.panel import NEVER, Numbers, Panel

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
    "ideal_point": "voting",
    "tempo": "pace", "tempo_year": "pace", "tempo_decade": "pace", "tempo_related": "pace", "signing": "pace",
    "breadth_lately": "pace",
    "voted_yes": "vote", "voted_no": "vote", "abstained": "vote",
}  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """One subject, by how much it moves the log odds, and the evidence."""

    subject: str
    moves: float
    sentence: str


def contributions(names: tuple[str, ...], x: Numbers, weights: Numbers) -> dict[str, Numbers]:
    """Subject to what it adds to each State's log odds. What is the same for all States has no place here."""
    found: defaultdict[str, Numbers] = defaultdict(lambda: np.zeros(len(x)))
    for column, name in enumerate(names):
        if name in SUBJECTS:
            found[SUBJECTS[name]] = found[SUBJECTS[name]] + x[:, column] * weights[column]
    return dict(found)


def reasons(panel: Panel, treaty: int, state: int, now: float, parts: dict[str, float]) -> list[Reason]:
    """The subjects that set the State apart, the weightiest first. The panel is as known at `now`."""
    told = [
        Reason(subject, moves, _evidence(subject, panel, treaty, state, now))
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


def _evidence(subject: str, panel: Panel, treaty: int, state: int, now: float) -> str:  # noqa: PLR0911 -- one a subject
    signed = panel.signed[state, treaty]
    others = np.arange(len(panel.treaties)) != treaty
    if subject == "signature":
        return f"signed in {int(signed)} and has not ratified" if signed < NEVER else "has not signed"
    if subject == "region":
        near = (panel.subregion == panel.subregion[state]) & (np.arange(len(panel.states)) != state)
        joined = int((panel.bound[near, treaty] < now).sum())
        return f"{joined} of {int(near.sum())} others in its sub-region have joined"
    if subject == "rule":
        return "by the rule of signature, sub-region and own vote, which has done well for this treaty"
    if subject == "vote":
        return _vote(panel, treaty, state)
    if subject == "pace":
        lately = int(((panel.bound[state] < now) & (panel.bound[state] >= now - 3) & others).sum())
        return f"its pace and breadth in joining other treaties ({lately} in the last three years)"
    if subject == "kind":
        same = (panel.kind == panel.kind[treaty]) & others & (panel.opened < now)
        return f"is Party to {int((panel.bound[state, same] < now).sum())} of {int(same.sum())} treaties of the kind"
    if subject == "voting":
        return "how it votes in the General Assembly, beside the Parties"
    return "how far States with a similar treaty record have joined"


def _vote(panel: Panel, treaty: int, state: int) -> str:
    cast = [vote for vote in panel.own_votes if vote.treaty == treaty and not np.isnan(vote.votes[state])]
    if not cast:
        return "has cast no vote on the treaty's own resolution"
    last = max(cast, key=lambda vote: vote.at)
    word = {1.0: "voted yes", 0.0: "abstained", -1.0: "voted no"}[float(last.votes[state])]
    return f"{word} on the treaty's own resolution in {int(last.at)}"

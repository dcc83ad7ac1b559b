"""Further signs, for the trees alone: when things happened rather than whether, and how they hang together.

As in `features`, everything is given a panel cut at the moment. A sign that fades counts an act of today as 1 and one
of so many years ago as 1/e. What is the same for all States of a treaty, or for all treaties of a State, is a column
or a row that numpy spreads.
"""

import numpy as np

from accede.forecast import features
from accede.forecast.features import Known
from accede.forecast.panel import DISARMAMENT, NEVER, Flags, Numbers

SOON, LATE = 1.0, 3.0
"""Years in which a sign fades."""
NO_SIBLING = -0.2
NEVER_SIGNED = 3.5
TOGETHER = 0.7
"""Two acts so many years apart were of one time."""
VOTES_FADE, ROLL_CALLS_SINCE = 4.0, 8.0
LAST_ROLL_CALLS = 150
OF_THE_PANEL_ALONE = ("exists", "voting", "presence")
OF_TREATIES = (
    "joined_in_a_year",
    "joined_fading",
    "waiting",
    "count of Parties",
    "years open",
    "continents",
    "disarmament",
    "voted on",
)
"""Signs of the treaty alone."""
RAW = ("signed", "subregion", "continent", "neighbours", "factors", "portfolio", "likeness")
"""Features that the trees see as they stand too, and not against the mean alone."""


def of_states(state: Known) -> dict[str, Numbers]:
    """Signs of State and treaty by name, each an array State x treaty."""
    panel, now, party = state.panel, state.now, state.party
    joined = np.where(party & ~panel.inherited, panel.bound, -NEVER)
    fading, slowly = np.exp((joined - now) / SOON), np.exp((joined - now) / LATE)
    signed = panel.signed < now
    waiting = (signed & ~party).astype(float)
    signing = np.where(signed, np.exp(np.minimum(panel.signed - now, 0.0) / SOON), 0.0)
    near = features.nearest(features.similarity(state))
    kin = _kin(state)
    found = {
        "siblings": np.where(kin.any(axis=0), party @ kin / np.clip(kin.sum(axis=0), 1, None), NO_SIBLING),
        "siblings_fading": fading @ kin,
        "together": slowly @ _together(joined, party) ** 1.5,
        "subregion_fading": features.share(state, panel.subregion, fading),
        "continent_fading": features.share(state, panel.continent, fading),
        "neighbours_fading": near @ fading,
        "neighbours_waiting": near @ waiting,
        "subregion_signed": features.share(state, panel.subregion, signed),
        "signature_age": np.where(
            waiting > 0, np.log(0.1 + now - np.where(signed, panel.signed, 0.0)), NEVER_SIGNED
        ),
        "signature_after": np.where(waiting > 0, panel.signed - panel.opened[None, :], -1.0),
    }
    found |= _pace(state, fading, signing) | _habits(state, signed) | _votes(state) | _voting(state)
    return {name: np.broadcast_to(sign, party.shape) for name, sign in found.items()}


def as_recorded(state: Known) -> dict[str, Numbers]:
    """Signs of State and treaty without those that the record knows otherwise than the panel that was learnt from (since
    when a State exists) or not at all (the General Assembly's votes at large).
    """
    return {name: sign for name, sign in of_states(state).items() if name not in OF_THE_PANEL_ALONE}


def of_treaties(state: Known) -> Numbers:
    """Signs of the treaty alone, a column for each of OF_TREATIES."""
    panel, now, party = state.panel, state.now, state.party
    joined = np.where(party & ~panel.inherited, panel.bound, -NEVER)
    outside = (~party).sum(axis=0)
    voted_on = np.zeros(party.shape[1])
    voted_on[[vote.treaty for vote in panel.own_votes]] = 1.0
    continents = [len(set(panel.continent[members])) for members in party.T]
    return np.stack(
        [
            np.log(((joined >= now - 1).sum(axis=0) + 0.2) / (outside + 10)),
            np.log((np.exp((joined - now) / SOON).sum(axis=0) + 0.2) / (outside + 10)),
            ((panel.signed < now) & ~party).sum(axis=0) / np.clip(outside, 1, None),
            party.sum(axis=0),
            np.log(np.clip(now - panel.opened, 0.1, None)),
            np.array(continents),
            panel.kind == DISARMAMENT,
            voted_on,
        ],
        axis=1,
    ).astype(float)


def _kin(state: Known) -> Flags:
    """Treaties that are protocols or amendments of one another."""
    family = state.panel.family
    kin = (family[:, None] == family) & (state.panel.opened < state.now)[:, None]
    np.fill_diagonal(kin, False)
    return np.asarray(kin)


def _together(joined: Numbers, party: Flags) -> Numbers:
    """How often two treaties were joined by the same State at one time."""
    count = np.zeros((joined.shape[1], joined.shape[1]))
    for of_state in joined:
        chosen = np.flatnonzero(of_state > -NEVER)
        at = of_state[chosen]
        count[np.ix_(chosen, chosen)] += np.abs(at[:, None] - at) < TOGETHER
    np.fill_diagonal(count, 0.0)
    size = np.clip(party.sum(axis=0), 1, None)
    return np.asarray(count / np.sqrt(size[:, None] * size + 25))


def _pace(state: Known, fading: Numbers, signing: Numbers) -> dict[str, Numbers]:
    """The State's own pace, over all treaties and those of the kind, and how long ago its last acts were."""
    panel, now, party = state.panel, state.now, state.party
    same_kind = panel.kind[:, None] == panel.kind
    np.fill_diagonal(same_kind, False)
    acts = np.maximum(
        np.where(party, panel.bound, -NEVER), np.where(panel.signed < now, panel.signed, -NEVER)
    )
    acts = np.sort(np.where(np.isfinite(acts), acts, 1900.0), axis=1)
    counted = np.where(state.open, fading, 0.0).sum(axis=1, keepdims=True)
    new = (fading >= np.exp(-1.0 / SOON)) & state.open
    return {
        "last_act": np.log(0.05 + now - acts[:, -1:]),
        "third_last_act": np.log(0.05 + now - acts[:, -min(3, acts.shape[1])][:, None]),
        "joined_last_year": np.log1p(new.sum(axis=1, keepdims=True)),
        "tempo_fading": np.log((counted + 0.5) / (counted.mean() + 0.5)),
        "signing_fading": np.log1p(signing.sum(axis=1, keepdims=True)),
        "signing_kind": signing @ same_kind,
        "kind_fading": fading @ same_kind,
    }


def _habits(state: Known, signed: Flags) -> dict[str, Numbers]:
    """How the State treats treaties at large: how many it is in, whether it accedes, how soon it ratifies."""
    panel, now, party = state.panel, state.now, state.party
    open_now = panel.opened < now
    by_act = party & ~panel.inherited
    late = open_now & (panel.opened >= now - 30)
    acceded, acted = (by_act & ~signed)[:, late].sum(axis=1), by_act[:, late].sum(axis=1)
    mean = acceded.sum() / max(acted.sum(), 1)
    followed = by_act & signed & (panel.bound > panel.signed)
    years = np.where(followed, panel.bound, 1.0) - np.where(followed, panel.signed, 0.0)
    lag = np.where(followed, np.log(0.1 + years), 0.0)
    mean_lag = lag.sum() / max(followed.sum(), 1)
    waited = signed & (panel.signed < now - 1) & (~party | (panel.bound >= now - 5))
    ratified = waited & party
    mean_rate = ratified.sum() / max(waited.sum(), 1)
    return {
        "size": party[:, open_now].mean(axis=1)[:, None],
        "accedes": ((acceded + 5 * mean) / (acted + 5))[:, None],
        "lag": ((lag.sum(axis=1) + 5 * mean_lag) / (followed.sum(axis=1) + 5))[:, None],
        "ratifies_lately": ((ratified.sum(axis=1) + 3 * mean_rate) / (waited.sum(axis=1) + 3))[:, None],
        "exists": np.log1p(np.clip(now - panel.exists, 0, 80))[:, None],
    }


def _votes(state: Known) -> dict[str, Numbers]:
    """The State's votes on the treaty's own resolutions over the years, and on those of other treaties of the kind."""
    total, count, last = np.zeros(state.shape), np.zeros(state.shape), np.full(state.shape, np.nan)
    for vote in sorted(state.panel.own_votes, key=lambda vote: vote.at):
        cast = ~np.isnan(vote.votes)
        weight = np.exp((vote.at - state.now) / VOTES_FADE)
        total[cast, vote.treaty] += weight * vote.votes[cast]
        count[cast, vote.treaty] += weight
        last[cast, vote.treaty] = vote.votes[cast]
    cast = ~np.isnan(last)
    known = np.where(cast, last, 0.0)
    apart = np.where(cast, known - known.sum(axis=0) / np.clip(cast.sum(axis=0), 1, None), 0.0)
    same_kind = state.panel.kind[:, None] == state.panel.kind
    np.fill_diagonal(same_kind, False)
    others = cast.any(axis=0).astype(float) @ same_kind
    return {
        "votes_mean": total / (count + 0.5),
        "votes_kind": apart @ same_kind / np.clip(others, 1, None),
    }


def _voting(state: Known) -> dict[str, Numbers]:
    """Each treaty fitted on all that States voted in the General Assembly, and how often a State votes at all."""
    rolls, at = state.panel.roll_calls, state.panel.roll_calls_at
    if rolls is None or at is None or not (chosen := at >= state.now - ROLL_CALLS_SINCE).any():
        return {"voting": np.zeros(state.shape), "presence": np.zeros((state.shape[0], 1))}
    cast = rolls[chosen].T.astype(float)
    voted = cast >= -1
    mean = np.where(voted, cast, 0).sum(axis=0) / np.clip(voted.sum(axis=0), 1, None)
    apart = np.where(voted, cast - mean, 0) / np.sqrt(voted.sum(axis=1, keepdims=True) + 5)
    return {
        "voting": features.fitted_on(state, apart),
        "presence": voted[:, -LAST_ROLL_CALLS:].mean(axis=1, keepdims=True),
    }

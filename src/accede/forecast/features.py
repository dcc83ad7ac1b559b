"""What was known at a moment about every State and treaty at once, as arrays State x treaty.

Every function is given a panel that `Panel.known_at` has cut, so nothing later can enter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accede.forecast.panel import Flags, Numbers, Panel

RECENT = 3.0
"""Years that count as recent."""
NEIGHBOURS = 20
FACTORS = 8
LONG_AGO = 10.0
VOTING_YEARS = 6.0
DIMENSIONS = 6
RULE = ("signed", "subregion", "voted_yes", "voted_no", "abstained", "tempo")
VOTE_TURNS = np.log(3.0)
"""A yes on the treaty's own resolution counts three times, another vote a third."""
PACE_TURNS = 0.3
"""The power of the State's pace, over all treaties, in the rule with pace."""
FEWEST_PLACED = 3
VOTERS = 0.3
"""Who cast fewer of the votes has no place."""
NEAR = 0.3
"""How near two places are to count as one neighbourhood, in units of the spread of places."""


@dataclass(frozen=True, eq=False)
class Known:
    """The panel as it stood at a moment, with what most features share."""

    panel: Panel
    now: float
    party: Flags
    open: Flags
    """By treaty: open, and its record reaches to the moment."""

    @property
    def shape(self) -> tuple[int, int]:
        return self.party.shape[0], self.party.shape[1]


def known(panel: Panel, now: float) -> Known:
    """Cut the panel at the moment."""
    cut = panel.known_at(now)
    return Known(cut, now, cut.bound < now, (cut.opened < now) & (cut.covered + 1.0 >= now))


def table(state: Known) -> dict[str, Numbers]:
    """Every feature by its name; each is an array State x treaty."""
    panel, now, party = state.panel, state.now, state.party
    signed = (panel.signed < now) & ~party
    since_signature = np.where(signed, now - panel.signed, 0.0)
    age = np.clip(now - panel.opened, 0.1, None)[None, :]
    near = nearest(similarity(state))
    lately = party & (panel.bound >= now - RECENT) & ~panel.inherited
    portfolio = _standard(party.astype(float))
    with_signatures = _standard(party + 0.5 * signed)
    alike = _likeness(portfolio[:, panel.opened < now])
    found = {
        "signed": signed.astype(float),
        "signed_lately": signed * np.exp(-since_signature / 3),
        "signed_long_ago": signed * (since_signature > LONG_AGO),
        "ratifies": signed * _ratifies(state),
        "subregion": share(state, panel.subregion, party),
        "continent": share(state, panel.continent, party),
        "subregion_lately": share(state, panel.subregion, lately),
        "neighbours": near @ party,
        "neighbours_lately": near @ lately,
        "portfolio": _left_out(portfolio, portfolio, 2.0),
        "signatures": _left_out(with_signatures, with_signatures, 0.5),
        "likeness": _left_out(1e-6 * portfolio, portfolio, 0.3, alike),
        "likeness_lately": _left_out(1e-6 * portfolio, _newcomers(state), 0.5, alike),
        "factors": factors(state),
        "kind": _kind_share(state),
        "ideal_point": ideal_point(state),
        **_places(state),
        "age": np.broadcast_to(np.log(age), party.shape),
        "parties": np.broadcast_to(party.mean(axis=0), party.shape),
        "treaty_tempo": np.broadcast_to(_treaty_tempo(state, lately), party.shape),
    }
    found |= _tempo(state, portfolio) | _own_votes(state)
    young = np.exp(-age / 6)
    found["signed_young"] = found["signed"] * young
    found["subregion_young"] = found["subregion"] * young
    found["neighbours_young"] = found["neighbours"] * young
    found["signed_tempo"] = found["signed"] * found["tempo"]
    return found


def simple_rule(found: dict[str, Numbers]) -> Numbers:
    """The simple rule as log odds: signatories, then the share of the sub-region, turned by the State's own vote."""
    vote = found["voted_yes"] - found["voted_no"] - found["abstained"]
    return np.asarray(np.log(0.001 + 0.02 * found["subregion"] + 0.05 * found["signed"]) + VOTE_TURNS * vote)


def simple_rule_parts(found: dict[str, Numbers]) -> dict[str, Numbers]:
    """What signature, sub-region, vote and pace each add; the parts sum to the rule with pace."""
    region = np.log(0.001 + 0.02 * found["subregion"])
    vote = found["voted_yes"] - found["voted_no"] - found["abstained"]
    signature = np.log(0.001 + 0.02 * found["subregion"] + 0.05 * found["signed"]) - region
    pace = PACE_TURNS * found["tempo"]
    return {"signature": signature, "region": region, "vote": VOTE_TURNS * vote, "pace": pace}


def rule_with_pace(found: dict[str, Numbers]) -> Numbers:
    """The simple rule, and among equals those that lately joined more treaties than was to be expected of them."""
    return np.asarray(simple_rule(found) + PACE_TURNS * found["tempo"])


def similarity(state: Known) -> Numbers:
    """How alike two States' treaty portfolios are: correlation over the open treaties, rare ones weighing more."""
    x = state.party[:, state.panel.opened < state.now].astype(float)
    x = (x - x.mean(axis=0)) / (x.std(axis=0) + 0.2)
    x /= np.sqrt((x**2).sum(axis=1, keepdims=True)) + 1e-9
    alike = x @ x.T
    np.fill_diagonal(alike, -1)
    return np.asarray(alike)


def nearest(alike: Numbers) -> Numbers:
    """Weights of each State's nearest neighbours, which sum to 1."""
    cut = np.sort(alike, axis=1)[:, -min(NEIGHBOURS, len(alike) - 1)][:, None]
    weight = np.where(alike >= cut, np.clip(alike, 0.0, None) + 1e-3, 0.0)
    np.fill_diagonal(weight, 0.0)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def factors(state: Known) -> Numbers:
    """Matrix factorisation: the portfolios rebuilt from their first factors."""
    x = _standard(state.party.astype(float))
    _values, vectors = np.linalg.eigh(x @ x.T)
    first = vectors[:, -FACTORS:]
    return np.asarray(first @ (first.T @ x))


def ideal_point(state: Known) -> Numbers:
    """Each treaty fitted on the States' places in the General Assembly's voting of the last years."""
    rolls, at = state.panel.roll_calls, state.panel.roll_calls_at
    if rolls is None or at is None or not (chosen := at >= state.now - VOTING_YEARS).any():
        return np.zeros(state.shape)
    cast = rolls[chosen].T.astype(float)
    voted = cast >= -1
    mean = np.where(voted, cast, 0).sum(axis=0) / np.clip(voted.sum(axis=0), 1, None)
    cast = np.where(voted, cast - mean, 0) / np.sqrt(voted.sum(axis=1, keepdims=True) + 5)
    values, vectors = np.linalg.eigh(cast @ cast.T)
    places = vectors[:, -DIMENSIONS:] * np.sqrt(np.clip(values[-DIMENSIONS:], 0, None))
    places /= places.std() + 1e-9
    treaties = _standard(state.party.astype(float))
    return _left_out(1e-6 * treaties, treaties, 0.5, places @ places.T / (2 * DIMENSIONS))


def _places(state: Known) -> dict[str, Numbers]:
    """How far a State's fitted ideal point lies from the Parties' mean, and how dense Parties are where it lies,
    against the others (log ratio); nothing for States that hardly vote and treaties of hardly any voters.
    """
    nothing = np.zeros(state.shape)
    rolls, at = state.panel.roll_calls, state.panel.roll_calls_at
    if rolls is None or at is None or not (chosen := at >= state.now - VOTING_YEARS).any():
        return {"place_apart": nothing, "place_density": nothing}
    cast = rolls[chosen].T.astype(float)
    cast = cast[:, np.array([len(set(call[call >= -1])) > 1 for call in cast.T])]
    voted = cast >= -1
    voting = voted.mean(axis=1) > VOTERS if voted.size else np.zeros(len(cast), bool)
    if voting.sum() <= FEWEST_PLACED:
        return {"place_apart": nothing, "place_density": nothing}
    place = np.zeros(len(cast))
    from accede.forecast import ideal_points  # noqa: PLC0415 -- scipy takes half a second, and most have no roll-calls

    place[voting] = ideal_points.first(np.where(voted, cast, np.nan)[voting])
    near = np.exp(-((place[:, None] - place[None, :]) ** 2) / (2 * NEAR**2))
    members = state.party & voting[:, None]
    others = ~state.party & voting[:, None]
    count = members.sum(axis=0)
    told = voting[:, None] & (count >= FEWEST_PLACED)
    mean = (place @ members) / np.clip(count, 1, None)
    density = np.log((near @ members + 1) / np.clip(count, 1, None))
    density -= np.log((near @ others + 1) / np.clip(others.sum(axis=0), 1, None))
    return {
        "place_apart": np.where(told, -np.abs(place[:, None] - mean), 0.0),
        "place_density": np.where(told, density, 0.0),
    }


def fitted_on(state: Known, places: Numbers) -> Numbers:
    """Each treaty fitted on the States' places in a space of any kind, each State left out in turn."""
    alike = places @ places.T
    treaties = _standard(state.party.astype(float))
    return _left_out(1e-6 * treaties, treaties, 0.5, alike * len(alike) / (np.trace(alike) + 1e-9))


def _standard(x: Numbers) -> Numbers:
    x = x - x.mean(axis=0)
    return np.asarray(x / (x.std(axis=0) + 0.15))


def _likeness(x: Numbers) -> Numbers:
    """A kernel that falls with the distance between two portfolios."""
    length = (x**2).sum(axis=1)
    apart = length[:, None] + length - 2 * x @ x.T
    return np.asarray(np.exp(-3 * apart / (np.median(apart) + 1e-9)))


def _left_out(x: Numbers, y: Numbers, penalty: float, kernel: Numbers | float = 0.0) -> Numbers:
    """Each column of y predicted from the columns of x but its own by ridge regression over the States, each State
    left out in turn.

    Leaving out a column is a change of rank one and leaving out a State a division, so that one inverse serves
    every treaty and every State.
    """
    x = x / np.sqrt(x.shape[1])
    inverse = np.linalg.inv(x @ x.T + kernel + penalty * np.eye(len(x)))
    solved = inverse @ x
    rest = np.clip(1 - (x * solved).sum(axis=0), 1e-3, None)
    fitted = inverse @ y
    weights = fitted + solved * ((x * fitted).sum(axis=0) / rest)
    return np.asarray(np.clip(y - weights / (np.diag(inverse)[:, None] + solved**2 / rest), -5, 5))


def _newcomers(state: Known) -> Numbers:
    """Who joined in the last years among those that could have, against the average."""
    new = state.party & (state.panel.bound >= state.now - 5) & ~state.panel.inherited
    could = ~state.party | new
    return np.where(could, new - new.sum(axis=0) / np.clip(could.sum(axis=0), 1, None), 0.0)


def share(state: Known, groups: NDArray[np.str_], joined: Flags | Numbers) -> Numbers:
    """The share of the State's group that has joined, or the mean of another sign over the group."""
    found = np.zeros(state.shape)
    for group in np.unique(groups):
        members = groups == group
        found[members] = joined[members].mean(axis=0)
    return found


def _kind_share(state: Known) -> Numbers:
    """How many more of the kind's treaties the State has joined than States do on average."""
    found = np.zeros(state.shape)
    for kind in np.unique(state.panel.kind):
        chosen = (state.panel.kind == kind) & (state.panel.opened < state.now)
        if chosen.any():
            joined = state.party[:, chosen].mean(axis=1, keepdims=True)
            found[:, chosen] = joined - joined.mean()
    return found


def _ratifies(state: Known) -> Numbers:
    """The share of its signatures of over three years ago that the State has followed up, against the average."""
    old = (state.panel.signed < state.now - RECENT) & state.panel.covered[None, :].astype(bool)
    kept = (old & state.party).sum(axis=1, keepdims=True)
    mean = kept.sum() / max(old.sum(), 1)
    return np.asarray((kept + 5 * mean) / (old.sum(axis=1, keepdims=True) + 5) - mean)


def _treaty_tempo(state: Known, lately: Flags) -> Numbers:
    """The log rate at which the treaty was joined in the last years."""
    at_risk = (~state.party).sum(axis=0) + lately.sum(axis=0)
    return np.asarray(np.log((lately.sum(axis=0) + 0.3) / (RECENT * (at_risk + 10))))[None, :]


def _tempo(state: Known, portfolio: Numbers) -> dict[str, Numbers]:
    """The State's own pace over other treaties, against what was to be expected of it: over all of them, over those
    of the kind, and over those whose Parties are most alike.
    """
    panel, found = state.panel, {}
    alike = portfolio.T @ portfolio / len(portfolio)
    np.fill_diagonal(alike, 0.0)
    related = np.clip(alike, 0.0, None) ** 3
    same_kind = (panel.kind[:, None] == panel.kind).astype(float)
    np.fill_diagonal(same_kind, 0.0)
    for name, years, weight in (
        ("tempo", RECENT, None),
        ("tempo_year", 1.0, None),
        ("tempo_decade", 10.0, None),
        ("tempo_related", RECENT, related),
        ("tempo_kind", 5.0, same_kind),
    ):
        new = state.party & (panel.bound >= state.now - years) & ~panel.inherited & state.open
        could = (~state.party | new) & state.open & (panel.exists < state.now)[:, None]
        rate = new.sum(axis=0) / np.clip(could.sum(axis=0), 1, None)
        if weight is None:
            seen, expected = new.sum(axis=1, keepdims=True) - new, (could * rate).sum(axis=1, keepdims=True)
            prior = 2.0
        else:
            seen, expected = new @ weight, (could * rate) @ weight
            prior = 1.0
        found[name] = np.log((seen + prior) / (expected + prior))
    signing = (panel.signed < state.now) & (panel.signed >= state.now - RECENT) & state.open
    found["signing"] = np.broadcast_to(np.log1p(signing.sum(axis=1, keepdims=True)), state.shape)
    late = state.open & (panel.opened >= state.now - 15)
    found["breadth_lately"] = np.broadcast_to(
        state.party[:, late].mean(axis=1, keepdims=True) if late.any() else 0.0, state.shape
    )
    return found


def _own_votes(state: Known) -> dict[str, Numbers]:
    """The State's last vote on a resolution about the treaty itself."""
    last = np.full(state.shape, np.nan)
    for vote in sorted(state.panel.own_votes, key=lambda vote: vote.at):
        last[:, vote.treaty] = np.where(np.isnan(vote.votes), last[:, vote.treaty], vote.votes)
    return {
        "voted_yes": (last == 1).astype(float),
        "voted_no": (last == -1).astype(float),
        "abstained": (last == 0).astype(float),
    }

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from accede.forecast import (
    backtest,
    desk,
    evaluation,
    examples,
    explanation,
    features,
    further,
    mixture,
    model_file,
    past,
    past_file,
)
from accede.forecast.refusal import ForecastRefusedError

NOW = 2003.0


@pytest.fixture(scope="module")
def fitted(panel):
    *_, year = backtest.yearly(
        panel, horizon=1, years=range(2000, 2003), refits=model_file.REFITS, small=True
    )
    weights = year.weights
    return model_file.Fitted(
        weights.names,
        model_file.columns(panel)[1],
        panel.treaties,
        weights.pooled / weights.width,
        {},
        weights.refits / weights.width,
        year.forest.told,
        replace(year.calibration, own={}),
        {panel.treaties[at]: own for at, own in year.calibration.own.items()},
        {"T9": 0.3},
    )


def later(panel, years):
    """The panel with everything after NOW put off."""
    return replace(
        panel,
        bound=np.where(panel.bound >= NOW, panel.bound + years, panel.bound),
        signed=np.where(panel.signed >= NOW, panel.signed + years, panel.signed),
    )


def test_features_of_a_day_know_nothing_later(panel):
    before, after = (
        features.table(known) | further.of_states(known) | {"of treaties": further.of_treaties(known)}
        for known in (features.known(each, NOW) for each in (panel, later(panel, 7)))
    )
    assert [name for name in before if not np.array_equal(before[name], after[name])] == []


def test_one_future_date_moved_changes_no_forecast(panel, fitted):
    moved = replace(panel, bound=panel.bound.copy())
    state = int(panel.at_risk(9, NOW)[0])
    moved.bound[state, 9] = NOW + 0.01
    assert desk.forecast(moved, "T9", now=NOW, fitted=fitted) == desk.forecast(
        panel, "T9", now=NOW, fitted=fitted
    )


def test_weights_and_trees_of_a_year_know_no_later_outcome(panel):
    for how in ({"grown": 5}, {"small": True}):
        before, after = (
            next(backtest.yearly(each, horizon=1, years=[2002], **how)) for each in (panel, later(panel, 7))
        )
        assert np.array_equal(before.weights.pooled, after.weights.pooled)
        if "small" in how:
            assert np.array_equal(before.forest.told.leaves, after.forest.told.leaves)
            assert np.array_equal(before.forest.told.cuts, after.forest.told.cuts)
        for treaty, (risk, chance) in before.forecasts.items():
            known = dict(zip(after.forecasts[treaty][0], after.forecasts[treaty][1], strict=True))
            assert all(known[state] == given for state, given in zip(risk, chance, strict=True))


def test_forecast_ranks_whoever_could_join(panel, fitted):
    rows = desk.forecast(panel, "T9", now=NOW, fitted=fitted)
    assert {row.iso3 for row in rows} == {panel.states[at] for at in panel.at_risk(9, NOW)}
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    assert [row.probability for row in rows] == sorted((row.probability for row in rows), reverse=True)
    assert all(0 <= row.low <= row.probability <= row.high <= 1 for row in rows)


def test_contributions_add_up_to_the_score(panel, fitted):
    """Those of the weighted sum, of the trees and of the rule with its share, to the log odds of what is told."""
    cut = panel.known_at(NOW)
    scored = desk.score(cut, "T9", cut.at_risk(9, NOW), now=NOW, fitted=fitted)
    odds = np.log(scored.chance / (1 - scored.chance))
    assert sum(scored.parts.values()) == pytest.approx(odds - odds.mean(), abs=1e-4)
    without = desk.score(
        cut,
        "T9",
        cut.at_risk(9, NOW),
        now=NOW,
        fitted=replace(fitted, forest=replace(fitted.forest, leaves=0 * fitted.forest.leaves)),
    )
    assert np.abs(scored.parts["alike"] - without.parts["alike"]).max() > 0.01


def test_pace_that_raises_without_an_act_is_told_without_figures(panel):
    quiet = replace(panel, bound=panel.bound.copy())
    quiet.bound[0] = np.inf
    told = [explanation.reasons(quiet, 9, 0, NOW, {"pace": moves})[0] for moves in (0.5, -0.5)]
    assert [(each.saying, each.figures) for each in told] == [
        ("pace-beside", {}),
        ("paces", {"joined": 0, "decade": 0}),
    ]


def test_every_sign_of_a_state_has_a_subject_in_words():
    """The treaty's own signs and the constant set no State apart."""
    told = model_file.read_shipped()
    of_the_treaty = {*further.OF_TREATIES, *examples.names(())}
    assert {*told["names"], *told["signs"]} - of_the_treaty == set(explanation.SUBJECTS)


def test_day_before_the_treaty_is_refused(panel, fitted):
    with pytest.raises(ForecastRefusedError, match="could not yet be signed"):
        desk.forecast(panel, "T9", now=1990.0, fitted=fitted)


def test_treaty_with_three_parties_is_refused(panel, fitted):
    few = replace(panel, bound=panel.bound.copy())
    few.bound[3:, 9] = np.inf
    few.bound[:3, 9] = 2000.0
    with pytest.raises(ForecastRefusedError, match="T9 had 3 Parties"):
        desk.forecast(few, "T9", now=NOW, fitted=fitted)


def test_rule_takes_over_where_it_ranked_better():
    experience = mixture.Experience()
    odds, rule, outcome = np.array([2.0, 1.0, 0.0]), np.array([0.0, 1.0, 2.0]), np.array([0, 0, 1])
    after, inherited = np.where(outcome > 0, 0.5, np.inf), np.zeros(3, bool)
    for origin in range(2000, 2008):
        experience.add(mixture.Ranked(origin, 7, odds, rule, after, inherited))
    assert experience.shares({7}, at=2000, horizon=3) == {}
    assert experience.shares({7}, at=2008, horizon=3)[7] > 0.5
    # Where States have voted on the treaty's own resolution, the rule has half of the say at least.
    assert experience.shares({8}, at=2000, horizon=3, voted_on={8}) == {8: mixture.VOTED_ON}
    assert mixture.mix(odds, rule, 0.0) == pytest.approx(odds)


def test_backtest_beats_chance_and_repeats_itself(panel):
    first, second = (
        backtest.backtest(panel, horizon=3, origins=range(2000, 2006), grown=8) for _ in range(2)
    )
    assert first.figures["model"]["all"].auc > first.figures["random"]["all"].auc
    assert all(map(np.array_equal, first.probabilities, second.probabilities))


def test_model_is_written_as_it_is_read(panel, tmp_path, monkeypatch):
    monkeypatch.setattr(model_file, "TREATIES", {"one": "T3", "two": "T6", "three": "T9", "four": "T0"})
    monkeypatch.setattr(model_file, "YEARS", range(2000, 2003))
    monkeypatch.setattr(past_file, "CCM", "T9")
    model, record = model_file.train(panel, fingerprint="print")
    model_file.write(model, tmp_path / "model.json")
    assert json.loads((tmp_path / "model.json").read_text(encoding="utf-8")) == model
    # The forest that is read gives what the one that was grown gave, but for the digits that were left off.
    own = panel.only(["T3", "T6", "T9", "T0"])
    *_, grown = backtest.yearly(own, horizon=1, years=range(2000, 2003), small=True)
    assert set(grown.shares) >= set(np.flatnonzero(own.kind == "disarmament"))
    read = model_file.fitted_for(model, now=NOW, horizon=1).forest
    signs = np.random.default_rng(5).normal(size=(50, len(model["signs"]))).astype(np.float32)
    assert read.odds(signs) == pytest.approx(grown.forest.told.odds(signs), abs=0.02)
    # Its record is that of the same forecasts, and is read as it was written.
    past_file.write(record, tmp_path / past.FILE)
    assert past.parse((tmp_path / past.FILE).read_text(encoding="utf-8")) == record
    told = next(row for row in record.figures if (row.horizon, row.group) == (3, "shipped"))
    cells = list(evaluation.cells(own, 3, range(2000, 2003)))
    given = {
        (year.origin, treaty): chance
        for year in backtest.yearly(own, horizon=3, years=range(2000, 2003), small=True)
        for treaty, (_risk, chance) in year.forecasts.items()
    }
    scores = [given[cell.origin, cell.treaty] for cell in cells]
    figures = evaluation.score(own, cells, scores, horizon=3)["all"]
    assert (told.treaty_years, told.auc, told.hits, told.slope) == (
        figures.cells,
        round(figures.auc, 3),
        round(figures.hit_rate, 3),
        round(figures.slope, 3),
    )
    assert record.origins == 2
    assert record.standing[0].among_ten == max(row.among_ten for row in record.standing)
    assert all(row.rank <= row.of for row in record.surprises)


def test_shipped_record_is_that_of_the_shipped_model():
    shipped = past.past()
    assert shipped.panel == model_file.read_shipped()["panel"]
    assert past_file.text(shipped) == past_file.shipped_path().read_text(encoding="utf-8")
    page = (Path(__file__).parents[2] / "docs" / "forecast.md").read_text(encoding="utf-8")
    for row in shipped.figures:
        told = f"| {row.treaty_years} | {row.auc:.3f}"
        assert f"{row.average_precision:.3f} | {row.hits:.3f}" in page, row
        assert told in page, row


def test_shipped_model_answers_only_for_days_it_could_know():
    model = model_file.read_shipped()
    assert model_file.fitted_for(model, now=2015.0, horizon=3).names == tuple(model["names"])
    with pytest.raises(ForecastRefusedError, match="before 2001"):
        model_file.fitted_for(model, now=1999.5, horizon=1)


def test_parts_of_the_rule_sum_to_it():
    found = {
        "subregion": np.array([0.0, 0.5, 1.0]),
        "signed": np.array([1.0, 0.0, 1.0]),
        "voted_yes": np.array([1.0, 0.0, 0.0]),
        "voted_no": np.array([0.0, 1.0, 0.0]),
        "abstained": np.array([0.0, 0.0, 1.0]),
        "tempo": np.array([0.2, -0.1, 0.4]),
    }
    parts = features.simple_rule_parts(found)
    assert np.allclose(sum(parts.values()), features.rule_with_pace(found))
    assert (parts["signature"] > 0).tolist() == [True, False, True]

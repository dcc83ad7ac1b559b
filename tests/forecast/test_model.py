import json
from dataclasses import replace

import numpy as np
import pytest

from accede.forecast import backtest, desk, examples, explanation, features, mixture, model_file
from accede.forecast.refusal import ForecastRefusedError

NOW = 2003.0


@pytest.fixture(scope="module")
def fitted(panel):
    *_, year = backtest.yearly(panel, horizon=1, years=range(2000, 2003), refits=5)
    weights = year.weights
    return model_file.Fitted(
        weights.names,
        weights.pooled / weights.width,
        {},
        weights.refits / weights.width,
        year.calibration,
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
    before, after = (features.table(features.known(each, NOW)) for each in (panel, later(panel, 7)))
    assert [name for name in before if not np.array_equal(before[name], after[name])] == []


def test_one_future_date_moved_changes_no_forecast(panel, fitted):
    moved = replace(panel, bound=panel.bound.copy())
    state = int(panel.at_risk(9, NOW)[0])
    moved.bound[state, 9] = NOW + 0.01
    assert desk.forecast(moved, "T9", now=NOW, fitted=fitted) == desk.forecast(
        panel, "T9", now=NOW, fitted=fitted
    )


def test_weights_of_a_year_know_no_later_outcome(panel):
    before, after = (
        next(backtest.yearly(each, horizon=1, years=[2002])).weights for each in (panel, later(panel, 7))
    )
    assert np.array_equal(before.pooled, after.pooled)


def test_forecast_ranks_whoever_could_join(panel, fitted):
    rows = desk.forecast(panel, "T9", now=NOW, fitted=fitted)
    assert {row.iso3 for row in rows} == {panel.states[at] for at in panel.at_risk(9, NOW)}
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    assert [row.probability for row in rows] == sorted((row.probability for row in rows), reverse=True)
    assert all(0 <= row.low <= row.probability <= row.high <= 1 for row in rows)


def test_contributions_add_up_to_the_score(panel, fitted):
    known = features.known(panel, NOW)
    names, x = examples.rows(features.table(known), 9, panel.at_risk(9, NOW))
    parts = explanation.contributions(names, x, fitted.pooled)
    score = x @ fitted.pooled
    assert sum(parts.values()) == pytest.approx(score - score.mean(), abs=1e-4)


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
    for origin in range(2000, 2005):
        experience.add(origin, 7, odds, rule, outcome)
    assert experience.shares(until=1999) == {}
    assert experience.shares(until=2004)[7] > 0.5
    assert mixture.mix(odds, rule, 0.0) == pytest.approx(odds)


def test_backtest_beats_chance_and_repeats_itself(panel):
    first, second = (backtest.backtest(panel, horizon=3, origins=range(2000, 2006)) for _ in range(2))
    assert first.figures["model"]["all"].auc > first.figures["random"]["all"].auc
    assert all(map(np.array_equal, first.probabilities, second.probabilities))


def test_model_is_written_as_it_is_read(panel, tmp_path, monkeypatch):
    monkeypatch.setattr(model_file, "TREATIES", {"one": "T3", "two": "T6", "three": "T9", "four": "T0"})
    monkeypatch.setattr(model_file, "YEARS", range(2000, 2003))
    model = model_file.train(panel, fingerprint="print")
    model_file.write(model, tmp_path / "model.json")
    assert json.loads((tmp_path / "model.json").read_text(encoding="utf-8")) == model


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
    }
    parts = features.simple_rule_parts(found)
    assert np.allclose(sum(parts.values()), features.simple_rule(found))
    assert (parts["signature"] > 0).tolist() == [True, False, True]

"""Making a forecast and keeping it."""

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from accede.access import audit
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.forecast.refusal import ForecastRefusedError
from accede.outreach.actions.permitted import insist_on_coordinating
from accede.outreach.forecast_words import REFUSALS
from accede.outreach.models import KeptForecast
from accede.record.queries import treaties

if TYPE_CHECKING:
    from accede.forecast.desk import Forecast


def make_forecast(*, campaign: Campaign, on: date, by: Viewer, at: datetime) -> list[KeptForecast]:
    """Forecast who joins within one and three years of that day, and keep both."""
    insist_on_coordinating(by, campaign)
    from accede.forecast import desk, model_file  # noqa: PLC0415 -- numpy, only here
    from accede.record.queries import panel as panel_queries  # noqa: PLC0415

    known, now = panel_queries.panel(on=on, viewer=by), panel_queries.end_of(on)
    model = model_file.read_shipped()
    try:
        found = {
            horizon: desk.forecast(
                known,
                campaign.treaty_key,
                now=now,
                fitted=model_file.fitted_for(model, now=now, horizon=horizon),
            )
            for horizon in KeptForecast.Horizon
        }
    except ForecastRefusedError as error:
        raise ValidationError(str(REFUSALS[error.why])) from error
    stale = [each.key for each in treaties.treaties(viewer=by) if treaties.is_stale(each.as_of, on=on)]
    kept = []
    with transaction.atomic():
        for horizon, rows in found.items():
            row = KeptForecast.objects.create(
                campaign=campaign,
                on=on,
                horizon=horizon,
                made_at=at,
                made_by_id=by.person_id,
                model=model["panel"],
                said=json.dumps([_as_data(each) for each in rows]),
                stale=stale,
            )
            audit.write(act="make forecast", of=row, by=by, at=at)
            kept.append(row)
    return kept


def _as_data(row: "Forecast") -> dict[str, object]:
    return {
        "iso3": row.iso3,
        "probability": round(row.probability, 6),
        "low": round(row.low, 6),
        "high": round(row.high, 6),
        "reasons": [[each.saying, each.figures, round(each.moves, 3)] for each in row.reasons],
    }

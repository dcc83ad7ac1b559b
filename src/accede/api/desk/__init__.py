"""The desk for other programs, below /api/v1/desk/CAMPAIGN/: what its pages show and do, by the same queries and actions."""

from accede.api.desk import (
    evidence,
    exchanges,
    forecast,
    groups,
    imports,
    legislation,
    meetings,
    office,
    papers,
    plan,
    states,
    survey,
    toolkit,
    workshops,
)

ROOMS = (
    states.room,
    exchanges.room,
    evidence.room,
    plan.room,
    meetings.room,
    groups.room,
    workshops.room,
    survey.running,
    survey.room,
    legislation.room,
    toolkit.room,
    papers.room,
    forecast.room,
    imports.room,
    office.outbox,
    office.office,
)

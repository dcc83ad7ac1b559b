"""The survey: its rounds, who answered, and what its figures say as far as they may be told."""

from typing import Any

from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.survey import actions, rules
from accede.survey import queries as survey
from accede.survey.analysis import queries as analysis
from accede.survey.models import Questionnaire, Round

running = Room("Survey", guard=rules.insist_on_running)
room = Room("What the survey came to")
taken.find_by(
    Round, taken.Number, lambda seat, number: survey.get_round(seat.campaign, number, viewer=seat.viewer)
)
taken.find_by(
    Questionnaire,
    taken.Number,
    lambda seat, number: survey.get_questionnaire(seat.campaign, number, viewer=seat.viewer),
)

running.several("/survey/rounds", survey.rounds_counted, summary="Rounds of the survey, in numbers")
running.write("POST", "/survey/rounds", actions.prepare_round, summary="Prepare a round")
running.several("/survey/questionnaires", survey.questionnaires, row=dict[str, Any], summary="Questionnaires")
running.several(
    "/survey/rounds/{number}/states", survey.standing, of="survey", summary="Who was asked, who answered"
)
running.write("POST", "/survey/rounds/{number}/open", actions.open_round, of="survey", summary="Open it")
running.write(
    "POST", "/survey/rounds/{number}/extend", actions.extend_round, of="survey", summary="Let it close later"
)
running.write("POST", "/survey/rounds/{number}/close", actions.close_round, of="survey", summary="Close it")
running.write("POST", "/survey/rounds/{number}/again", actions.recirculate, of="survey", summary="Ask again")
room.one(
    "/survey/rounds/{number}/analysis",
    analysis.analysis,
    of="survey",
    summary="What it came to, with small cells withheld",
)
room.several(
    "/survey/rounds/{number}/answers",
    analysis.readable,
    of="survey",
    summary="Answers that the reader may read",
)
room.several(
    "/survey/rounds/{number}/quotations", analysis.quotations, of="survey", summary="What may be quoted"
)
room.several("/survey/help", survey.help_needed, summary="Help that States asked for in their answers")

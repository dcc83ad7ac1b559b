"""What a State answered in the rounds before this one, for that State alone: whoever holds its link sees it, no one else."""

import json
from dataclasses import dataclass
from typing import Any

from accede.survey.form import answering
from accede.survey.form.answering import WrongAnswerError
from accede.survey.form.questions import Kind, Question, Questionnaire
from accede.survey.models import Answer, Response, Round

# A consent is given anew each time, and a file is sent anew.
NOT_TAKEN_OVER = {Kind.CONSENT, Kind.FILE, Kind.STATEMENT}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer with the question as it was asked then. `now` is what it would be here, None where that cannot be."""

    round_name: str
    form: Questionnaire
    question: Question
    value: Any
    now: Any


def answers_before(response: Response, form: Questionnaire) -> dict[str, Earlier]:
    """By the questions of `form`, each from the nearest round in which the State wrote something, signed off or not."""
    rounds = _before(response.round)
    if not rounds:
        return {}
    rows = (
        Answer.objects.unguarded(because="the respondent's own, from a round before")
        .filter(response__round__in=rounds, response__state=response.state_id, inferred=False)
        .select_related("response__round__questionnaire")
        .defer("attachment", "response__scan")
    )
    forms: dict[int, Questionnaire] = {}
    found: dict[str, Earlier] = {}
    for row in sorted(rows, key=lambda each: rounds.index(each.response.round_id)):
        survey = row.response.round
        then_form = forms.get(survey.pk) or forms.setdefault(survey.pk, survey.questionnaire.form)
        then, now = then_form.question(row.question), form.question(row.question)
        if row.question in found or not row.value or then is None or now is None or then.kind != now.kind:
            continue
        value = json.loads(row.value)
        found[now.key] = Earlier(survey.name, then_form, then, value, _as_now(form, now, value))
    return found


def _before(survey: Round) -> list[int]:
    """The nearest first."""
    if survey.previous_id is None:
        return []
    previous = dict(Round.objects.filter(campaign=survey.campaign_id).values_list("pk", "previous_id"))
    chain: list[int] = []
    at = survey.previous_id
    while at in previous and at not in chain and at != survey.pk:
        chain.append(at)
        at = previous[at]
    return chain


def _as_now(form: Questionnaire, question: Question, value: Any) -> Any:
    if question.kind in NOT_TAKEN_OVER:
        return None
    try:
        return answering.answer(form, question, value)
    except WrongAnswerError:
        return None

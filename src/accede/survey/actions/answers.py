"""Answers: saved as one goes, signed off, entered from paper, inferred; and what becomes of them."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.roles import Attribution, Confidentiality
from accede.access.viewer import Viewer
from accede.evidence import our_words
from accede.evidence.actions import record_obstacle, record_position
from accede.evidence.models import ObstacleCode, Position
from accede.record.models import Treaty
from accede.survey import rules
from accede.survey.actions.reminders import stop
from accede.survey.form import answering
from accede.survey.form.questions import Consent, Kind, Question, Questionnaire
from accede.survey.models import Answer, Response

# Read on the desk by all, and so in one language: not in that of whoever signed.
READING = our_words.IN_A_SURVEY


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent, looked at by `answering.insist_on_file`."""

    name: str
    content: bytes


@transaction.atomic
def save_answers(
    *,
    response: Response,
    given: Mapping[str, Any],
    consents: Mapping[str, str],
    files: Mapping[str, File],
    at: datetime,
) -> None:
    """Keep what was given, cleaned by `answering.answer`; None takes an answer back. What is not named stays.

    Saved is saved: whoever is told so finds it again. Nobody on the desk reads it before it is signed off.
    """
    locked = (
        Response.objects.unguarded(because="the respondent's own").select_for_update().get(pk=response.pk)
    )
    if locked.signed_at is not None:
        raise ValidationError(_("These answers were signed off already. Nothing was changed."))
    held = {
        each.question: each
        for each in Answer.objects.unguarded(because="the respondent's own")
        .filter(response=locked, inferred=False)
        .defer("attachment")
    }
    for key in {*given, *consents}:
        row = held.get(key) or _blank(locked, key)
        value = json.dumps(given[key], ensure_ascii=False) if given.get(key) is not None else ""
        if key not in given:
            value = row.value
        consent = consents.get(key, row.consent)
        if (value, consent) == (row.value, row.consent) and key not in files:
            continue
        row.value, row.consent, row.saved_at = value, consent, at
        if key in files:
            row.attachment = base64.b64encode(files[key].content).decode()
        elif not value and row.pk:  # a file that is taken back goes with its name
            row.attachment = ""
        row.save()


def _blank(response: Response, key: str) -> Answer:
    confidentiality, attribution = rules.DRAFT
    return Answer(
        response=response,
        question=key,
        campaign_id=response.campaign_id,
        owner_id=response.owner_id,
        confidentiality=confidentiality,
        attribution=attribution,
    )


@transaction.atomic
def sign_off(*, response: Response, name: str, at: datetime, by: Viewer | None = None) -> None:
    """One signs for all: the answers stand, each of the class to which it was consented, and become evidence."""
    locked = (
        Response.objects.unguarded(because="the respondent's own")
        .select_for_update(of=("self", "round"))
        .select_related("round__questionnaire", "round__campaign", "state")
        .get(pk=response.pk)
    )
    if locked.signed_at is not None:
        raise ValidationError(_("These answers were signed off already. Nothing was changed."))
    rules.insist_on_not_closed(locked.round)
    if not name.strip():
        raise ValidationError({"name": _("Say who signs for the answers.")})
    form = locked.round.questionnaire.form
    rows = list(
        Answer.objects.unguarded(because="the respondent's own").filter(response=locked, inferred=False)
    )
    values = {row.question: json.loads(row.value) for row in rows if row.value}
    if not values:
        raise ValidationError(_("Nothing is answered yet."))
    if by is None and (missing := answering.lacking(form, values)):
        raise ValidationError(_("Still to be answered: %(number)s.") % {"number": len(missing)})
    standing, general = answering.asked(form, values), _general(form, values)
    as_respondent = rules.respondent(locked.round.campaign, f"survey: {locked.state_id}")
    for row in rows:
        if not standing.get(row.question):  # asked no more: what was written is not kept
            row.delete()
            continue
        row.consent = row.consent or general
        row.confidentiality, row.attribution = rules.CLASSES[Consent(row.consent)]
        row.save(update_fields=["consent", "confidentiality", "attribution"])
    before = audit.values(locked)
    locked.signed_at, locked.signed_by = at, name.strip()
    locked.confidentiality, locked.attribution = Confidentiality.COORDINATORS_AND_ISU, Attribution.OPEN
    if by is None:  # by its link, whatever was entered from paper before
        locked.means, locked.received_on, locked.entered_by = Response.Means.LINK, None, None
    locked.save()
    audit.write(act="sign off survey", of=locked, by=by or as_respondent, at=at, before=before)
    stop(locked, by=by or as_respondent, at=at)
    stand = {row.question: row for row in rows if standing.get(row.question) and row.value}
    _become_evidence(locked, form, stand, by=as_respondent, at=at)


def _general(form: Questionnaire, values: Mapping[str, Any]) -> str:
    """What was consented to for all answers; without a word the strictest."""
    asked = next((each.key for each in form.questions() if each.kind == Kind.CONSENT), "")
    return str(values.get(asked) or Consent.AGGREGATE)


def _become_evidence(
    response: Response, form: Questionnaire, rows: Mapping[str, Answer], *, by: Viewer, at: datetime
) -> None:
    for question in form.questions():
        row = rows.get(question.key)
        if row is None or not question.becomes:
            continue
        (_reasons if question.becomes == "reasons" else _position)(response, question, row, by, at)


def _told(response: Response, row: Answer, at: datetime) -> dict[str, Any]:
    return {
        "state": response.state,
        "treaty": Treaty.objects.get(pk=response.round.campaign.treaty_key),
        "campaign": response.round.campaign,
        "confidentiality": Confidentiality(row.confidentiality),
        "attribution": row.attribution,
        "origin": rules.origin_of(response.round.name),
        "date_given": (response.received_on or at.date()).isoformat(),
    }


def _reasons(response: Response, question: Question, row: Answer, by: Viewer, at: datetime) -> None:
    value = json.loads(row.value)
    ranked = question.kind == Kind.RANKED
    known = ObstacleCode.objects.in_bulk(value if isinstance(value, list) else [value])
    told = _told(response, row, at)
    for rank, key in enumerate(value if isinstance(value, list) else [value], start=1):
        if key in known and known[key].is_for(told["treaty"]):
            record_obstacle(
                **told,
                code=known[key],
                rank=rank if ranked else None,
                reading=READING,
                by=by,
                at=at,
            )


def _position(response: Response, _question: Question, row: Answer, by: Viewer, at: datetime) -> None:
    kind = json.loads(row.value)
    if kind in Position.Kind.values:
        told = _told(response, row, at)
        record_position(**told, kind=Position.Kind(kind), reading=READING, by=by, at=at)


@transaction.atomic
def enter_response(
    *,
    response: Response,
    means: Response.Means,
    told_by: str,
    received_on: date,
    given: Mapping[str, Any],
    consents: Mapping[str, str],
    scan: File | None = None,
    by: Viewer,
    at: datetime,
) -> None:
    """A paper form, or an interview, as somebody of the desk enters it; signed off at once."""
    rules.insist_on_running(by, response.round.campaign)
    if received_on > at.date():
        raise ValidationError(
            {"received_on": _("%(date)s is still to come.") % {"date": received_on.isoformat()}}
        )
    if means == Response.Means.PAPER and scan is None:
        raise ValidationError({"scan": _("Add the scan of the paper form.")})
    save_answers(response=response, given=given, consents=consents, files={}, at=at)
    response.means, response.received_on, response.entered_by_id = means, received_on, by.person_id
    if scan:
        response.scan_name, response.scan = scan.name, base64.b64encode(scan.content).decode()
    response.save()
    sign_off(response=response, name=told_by, at=at, by=by)


@transaction.atomic
def infer_answer(
    *, response: Response, question: str, value: Any, basis: str, by: Viewer, at: datetime
) -> Answer:
    """What the State would answer, by what it said elsewhere. It is marked so, and never counted as an answer."""
    rules.insist_on_running(by, response.round.campaign)
    if not basis.strip():
        raise ValidationError({"basis": _("Say from what it is inferred.")})
    row = _blank(response, question)
    row.inferred, row.basis, row.saved_at = True, basis.strip(), at
    row.value = json.dumps(value, ensure_ascii=False)
    row.owner_id = by.organisation_id
    row.confidentiality, row.attribution = rules.CLASSES[Consent.COORDINATORS]
    same = Answer.objects.unguarded(because="only whether there is one").filter(
        response=response, question=question, inferred=True
    )
    if same.exists():
        raise ValidationError({"question": _("An answer to this was inferred already.")})
    row.full_clean(validate_constraints=False)
    row.save()
    audit.write(act="infer answer", of=row, by=by, at=at)
    return row

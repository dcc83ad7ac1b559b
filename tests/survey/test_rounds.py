"""Rounds, links and answers, without their pages."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from tests.access import cast
from tests.factories import survey as make

from accede.access import actions as access
from accede.access.actions import NotAllowedError
from accede.access.models import AuditEntry
from accede.access.roles import Attribution, Confidentiality
from accede.evidence.models import Obstacle, Position
from accede.outbox.models import Message
from accede.record.models import State
from accede.survey import actions, queries
from accede.survey.form import shipped
from accede.survey.models import Answer, Link, Response

pytestmark = [pytest.mark.django_db, pytest.mark.database]
GIVEN = {"position": "undecided", "reasons": ["RIVAL", "PROC"], "ministry": "Defence"}


def _by(role="coordinator_a"):
    return {"by": cast.viewer(role), "at": timezone.now()}


def _answers(response):
    rows = Answer.objects.unguarded(because="a test").filter(response=response)
    return {row.question: row for row in rows}


def _signed(survey, iso3="KEN", **consents):
    response = make.response(survey, iso3)
    actions.save_answers(
        response=response,
        given=GIVEN | {"consent": "coordinators"},
        consents=consents,
        files={},
        at=timezone.now(),
    )
    actions.sign_off(response=response, name="A. Person", at=timezone.now())
    return response


def test_a_questionnaire_that_changed_is_a_new_version_and_its_round_keeps_the_old_one():
    campaign = make.questionnaire().campaign
    form = shipped.questionnaire()
    same = actions.keep_questionnaire(campaign=campaign, form=form, **_by())
    survey = make.opened()
    other = type(form)(form.key, {"en": "Other words"}, form.sections, form.choices)
    changed = actions.keep_questionnaire(campaign=campaign, form=other, **_by())
    assert (same.version, changed.version) == (1, 2)
    survey.refresh_from_db()
    assert survey.questionnaire.form == form


def test_a_partner_runs_no_survey():
    with pytest.raises(NotAllowedError):
        actions.prepare_round(
            questionnaire=make.questionnaire(),
            name="Round",
            closes_on=timezone.localdate(),
            states=State.objects.filter(pk="KEN"),
            **_by("cmc_partner"),
        )


def test_a_round_is_opened_extended_closed_and_put_again_to_the_silent():
    day = timezone.localdate() + timedelta(days=3)
    survey = actions.prepare_round(
        questionnaire=make.questionnaire(),
        name="Round",
        closes_on=day,
        states=State.objects.filter(pk__in=["KEN", "UGA"]),
        **_by(),
    )
    actions.open_round(survey=survey, **_by())
    _signed(survey, "KEN")
    begun = make.response(survey, "UGA")
    actions.save_answers(
        response=begun, given={"ministry": "Justice"}, consents={}, files={}, at=timezone.now()
    )
    actions.mail_invitations(survey=survey, addresses={"UGA": "uga@mission.example"}, **_by())
    actions.close_round(survey=survey, **_by())
    following = actions.recirculate(survey=survey, name="Again", closes_on=day + timedelta(days=9), **_by())
    responses = Response.objects.unguarded(because="a test").filter(round=following)
    assert [(each.state_id, each.address, each.invited_at) for each in responses] == [
        ("UGA", "uga@mission.example", None)
    ]
    assert _answers(responses[0])["ministry"].value == '"Justice"'
    assert "ministry" in _answers(begun)
    with pytest.raises(ValidationError):
        actions.extend_round(survey=survey, closes_on=day - timedelta(days=30), **_by())


def test_a_closed_round_stays_as_it_was_told():
    survey = make.opened()
    answered, begun = _signed(survey, "KEN"), make.response(survey, "UGA")
    actions.save_answers(response=begun, given=GIVEN, consents={}, files={}, at=timezone.now())
    actions.close_round(survey=survey, **_by())
    day = timezone.localdate()
    paper = {"told_by": "Note 12", "given": GIVEN, "consents": {}, "received_on": day}
    for attempt in (
        lambda: actions.extend_round(survey=survey, closes_on=day + timedelta(days=30), **_by()),
        lambda: actions.reopen_answers(response=answered, **_by()),
        lambda: actions.sign_off(response=begun, name="A. Person", at=timezone.now()),
        lambda: actions.enter_response(
            response=make.response(survey, "JAM"), means=Response.Means.INTERVIEW, **paper, **_by()
        ),
    ):
        with pytest.raises(ValidationError, match="closed and its figures are told"):
            attempt()
    survey.refresh_from_db()
    assert survey.closed_on == day
    assert [make.response(survey, iso3).signed_at is None for iso3 in ("KEN", "UGA", "JAM")] == [
        False,
        True,
        True,
    ]
    assert not _answers(make.response(survey, "JAM"))


def test_a_link_opens_its_own_answers_until_it_is_issued_anew():
    survey = make.opened()
    tokens = actions.issue_links(survey=survey, **_by())
    assert set(tokens) == {"KEN", "UGA", "JAM"}
    assert queries.opened_by(tokens["UGA"], at=timezone.now()).response.state_id == "UGA"
    assert not Link.objects.filter(token_hash=tokens["UGA"]).exists()
    anew = actions.issue_link(response=make.response(survey, "UGA"), **_by())
    with pytest.raises(queries.NoSuchLinkError):
        queries.opened_by(tokens["UGA"], at=timezone.now())
    assert queries.opened_by(anew, at=timezone.now()).may_write
    later = timezone.now() + timedelta(days=20)
    assert not queries.opened_by(anew, at=later).may_write
    with pytest.raises(queries.NoSuchLinkError):
        queries.opened_by(anew, at=later + timedelta(days=90))


def test_a_part_that_is_passed_on_cannot_be_passed_on_further_and_is_revoked():
    survey = make.opened()
    token = actions.issue_link(response=make.response(survey), **_by())
    whole = queries.opened_by(token, at=timezone.now())
    part = queries.opened_by(
        actions.pass_on(link=whole.link, section="why", at=timezone.now()), at=timezone.now()
    )
    assert (part.section, part.response) == ("why", whole.response)
    with pytest.raises(ValidationError):
        actions.pass_on(link=part.link, section="why", at=timezone.now())
    assert part.link.response.links.filter(revoked_at__isnull=True).count() == 2


def test_nobody_reads_what_is_not_signed_off():
    response = make.response(make.opened())
    actions.save_answers(response=response, given=GIVEN, consents={}, files={}, at=timezone.now())
    for role in cast.CAST:
        assert not Answer.objects.visible_to(cast.viewer(role)).filter(response=response).exists()


def test_an_answer_travels_as_far_as_the_state_consented():
    response = _signed(make.opened(), ministry="attributable", reasons="aggregate")
    found = {key: (row.confidentiality, row.attribution) for key, row in _answers(response).items()}
    assert found == {
        "ministry": (Confidentiality.PARTNERS, Attribution.OPEN),
        "position": (Confidentiality.COORDINATORS_AND_ISU, Attribution.OPEN),
        "consent": (Confidentiality.COORDINATORS_AND_ISU, Attribution.OPEN),
        "reasons": (Confidentiality.COORDINATORS_AND_ISU, Attribution.AGGREGATE_ONLY),
    }
    seen = Answer.objects.visible_to(cast.viewer("support_unit_officer")).filter(response=response)
    assert "reasons" not in {row.question for row in seen}


def test_reasons_and_position_become_evidence_of_the_same_class():
    with translation.override("ar"):  # in which whoever signs it reads; the desk does not
        _signed(make.opened(), reasons="coordinators", position="aggregate")
    officer = cast.viewer("support_unit_officer")
    made = Obstacle.objects.visible_to(officer).filter(state="KEN", shipped_key=None).order_by("rank")
    assert [(each.code_id, each.rank) for each in made] == [("RIVAL", 1), ("PROC", 2)]
    assert {each.reading for each in made} == {"Named in a survey."}
    assert not Obstacle.objects.visible_to(cast.viewer("cmc_partner")).filter(pk__in=made).exists()
    assert not Position.objects.visible_to(officer).filter(state="KEN", shipped_key=None).exists()


def test_what_is_asked_no_more_is_not_kept():
    response = make.response(make.opened())
    given = {"possession": "yes", "stock": "12", "reasons": ["PROC"]}
    actions.save_answers(response=response, given=given, consents={}, files={}, at=timezone.now())
    actions.save_answers(
        response=response,
        given={"possession": "no", "consent": "aggregate"},
        consents={},
        files={},
        at=timezone.now(),
    )
    actions.sign_off(response=response, name="A. Person", at=timezone.now())
    assert set(_answers(response)) == {"possession", "reasons", "consent"}


def test_answers_are_signed_off_once_whole_and_by_somebody():
    response = make.response(make.opened())
    now = timezone.now()
    actions.save_answers(response=response, given={"ministry": "Defence"}, consents={}, files={}, at=now)
    with pytest.raises(ValidationError, match="Still to be answered: 2"):
        actions.sign_off(response=response, name="A. Person", at=now)
    actions.save_answers(
        response=response,
        given={"reasons": ["PROC"], "consent": "aggregate"},
        consents={},
        files={},
        at=now,
    )
    with pytest.raises(ValidationError):
        actions.sign_off(response=response, name=" ", at=now)
    actions.sign_off(response=response, name="A. Person", at=now)
    with pytest.raises(ValidationError, match="signed off already"):
        actions.save_answers(response=response, given={"ministry": "x"}, consents={}, files={}, at=now)


def test_a_paper_form_says_who_and_when_and_has_its_scan():
    response = make.response(make.opened())
    told = {"told_by": "Note 12/2026", "given": GIVEN, "consents": {}, "received_on": timezone.localdate()}
    with pytest.raises(ValidationError, match="scan"):
        actions.enter_response(response=response, means=Response.Means.PAPER, **told, **_by())
    actions.enter_response(
        response=response,
        means=Response.Means.PAPER,
        scan=actions.answers.File("form.pdf", b"%PDF-"),
        **told,
        **_by(),
    )
    response.refresh_from_db()
    assert (response.means, response.signed_by, response.entered_by.email) == (
        "paper",
        "Note 12/2026",
        cast.coordinator_a().email,
    )


def test_an_inferred_answer_is_no_answer():
    response = make.response(make.opened())
    told = {"response": response, "question": "position", "value": "on-hold"}
    with pytest.raises(ValidationError):
        actions.infer_answer(**told, basis=" ", **_by())
    actions.infer_answer(**told, basis="Statement in the First Committee", **_by())
    response.refresh_from_db()
    assert response.signed_at is None
    assert queries.standing(response.round, viewer=cast.viewer("coordinator_a"))[0].answered is False


def test_the_trail_tells_of_no_answer():
    _signed(make.opened())
    told = str(list(AuditEntry.objects.filter(kind__startswith="survey.").values_list("changes", flat=True)))
    assert "Defence" not in told
    assert "A. Person" not in told


def _invited(survey, **addresses):
    actions.mail_invitations(survey=survey, addresses=addresses, **_by())


def _messages():
    found = Message.objects.unguarded(because="a test").order_by("pk")
    return [(each.to_address, each.state) for each in found]


def test_only_the_silent_are_reminded_spaced_and_capped_and_an_answer_stops_it():
    survey = make.opened()
    actions.set_reminders(survey=survey, every=3, most=2, **_by())
    _invited(survey, KEN="ken@mission.example", UGA="uga@mission.example")
    now = timezone.now()
    before = actions.issue_link(response=make.response(survey, "UGA"), **_by())
    assert actions.write_reminders(at=now + timedelta(days=2)) == 0
    assert [each.response.state_id for each in actions.to_come(survey)] == ["KEN", "UGA"]
    assert actions.write_reminders(at=now + timedelta(days=4)) == 2
    assert actions.write_reminders(at=now + timedelta(days=4)) == 0
    _signed(survey, "KEN")
    assert {state for address, state in _messages() if address.startswith("ken")} == {"withheld"}
    assert actions.write_reminders(at=now + timedelta(days=8)) == 1
    assert actions.write_reminders(at=now + timedelta(days=12)) == 0  # no more than two
    assert [address for address, state in _messages() if state == "waiting"] == ["uga@mission.example"] * 3
    assert queries.opened_by(before, at=now).may_write  # somebody may be writing by it
    actions.close_round(survey=survey, **_by())
    assert {state for _address, state in _messages()} == {"withheld"}


def test_nobody_is_reminded_of_a_closed_round_or_by_who_runs_no_campaign():
    survey = make.opened()
    actions.set_reminders(survey=survey, every=3, most=2, **_by())
    _invited(survey, KEN="ken@mission.example")
    actions.close_round(survey=survey, **_by())
    assert actions.write_reminders(at=timezone.now() + timedelta(days=5)) == 0
    with pytest.raises(NotAllowedError):
        actions.set_reminders(survey=survey, every=3, most=2, **_by("cmc_partner"))


def test_no_release_is_offered_where_it_is_refused(client):
    response = _signed(make.opened())
    answer = _answers(response)["position"]
    cast.sign_in(client, cast.coordinator_a())
    for kind, record in (
        ("answer", answer),
        ("obstacle", Obstacle.objects.unguarded(because="a test").filter(owner=answer.owner)[0]),
    ):
        page = client.get(f"/en/desk/ccm/records/{kind}/{record.pk}/").content.decode()
        assert "Who can see this?" in page
        assert "Open it to" not in page


def test_nobody_opens_an_answer_or_what_it_became_further_than_was_consented_to():
    response = _signed(make.opened())
    answer = _answers(response)["position"]
    made = Obstacle.objects.unguarded(because="a test").filter(owner=answer.owner)
    for record in (answer, made[0]):
        with pytest.raises(ValidationError, match="Nobody opens it further"):
            access.release(record=record, to=Confidentiality.PUBLIC, reason="x", **_by())


def test_answers_that_are_opened_again_are_nobodys_until_they_are_signed_anew():
    response = _signed(make.opened())
    assert Obstacle.objects.unguarded(because="a test").filter(owner=response.owner).count() == 2
    actions.reopen_answers(response=response, **_by())
    assert not Answer.objects.visible_to(cast.viewer("coordinator_a")).filter(response=response).exists()
    assert not Obstacle.objects.unguarded(because="a test").filter(owner=response.owner).exists()
    actions.save_answers(
        response=response, given={"reasons": ["PROC"]}, consents={}, files={}, at=timezone.now()
    )
    actions.sign_off(response=response, name="B. Person", at=timezone.now())
    assert Obstacle.objects.unguarded(because="a test").filter(owner=response.owner).count() == 1
    assert AuditEntry.objects.filter(act="reopen survey answers").exists()

# ruff: noqa: SLF001 -- Django names its own description of a model so
"""One person is planted wherever the register says that somebody may stand, let go, and looked for in every column."""

import base64
import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.db import models
from django.utils import timezone
from tests.access import cast, planting
from tests.factories.access import PersonFactory

from accede.access import actions, audit, queries
from accede.access.actions import NotAllowedError
from accede.access.confidentiality import Confidential
from accede.access.models import AuditEntry, Invitation, PersonalAct, Release
from accede.access.personal import erasing, exporting, files, register
from accede.access.personal.finding import Somebody, look_for
from accede.access.roles import Confidentiality
from accede.legislation.models import Office
from accede.meetings.models import Needs
from accede.outbox.models import Message
from accede.outreach.models import Contact, FollowUp
from accede.record.meetings.models import Meeting
from accede.record.models import ImportBatch, Source, State
from accede.record.uploads.models import Upload
from accede.reporting.models import Paper
from accede.survey.models import Round

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NAME, ADDRESS = "Wilhelmina Öberg-Tansy", "w.oberg-tansy@ministry.example"
SPOKEN = f"Then {NAME.upper()} said that she ({ADDRESS}) would ask."


def _texts(held, row):
    """The row with the person in each field in which one may stand."""
    changed = {}
    for name in held.names:
        changed[name] = NAME
    for name in held.addresses:
        changed[name] = ADDRESS
    for name in (*held.details, *held.mentions):
        column = row._meta.get_field(name)
        if isinstance(column, models.GenericIPAddressField):  # PostgreSQL takes no words there
            continue
        is_data = isinstance(column, models.JSONField)
        text = json.dumps({"said": SPOKEN}) if (held.model, name) in planting.AS_DATA else SPOKEN
        changed[name] = {"said": SPOKEN} if is_data else "en" if name == "language" else text
    for name in held.files:
        changed[name] = base64.b64encode(SPOKEN.encode()).decode()
    type(row)._base_manager.filter(pk=row.pk).update(**changed)


def _row(model, **given):
    """A row with something in each column that needs it."""
    row = model(**given)
    for column in model._meta.concrete_fields:
        if column.primary_key or column.null or column.has_default() or column.name in given:
            continue
        if isinstance(column, models.BooleanField):
            setattr(row, column.name, False)
        elif isinstance(column, models.JSONField):
            setattr(row, column.name, {})
        elif isinstance(column, models.IntegerField):
            setattr(row, column.name, 1)
        elif not column.blank:
            setattr(row, column.name, planting._guess(column, 2))
    row.save()
    return row


@pytest.fixture
def planted(at):
    """A seat at the desk, and a row of every model that the register names: of which each is filled."""
    seat = PersonFactory(name=NAME, email=ADDRESS)
    own = cast.viewer("administrator")
    session = SessionStore()
    session["_auth_user_id"] = str(seat.pk)
    session.save()
    now = timezone.now()
    made = {
        "record.Source": Source.objects.first(),
        "record.Upload": Upload.objects.create(
            file_name="x", file_hash="0" * 64, size=1, uploaded_by=seat, uploaded_at=now
        ),
        "record.ImportBatch": _row(ImportBatch, format="table", subject="x", file_name="x"),
        "access.Invitation": Invitation.objects.create(
            person=seat, token_hash="0" * 64, made_at=now, expires_at=now
        ),
        "access.Release": Release.objects.create(
            kind="x", object_key="1", from_class=3, to_class=2, released_by=seat, released_at=now, reason="x"
        ),
        "legislation.Office": Office.objects.create(
            state=State.objects.get(pk="KEN"),
            chamber="lower",
            source=Source.objects.first(),
            entered_on=date(2026, 1, 1),
        ),
        "account.EmailAddress": EmailAddress.objects.create(user=seat, email=ADDRESS),
        "mfa.Authenticator": Authenticator.objects.create(user=seat, type="totp", data={"secret": NAME}),
        "usersessions.UserSession": UserSession.objects.create(
            user=seat, ip="192.0.2.7", session_key=session.session_key, user_agent=NAME
        ),
    }
    for held in register.of_people():
        model = held.table
        row = made.get(held.model)
        if row is None and issubclass(model, Confidential):
            row = planting.plant(model, Confidentiality.PARTNERS)
        if row is not None and held.model not in ("account.EmailAddress", "mfa.Authenticator"):
            _texts(held, row)
            made[held.model] = row
    FollowUp._base_manager.update(assignee=seat, done_on=date(2026, 3, 2))
    Message._base_manager.update(state=Message.State.SENT, sent_at=now, person=seat)
    Round.objects.update(opened_on=date(2026, 1, 1), closed_on=date(2026, 1, 2))
    Meeting.objects.filter(workshop__isnull=False).update(begins=date(2026, 1, 1), ends=date(2026, 1, 2))
    Needs._base_manager.update(participant=made["meetings.Participant"])
    actions.set_active(person=seat, active=True, by=own, at=at)
    audit.write(act="comment", of=made["record.Source"], by=queries.viewer_of(seat, on=at.date()), at=at)
    return made


def _told_of(at):
    """Every column of every row of every table, opened, that tells of the person: by model."""
    found = {}
    for model in apps.get_models():
        for row in model._base_manager.all().iterator(chunk_size=500):
            for column in model._meta.concrete_fields:
                value = getattr(row, column.attname)
                text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
                opened = (
                    f"{text} {text.encode().decode('unicode_escape', 'ignore') if chr(92) in text else ''}"
                )
                with_files = opened + _decoded(text)
                if any(word in with_files.casefold() for word in (NAME.casefold(), ADDRESS)):
                    found.setdefault(model._meta.label, set()).add(column.name)
    return found


def _decoded(text):
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:
        return ""


def test_a_damaged_bundle_does_not_stop_the_search():
    """However it is cut or spoilt: a picture of bits is no bundle either, and what lies open in it is still read."""
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.xml", f"<p>{NAME}</p>" * 40)
    whole, somebody = bundle.getvalue(), Somebody(NAME)
    assert files.names(base64.b64encode(whole).decode(), somebody)
    for place in range(len(whole)):
        for spoilt in (whole[:place], whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]):
            files.names(base64.b64encode(spoilt).decode(), somebody)


def test_nothing_of_a_person_is_left_in_any_column(planted, at):
    with_texts = {
        held.model for held in register.of_people() if held.names or held.addresses or held.mentions
    }
    plan = {
        "campaign.Report",
        "meetings.Workshop",
        "meetings.Session",
        "outreach.KeptForecast",
    }  # open to the desk, or planted by themselves
    assert with_texts - set(planted) <= plan | {
        "access.AuditEntry", "access.Person", "access.Post", "record.Settlement", "evidence.InterimStep",
    }  # fmt: skip
    before = _told_of(at)
    assert {"access.Person", "access.AuditEntry", "outreach.Contact", "reporting.Version"} <= set(before)
    head = audit.AuditHead.objects.get().last_hash

    done = erasing.erase(somebody=Somebody(NAME, ADDRESS), by=cast.viewer("administrator"), at=at)

    left = _told_of(at)
    stands = {each.found.held.model for each in done.stands}
    in_files = {"meetings.Event", "meetings.SittingPaper", "survey.Answer"}
    assert set(left) == stands == {"record.Source", "record.ImportBatch"} | in_files
    assert [left[label] for label in sorted(in_files)] == [{"file"}, {"content"}, {"attachment"}]
    assert audit.first_break() is None
    assert AuditEntry.objects.filter(hash=head).exists(), "the chain goes on from where it was"
    seat = look_for(Somebody("", "")).somebody.seat
    assert seat is None
    acts = PersonalAct.objects.filter(rule="person")
    assert {each.kind for each in acts} >= {"access.Person", "outreach.Contact", "meetings.Needs"}
    assert not apps.get_model("sessions.Session").objects.exists()
    assert (
        look_for(Somebody(NAME)).found == []
        or {each.held.model for each in look_for(Somebody(NAME)).found} == stands
    )


def test_a_document_that_was_issued_stands_and_a_namesake_is_left_alone(at):
    paper = planting.plant(Paper, Confidentiality.PARTNERS)
    Paper._base_manager.filter(pk=paper.pk).update(title=SPOKEN, issued_at=timezone.now(), digest="0" * 64)
    other = planting.plant(Contact, Confidentiality.PARTNERS)
    Contact._base_manager.filter(pk=other.pk).update(name=NAME, email="another@ministry.example", note="")
    holding = look_for(Somebody(NAME, ADDRESS))
    assert [each.row.pk for each in holding.namesakes] == [other.pk]
    done = erasing.erase(somebody=Somebody(NAME, ADDRESS), by=cast.viewer("administrator"), at=at)
    assert [(each.found.held.model, "issued" in str(each.why)) for each in done.stands] == [
        ("reporting.Paper", True)
    ]
    assert Contact._base_manager.get(pk=other.pk).name == NAME
    key = holding.namesakes[0].key
    erasing.erase(somebody=Somebody(NAME, ADDRESS, frozenset({key})), by=cast.viewer("administrator"), at=at)
    assert Contact._base_manager.get(pk=other.pk).email == ""


def test_what_is_owed_stands_in_the_way_and_nothing_is_changed(at):
    seat = cast.coordinator_a()
    step = planting.plant(FollowUp, Confidentiality.COORDINATORS)
    FollowUp._base_manager.filter(pk=step.pk).update(assignee=seat)
    with pytest.raises(erasing.ObligationStandsError) as refused:
        erasing.erase(somebody=Somebody("", seat.email), by=cast.viewer("administrator"), at=at)
    assert len(refused.value.reasons) == 2
    seat.refresh_from_db()
    assert seat.name == "Coordinator A"
    for name in ("coordinator_a", "observer"):
        with pytest.raises(NotAllowedError):
            erasing.erase(somebody=Somebody(NAME, ADDRESS), by=cast.viewer(name), at=at)
        with pytest.raises(NotAllowedError):
            exporting.export(somebody=Somebody(NAME, ADDRESS), by=cast.viewer(name), at=at)


def test_an_export_holds_what_its_maker_may_see_and_says_how_much_it_does_not(planted, at):
    file = exporting.export(somebody=Somebody(NAME, ADDRESS), by=cast.viewer("administrator"), at=at)
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        told = json.loads(packed.read("export.json"))
        page = packed.read("export.html").decode()
    held = {each["kind"]: each for each in told["held"]}
    assert held["outreach.Contact"]["rows"] == []
    assert held["outreach.Contact"]["withheld"] == 1
    assert "withheld" in told["withheld"]
    assert NAME in json.dumps(held["access.Person"], ensure_ascii=False)
    assert NAME in page
    assert "<script" not in page
    seen = cast.viewer("coordinator_a")
    rows = {each.held.model: each for each in exporting.kinds(look_for(Somebody(NAME, ADDRESS)), viewer=seen)}
    assert SPOKEN[:20] in str(rows["outreach.Contact"].rows)
    assert rows["outreach.Contact"].withheld == 0
    assert "secret" not in json.dumps(told, ensure_ascii=False).split("mfa.Authenticator")[1][:300]
    assert at - timedelta(days=1) < PersonalAct.objects.get(rule="export").at

"""What the pages of these rooms do, by a token: refused to whoever may not, done as on the page, told by the read after it."""

import base64
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import cast
from tests.api.desk.acting import DESK, done, read, sent
from tests.factories import survey
from tests.files.uploads import real_word
from tests.reporting.test_confined import confine
from tests.reporting.test_papers import SAID, draft, issue, say
from tests.web.desk_addresses.imports import dispute

from accede.access import actions as access
from accede.access.models import AuditEntry, Campaign, RoleHeld
from accede.access.roles import Confidentiality
from accede.legislation import drafting
from accede.outbox import actions as outbox
from accede.outreach.models import Contact
from accede.survey.form import shipped, xlsform

pytestmark = pytest.mark.django_db
RUNNING = "cmc_partner"  # contributes to the campaign, and does not run it


def sendable(name, content):
    return {"name": name, "content": base64.b64encode(content).decode()}


def file(client, path, *, who="coordinator_a", **filters):
    answer = client.get(f"{DESK}{path}", filters, headers=_headers(who))
    assert answer.status_code == 200, answer.content
    assert answer["Content-Disposition"].startswith("attachment")
    return answer


def _headers(who):
    from tests.api.bearers import bearer  # noqa: PLC0415

    return bearer(who)


def test_contacts_come_from_a_table_once_and_go_again_together(client):
    table = "state,place,name,post\nKenya,Geneva,Amina Odhiambo,Counsellor\nKennya,Geneva,Nobody,Clerk\n"
    told = sendable("contacts.csv", table.encode())
    assert file(client, "/contact-tables/template").content.startswith(b"state,iso3,place")
    looked = done(client, "post", "/contact-tables/look", told)
    assert ([row["iso3"] for row in looked["new"]], len(looked["refused"])) == (["KEN"], 1)
    assert not Contact.objects.unguarded(because="counted").exists()

    whole = told | {"confidentiality": 4}
    made = done(client, "post", "/contact-tables", whole, but="nobody")
    assert len(made["numbers"]) == 1
    assert done(client, "post", "/contact-tables", whole, but="nobody")["numbers"] == []
    wrong = sendable("contacts.csv", b"shade\nblue\n") | {"confidentiality": 4}
    assert sent(client, "post", "/contact-tables", wrong).status_code == 422
    (row,) = read(client, "/contact-tables")["items"]
    assert row["contacts"] == made["numbers"]
    done(client, "post", "/contact-tables/take-back", {"brought_in": row["at"]})
    assert read(client, "/contact-tables")["count"] == 0


def test_laws_are_beside_the_checklist_and_a_draft_is_composed_by_choices(client):
    points = read(client, "/laws/checklist")["items"]
    law = read(client, "/laws", state="IRL")["items"][0]
    told = read(client, f"/laws/{law['pk']}")
    assert [each["point"]["key"] for each in told["points"]] == [each["key"] for each in points]
    assert len(read(client, "/states/IRL/findings")["items"]) == len(points)
    assert read(client, "/states/KEN/facts", who="observer")["items"] == []  # none is shipped
    assert read(client, "/model-laws")["models"]
    assert read(client, "/laws/counts")["items"][0]["parties"]

    asked = {row["key"]: next(iter(row["options"])) for row in read(client, "/draft-law/choices")["items"]}
    assert set(asked) == set(drafting.choices("ccm"))
    body = {"chosen": asked, "language": "fr"}
    composed = done(client, "post", "/states/KEN/draft-law", body)
    assert composed["sections"][0]["alternatives"][0]["paragraphs"]
    missing = sent(client, "post", "/states/KEN/draft-law", {"chosen": {}})
    assert (missing.status_code, "tradition" in missing.json()["detail"]) == (422, True)
    as_file = sent(client, "post", "/states/KEN/draft-law/file", body | {"form": "md"})
    assert as_file["Content-Type"].startswith("text/markdown")
    assert composed["sections"][0]["heading"] in as_file.content.decode()


def test_what_is_entered_of_a_parliament_is_said_otherwise_and_taken_out(client):
    source = done(client, "post", "/sources", {"publisher": "National Assembly", "title": "Its members"})
    (key,) = source["numbers"]
    assert key in [each["key"] for each in read(client, "/sources", limit=1000)["items"]]
    whole = {
        "chambers": ({"chamber": "lower", "name": "Assembly"}, {"members": 200}),
        "officers": ({"chamber": "lower", "post": "Speaker"}, {"holder": "A. Nobody"}),
        "committees": ({"name": "Foreign affairs"}, {"remit": "Treaties"}),
        "periods": ({"kind": "recess", "begins": "2026-07-01"}, {"ends": "2026-08-31"}),
        "elections": ({"date_given": "2027-08"}, {"date_given": "2027-09"}),
    }
    for kind, (entered, otherwise) in whole.items():
        lacking = sent(client, "post", f"/parliaments/KEN/{kind}", entered)
        assert (lacking.status_code, "source" in lacking.json()["detail"]) == (422, True)
        (number,) = done(client, "post", f"/parliaments/KEN/{kind}", entered | {"source": key})["numbers"]
        done(client, "patch", f"/parliaments/{kind}/{number}", otherwise)
        rows = [each for each in read(client, "/parliaments/KEN")["entries"] if each["number"] == number]
        assert any(otherwise.items() <= row.items() for row in rows), (kind, rows)
        done(client, "delete", f"/parliaments/{kind}/{number}")
        assert sent(client, "delete", f"/parliaments/{kind}/{number}").status_code == 404


def _message(state="waiting", key="one"):
    link = "https://desk.example/en/answer/a-secret/"
    message = outbox.put(
        campaign=Campaign.objects.get(pk="ccm"),
        to=outbox.Recipient("delegate@mission.example", "Delegate"),
        language="en",
        subject="The dossier",
        text=f"Please answer.\n\n{link}",
        attachments=[outbox.File("note.txt", "text/plain", b"A note")],
        room="tests",
        key=key,
        by=cast.viewer("coordinator_a"),
        at=timezone.now(),
    )
    type(message)._base_manager.filter(pk=message.pk).update(state=state)  # noqa: SLF001 -- past its guard
    return message.pk


def _queries(client, path):
    with CaptureQueriesContext(connection) as taken:
        read(client, path)
    return len(taken)


def test_messages_are_seen_in_each_state_and_decided_on(client):
    waiting = _message()
    read(client, "/messages")
    few = _queries(client, "/messages")
    failed, unknown = (_message(state, state) for state in ("failed", "unknown"))
    assert _queries(client, "/messages") == few
    found = read(client, "/messages", state="failed")
    assert [each["number"] for each in found["items"]] == [failed]
    assert read(client, "/messages/counts", who="administrator")["states"]["unknown"] == 1
    letter = read(client, f"/messages/{waiting}")
    assert letter["text"] == "Please answer.\n\n[…]", "what a link opens is its recipient's alone"
    (attached,) = letter["files"]
    assert file(client, f"/messages/{waiting}/files/{attached['number']}").content == b"A note"
    done(client, "post", f"/messages/{waiting}/approve", but=RUNNING)
    done(client, "post", f"/messages/{failed}/retry", but=RUNNING)
    done(client, "post", f"/messages/{unknown}/settle", {"arrived": True}, but=RUNNING)
    done(client, "post", f"/messages/{waiting}/discard", but=RUNNING)
    states = {each["number"]: each["state"] for each in read(client, "/messages")["items"]}
    assert states == {waiting: "withheld", failed: "approved", unknown: "sent"}
    assert sent(client, "post", f"/messages/{failed}/retry").status_code == 422


def test_a_document_is_read_as_a_file_called_back_and_settled(client):
    exchange, coordinator = say(SAID), cast.viewer("coordinator_a")
    access.release(
        record=exchange, to=Confidentiality.PARTNERS, reason="Agreed", by=coordinator, at=timezone.now()
    )
    paper = issue(draft(coordinator), coordinator)
    whole = file(client, f"/documents/{paper.pk}/file", format="docx")
    assert whole.content.startswith(b"PK")
    assert SAID in file(client, f"/documents/{paper.pk}/file", format="md").content.decode()
    assert sent(client, "get", f"/documents/{paper.pk}/file?format=exe").status_code == 422
    told = read(client, f"/documents/{paper.pk}", version=1)
    assert (told["title"], [each["number"] for each in told["versions"]]) == (paper.title, [2, 1])
    assert read(client, "/recalls")["count"] == 0
    confine(exchange)
    (row,) = read(client, "/recalls")["items"]
    assert (row["document"], row["records"][0]["number"]) == (paper.pk, exchange.pk)
    assert sent(client, "get", "/recalls", who=RUNNING).status_code == 403
    done(client, "post", f"/documents/{paper.pk}/recall", but=RUNNING)
    assert read(client, "/recalls")["count"] == 0
    asked = {"kind": "dossier", "language": "en", "state": "KEN", "audience": 2}
    (other,) = done(client, "post", "/documents", asked, but=RUNNING)["numbers"]
    assert file(client, f"/documents/{other}/file", format="html").content
    shared = {"reviewers": [cast.coordinator_b().pk], "note": "By Friday"}
    (number,) = done(client, "post", f"/documents/{other}/reviews", shared, but=RUNNING)["numbers"]
    remark = {"place": "", "text": "Too long", "suggestion": "Shorter"}
    done(client, "post", f"/reviews/{number}/remarks", remark, but=RUNNING)
    review = read(client, f"/reviews/{number}")
    assert (review["note"], review["remarks"][0] | remark) == ("By Friday", review["remarks"][0])
    (bundle,) = done(client, "post", f"/documents/{paper.pk}/languages", {"form": "zip-pdf"})["numbers"]
    assert read(client, f"/bundles/{bundle}")["is_made"] is False
    assert sent(client, "get", f"/bundles/{bundle}/file").status_code == 404


def test_a_questionnaire_is_brought_in_and_answers_are_entered_for_a_state(client):
    (number,) = done(client, "post", "/survey/questionnaires/shipped", but=RUNNING)["numbers"]
    told = read(client, f"/survey/questionnaires/{number}")
    assert told["form"]["sections"]
    book = file(client, f"/survey/questionnaires/{number}/file", format="xlsx").content
    assert xlsform.read(book).key == told["key"]
    again = done(client, "post", "/survey/questionnaires", sendable("q.xlsx", book), but=RUNNING)
    assert again["numbers"] == [number]
    for wrong in (b"key: 1", b"\xff\xfe\x00", b"PK no workbook"):
        refused = sent(client, "post", "/survey/questionnaires", sendable("q", wrong))
        assert refused.status_code == 422

    row = survey.opened(form=shipped.questionnaire())
    one = f"/survey/rounds/{row.pk}"
    done(client, "put", f"{one}/reminders", {"every": 7, "most": 2}, but=RUNNING)
    assert (read(client, one)["remind_every"], read(client, f"{one}/reminders")["count"]) == (7, 0)
    ken = f"{one}/states/KEN"
    how = {"means": "interview", "told_by": "The counsellor", "received_on": str(timezone.localdate())}
    given = {"reasons": ["PROC", "COST-DEST"], "stage": "cabinet"}
    for wrong in ({"reasons": "PROC"}, {"reasons": ["NOTHING"]}, {"shade": "blue"}, {"stage": "\ud800"}):
        assert sent(client, "post", f"{ken}/answers", how | {"given": wrong}).status_code == 422
    paper = how | {"means": "paper", "given": given}
    assert "scan" in sent(client, "post", f"{ken}/answers", paper).json()["detail"]
    consents = {"reasons": "attributable", "stage": "aggregate"}
    done(client, "post", f"{ken}/answers", how | {"given": given, "consents": consents}, but=RUNNING)
    answered = read(client, ken)
    assert (answered["means"], answered["signed_by"]) == ("interview", "The counsellor")
    assert {each["question"]: each["value"] for each in answered["answers"]} == {
        "reasons": ["PROC", "COST-DEST"]
    }, "what may only be counted is read by nobody"
    for who, those in {
        "answered": {"KEN"},
        "silent": {"UGA", "JAM"},
        "begun": set(),
        "opened": set(),
    }.items():
        assert {each["iso3"] for each in read(client, f"{one}/states?who={who}")["items"]} == those
    assert read(client, f"{one}/states")["count"] == 3
    assert sent(client, "get", f"{one}/states?who=half").status_code == 422
    inferred = {"question": "stage", "value": "cabinet", "basis": "The minister, on the radio"}
    done(client, "post", f"{one}/states/UGA/inferred", inferred, but=RUNNING)
    assert read(client, f"{one}/states/UGA")["answers"][0]["inferred"] is True
    done(client, "post", f"{ken}/reopen", but=RUNNING)
    done(client, "delete", f"{ken}/links", but=RUNNING)
    assert (read(client, ken)["signed_at"], read(client, ken)["answers"]) == (None, [])

    row.closed_on = timezone.localdate()
    row.save()
    assert [each["number"] for each in read(client, "/survey/analyses", who=RUNNING)["items"]] == [row.pk]
    for what in ("analysis", "figures", "answers", "table", "quotations"):
        read(client, f"{one}/{what}", who=RUNNING)
    assert file(client, f"{one}/spss", who=RUNNING).content.startswith(b"PK")


def test_what_rooms_keep_besides_is_read(client):
    """One read of each: what it says is tested where its query is."""
    assert read(client, "/laws/progress", who="coordinator_a")["total"]["total"] > 100
    assert sent(client, "get", "/laws/progress?who=everybody").status_code == 422
    assert [each["key"] for each in read(client, "/proceeding-stages")["items"]]
    assert read(client, "/networks")["items"] == []  # they are those of champions, and there is none yet
    happened = read(client, "/incidents")["items"][0]["pk"]
    assert read(client, f"/incidents/{happened}")["incident"]["pk"] == happened
    assert sent(client, "get", "/incidents/999999").status_code == 404


def test_a_material_has_versions_with_files_and_is_offered_no_more(client):
    word = real_word()
    first = {"language": "en", "date_given": "2024", "file": sendable("guide.docx", word)}
    told = {"title": "A guide", "publisher": "Support Unit", "kind": "guide", "confidentiality": 2}
    (number,) = done(client, "post", "/materials", told | {"first": first}, but="nobody")["numbers"]
    more = {"language": "fr", "date_given": "2025", "url": "https://example.org/", "confidentiality": 2}
    done(client, "post", f"/materials/{number}/versions", more, but="nobody")
    macros = more | {"file": sendable("guide.docm", word)}
    assert sent(client, "post", f"/materials/{number}/versions", macros).status_code == 422
    english, french = sorted(read(client, f"/materials/{number}")["versions"], key=lambda each: each["pk"])
    assert file(client, f"/versions/{english['pk']}/file").content == word
    assert sent(client, "get", f"/versions/{french['pk']}/file").status_code == 404
    for filters, is_among in (("in_language=fr", True), ("in_language=ar&kind=guide", False)):
        items = read(client, f"/materials?{filters}&words=a guide")["items"]
        assert (number in [each["pk"] for each in items]) is is_among
    for wrong in ("in_language=tlh", "kind=song", "audience=dogs", "obstacle=NOTHING"):
        refused = sent(client, "get", f"/materials?{wrong}")
        assert (refused.status_code, wrong.split("=")[0] in refused.json()["detail"]) == (422, True)
    for what in (f"/versions/{french['pk']}", f"/materials/{number}"):
        done(client, "post", f"{what}/withdraw")
        assert sent(client, "post", f"{what}/withdraw").status_code == 422
        done(client, "post", f"{what}/offer")
    assert {each["downloads"] for each in read(client, f"/materials/{number}/downloads")["items"]} == {0}
    handed = {
        "states": ["KEN"],
        "versions": [english["pk"]],
        "handed_on": str(timezone.localdate()),
        "person": cast.coordinator_a().pk,
        "confidentiality": 3,
    }
    (given,) = done(client, "post", "/hand-outs", handed, but="nobody")["numbers"]
    done(client, "patch", f"/hand-outs/{given}", {"note": "At the margins", "state": "UGA"})
    row = read(client, f"/hand-outs/{given}")
    assert (row["iso3"], row["text"]) == ("UGA", "At the margins")


def test_people_are_moved_and_kept_out_and_a_release_is_revoked(client):
    by = {"who": "administrator", "but": "coordinator_a"}
    done(client, "post", "/organisations", {"name": "Mission D", "kind": "state"}, **by)
    names = [each["name"] for each in read(client, "/organisations", limit=1000)["items"]]
    assert "Mission D" in names
    partner = cast.CAST["cmc_partner"]()
    moved = {"organisation": "Mission D", "title": "Counsellor", "since": str(timezone.localdate())}
    done(client, "post", f"/people/{partner.pk}/post", moved, **by)
    told = read(client, f"/people/{partner.pk}")
    assert [each["organisation"] for each in told["posts"] if each["held_until"] is None] == ["Mission D"]
    held = RoleHeld.objects.get(person=cast.coordinator_b(), role="coordinator")
    done(client, "delete", f"/roles/{held.pk}", **by)
    assert read(client, f"/people/{cast.coordinator_b().pk}")["roles"][0]["held_until"]
    done(client, "post", f"/people/{partner.pk}/keep-out", **by)
    assert read(client, f"/people/{partner.pk}")["may_come_in"] is False
    register = read(client, "/personal-data", who="administrator", limit=1000)["items"]
    assert {"model", "fields", "kept", "days"} <= set(register[0])
    assert sent(client, "get", "/personal-data").status_code == 403

    exchange = say(SAID)
    where = f"/records/exchange/{exchange.pk}"
    done(client, "post", f"{where}/release", {"to": 2, "reason": "Agreed"}, but="nobody")
    (decision,) = read(client, where)["releases"]
    done(client, "post", f"{where}/releases/{decision['number']}/revoke")
    assert read(client, where)["confidentiality"] == exchange.confidentiality


def test_a_contradiction_is_settled_and_opened_again_and_a_name_is_known(client):
    row = dispute()
    one = f"/disputes/{row.pk}"
    done(client, "post", f"{one}/settle", {"side": "record", "reason": "The notification has the ninth."})
    assert read(client, one)["settlement"]
    assert sent(client, "post", f"{one}/settle", {"side": "other", "reason": "x"}).status_code == 422
    done(client, "post", f"{one}/reopen")
    assert read(client, one)["settlement"] is None
    (batch,) = (each for each in read(client, "/batches")["items"] if each["number"] == row.batch_id)
    assert read(client, f"/batches/{batch['number']}")["stands_on"] == ""
    assert file(client, "/import-templates/votes").content.startswith(b"state,")

    table = b"state,kind,date,treaty\nNowhereland,accession,2026-11-10,ccm\n"
    told = {"file_name": "later.csv", "content": base64.b64encode(table).decode()}
    (number,) = done(client, "post", "/imports", told)["numbers"]
    assert sent(client, "get", f"/imports/{number}/refused").status_code == 404
    done(client, "post", f"/imports/{number}/tell", {"format_key": "table", "about": "ccm"})
    done(client, "post", f"/imports/{number}/aliases", {"name": "Nowhereland", "iso3": "tuv"})
    assert AuditEntry.objects.filter(act="add alias").count() == 1
    assert timezone.now() - AuditEntry.objects.get(act="add alias").at < timedelta(minutes=5)

"""A class made stricter takes effect everywhere at once: in reads and searches, in drafts, in mail; what was issued is listed."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from tests.access import cast, planting
from tests.reporting.test_papers import SAID, draft, issue, refresh, say

from accede.access import actions as access
from accede.access import audit
from accede.access.confidentiality import confidential_models, noting_what_is_read
from accede.access.models import AuditEntry, Campaign
from accede.access.personal.finding import Found
from accede.access.personal.register import of_people
from accede.access.roles import Attribution, Confidentiality
from accede.outbox import actions as outbox
from accede.outbox.models import Message
from accede.reporting import actions, mailing, plain_values, queries, recall, resting
from accede.reporting.models import Paper, Recall, Version
from accede.toolkit.models import Material

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PARTNERS, COORDINATORS = Confidentiality.PARTNERS, Confidentiality.COORDINATORS


@pytest.fixture
def coordinator():
    return cast.viewer_of(cast.coordinator_a())


def confine(record, **changed):
    """As each action does that changes a class: saved, and told to the trail."""
    before = audit.values(record)
    for name, value in (changed or {"confidentiality": COORDINATORS}).items():
        setattr(record, name, value)
    record.save()
    audit.write(act="classify", of=record, by=cast.viewer("coordinator_a"), at=timezone.now(), before=before)


def test_each_kind_of_record_is_noted_confined_and_recalled():
    """Those that are still to come too: whatever is read or counted while a document is made, it rests on."""
    reader, wrong = cast.viewer("cmc_partner"), {}
    paper = planting.plant(Paper, PARTNERS)
    Paper._base_manager.filter(pk=paper.pk).update(  # noqa: SLF001 -- past its guard
        audience=PARTNERS, issued_at=timezone.now(), issued_by=cast.coordinator_a()
    )
    version = planting.plant(Version, PARTNERS)
    for name, model in confidential_models().items():
        told = counted = planting.plant(model, PARTNERS)
        if name not in ("approach", "pathway"):  # of which a State has one
            counted = planting.plant(model, PARTNERS)
        with noting_what_is_read() as read:
            list(model.objects.visible_to(reader).filter(pk=told.pk).values_list("pk"))
            model.objects.filter(pk=counted.pk).count_by("confidentiality", viewer=reader)
        rests = resting.rests(read, PARTNERS)
        Version._base_manager.filter(pk=version.pk).update(paper=paper, rests=rests)  # noqa: SLF001
        seen = resting.holds(rests, told) and resting.holds(rests, counted)
        before = resting.is_confined(rests, PARTNERS)
        confine(counted)
        after = resting.is_confined(rests, PARTNERS)
        gone = not model.objects.visible_to(reader).filter(pk=counted.pk).exists()
        listed = Recall.objects.filter(paper=paper, kind=model._meta.label, number=counted.pk).exists()  # noqa: SLF001
        if (seen, before, after, gone, listed) != (True, False, True, True, True):
            wrong[name] = (seen, before, after, gone, listed)
    assert wrong == {}


def test_a_draft_that_rests_on_it_is_read_by_nobody_until_it_is_filled_anew(client, coordinator):
    exchange = say(SAID)
    access.release(
        record=exchange, to=PARTNERS, reason="Agreed with the mission", by=coordinator, at=timezone.now()
    )
    paper = draft(coordinator)
    assert SAID in plain_values.to_text(queries.told(paper.pk, viewer=coordinator).document)
    found = actions.open_round(
        paper=paper, reviewers=[cast.CAST["cmc_partner"]()], by=coordinator, at=timezone.now()
    )
    partner = cast.CAST["cmc_partner"]()
    search = f"{reverse('desk-search', args=['ccm'])}?q=committee"
    cast.sign_in(client, partner)
    assert SAID in client.get(search).content.decode()

    access.classify(record=exchange, confidentiality=COORDINATORS, by=coordinator, at=timezone.now())

    assert SAID not in client.get(search).content.decode()
    addresses = [
        reverse("desk-document", args=["ccm", paper.pk]),
        reverse("desk-document-file", args=["ccm", paper.pk, "md"]),
        reverse("desk-document-issue", args=["ccm", paper.pk]),
        reverse("desk-review", args=["ccm", found.pk]),
    ]
    assert SAID not in client.get(addresses[3]).content.decode()
    cast.sign_in(client, cast.coordinator_a())
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [409, 400, 400, 400]
    assert all(SAID not in answer.content.decode() for answer in answers)
    version = Version._base_manager.get(paper=paper)  # noqa: SLF001 -- past its guard
    held = next(each for each in of_people() if each.model == "reporting.Version")
    assert not Found(held, version).visible_to(coordinator), (
        "nor is it handed out with what is held of somebody"
    )
    refresh(paper, coordinator)
    told = queries.told(paper.pk, viewer=coordinator)
    assert "[withheld]" in plain_values.to_text(told.document)
    assert [each.number for each in told.versions] == [2], "the one from before stays closed"
    with pytest.raises(resting.ConfinedError):
        queries.told(paper.pk, viewer=coordinator, version=1)


def test_what_was_issued_is_listed_for_whoever_issued_it_until_it_is_settled(client, coordinator):
    exchange = say(SAID)
    access.release(record=exchange, to=PARTNERS, reason="Agreed", by=coordinator, at=timezone.now())
    paper = issue(draft(coordinator), coordinator)
    message = outbox.put(
        campaign=Campaign.objects.get(pk="ccm"),
        to=outbox.Recipient("delegate@mission.example", "Delegate"),
        language="en",
        subject="The dossier",
        text="Attached",
        about=paper,
        room="tests",
        key="one",
        by=coordinator,
        at=timezone.now(),
    )
    outbox.approve(message=message, by=coordinator, at=timezone.now())
    cast.sign_in(client, cast.coordinator_a())
    today, listed = reverse("desk-today", args=["ccm"]), reverse("desk-document-recalls", args=["ccm"])
    assert "to be called back" not in client.get(today).content.decode()

    confine(exchange, attribution=Attribution.CHATHAM_HOUSE)
    confine(exchange)

    assert AuditEntry.objects.filter(act="list for recall").count() == 1
    (row,) = recall.recalls(paper.campaign, viewer=coordinator)
    assert [record.pk for _kind, record in row.records] == [exchange.pk]
    message = Message._base_manager.get(pk=message.pk)  # noqa: SLF001
    assert message.state == Message.State.WAITING, "it does not leave before somebody has seen it again"
    with pytest.raises(ValidationError):
        mailing.put_in_outbox(paper=paper, on=timezone.localdate(), by=coordinator, at=timezone.now())
    assert "to be called back" in client.get(today).content.decode()
    page = client.get(listed).content.decode()
    assert "The dossier" not in page
    assert f"exchange/{exchange.pk}" in page
    Message._base_manager.filter(pk=message.pk).update(state="sent", sent_at=timezone.now())  # noqa: SLF001
    assert "Delegate" in client.get(listed).content.decode()
    told = queries.told(paper.pk, viewer=coordinator)
    assert SAID in plain_values.to_text(told.document), "what was issued stands"
    client.post(reverse("desk-document-recall", args=["ccm", paper.pk]))
    assert "Nothing is to be called back" in client.get(listed).content.decode()
    cast.sign_in(client, cast.coordinator_b())
    assert "to be called back" not in client.get(today).content.decode()


def test_a_public_page_that_is_kept_shows_it_no_longer(client):
    material = planting.plant(Material, Confidentiality.PUBLIC)
    address = reverse("materials", args=["ccm"])
    pages = [client.get(address).content.decode() for _time in range(2)]
    assert all(material.title in page for page in pages)
    confine(material)
    assert material.title not in client.get(address).content.decode()

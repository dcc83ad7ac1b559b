"""Working groups: members with terms, sittings, minutes, and what is to be done until it is done."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from tests.access import cast
from tests.factories import meetings as make

from accede.access.actions import NotAllowedError
from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.campaign import along, work
from accede.campaign.models import Activity
from accede.meetings.actions import action_items, sittings
from accede.meetings.actions.action_items import Step
from accede.meetings.actions.group_mail import invite_members
from accede.meetings.actions.sittings import Called
from accede.meetings.actions.working_groups import (
    GroupWords,
    Seat,
    add_member,
    edit_group,
    edit_member,
    found_group,
)
from accede.meetings.models import ActionItem, Minute, Sitting
from accede.meetings.queries import working_groups as groups
from accede.meetings.queries.action_items import due_from_groups
from accede.meetings.queries.group_search import search_groups
from accede.meetings.queries.sittings import get_sitting, sitting_page
from accede.outbox.models import Message
from accede.record.models import State
from accede.reminders.agenda import Kind, agenda
from accede.reporting import making
from accede.reporting.blocks import lines_of, plain
from accede.reporting.making import Asked

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 10, 5)


def campaign():
    return Campaign.objects.get(pk="ccm")


def asked(who="coordinator_a"):
    return {"on": ON, "viewer": cast.viewer(who, on=ON), "language": "en"}


def items_of(minute):
    return list(minute.action_items.unguarded(because="the test's own"))


def test_the_group_of_the_plan_ships_with_its_kinds_of_members():
    page = groups.group_page(make.group(), **asked("observer"))
    assert page.group.activity.key == "ccm-2023-working-group"
    assert page.group.since_given == "2020-06"
    assert [kind.key for kind in page.kinds] == [
        "coordinators", "support-unit", "states-not-party", "cmc", "icrc", "others",
    ]  # fmt: skip
    assert all(set(each["names"]) == {"ar", "zh", "en", "fr", "ru", "es"} for each in page.group.kinds)
    assert page.sittings == []


def test_a_member_has_a_post_and_a_term_and_holds_one_seat_at_a_time():
    member = make.member(kind="cmc", held_until=date(2026, 7, 1))
    assert (member.is_member_on(date(2026, 6, 30)), member.is_member_on(date(2026, 7, 1))) == (True, False)
    with pytest.raises(ValidationError, match="held already"):
        make.member(kind="cmc")
    later = Seat(organisation=cast.cmc(), post="A campaigner", held_from=date(2026, 7, 1))
    add_member(group=make.group(), seat=later, **make.acting())
    page = groups.group_page(make.group(), **asked())
    assert [(row.who, row.post, row.held_from) for kind in page.kinds for row in kind.members] == [
        ("Coalition", "A campaigner", date(2026, 7, 1))
    ]
    assert [row.held_until for row in page.former] == [date(2026, 7, 1)]
    for wrong, field in (
        (Seat(held_from=ON), "organisation"),
        (Seat(name="X", held_from=ON, held_until=ON), "held_until"),
        (Seat(name="X", held_from=ON, kind="no-such"), "kind"),
    ):
        with pytest.raises(ValidationError) as refused:
            edit_member(member=member, seat=wrong, **make.acting())
        assert field in refused.value.message_dict


def test_what_is_to_be_done_is_born_in_the_minutes_and_carried_until_it_is_done():
    campaigner = make.member()
    mine = Step(what="Write to capitals", person=cast.coordinator_a(), due_on=date(2026, 9, 20))
    theirs = Step(what="Bring the toolkit", member=campaigner, due_on=date(2026, 11, 1))
    minute = make.minuted(mine, theirs)
    assert minute.sitting.standing == Sitting.Standing.HELD
    following = make.sitting(date(2026, 10, 15), agenda=["Workshops", "", "Any other business"])
    page = sitting_page(following, **asked())
    assert [row.what for row in page.carried] == ["Write to capitals", "Bring the toolkit"]
    assert [(each.number, each.row.title) for each in page.agenda] == [
        (2, "Workshops"), (3, "Any other business"),
    ]  # fmt: skip

    # Today shows one's own first, and an organisation its post's; others do not see what is not theirs to do.
    today = due_from_groups(campaign(), most=9, **asked())
    assert [(row.what, row.own, row.overdue) for row in today] == [
        ("Write to capitals", True, True), ("Bring the toolkit", False, False),
    ]  # fmt: skip
    assert [row.what for row in due_from_groups(campaign(), most=9, **asked("cmc_partner"))] == [
        "Bring the toolkit"
    ]
    assert due_from_groups(campaign(), most=9, **asked("icrc_partner")) == []
    kinds = [item.kind for item in agenda(cast.cmc_partner(), on=ON, ahead=timedelta(days=40))]
    assert kinds.count(Kind.ACTION_ITEM) == kinds.count(Kind.SITTING) == 1

    # Whose post it is says that it is done: then it is carried no further.
    bring = next(each for each in items_of(minute) if each.member_id)
    with pytest.raises(NotAllowedError):
        action_items.finish_action_item(item=bring, on=ON, **make.acting(cast.icrc_partner()))
    action_items.finish_action_item(item=bring, on=ON, result="Brought", **make.acting(cast.cmc_partner()))
    assert [row.what for row in sitting_page(following, **asked()).carried] == ["Write to capitals"]
    action_items.reopen_action_item(item=bring, **make.acting())
    assert len(sitting_page(following, **asked()).carried) == 2


def test_the_closed_part_is_told_to_those_only_who_may_see_it():
    make.minuted(text="Heard in the open")
    said = make.minuted(
        Step(what="Ask the Attorney General"), day=date(2026, 9, 2), closed=True, text="Told in confidence"
    )
    assert said.confidentiality == Confidentiality.COORDINATORS_AND_ISU
    page = sitting_page(said.sitting, **asked("cmc_partner"))
    assert (page.minutes, page.steps, page.sees_closed) == ([], [], False)
    assert len(sitting_page(said.sitting, **asked()).minutes) == 1
    step = Step(what="Publish it", person=cast.cmc_partner())
    with pytest.raises(ValidationError, match="may not see this"):
        action_items.add_action_item(sitting=said.sitting, minute=said, step=step, **make.acting())
    assert search_groups("confidence", campaign(), viewer=cast.viewer("cmc_partner"), language="en") == []
    assert (
        len(search_groups("confidence", campaign(), viewer=cast.viewer("coordinator_b"), language="en")) == 1
    )

    # On paper it stands as withheld in a draft; in what is issued it is only counted.
    for draft in (True, False):
        made = making.make(
            Asked(kind="minutes", details={"sitting": str(said.sitting.pk)}),
            campaign=campaign(),
            author=cast.viewer("coordinator_a", on=ON),
            confidentiality=Confidentiality.PARTNERS,
            language="en",
            on=ON,
            draft=draft,
        )
        text = "\n".join(plain(each) for block in made.document.blocks for each in lines_of(block))
        assert made.withheld == 2
        assert ("[withheld]" in text) == draft
        assert "confidence" not in text
        assert "Attorney" not in text


def test_what_makes_no_sense_is_refused_and_nothing_is_written():
    coming = make.sitting(date(2026, 10, 15))
    wrong = [
        lambda: sittings.write_minute(sitting=coming, text="Too early", **make.acting()),
        lambda: sittings.say_of_sitting(sitting=coming, standing=Sitting.Standing.HELD, **make.acting()),
        lambda: sittings.add_paper(
            sitting=coming, title="", file_name="a.pdf", content=b"MZ", **make.acting()
        ),
        lambda: sittings.add_paper(
            sitting=coming, title="", file_name="a.exe", content=b"MZ", **make.acting()
        ),
        lambda: make.minuted(Step(what="x", due_on=date(2026, 8, 1))),
        lambda: found_group(
            campaign=campaign(),
            words=GroupWords(language="en", name="Another"),
            open_class=Confidentiality.COORDINATORS,
            closed_class=Confidentiality.PARTNERS,
            **make.acting(),
        ),
    ]
    for act in wrong:
        with pytest.raises(ValidationError):
            act()
    with pytest.raises(NotAllowedError):
        sittings.write_minute(sitting=coming, text="x", **make.acting(cast.cmc_partner()))
    assert Minute.objects.unguarded(because="counted").count() == 0
    sittings.say_of_sitting(sitting=coming, standing=Sitting.Standing.CANCELLED, **make.acting())
    with pytest.raises(ValidationError, match="cancelled"):
        action_items.add_action_item(sitting=coming, step=Step(what="x"), **make.acting())
    edit_group(
        group=make.group(),
        words=GroupWords(language="fr", name="Groupe", kinds=[("Parlements", "participent")]),
        open_class=Confidentiality.PARTNERS,
        closed_class=Confidentiality.COORDINATORS,
        ended_on=ON,
        **make.acting(),
    )
    assert make.group().names["en"].startswith("Informal")
    with pytest.raises(ValidationError, match="ended"):
        sittings.convene(group=make.group(), called=Called(day=ON), **make.acting())


def test_sittings_feed_the_plan_the_pages_of_states_and_a_handover():
    activity = Activity.objects.get(key="ccm-2023-working-group")
    seat = Seat(state=State.objects.get(pk="KEN"), post="First Secretary", held_from=date(2026, 1, 1))
    kenya = add_member(group=make.group(), seat=seat, **make.acting())
    called = Called(day=date(2026, 9, 1), activity=activity)
    sat = sittings.convene(group=make.group(), called=called, **make.acting())
    step = Step(what="Write", person=cast.coordinator_a())
    minute = sittings.write_minute(sitting=sat, text="Heard", steps=[step], **make.acting())
    sittings.say_who_was_there(sitting=sat, members=[kenya], **make.acting())
    tied = work.READERS[Activity.Counts.MEETINGS]([activity.pk], ON, cast.viewer("observer"))
    assert (tied[activity.pk].tied, tied[activity.pk].done) == (1, 1)
    held = groups.held_sittings("ccm", date(2026, 1, 1), ON, cast.viewer("cmc_partner"))
    assert [(each.kind, each.came, each.activity) for each in held] == [("sitting", ("KEN",), activity.pk)]
    assert groups.held_sittings("ccm", date(2026, 1, 1), ON, cast.viewer("observer")) == []
    seats = groups.groups_of_state("KEN", campaign(), on=ON, viewer=cast.viewer("cmc_partner"))
    assert [(group.pk, member.pk) for group, member in seats] == [(make.group().pk, kenya.pk)]
    for pass_on in along.ALONG:
        pass_on(campaign(), cast.coordinator_a(), cast.coordinator_b(), cast.viewer("coordinator_a"), make.AT)
    item = ActionItem.objects.visible_to(cast.viewer("coordinator_b")).get()
    assert (item.minute_id, item.person_id) == (minute.pk, cast.coordinator_b().pk)


def test_members_are_invited_by_mail_once_and_without_the_closed_part():
    make.member()
    seat = Seat(name="An institute", held_from=date(2026, 1, 1))
    add_member(group=make.group(), seat=seat, **make.acting())
    sat = make.sitting(date(2026, 10, 15), agenda=["Reports"])
    sittings.add_agenda_item(sitting=sat, title="In confidence", closed=True, **make.acting())
    for _again in range(2):
        told = invite_members(sitting=sat, language="en", **make.acting())
        assert told == (1, ["An institute"])
    message = Message.objects.visible_to(cast.viewer("coordinator_b")).get()
    assert message.state == Message.State.WAITING
    assert "Come all" in message.text
    assert "1. Reports" in message.text
    assert "confidence" not in message.text
    sittings.say_of_sitting(sitting=sat, standing=Sitting.Standing.CANCELLED, **make.acting())
    with pytest.raises(ValidationError, match="not convened"):
        invite_members(sitting=sat, language="en", **make.acting())


def test_a_sitting_of_another_campaign_is_none():
    sat = make.sitting()
    other = Campaign.objects.create(key="apmbc", treaty_key="apmbc")
    with pytest.raises(NotVisibleError):
        groups.get_group(make.group().pk, campaign=other, viewer=cast.viewer("coordinator_a"))
    with pytest.raises(NotVisibleError):
        get_sitting(sat.pk, campaign=other, viewer=cast.viewer("coordinator_a"))


def test_a_page_takes_as_many_queries_with_three_rows_as_with_one(django_assert_max_num_queries, client):
    cast.sign_in(client, cast.coordinator_a())
    number = make.group().pk

    def measured(path):
        with django_assert_max_num_queries(500) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    def fill(day, post):
        sat = make.sitting(day, agenda=["One"])
        item = sat.agenda.unguarded(because="the test's own").get()
        sittings.write_minute(sitting=sat, item=item, text="x", steps=[Step(what="y")], **make.acting())
        seat = Seat(name="An institute", post=post, held_from=date(2026, 1, 1))
        add_member(group=make.group(), seat=seat, **make.acting())
        return sat

    fill(date(2026, 9, 1), "A")
    last = make.sitting(date(2026, 10, 15))
    paths = [
        "/en/desk/ccm/groups/",
        f"/en/desk/ccm/groups/{number}/",
        f"/en/desk/ccm/groups/sittings/{last.pk}/",
        "/en/desk/ccm/groups/action-items/",
    ]
    for path in paths:
        measured(path)  # what is kept of the record is there from now on
    once = [measured(path) for path in paths]
    fill(date(2026, 9, 2), "B")
    fill(date(2026, 9, 3), "C")
    assert [measured(path) for path in paths] == once

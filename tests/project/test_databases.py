"""Both databases order, find and refuse alike."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from tests.access import cast

from accede.access import actions
from accede.access.models import Organisation
from accede.campaign.models import Plan
from accede.campaign.queries.export import export
from accede.project.postgresql.base import DatabaseWrapper
from accede.record.models import Meeting, State

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_what_has_no_day_comes_before_all_days():
    without = Meeting.objects.order_by("pk").values_list("pk")[3:5]
    Meeting.objects.filter(pk__in=[key for (key,) in without]).update(treaty=None)
    found = Meeting.objects.values_list("treaty_id", flat=True)
    assert list(found).count(None) == 2
    upwards, downwards = list(found.order_by("treaty_id", "pk")), list(found.order_by("-treaty_id", "pk"))
    assert upwards == sorted(upwards, key=lambda key: (key is not None, key or ""))
    assert downwards == sorted(downwards, key=lambda key: (key is not None, key or ""), reverse=True)
    last = list(found.order_by(F("treaty_id").asc(nulls_last=True), "pk"))
    assert last[-1] is None


def test_postgresql_is_told_so_only_where_there_may_be_no_value():
    postgresql = DatabaseWrapper(connection.settings_dict | {"ENGINE": "accede.project.postgresql"}, "told")

    def ordered(rows):
        sql, _params = rows.query.get_compiler(connection=postgresql).as_sql()
        return sql.split(" ORDER BY ")[1].replace('"', "")

    assert ordered(Meeting.objects.order_by("-treaty_id", "pk").values("begins")).endswith(
        "DESC NULLS LAST, record_meeting.key ASC"
    )
    assert ordered(State.objects.order_by("iso3").values("pk")) == "record_state.iso3 ASC"
    assert "DESC NULLS LAST" in ordered(Meeting.objects.order_by(F("treaty__order").desc()).values("pk"))


def test_a_name_is_found_whatever_its_capitals():
    by = cast.CAST["administrator"]()
    made = Organisation.objects.create(name="École d’été — ЖЕНЕВА", kind="other")
    assert made.pk
    assert actions._organisation("école d’ÉTÉ — женева", None, by=by, at=None) == made  # noqa: SLF001


def test_a_second_of_what_there_may_be_one_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        State.objects.create(pk="KEN")
    assert State.objects.filter(pk="KEN").count() == 1


def test_what_is_kept_as_json_comes_back_and_is_found_by_what_stands_in_it():
    plan = Plan.objects.order_by("pk")[0]
    told = {
        "en": 'A year — \u2028 and "quotes"',
        "zh": "一年",
        "ar": "",
        "count": 2**53,
        "share": 0.1,
        "none": None,
        "list": [1, "two", {"three": [True, False, None]}],
    }
    Plan.objects.filter(pk=plan.pk).update(titles=told)
    plan.refresh_from_db()
    assert plan.titles == told
    for found in (
        {"titles__zh": "一年"},
        {"titles__list__2__three__0": True},
        {"titles__has_key": "none"},
        {"titles__count__gt": 2**53 - 1},
        {"titles__none": None},
        {"titles__en__icontains": "A YEAR"},
    ):
        assert list(Plan.objects.filter(**found)) == [plan], found
    assert not Plan.objects.filter(titles__none__isnull=True, pk=plan.pk).exists()  # there, and empty
    assert not Plan.objects.filter(titles__zh="一").exists()

    plan.titles = {"zh": "一年", "fr": "Une année", "en": "A year"}
    plan.save()
    plan.refresh_from_db()  # with the keys in the database's own order
    titles = export(plan, viewer=cast.viewer("coordinator_a")).partition("starts:")[0]
    assert re.findall(r"^  (\w\w):", titles, re.MULTILINE) == ["en", "zh", "fr"]

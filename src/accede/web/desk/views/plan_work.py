"""Activities, what is said and reported of them, and the lines of the timeline."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.campaign import rules
from accede.campaign.models import Activity
from accede.campaign.queries import budget as money
from accede.campaign.queries import elements, overview, reports
from accede.campaign.queries import plans as queries
from accede.campaign.queries.budget import BudgetRow
from accede.outreach import queries as outreach
from accede.targeting import queries as targeting
from accede.web.desk.forms.plans import AnswerForm, MarkForm, ReportForm, WordForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.plans import asked_day, get_plan
from accede.web.templatetags.accede import on_day


def _activity(desk: Desk, key: str, element: str) -> Activity:
    plan = get_plan(desk, key)
    found: Activity = elements.get_element(plan, "activity", element, viewer=desk.viewer)
    return found


@require_safe
@desk_page
def activity(request: HttpRequest, desk: Desk, key: str, element: str) -> HttpResponse:
    return _page(request, desk, _activity(desk, key, element))


def _page(
    request: HttpRequest,
    desk: Desk,
    found: Activity,
    *,
    word: WordForm | None = None,
    report_form: ReportForm | None = None,
    status: int = 200,
) -> HttpResponse:
    plan, on = found.plan, asked_day(request, desk)
    (row,) = overview.activity_rows([found], on=on, viewer=desk.viewer)
    keys = sorted({key for target in found.targets.all() for key in target.categories})
    context: dict[str, Any] = {
        "plan": plan,
        "on": on,
        "row": row,
        "activity": found,
        "words": found.words.filter(on__lte=on).select_related("person"),
        "shares": elements.shares(found, viewer=desk.viewer),
        "lines": [
            each
            for each in overview.timeline(plan, on=on, viewer=desk.viewer)
            if each.line.activity_id == found.pk
        ],
        "targets": targeting.targets(
            desk.treaty, on=on, viewer=desk.viewer, language=desk.language, keys=keys
        )
        if keys
        else [],
        "exchanges": outreach.exchanges(
            desk.campaign,
            outreach.Asked(activity=found.pk),
            on=on,
            viewer=desk.viewer,
            language=desk.language,
        ),
        "budget": _budget_of(desk, found, on),
        "limited": overview.is_limited(found.counts, desk.viewer, desk.campaign.pk),
        "reports": reports.reports_on([found], viewer=desk.viewer),
        "coordinates": desk.viewer.coordinates(desk.campaign.pk),
        "may_write": rules.may_write(desk.viewer, desk.campaign.pk),
        "word": (word or WordForm(desk=desk)) if rules.may_say(desk.viewer, found) else None,
        "report_form": (report_form or ReportForm(desk=desk))
        if rules.may_report(desk.viewer, found)
        else None,
    }
    return render_desk(request, desk, "plan/activity", context, title=found.title, here="plan", status=status)


def _budget_of(desk: Desk, found: Activity, on: date) -> list[BudgetRow]:
    """The budget lines of the activity, for those who see the money."""
    if not rules.sees_budget(desk.viewer, desk.campaign.pk):
        return []
    rows = money.budget(found.plan, on=on, viewer=desk.viewer).rows
    return [row for row in rows if row.line.activity_id == found.pk]


@require_POST
@desk_page
def say(request: HttpRequest, desk: Desk, key: str, element: str) -> HttpResponse:
    """How far it is, as whoever owns it says."""
    found = _activity(desk, key, element)
    form = WordForm(request.POST, desk=desk)
    if form.is_valid() and form.save(found):
        messages.success(request, _("Saved."))
        return redirect("desk-activity", desk.campaign.pk, key, element)
    rules.insist_on_saying(desk.viewer, found)
    return _page(request, desk, found, word=form, status=400)


@require_POST
@desk_page
def report(request: HttpRequest, desk: Desk, key: str, element: str) -> HttpResponse:
    """What a partner did of its part."""
    found = _activity(desk, key, element)
    rules.insist_on_reporting(desk.viewer, found)
    form = ReportForm(request.POST, desk=desk)
    if form.is_valid() and form.save(found):
        messages.success(request, _("The report waits for the coordinator."))
        return redirect("desk-activity", desk.campaign.pk, key, element)
    return _page(request, desk, found, report_form=form, status=400)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def answer(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Accept a partner's report, or ask."""
    found = reports.get_report(number, viewer=desk.viewer)
    form = AnswerForm(request.POST or None, desk=desk)
    form.deciding(found, "standing", "answer", viewer=desk.viewer, since="answered_on")
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("Answered."))
        return redirect("desk-activity", desk.campaign.pk, found.activity.plan_id, found.activity.key)
    context = {
        "report": found,
        "form": form if desk.viewer.coordinates(desk.campaign.pk) else None,
    }
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "plan/report", context, title=_("Report of a partner"), here="plan", status=status
    )


@require_safe
@desk_page
def own_part(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What of the plan is one's own, or one's organisation's."""
    on = asked_day(request, desk)
    plan = queries.plan_of_day(on=on, viewer=desk.viewer, campaign=desk.campaign)
    rows = reports.own_part(plan, on=on, viewer=desk.viewer) if plan else []
    context = {
        "plan": plan,
        "on": on,
        "rows": rows,
        "reports": reports.reports_on([row.activity for row in rows], viewer=desk.viewer),
    }
    return render_desk(request, desk, "plan/own", context, title=_("Your part of the plan"), here="plan")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def line(request: HttpRequest, desk: Desk, key: str, element: str) -> HttpResponse:
    """When a line of the timeline began, and when it was done."""
    plan = get_plan(desk, key)
    found = elements.get_element(plan, "line", element, viewer=desk.viewer)
    rules.insist_on_marking(desk.viewer, found)
    form = MarkForm(request.POST or None, desk=desk, initial={"began": found.began, "done": found.done})
    form.editing(found, viewer=desk.viewer)
    if request.method == "POST" and form.is_valid() and form.save(found):
        messages.success(request, _("Saved."))
        place = reverse("desk-plan-timeline", args=[desk.campaign.pk, key])
        return redirect(on_day(place, asked_day(request, desk)) if "on" in request.GET else place)
    return render_desk(
        request,
        desk,
        "plan/element",
        {"form": form, "plan": plan, "kind": "line", "element": found, "marks": True},
        title=found.title,
        here="plan",
        status=400 if request.method == "POST" else 200,
    )

"""The timeline, the budget, and the action plans on which plans rest."""

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.campaign import actions, rules
from accede.campaign.models import Plan
from accede.campaign.models.wording import wording
from accede.campaign.queries import budget as money
from accede.campaign.queries import elements, overview
from accede.campaign.queries import plans as queries
from accede.campaign.queries.overview import LineRow
from accede.pictures import gantt
from accede.record.meetings.models import Meeting
from accede.record.queries import meetings, nearest
from accede.web import words
from accede.web.desk.forms.plans import ActionTextForm, RateForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.plans import asked_day, get_plan
from accede.web.templatetags.accede import day, given


@require_safe
@desk_page
def timeline(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Bars, the table behind them, and the meetings of those months beneath."""
    plan, on = get_plan(desk, key), asked_day(request, desk)
    rows = overview.timeline(plan, on=on, viewer=desk.viewer)
    found = [
        each
        for each in meetings.meetings(on=desk.on, viewer=desk.viewer)
        if each.begins <= plan.ends and each.ends >= plan.starts
    ][::-1]
    context = {
        "plan": plan,
        "on": on,
        "rows": [(row, rules.may_mark(desk.viewer, row.line)) for row in rows],
        "meetings": found,
        "picture": timetable(plan, rows, found, on=on) if rows else None,
        "may_write": rules.may_write(desk.viewer, desk.campaign.pk),
    }
    return render_desk(request, desk, "plan/timeline", context, title=_("Timeline"), here="plan")


def timetable(plan: Plan, rows: list[LineRow], found: list[Meeting], *, on: date) -> SafeString:
    """The bars as a picture, with words in the reader's language."""
    language = words.LANGUAGES[get_language() or "en"]
    colon = pgettext("between a name and what is said of it", ": ")
    bars = [
        gantt.Bar(
            row.line.title,
            row.line.starts,
            row.line.ends,
            str(row.state),
            f"{day(row.line.starts)} – {day(row.line.ends)}{colon}{row.state.label}",
            row.line.began,
            row.line.done,
        )
        for row in rows
    ]
    return mark_safe(  # noqa: S308 -- every word goes through svg.text
        gantt.draw_gantt(
            bars,
            [gantt.Event(each.name, each.begins, each.ends) for each in found],
            on=on,
            label=_("Timeline of the plan: %(title)s") % {"title": plan.title},
            description=_("The table below gives the days of every line, planned and as they came to be."),
            day_label=day(on),
            months={first: given(f"{first:%Y-%m}") for first in _months(rows)},
            direction="rtl" if language.direction == "rtl" else "ltr",
        )
    )


def _months(rows: list[LineRow]) -> Iterator[date]:
    days = [each for row in rows for each in (row.line.starts, row.line.ends, row.line.began, row.line.done)]
    first, last = min(each for each in days if each), max(each for each in days if each)
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def budget(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The money, and the rates by which it is added up."""
    plan, on = get_plan(desk, key), asked_day(request, desk)
    rules.insist_on_writing(desk.viewer, desk.campaign)
    form = RateForm(request.POST or None, desk=desk, plan=plan)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("The rate is entered."))
        return redirect("desk-plan-budget", desk.campaign.pk, key)
    context = {
        "plan": plan,
        "on": on,
        "told": money.budget(plan, on=on, viewer=desk.viewer),
        "form": form,
        "note": wording(plan.budget_note),
    }
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "plan/budget", context, title=_("Budget"), here="plan", status=status)


@require_POST
@desk_page
def remove_rate(request: HttpRequest, desk: Desk, key: str, number: int) -> HttpResponse:
    rules.insist_on_writing(desk.viewer, desk.campaign)
    rate = elements.get_rate(get_plan(desk, key), number, viewer=desk.viewer)
    actions.remove_rate(rate=rate, **desk.acting)
    messages.success(request, _("The rate is taken out."))
    return redirect("desk-plan-budget", desk.campaign.pk, key)


@require_safe
@desk_page
def action_plans(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The action plans of the treaty, each action with its text in the reader's language, if it was loaded."""
    found = queries.action_plans(desk.campaign, viewer=desk.viewer)
    context = {"action_plans": found, "may_write": rules.may_write(desk.viewer, desk.campaign.pk)}
    return render_desk(request, desk, "plan/action_plans", context, title=_("Action plans"), here="plan")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def load_text(request: HttpRequest, desk: Desk, action_plan: str) -> HttpResponse:
    """Load the words of an action."""
    rules.insist_on_writing(desk.viewer, desk.campaign)
    known = {each.pk: each for each in queries.action_plans(desk.campaign, viewer=desk.viewer)}
    if action_plan not in known:
        raise nearest.NotOnRecordError("action plan", action_plan, known)
    number = request.GET.get("number", "")
    form = ActionTextForm(
        request.POST or None, desk=desk, initial={"number": number if number.isdecimal() else ""}
    )
    if request.method == "POST" and form.is_valid() and form.save(known[action_plan]):
        messages.success(request, _("The text is loaded."))
        return redirect("desk-action-plans", desk.campaign.pk)
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "form", {"form": form}, title=known[action_plan].title, here="plan", status=status
    )

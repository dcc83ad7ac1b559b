"""Objectives and indicators as pages, and the forms of everything that stands in a plan."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.campaign import actions, rules
from accede.campaign.models import Plan
from accede.campaign.queries import elements, indicators, overview
from accede.web.desk.forms.plan_elements import FORMS, RolesForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.plans import asked_day, get_plan


@require_safe
@desk_page
def objective(request: HttpRequest, desk: Desk, key: str, element: str) -> HttpResponse:
    """What is wanted, how far it is, and the activities that serve it."""
    plan, on = get_plan(desk, key), asked_day(request, desk)
    found = elements.get_element(plan, "objective", element, viewer=desk.viewer)
    told = overview.overview(plan, on=on, viewer=desk.viewer, language=desk.language)
    context = {
        "plan": plan,
        "on": on,
        "row": next(row for row in told.objectives if row.goal.pk == found.pk),
        "activities": [row for row in told.activities if found in row.activity.objectives.all()],
        "may_write": rules.may_write(desk.viewer, desk.campaign.pk),
    }
    return render_desk(request, desk, "plan/objective", context, title=found.title, here="plan")


@require_safe
@desk_page
def indicator(request: HttpRequest, desk: Desk, key: str, element: str) -> HttpResponse:
    """The figure, what it counts, and its parts."""
    plan, on = get_plan(desk, key), asked_day(request, desk)
    found = elements.get_element(plan, "indicator", element, viewer=desk.viewer)
    gauge = indicators.Gauge(plan, on, desk.viewer, desk.language)
    row = gauge.row(found)
    context = {
        "plan": plan,
        "on": on,
        "row": row,
        "parts": indicators.broken_down(row, gauge),
        "may_write": rules.may_write(desk.viewer, desk.campaign.pk),
    }
    return render_desk(request, desk, "plan/indicator", context, title=found.title, here="plan")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk, key: str, kind: str) -> HttpResponse:
    plan = get_plan(desk, key)
    rules.insist_on_writing(desk.viewer, desk.campaign)
    return _form(request, desk, plan, kind, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def edit(request: HttpRequest, desk: Desk, key: str, kind: str, element: str) -> HttpResponse:
    plan = get_plan(desk, key)
    rules.insist_on_writing(desk.viewer, desk.campaign)
    return _form(request, desk, plan, kind, elements.get_element(plan, kind, element, viewer=desk.viewer))


def _form(request: HttpRequest, desk: Desk, plan: Plan, kind: str, element: Any) -> HttpResponse:
    if kind not in FORMS:
        raise Http404(kind)
    form = FORMS[kind](request.POST or None, desk=desk, plan=plan, element=element)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Saved."))
        return redirect(*_back(desk, plan, kind))
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "plan": plan, "kind": kind, "element": element}
    title = element.title if element else _titles()[kind]
    return render_desk(request, desk, "plan/element", context, title=title, here="plan", status=status)


def _titles() -> dict[str, str]:
    return {
        "objective": _("New objective"),
        "output": _("New expected output"),
        "indicator": _("New indicator"),
        "target": _("New target States"),
        "partner": _("New partner"),
        "activity": _("New activity"),
        "line": _("New line of the timeline"),
        "budget": _("New budget line"),
        "background": _("New background figure"),
    }


def _back(desk: Desk, plan: Plan, kind: str) -> tuple[str, str, str]:
    page = {"line": "desk-plan-timeline", "budget": "desk-plan-budget"}.get(kind, "desk-plan-page")
    return page, desk.campaign.pk, plan.pk


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def roles(request: HttpRequest, desk: Desk, key: str, element: str) -> HttpResponse:
    """What each partner of an activity does there."""
    plan = get_plan(desk, key)
    rules.insist_on_writing(desk.viewer, desk.campaign)
    found = elements.get_element(plan, "activity", element, viewer=desk.viewer)
    form = RolesForm(request.POST or None, desk=desk, activity=found)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Saved."))
        return redirect("desk-activity", desk.campaign.pk, key, element)
    context = {"form": form, "plan": plan, "activity": found}
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "plan/roles", context, title=found.title, here="plan", status=status)


@require_POST
@desk_page
def remove(request: HttpRequest, desk: Desk, key: str, kind: str, element: str) -> HttpResponse:
    plan = get_plan(desk, key)
    rules.insist_on_writing(desk.viewer, desk.campaign)
    found = elements.get_element(plan, kind, element, viewer=desk.viewer)
    actions.remove_element(kind=kind, element=found, **desk.acting)
    messages.success(request, _("It is taken out of the plan."))
    return redirect(*_back(desk, plan, kind))

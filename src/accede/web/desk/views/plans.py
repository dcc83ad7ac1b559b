"""The plan of a day, new plans, the plan as a file."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accede.campaign import measures, rules
from accede.campaign.models import Plan
from accede.campaign.queries import export as exporting
from accede.campaign.queries import overview, reports
from accede.campaign.queries import plans as queries
from accede.record.partial_dates import parse_day
from accede.web.desk.forms.plans import NextPlanForm, PlanFileForm, PlanForm
from accede.web.desk.page import Desk, desk_page, render_desk


def asked_day(request: HttpRequest, desk: Desk) -> date:
    """The day that the address asks for; today where it asks for none. Raises NotADateError."""
    text = request.GET.get("on", "").strip()
    return parse_day(text) if text else desk.on


def get_plan(desk: Desk, key: str) -> Plan:
    """A plan of this campaign. Raises NotOnRecordError."""
    return queries.get_plan(key, viewer=desk.viewer, campaign=desk.campaign)


@require_safe
@desk_page
def first_plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The plan of the day, or what to do where there is none."""
    on = asked_day(request, desk)
    found = queries.plan_of_day(on=on, viewer=desk.viewer, campaign=desk.campaign)
    if found:
        return _overview(request, desk, found, on)
    context = {"may_write": rules.may_write(desk.viewer, desk.campaign.pk)}
    return render_desk(request, desk, "plan/none", context, title=_("Work plan"), here="plan")


@require_safe
@desk_page
def plan(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    return _overview(request, desk, get_plan(desk, key), asked_day(request, desk))


def _overview(request: HttpRequest, desk: Desk, found: Plan, on: date) -> HttpResponse:
    may_write = rules.may_write(desk.viewer, desk.campaign.pk)
    context = {
        "plan": found,
        "told": overview.overview(found, on=on, viewer=desk.viewer, language=desk.language),
        "on": on,
        "awaited": measures.awaited(),
        "partners": found.partners.select_related("organisation"),
        "actions": found.actions.select_related("action_plan"),
        "plans": queries.plans(viewer=desk.viewer, campaign=desk.campaign),
        "may_write": may_write,
        "sees_budget": rules.sees_budget(desk.viewer, desk.campaign.pk),
        "waiting": reports.waiting_reports(desk.campaign, viewer=desk.viewer) if may_write else [],
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    return render_desk(request, desk, "plan/overview", context, title=found.title, here="plan")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    rules.insist_on_writing(desk.viewer, desk.campaign)
    form = PlanForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("The plan is begun. Add its objectives and activities."))
        return redirect("desk-plan-page", desk.campaign.pk, form.made.pk)
    return _form(request, desk, form, _("New work plan"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def edit(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    found = get_plan(desk, key)
    rules.insist_on_writing(desk.viewer, desk.campaign)
    form = PlanForm(request.POST or None, desk=desk, plan=found)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Saved."))
        return redirect("desk-plan-page", desk.campaign.pk, key)
    return _form(request, desk, form, _("Edit the plan"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def clone(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The next plan, with what of this one is unfinished."""
    found = get_plan(desk, key)
    rules.insist_on_writing(desk.viewer, desk.campaign)
    form = NextPlanForm(request.POST or None, desk=desk, plan=found)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("The next plan stands, with what was unfinished."))
        return redirect("desk-plan-page", desk.campaign.pk, form.made.pk)
    rows = overview.activities(found, on=desk.on, viewer=desk.viewer)
    context = {"form": form, "plan": found, "unfinished": overview.unfinished(rows)}
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "plan/next", context, title=_("Begin the next plan"), here="plan", status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def import_plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    rules.insist_on_writing(desk.viewer, desk.campaign)
    form = PlanFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and form.save(desk):
        messages.success(request, _("The plan is as the file has it."))
        return redirect("desk-plan-page", form.made.campaign_id, form.made.pk)
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request, desk, "plan/import", {"form": form}, title=_("Import a plan"), here="plan", status=status
    )


@require_safe
@desk_page
def export(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The plan's file."""
    text = exporting.export(get_plan(desk, key), viewer=desk.viewer)
    return HttpResponse(
        text,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{key}.yaml"'},
    )


def _form(request: HttpRequest, desk: Desk, form: PlanForm, title: str) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "form", {"form": form}, title=title, here="plan", status=status)

"""Any confidential record: who can see it, by which decisions, and what was done to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accede.access import actions, queries
from accede.access.confidentiality import Confidential, get_record
from accede.access.roles import Confidentiality
from accede.web.desk.acts import KINDS
from accede.web.desk.forms.records import ClassForm, ReleaseForm
from accede.web.desk.page import Desk, desk_page, render_desk


@require_safe
@desk_page
def record(request: HttpRequest, desk: Desk, kind: str, number: int) -> HttpResponse:
    found = get_record(kind, number, viewer=desk.viewer)
    return _page(
        request, desk, found, ReleaseForm(desk=desk, record=found), ClassForm(desk=desk, record=found)
    )


@require_POST
@desk_page
def release(request: HttpRequest, desk: Desk, kind: str, number: int) -> HttpResponse:
    found = get_record(kind, number, viewer=desk.viewer)
    form = ReleaseForm(request.POST, desk=desk, record=found)

    if form.is_valid() and form.attempt(
        lambda: actions.release(
            record=found,
            to=form.cleaned_data["to"],
            reason=form.cleaned_data["reason"],
            by=desk.viewer,
            at=desk.at,
        )
    ):
        messages.success(request, _("Released. Who decided it, when and why, is on record."))
        return redirect("desk-record", desk.campaign.pk, kind, number)
    return _page(request, desk, found, form, ClassForm(desk=desk, record=found), status=400)


@require_POST
@desk_page
def classify(request: HttpRequest, desk: Desk, kind: str, number: int) -> HttpResponse:
    found = get_record(kind, number, viewer=desk.viewer)
    form = ClassForm(request.POST, desk=desk, record=found)
    if not form.is_valid():
        return _page(request, desk, found, ReleaseForm(desk=desk, record=found), form, status=400)
    actions.classify(record=found, confidentiality=form.cleaned_data["stricter"], by=desk.viewer, at=desk.at)
    messages.success(request, _("The class is changed."))
    return redirect("desk-record", desk.campaign.pk, kind, number)


@require_POST
@desk_page
def revoke_release(request: HttpRequest, desk: Desk, kind: str, number: int, decision: int) -> HttpResponse:
    found = get_record(kind, number, viewer=desk.viewer)
    made = queries.get_release(found, decision, viewer=desk.viewer)
    actions.revoke_release(decision=made, record=found, by=desk.viewer, at=desk.at)
    messages.success(request, _("The release is revoked. What was read meanwhile stays read."))
    return redirect("desk-record", desk.campaign.pk, kind, number)


def _page(
    request: HttpRequest,
    desk: Desk,
    found: Confidential,
    release_form: ReleaseForm,
    class_form: ClassForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "record": found,
        "kind_name": KINDS.get(found._meta.label, found._meta.verbose_name),  # noqa: SLF001 -- Django's own names for it
        "readers": queries.who_can_see(found, on=desk.on, viewer=desk.viewer),
        "everybody": found.confidentiality == Confidentiality.PUBLIC,
        "releases": queries.releases_of(found, viewer=desk.viewer),
        "trail": queries.audit_of(found, viewer=desk.viewer),
        "release_form": release_form if release_form.has_choices else None,
        "class_form": class_form if class_form.has_choices else None,
    }
    return render_desk(request, desk, "record", context, title=_("Who can see this?"), status=status)

"""Many documents at once: asked for, made in the background, taken as one file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.reporting import bundle_actions, queries, rules
from accede.reporting.models import Bundle
from accede.web.desk.forms.documents import BundleForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.imports import to_work

TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The dossiers of a list of States."""
    rules.insist_on_writing(desk.viewer, desk.campaign)
    form = BundleForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid() and form.save():
        return _to_work(desk, form.made)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "submit": _("Make them")}
    title = _("State dossiers of a list")
    return render_desk(request, desk, "documents/form", context, title=title, here="documents", status=status)


@require_POST
@desk_page
def languages(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """A document in all six languages."""
    paper = queries.get_paper(number, viewer=desk.viewer)
    found = bundle_actions.ask_for_languages(
        paper=paper, form=Bundle.Form.ZIP_OF_DOCX, on=desk.on, **desk.acting
    )
    return _to_work(desk, found)


def _to_work(desk: Desk, bundle: Bundle) -> HttpResponse:
    return to_work(bundle.task, desk, reverse("desk-bundle", args=[desk.campaign.pk, bundle.pk]))


@require_safe
@desk_page
def bundle(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """What it holds, and the file once it is made."""
    found = bundle_actions.get_bundle(number, viewer=desk.viewer)
    return render_desk(
        request, desk, "documents/bundle", {"bundle": found}, title=found.title, here="documents"
    )


@require_safe
@desk_page
def download(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = bundle_actions.get_bundle(number, viewer=desk.viewer)
    if found.made_at is None:
        raise Http404
    response = HttpResponse(bundle_actions.file_of(found), content_type=TYPES[found.suffix])
    response["Content-Disposition"] = f'attachment; filename="documents-{found.pk}.{found.suffix}"'
    return response

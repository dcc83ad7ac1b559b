"""Documents: choose a kind, draft, read, refresh, issue, download."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.reporting import actions, bundle_actions, mailing, queries, recall, rules
from accede.reporting.blocks import Document, open_in
from accede.reporting.handing_out import render
from accede.reporting.models import Paper
from accede.reporting.renderers import FORMS, html
from accede.reporting.resting import ConfinedError
from accede.web.desk.forms.documents import FIELDS, DocumentForm, IssueForm
from accede.web.desk.page import Desk, desk_page, render_desk

LONGEST = 7  # digits of a version that may be


@require_safe
@desk_page
def document_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What there is, what is shared with the reader for comments, and what can be made."""
    context = {
        "papers": queries.papers(desk.campaign, viewer=desk.viewer),
        "reviews": queries.rounds_for(desk.campaign, viewer=desk.viewer),
        "to_recall": len(recall.recalls(desk.campaign, viewer=desk.viewer)),
        "bundles": bundle_actions.bundles(desk.campaign, viewer=desk.viewer),
        "kinds": Paper.Kind.choices if rules.may_write(desk.viewer, desk.campaign) else [],
    }
    return render_desk(request, desk, "documents/list", context, title=_("Documents"), here="documents")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """What a document of this kind is made from."""
    if kind not in FIELDS:
        raise Http404
    rules.insist_on_writing(desk.viewer, desk.campaign)
    asked = request.GET.get("state", "").upper()
    initial = {**request.GET.dict(), "state": asked, "to": asked}
    form = DocumentForm(request.POST or None, desk=desk, kind=kind, initial=initial)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("The draft is filled."))
        return redirect("desk-document", desk.campaign.pk, form.made.pk)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "submit": _("Draft")}
    title = str(Paper.Kind(kind).label).capitalize()
    return render_desk(request, desk, "documents/form", context, title=title, here="documents", status=status)


@require_safe
@desk_page
def document(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The document as it reads, what changed since the version before, and what can be done with it."""
    try:
        told = queries.told(
            number,
            viewer=desk.viewer,
            version=_number(request, "version"),
            against=_number(request, "against"),
        )
    except ConfinedError as error:
        return _confined(request, desk, number, error)
    context = {
        "told": told,
        "paper": told.paper,
        "body": preview(told.document),
        "forms": list(FORMS),
        "writes": desk.viewer.coordinates(desk.campaign.pk),
        "goes_out": told.paper.is_issued and told.paper.kind in mailing.KINDS,
        "to_recall": recall.is_open(told.paper),
        "rounds": queries.rounds(told.paper, viewer=desk.viewer),
    }
    return render_desk(request, desk, "documents/document", context, title=told.paper.title, here="documents")


def _confined(request: HttpRequest, desk: Desk, number: int, error: ConfinedError) -> HttpResponse:
    """Nothing of what it says; whoever writes it fills it anew."""
    paper = queries.get_paper(number, viewer=desk.viewer)
    context = {
        "paper": paper,
        "why": " ".join(error.messages),
        "writes": desk.viewer.coordinates(desk.campaign.pk),
    }
    title = str(paper.get_kind_display()).capitalize()
    return render_desk(
        request, desk, "documents/confined", context, title=title, here="documents", status=409
    )


@require_safe
@desk_page
def recalls(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Issued documents that rest on what was confined since, and who is known to have them."""
    rules.insist_on_writing(desk.viewer, desk.campaign)
    context = {"rows": recall.recalls(desk.campaign, viewer=desk.viewer)}
    title = _("Documents to be called back")
    return render_desk(request, desk, "documents/recalls", context, title=title, here="documents")


@require_POST
@desk_page
def settle_recall(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    paper = queries.get_paper(number, viewer=desk.viewer)
    recall.settle(paper=paper, **desk.acting)
    messages.success(request, _("Settled. The trail keeps who said so."))
    return redirect("desk-document-recalls", desk.campaign.pk)


def _number(request: HttpRequest, name: str) -> int | None:
    """The number of a version that the address asks for, if it is one."""
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < LONGEST else None


def preview(told: Document) -> str:
    # What people and the record say is escaped by the renderer; nothing else of it came from outside.
    return mark_safe(html.body(told))  # noqa: S308 -- see above


@require_POST
@desk_page
def refresh(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    paper = queries.get_paper(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, paper)
    before = actions.latest(paper)
    after = actions.refresh_paper(paper=paper, on=desk.on, **desk.acting)
    if before and after.pk == before.pk:
        messages.info(request, _("Nothing has changed in the record."))
    else:
        messages.success(request, _("The draft is filled anew; what changed is below."))
    return redirect("desk-document", desk.campaign.pk, number)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def issue(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Says first how much its readers will not see."""
    told = queries.told(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, told.paper)
    form = IssueForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid() and form.save(told.paper):
        messages.success(request, _("It is issued, and stands still from now on."))
        return redirect("desk-document", desk.campaign.pk, number)
    context = {"form": form, "told": told, "open": open_in(told.document.blocks), "submit": _("Issue")}
    status = 400 if request.method == "POST" else 200
    return render_desk(
        request,
        desk,
        "documents/form",
        context,
        title=_("Issue this document"),
        here="documents",
        status=status,
    )


@require_POST
@desk_page
def outbox(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Issued notes and letters, each to its State's contact point; who has no address is named."""
    paper = queries.get_paper(number, viewer=desk.viewer)
    mailed = mailing.put_in_outbox(paper=paper, on=desk.on, **desk.acting)
    told = ngettext(
        "%(number)s message waits in the outbox.", "%(number)s messages wait in the outbox.", mailed.waiting
    )
    messages.success(request, told % {"number": mailed.waiting})
    if mailed.without_address:
        names = pgettext("between names in a list", ", ").join(mailed.without_address)
        messages.warning(request, _("Nobody with an address is known for: %(states)s") % {"states": names})
    return redirect("desk-document", desk.campaign.pk, number)


@require_safe
@desk_page
def download(request: HttpRequest, desk: Desk, number: int, form: str) -> HttpResponse:
    """The version shown, as a file of one of the four forms."""
    if form not in FORMS:
        raise Http404
    told = queries.told(number, viewer=desk.viewer)
    response = HttpResponse(render(told.document, form), content_type=FORMS[form].media_type)
    name = slugify(told.paper.title) or f"{told.paper.kind}-{told.paper.pk}"
    response["Content-Disposition"] = f'attachment; filename="{name[:80]}.{form}"'
    return response

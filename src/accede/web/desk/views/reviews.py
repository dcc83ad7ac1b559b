"""Review rounds: a draft shared with named people, comments by paragraph, settled or not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accede.reporting import actions, queries, rules
from accede.reporting.blocks import Document, lines_of, plain
from accede.web.desk.forms.documents import RemarkForm, RoundForm, SettleForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.documents import preview


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def open_round(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    paper = queries.get_paper(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, paper)
    form = RoundForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid() and form.save(paper):
        messages.success(request, _("It is shared. They find it under Documents."))
        return redirect("desk-review", desk.campaign.pk, form.made.pk)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "submit": _("Share")}
    return render_desk(
        request, desk, "documents/form", context, title=_("Share for review"), here="documents", status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def review(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The version under review, what was said of it, and a form to say more."""
    found = queries.review(number, viewer=desk.viewer)
    places = _places(found.document)
    form = RemarkForm(request.POST or None, desk=desk, places=places, language=found.document.language)
    if request.method == "POST" and form.is_valid() and form.save(found.round):
        messages.success(request, _("Your comment is written down."))
        return redirect("desk-review", desk.campaign.pk, number)
    named = dict(places)
    context = {
        "review": found,
        "form": form,
        "body": preview(found.document),
        "remarks": [(named.get(each.place, _("The whole document")), each) for each in found.remarks],
        "writes": desk.viewer.coordinates(desk.campaign.pk),
    }
    status = 400 if request.method == "POST" else 200
    title = found.document.title
    return render_desk(
        request, desk, "documents/review", context, title=title, here="documents", status=status
    )


def _places(document: Document) -> list[tuple[str, str]]:
    """Paragraphs by key, each with its first words."""
    found: dict[str, str] = {}
    for block in document.blocks:
        key = getattr(block, "key", "")
        told = " ".join(filter(None, (plain(line) for line in lines_of(block))))
        if key and told:
            found.setdefault(key, Truncator(told).chars(70))
    return list(found.items())


@require_POST
@desk_page
def close(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    found = queries.review(number, viewer=desk.viewer)
    actions.close_round(found=found.round, **desk.acting)
    messages.success(request, _("The review round is closed."))
    return redirect("desk-review", desk.campaign.pk, number)


@require_POST
@desk_page
def settle(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    remark = queries.get_remark(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, remark.round.version.paper)
    form = SettleForm(request.POST, desk=desk)
    if form.is_valid() and form.save(remark):
        messages.success(request, _("The comment is settled."))
    return redirect("desk-review", desk.campaign.pk, remark.round_id)

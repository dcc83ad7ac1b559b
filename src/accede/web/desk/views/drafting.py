"""A draft law composed, read and taken along: nothing is kept. Whoever writes documents can keep it as one."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.access.roles import Confidentiality
from accede.evidence.rules import insist_on_contributing
from accede.legislation import drafting
from accede.record.models import State
from accede.record.queries import states
from accede.reporting import making
from accede.reporting.blocks import Document
from accede.reporting.handing_out import render
from accede.reporting.making import Asked
from accede.reporting.renderers import FORMS
from accede.reporting.rules import may_write
from accede.web.desk.forms.draft_law import DraftLawForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.views.documents import preview
from accede.web.desk.views.qualifying import models_of


@require_safe
@desk_page
def draft(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """The choices, and below them the draft that they make; `as` in the address asks for a file."""
    state = states.get_state(iso3, viewer=desk.viewer)
    insist_on_contributing(desk.viewer, desk.campaign)
    asked = bool(request.GET)
    form = DraftLawForm(request.GET if asked else None, desk=desk, initial={"state": state.pk})
    made: Document | None = None
    if asked and form.is_valid():
        form.attempt(form.composed)  # what is missing is said beside its choice
        if not form.errors:
            made = _made(desk, state, form.cleaned_data)
    wanted = request.GET.get("as", "")
    if wanted:
        if wanted not in FORMS or made is None:
            raise Http404
        response = HttpResponse(render(made, wanted), content_type=FORMS[wanted].media_type)
        response["Content-Disposition"] = f'attachment; filename="{slugify(made.title)[:80]}.{wanted}"'
        return response
    name = states.state_names(desk.language, viewer=desk.viewer)[state.pk]
    context = {
        "state": state,
        "name": name,
        "form": form,
        "possible": bool(drafting.choices(desk.treaty.pk)),
        "made": made,
        "body": preview(made) if made else "",
        "forms": [
            (
                each,
                urlencode(
                    [*((key, value) for key, value in request.GET.items() if key != "as"), ("as", each)]
                ),
            )
            for each in FORMS
        ],
        "keep": urlencode({**form.cleaned_data, "state": state.pk}) if made else "",
        "writes_documents": may_write(desk.viewer, desk.campaign),
        "models": models_of(desk),
    }
    title = _("A draft law for %(state)s") % {"state": name}
    return render_desk(
        request, desk, "laws/draft", context, title=title, here="laws", status=400 if form.errors else 200
    )


def _made(desk: Desk, state: State, given: dict[str, str]) -> Document:
    """For anyone: it rests on nothing that is confidential."""
    with translation.override(given["language"]):
        return making.make(
            Asked(kind="draft-law", state=state.pk, details=given),
            campaign=desk.campaign,
            author=desk.viewer,
            confidentiality=Confidentiality.PUBLIC,
            language=given["language"],
            on=desk.on,
            draft=False,
        ).document

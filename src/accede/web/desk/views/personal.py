"""Personal data: the register of it; and what is held of one person, to be handed out or destroyed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.access import queries
from accede.access.actions import NotAllowedError
from accede.access.personal import erasing, exporting, retention, wording
from accede.access.personal.finding import look_for
from accede.access.personal.register import ELSEWHERE, Purpose, SeenBy, Whose, of_people
from accede.web.account import second_factor
from accede.web.desk.forms.personal import DeletionForm, SomebodyForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.files import to_save


@require_safe
@desk_page
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything of people that the desk holds: whose, what for, who reads it, how long."""
    if not queries.administers_somewhere(desk.viewer):
        raise NotAllowedError(_("Only an administrator may do this."))
    rows = [
        {
            "label": wording.kind(held.table),
            "model": held.model,
            "fields": held.personal,
            "whose": Whose(held.whose).label,
            "purpose": Purpose(held.purpose).label,
            "seen_by": SeenBy(held.seen_by).label,
            "rule": retention.RULES[held.kept],
        }
        for held in of_people()
    ]
    context = {"rows": rows, "elsewhere": ELSEWHERE}
    return render_desk(request, desk, "people/personal", context, title=_("Personal data"), here="people")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is held of somebody. Asked by a form that is sent: a name is in no address, and in no log."""
    erasing.insist_on_deciding(desk.viewer)
    form = SomebodyForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        return _found(request, desk, form)
    return _asked(request, desk, form)


@require_POST
@desk_page
def export(request: HttpRequest, desk: Desk) -> HttpResponse:
    erasing.insist_on_deciding(desk.viewer)
    second_factor.insist_on_fresh(request)
    form = SomebodyForm(request.POST, desk=desk)
    if not form.is_valid():
        return _asked(request, desk, form)
    file = exporting.export(somebody=form.somebody, by=desk.viewer, at=desk.at)
    return to_save(f"accede-{desk.on.isoformat()}.zip", file)


@require_POST
@desk_page
def delete(request: HttpRequest, desk: Desk) -> HttpResponse:
    erasing.insist_on_deciding(desk.viewer)
    second_factor.insist_on_fresh(request)
    form = DeletionForm({**request.POST.dict(), "also": request.POST.getlist("also")}, desk=desk)
    if not form.is_valid():
        return (
            _found(request, desk, form, status=400) if form.somebody_is_known else _asked(request, desk, form)
        )
    try:
        done = erasing.erase(somebody=form.somebody, by=desk.viewer, at=desk.at)
    except erasing.ObligationStandsError:
        return _found(request, desk, form, status=400)
    retention.leave_no_trace()
    number = sum(done.numbers.values())
    messages.success(
        request,
        ngettext(
            "%(number)s record was overwritten. Backups hold it as long as they are kept.",
            "%(number)s records were overwritten. Backups hold them as long as they are kept.",
            number,
        )
        % {"number": number},
    )
    return redirect("desk-personal")


def _asked(request: HttpRequest, desk: Desk, form: SomebodyForm) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    context = {"form": form}
    title = _("What is held of one person")
    return render_desk(
        request, desk, "people/personal_find", context, title=title, here="people", status=status
    )


def _found(request: HttpRequest, desk: Desk, form: SomebodyForm, *, status: int = 200) -> HttpResponse:
    holding = look_for(form.somebody)
    stands = [(each, why) for each in holding.found if (why := erasing.what_stands(each))]
    stands += [(each, erasing.IN_A_FILE) for each in holding.found if erasing.stays_in_a_file(each)]
    context = {
        "form": form,
        "somebody": form.somebody,
        "kinds": exporting.kinds(holding, viewer=desk.viewer),
        "namesakes": holding.namesakes,
        "stands": stands,
        "reasons": erasing.obligations(holding, at=desk.at),
        "unread": sorted(set(erasing.files_not_read(holding))),
    }
    title = _("What is held of one person")
    return render_desk(
        request, desk, "people/personal_found", context, title=title, here="people", status=status
    )

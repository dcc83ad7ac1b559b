"""Who the small-State model law is for, and the facts that decide it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accede.evidence import rules
from accede.legislation import actions, model_laws
from accede.legislation.models import QualifyingFact
from accede.legislation.queries import qualifying
from accede.record.queries import sources, states
from accede.web.desk.forms.evidence_kinds import SinceForm
from accede.web.desk.forms.legislation import QualifyingForm
from accede.web.desk.page import Desk, desk_page, render_desk


@require_safe
@desk_page
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The States not party, or all: it is for them, unknown and what is missing, it is not."""
    everybody = request.GET.get("who") == "all"
    found = qualifying.qualified(desk.treaty, who="all" if everybody else "outside", **desk.asked)
    rule = model_laws.rule(desk.treaty.pk)
    standings = (
        (qualifying.QUALIFIES, _("It is for them")),
        (qualifying.UNKNOWN, _("Unknown: something is missing")),
        (qualifying.NOT, _("It is not for them")),
    )
    context = {
        "rule": rule,
        "asks": [(QualifyingFact.Question(question).label, wanted) for question, wanted in rule.asks.items()]
        if rule
        else [],
        "small": [group for group in states.groups(viewer=desk.viewer) if rule and group.pk in rule.small],
        "source": sources.known_source(rule.source, viewer=desk.viewer) if rule else None,
        "lists": [(key, label, [each for each in found if each.standing == key]) for key, label in standings],
        "missing": qualifying.missing_by_question(found),
        "everybody": everybody,
        "models": models_of(desk),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    title = _("Who the small-State model law is for")
    return render_desk(request, desk, "laws/qualifying", context, title=title, here="laws")


def models_of(desk: Desk) -> list[tuple[model_laws.ModelLaw, object]]:
    """Model laws of others, each with the source that tells of it."""
    return [
        (each, sources.known_source(each.source, viewer=desk.viewer))
        for each in model_laws.model_laws(desk.treaty.pk)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A fact; `state` and `question` in the address fill these in."""
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    initial = {
        "state": request.GET.get("state", "").upper(),
        "question": request.GET.get("question", QualifyingFact.Question.POSSESSION),
    }
    form = QualifyingForm(request.POST or None, desk=desk, initial=initial)
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Written down."))
        return redirect("desk-state-laws", desk.campaign.pk, form.made.state_id.lower())
    status = 400 if request.method == "POST" else 200
    context = {"form": form}
    return render_desk(
        request, desk, "laws/form", context, title=str(form.heading), here="laws", status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def withdraw(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """The fact is no longer held to be so."""
    fact = qualifying.get_fact(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, fact)
    form = SinceForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.attempt(
            lambda: actions.withdraw_qualifying_fact(
                fact=fact, date_given=form.cleaned_data["date_given"], **desk.acting
            )
        )
    ):
        messages.success(request, _("Written down. It stays on record as it was."))
        return redirect("desk-state-laws", desk.campaign.pk, fact.state_id.lower())
    status = 400 if request.method == "POST" else 200
    title = _("No longer so: %(law)s") % {"law": fact.get_question_display()}
    return render_desk(request, desk, "laws/form", {"form": form}, title=title, here="laws", status=status)

"""National law: where States stand, what a law must contain, and laws beside that checklist."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accede.evidence import queries as said
from accede.evidence import rules
from accede.legislation import actions, checklist
from accede.legislation.models import Finding, Law
from accede.legislation.queries import help as helped
from accede.legislation.queries import laws, qualifying
from accede.record.queries import sources, states, status
from accede.web.desk.forms.evidence_kinds import SinceForm
from accede.web.desk.forms.legislation import FindingForm, LawForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.languages import named

WHO = ("party", "signatory", "neither", "all")


@require_safe
@desk_page
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where States stand by region; each count opens the list of those behind it."""
    who = request.GET.get("who", WHO[0])
    if who not in WHO:
        raise Http404
    progress = laws.progress(desk.treaty, who=who, **desk.asked)
    region, standing = request.GET.get("region"), request.GET.get("standing", "")
    shown = [
        each
        for each in progress.states
        if (region is None or each.region == region) and standing in ("", each.standing)
    ]
    chosen = next((row.name for row in progress.regions if row.key == region), "")
    context = {
        "progress": progress,
        "columns": [laws.standing_label(each) for each in (*laws.STANDINGS, laws.UNKNOWN)],
        "who": who,
        "tabs": {
            "party": _("Parties"),
            "signatory": _("Signatories"),
            "neither": _("Others"),
            "all": _("All"),
        },
        "shown": shown,
        "chosen": [
            each for each in (chosen, laws.standing_label(standing) if standing in _KNOWN else "") if each
        ],
        "narrowed": region is not None or bool(standing),
        "published": [
            (each, sources.known_source(each.source, viewer=desk.viewer))
            for each in checklist.counts(desk.treaty.pk)
        ],
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    return render_desk(request, desk, "laws/overview", context, title=_("National law"), here="laws")


_KNOWN = frozenset((*laws.STANDINGS, laws.UNKNOWN))


@require_safe
@desk_page
def checklist_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What a law must contain, by article, and in how many States it was found."""
    found = laws.covered_by_point(desk.treaty, viewer=desk.viewer)
    points = checklist.points(desk.treaty.pk)
    context = {
        "points": [(each, found.get(key, 0)) for key, each in points.items()],
        "bases": [
            (label, sum(each.basis == key for each in points.values()))
            for key, label in checklist.BASES.items()
        ],
    }
    return render_desk(
        request, desk, "laws/checklist", context, title=_("What a law must contain"), here="laws"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A law or measure; `state` in the address fills in the State."""
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    form = LawForm(request.POST or None, desk=desk, initial={"state": request.GET.get("state", "").upper()})
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Written down. It can now be compared with the checklist."))
        return redirect("desk-law", desk.campaign.pk, form.made.pk)
    return _form(request, desk, form, title=str(form.heading))


@require_safe
@desk_page
def law_page(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One law beside the checklist."""
    law = laws.get_law(number, viewer=desk.viewer)
    row = laws.row_of(law, on=desk.on, viewer=desk.viewer, language=desk.language)
    points = laws.compared(law, viewer=desk.viewer)
    context = {
        "record": law,
        "row": row,
        "points": points,
        "done": sum(each.finding is not None for each in points),
        "comparable": law.kind != Law.Kind.NONE,
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
        "may_change": rules.may_change(desk.viewer, law),
    }
    return render_desk(request, desk, "laws/law", context, title=_title(row), here="laws")


def _title(row: Any) -> str:
    return named(row.name, row.law_name or row.label)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def end(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """It is no longer so: repealed, passed, given up."""
    law = laws.get_law(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, law)
    form = SinceForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.attempt(
            lambda: actions.end_law(law=law, date_given=form.cleaned_data["date_given"], **desk.acting)
        )
    ):
        messages.success(request, _("Written down. It stays on record as it was."))
        return redirect("desk-law", desk.campaign.pk, law.pk)
    row = laws.row_of(law, on=desk.on, viewer=desk.viewer, language=desk.language)
    title = _("No longer so: %(law)s") % {"law": row.law_name or row.label}
    return _form(request, desk, form, title=title, above=law)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def compare(request: HttpRequest, desk: Desk, number: int, point: str) -> HttpResponse:
    """What a reader found in the law on one point."""
    law = laws.get_law(number, viewer=desk.viewer)
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    found = next((each for each in laws.compared(law, viewer=desk.viewer) if each.point.key == point), None)
    if found is None:
        raise Http404
    before = found.finding
    initial = (
        {
            "verdict": before.verdict,
            "place": before.place,
            "passage": before.passage,
            "language": before.language,
            "reading": "" if before.shipped else before.text,
        }
        if before
        else None
    )
    form = FindingForm(request.POST or None, initial=initial)
    form.editing(None, viewer=desk.viewer)

    def act() -> object:
        given = form.cleaned_data
        return actions.compare_law(
            law=law,
            point=point,
            verdict=Finding.Verdict(given["verdict"]),
            campaign=desk.campaign,
            place=given["place"],
            passage=given["passage"],
            language=given["language"],
            reading=given["reading"],
            **desk.acting,
        )

    if request.method == "POST" and form.is_valid() and form.attempt(act):
        messages.success(request, _("Written down."))
        return redirect(reverse("desk-law", args=[desk.campaign.pk, law.pk]) + f"#{point}")
    return _form(request, desk, form, title=found.point.name, above=law, about=found.point.says)


def _form(
    request: HttpRequest, desk: Desk, form: Any, *, title: str, above: Law | None = None, about: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "about": about, "law": above}
    if above is not None:
        row = laws.row_of(above, on=desk.on, viewer=desk.viewer, language=desk.language)
        context["law_title"] = _title(row)
    status_code = 400 if request.method == "POST" else 200
    return render_desk(request, desk, "laws/form", context, title=title, here="laws", status=status_code)


@require_safe
@desk_page
def state_laws(request: HttpRequest, desk: Desk, iso3: str) -> HttpResponse:
    """All that is known of one State's laws, side by side with the checklist."""
    state = states.get_state(iso3, viewer=desk.viewer)
    rows = laws.laws(desk.treaty, state=state, **desk.asked)
    findings = laws.best_findings([row.pk for row in rows if row.standing], viewer=desk.viewer)
    by = laws.standing_of(rows)
    name = states.state_names(desk.language, viewer=desk.viewer)[state.pk]
    questions = said.interpretive_positions(desk.treaty, **desk.asked)
    readings = {issue.pk: row for issue, given in questions for row in given if row.iso3 == state.pk}
    context = {
        "state": state,
        "name": name,
        "shade": status.statuses(desk.treaty, on=desk.on, viewer=desk.viewer).get(state.pk, "neither"),
        "rows": rows,
        "by": by,
        "qualified": next(iter(qualifying.qualified(desk.treaty, state=state, **desk.asked)), None),
        "requests": helped.help_requests(desk.treaty, state=state, **desk.asked),
        "facts": [
            (row, rules.may_change(desk.viewer, qualifying.get_fact(row.pk, viewer=desk.viewer)))
            for row in qualifying.facts_of(state, desk.treaty, **desk.asked)
        ],
        "standing": by.label if by else laws.standing_label(laws.UNKNOWN),
        "points": [
            (each, findings.get(key), readings.get(key))
            for key, each in checklist.points(desk.treaty.pk).items()
        ],
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    title = _("National law of %(state)s") % {"state": name}
    return render_desk(request, desk, "laws/state", context, title=title, here="laws")

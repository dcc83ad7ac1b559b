"""The Thematic Coordinator's view: who asked for help with national law, with what, who answers, what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from accede.evidence import queries as said
from accede.evidence import rules
from accede.legislation import actions
from accede.legislation.models import HelpRequest
from accede.legislation.queries import help as helped
from accede.outreach import queries as work
from accede.record.queries import states
from accede.survey import queries as survey
from accede.web.desk.forms.legislation import HelpAnswerForm, HelpForm
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.desk.places import place_of
from accede.web.languages import named

# The reason of the code book that a small administration gives.
CAPACITY = "CAPACITY"
# What a survey calls a need to what it is called here.
NEEDS = {"drafting": "drafting", "translation": "translation", "model-law": "model-law"}


@dataclass(frozen=True, slots=True)
class Sign:
    """Something on record that may be a request and has not been taken up as one."""

    kind: str
    number: int
    iso3: str
    name: str
    where: str
    text: str
    day: date | None
    place: str
    need: str = ""

    @property
    def address(self) -> str:
        """With what the form for a request begins."""
        return urlencode({"state": self.iso3, "from": self.kind, "number": self.number, "need": self.need})


@require_safe
@desk_page
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Requests by what came of them, and below what may be requests: answers to the survey, promises, reasons."""
    rows = helped.help_requests(desk.treaty, **desk.asked)
    standing = request.GET.get("standing", "")
    context = {
        "counts": helped.counts(rows),
        "total": len(rows),
        "standing": standing,
        "rows": [row for row in rows if standing in ("", row.standing)],
        "signs": signs(desk, taken={row.taken for row in rows if row.taken}),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    title = _("Help with national law")
    return render_desk(request, desk, "laws/help", context, title=title, here="laws")


def signs(desk: Desk, *, taken: set[tuple[str, int]]) -> list[Sign]:
    """What this viewer may read, and know whose it is, in the rooms that hear of States."""
    names = states.state_names(desk.language, viewer=desk.viewer)
    comma = pgettext("between names in a list", ", ")
    found = [
        Sign(
            kind="response",
            number=each.response,
            iso3=each.iso3,
            name=names[each.iso3],
            where=each.title,
            text=comma.join(words for _key, words in each.wants),
            day=each.day,
            place="",
            need=next((NEEDS[key] for key, _words in each.wants if key in NEEDS), ""),
        )
        for each in survey.help_needed(desk.campaign, viewer=desk.viewer, language=desk.language)
    ]
    found += [
        Sign(
            kind="pledge",
            number=row.pk,
            iso3=row.iso3,
            name=row.name,
            where=_("What we promised"),
            text=row.text,
            day=row.made_on,
            place=place_of(desk, "pledge", row.pk, row.iso3),
        )
        for row in work.pledges(desk.campaign, side="us", **desk.asked)
        if row.iso3
    ]
    reasons = said.reasons_known(desk.treaty, **desk.asked).states
    found += [
        Sign(
            kind="obstacle",
            number=row.pk,
            iso3=row.iso3,
            name=row.name,
            where=row.code.name,
            text=row.own_words or (_(row.text) if row.shipped and row.text else row.text),
            day=row.day,
            place=place_of(desk, "obstacle", row.pk, row.iso3),
        )
        for rows in reasons.values()
        for row in rows
        if row.code.pk == CAPACITY and row.iso3
    ]
    return [each for each in found if (each.kind, each.number) not in taken]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A request; the address may name what on record it is taken up from."""
    rules.insist_on_contributing(desk.viewer, desk.campaign)
    sign = _sign(request, desk)
    initial: dict[str, Any] = {
        "state": request.GET.get("state", "").upper(),
        "need": request.GET.get("need", ""),
        "origin": sign.where if sign else "",
    }
    form = HelpForm(
        request.POST or None, desk=desk, initial=initial, taken=(sign.kind, sign.number) if sign else None
    )
    if request.method == "POST" and form.is_valid() and form.save():
        messages.success(request, _("Written down."))
        return redirect(_line(desk, form.made.pk))
    return _form(
        request, desk, form, title=str(form.heading), about=named(sign.where, sign.text) if sign else ""
    )


def _sign(request: HttpRequest, desk: Desk) -> Sign | None:
    """What the request is taken up from, among what the viewer may read."""
    kind, number = request.GET.get("from", ""), request.GET.get("number", "")
    if not kind:
        return None
    for each in signs(desk, taken=set()):
        if (each.kind, str(each.number)) == (kind, number):
            return each
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def answer(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Who answers, and what came of it."""
    found = helped.get_help_request(number, viewer=desk.viewer)
    rules.insist_on_changing(desk.viewer, found)
    before = {
        "standing": found.standing,
        "answered_by": found.answered_by,
        "outcome": found.outcome,
    }
    form = HelpAnswerForm(request.POST or None, initial=before)
    form.editing(found, viewer=desk.viewer)

    def act() -> None:
        given = form.cleaned_data
        actions.answer_help_request(
            request=found,
            standing=HelpRequest.Standing(given["standing"]),
            answered_by=given["answered_by"],
            outcome=given["outcome"],
            **desk.acting,
        )

    if request.method == "POST" and form.is_valid() and form.attempt(act):
        messages.success(request, _("Written down."))
        return redirect(_line(desk, found.pk))
    name = states.state_names(desk.language, viewer=desk.viewer)[found.state_id]
    title = named(name, found.get_need_display())
    return _form(request, desk, form, title=title, about=found.reading)


def _line(desk: Desk, number: int) -> str:
    return reverse("desk-help", args=[desk.campaign.pk]) + f"#helprequest-{number}"


def _form(request: HttpRequest, desk: Desk, form: Any, *, title: str, about: str) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "about": about}
    return render_desk(request, desk, "laws/form", context, title=title, here="laws", status=status)

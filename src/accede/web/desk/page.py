"""What every page of the desk shares: who asks, in which campaign, on which day; and what it says when it refuses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypedDict

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks_db.utils import is_locked_database_exception

import accede
from accede import asked_once
from accede.access import queries as access
from accede.access.actions import NotAllowedError
from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign, Person
from accede.access.viewer import Viewer
from accede.record.models import Treaty
from accede.record.partial_dates import NotADateError
from accede.record.queries import treaties
from accede.record.queries.editions import current_edition
from accede.record.queries.nearest import NotOnRecordError
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.renderers.pdf import UnprintableError
from accede.reporting.wording import WordingError
from accede.web import languages
from accede.web.account import second_factor

# Rooms that are entered now and then: the line of rooms would not hold them all.
FOLDED = frozenset({"toolkit", "outbox", "forecast", "laws", "parliaments", "imports", "people"})

# Rooms that show any day.
KEEPING_THE_DAY = frozenset({"today", "plan"})


class Asked(TypedDict):
    """What most reads take beside what they are about."""

    on: date
    viewer: Viewer
    language: str


class Acting(TypedDict):
    """What every action takes beside what it does."""

    by: Viewer
    at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sits at the desk, for which campaign, when. Queries and actions below take their viewer and day from it."""

    viewer: Viewer
    person: Person
    campaign: Campaign
    treaty: Treaty
    on: date
    at: datetime
    language: str

    @property
    def acting(self) -> Acting:
        return {"by": self.viewer, "at": self.at}

    @property
    def asked(self) -> Asked:
        return {"on": self.on, "viewer": self.viewer, "language": self.language}


P = ParamSpec("P")
DeskView = Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]


def desk_page(view: DeskView[P]) -> Callable[..., HttpResponseBase]:
    """Answer whoever holds a role in the campaign that the address names; in any campaign where it names none.

    Who is not signed in is led there; who has no second factor, to its setting up; who holds no role is refused.
    What a query or an action below refuses becomes a page that says so.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, *args: Any, campaign: str | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        with asked_once.while_reading(request):
            response = _answer(request, campaign, lambda desk: view(request, desk, *args, **kwargs))
        add_never_cache_headers(response)
        response["Cache-Control"] = "no-store, private"
        return response

    return answer


def _answer(
    request: HttpRequest, campaign: str | None, view: Callable[[Desk], HttpResponseBase]
) -> HttpResponseBase:
    if not isinstance(request.user, Person):
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    if not second_factor.is_set_up(request.user):
        return redirect("mfa_index")
    on = timezone.localdate()
    viewer = access.viewer_of(request.user, on=on)
    held = {each.key: each for each in access.campaigns(viewer=viewer)}
    chosen = held.get(campaign) if campaign else next(iter(held.values()), None)
    if chosen is None:
        return _refusal(
            request,
            _("You hold no role here"),
            _(
                "Pages of the desk are for those who hold a role in the campaign. An administrator can give you one."
            ),
            status=403,
        )
    if asked_once.is_reading():
        current_edition(viewer=viewer)  # what the record says in it is read once for all pages
    desk = Desk(
        viewer=viewer,
        person=request.user,
        campaign=chosen,
        treaty=treaties.get_treaty(chosen.treaty_key, viewer=viewer),
        on=on,
        at=timezone.now(),
        language=get_language() or "en",
    )
    try:
        return view(desk)
    except OperationalError as error:
        if not is_locked_database_exception(error):
            raise
        title = _("The record is being written just now")
        explanation = _("Try again in a moment. Nothing of what you sent was kept.")
        return _refusal(request, title, explanation, status=503)
    except REFUSALS as error:
        title, explanation, status = _told(error)
        return _refusal(request, title, explanation, status=status)


REFUSALS = (
    ReportRefusedError,
    WordingError,
    UnprintableError,
    NotAllowedError,
    ValidationError,
    NotOnRecordError,
    NotADateError,
    NotVisibleError,
    Http404,
)


def _told(error: Exception) -> tuple[str, str, int]:
    """Title, explanation and HTTP status for what a query or an action refused."""
    match error:
        case NotAllowedError():
            return _("Your role does not allow this"), str(error), 403
        case ReportRefusedError() | WordingError() | UnprintableError():
            return _("This makes no document"), str(error), 400
        case ValidationError():
            return _("This cannot be done"), " ".join(error.messages), 400
        case NotOnRecordError():
            title = _("Not on record: %(asked)s") % {"asked": error.asked}
            return title, _("Nothing on record has this name."), 404
        case NotADateError():
            explanation = _(
                "Write days as ISO 8601, year first: 2025-03-06. The day must be in the calendar."
            )
            return _("This is not a day"), explanation, 404
        case _:
            explanation = _("There is none with this address, or none that you may see.")
            return _("There is no such record"), explanation, 404


def render_desk(
    request: HttpRequest,
    desk: Desk,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render templates/desk/TEMPLATE.html. `here` is the navigation entry that the page stands under."""
    shared = languages.of_page(request) | {
        "desk": desk,
        "campaign": desk.campaign.pk,
        "treaty": desk.treaty,
        "treaty_stale": treaties.is_stale(desk.treaty.as_of, on=desk.on),
        "campaigns": access.campaigns(viewer=desk.viewer) if len(desk.viewer.roles) > 1 else [],
        "navigation": navigation(desk, here, on=_kept_day(request, here)),
        "page_title": title,
        "version": accede.__version__,
    }
    if getattr(context.get("form"), "meanwhile", None):
        status = 409  # HTTP's word for it
    return render(request, f"desk/{template}.html", shared | context, status=status)


def _kept_day(request: HttpRequest, here: str) -> str:
    """Whoever looks at another day than today goes on looking at it, from Today to the plan and back."""
    on = request.GET.get("on", "")
    is_another = on not in ("", timezone.localdate().isoformat())
    return urlencode({"on": on}) if here in KEEPING_THE_DAY and is_another else ""


def navigation(desk: Desk, here: str, *, on: str = "") -> list[dict[str, Any]]:
    """The rooms of the desk, in the order of a working day; at the end, folded, those entered now and then."""
    runs = desk.viewer.coordinates(desk.campaign.pk)
    sends = runs or desk.viewer.administers(desk.campaign.pk)
    entries = [
        ("today", _("Today"), "desk-today", True),
        ("plan", _("Plan"), "desk-plan", True),
        ("states", _("States"), "desk-states", True),
        ("exchanges", _("Exchanges"), "desk-exchanges", True),
        ("follow-ups", _("Follow-ups"), "desk-follow-ups", True),
        ("contacts", _("Contacts"), "desk-contacts", True),
        ("meetings", _("Meetings"), "desk-meetings", True),
        ("pathways", _("Pathways"), "desk-pathways", True),
        ("norm", _("The norm"), "desk-norm", True),
        ("documents", _("Documents"), "desk-documents", True),
        ("survey", _("Survey"), "desk-survey", runs),
        ("toolkit", _("Materials"), "desk-toolkit", True),
        ("outbox", _("Outbox"), "desk-outbox", sends),
        ("forecast", _("Forecast"), "desk-forecast", runs),
        ("laws", _("National law"), "desk-laws", True),
        ("parliaments", _("Parliaments"), "desk-parliaments", True),
        ("imports", _("Imports"), "desk-imports", True),
        ("people", _("People"), "desk-people", True),
    ]
    return [
        {
            "label": label,
            "url": (reverse(name) if name == "desk-people" else reverse(name, args=[desk.campaign.pk]))
            + (f"?{on}" if on and key in KEEPING_THE_DAY else ""),
            "current": key == here,
            "folded": key in FOLDED,
        }
        for key, label, name, open_to in entries
        if open_to
    ]


def _refusal(request: HttpRequest, title: str, explanation: str, *, status: int) -> HttpResponse:
    """A page that says what was refused; it shows nothing else of the desk."""
    context = languages.of_page(request) | {
        "page_title": title,
        "explanation": explanation,
        "signed_in": request.user,
        "version": accede.__version__,
    }
    return render(request, "desk/refusal.html", context, status=status)

"""From each page to its chapter: by the module whose views answer."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from accede.guide import chapters

# The last part of a module's name, or its room, and the chapter that tells of its pages.
CHAPTERS = {
    "accede.web.account": "people",
    "accede.web.answering": "answering",
    "accede.web.public": "public-site",
    "accede.web.registering": "registering",
    "accede.web.demonstration": "begin",
    "accede.web.desk": "desk",
    "account.views.reminders": "mail",
    "public.views.accessibility": "accessibility",
    "public.views.materials": "toolkit",
    "public.views.methods": "data",
    "public.views.targets": "targets",
    "approaches": "pathways",
    "assignments": "desk",
    "bundles": "documents",
    "calendar": "meetings",
    "champions": "parliaments",
    "contact_table": "exchanges",
    "contacts": "exchanges",
    "disputes": "imports",
    "documents": "documents",
    "drafting": "legislation",
    "events": "meetings",
    "evidence": "evidence",
    "exchanges": "exchanges",
    "forecast": "forecast",
    "groups": "working-groups",
    "hand_outs": "toolkit",
    "help_with_law": "legislation",
    "imports": "imports",
    "laws": "legislation",
    "meeting_changes": "meetings",
    "meetings": "meetings",
    "norm": "evidence",
    "outbox": "mail",
    "parliaments": "parliaments",
    "pathways": "pathways",
    "people": "people",
    "plan_elements": "plan",
    "plan_parts": "plan",
    "plan_work": "plan",
    "plans": "plan",
    "proceedings": "parliaments",
    "promises": "exchanges",
    "qualifying": "legislation",
    "questionnaires": "survey",
    "records": "confidentiality",
    "responses": "survey",
    "reviews": "documents",
    "search": "desk",
    "sittings": "working-groups",
    "states": "exchanges",
    "survey_analysis": "survey-analysis",
    "survey_confirm": "survey",
    "survey_letters": "survey",
    "survey_rounds": "survey",
    "toolkit": "toolkit",
    "trail": "confidentiality",
    "treaty_events": "meetings",
    "upload_lines": "imports",
    "uploads": "imports",
    "work": "exchanges",
    "workshop_day": "workshops",
    "workshop_people": "workshops",
    "workshop_replies": "workshops",
    "workshops": "workshops",
}


def chapter_of(module: str, language: str = chapters.ENGLISH) -> str:
    """The chapter of the pages whose views stand in a module: its own, else its room's; of others, none.

    Where its own is not written in the reader's language and its room's is, the room's.
    """
    own = module.rpartition(".")[2] if ".desk." in module else module.removeprefix("accede.web.")
    room = next((key for name, key in CHAPTERS.items() if f"{module}.".startswith(f"{name}.")), "")
    key = CHAPTERS.get(own, room)
    return room if key not in chapters.files(language) and room in chapters.files(language) else key


def help_link(request: HttpRequest) -> dict[str, Any]:
    """For every template: where the page's chapter is."""
    match = request.resolver_match
    language = get_language() or chapters.ENGLISH
    key = chapter_of(match.func.__module__, language) if match else ""
    return {"help_url": reverse("guide-chapter", args=[key]) if key else reverse("guide")}

"""The pages of a survey for those who answer it: overview, sections, passing on, signing off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.record.queries import states
from accede.survey import rules
from accede.survey.actions import pass_on, revoke_link, sign_off
from accede.survey.actions.together import save_together
from accede.survey.form import answering
from accede.survey.form.questions import Question, Section
from accede.survey.models import Link
from accede.survey.queries import Opened
from accede.web import words as shared_words
from accede.web.answering import filling, record
from accede.web.answering.filling import Sent, say
from accede.web.answering.opening import by_link, page, refusal


@dataclass(frozen=True, slots=True)
class Part:
    """A section on the overview: how far it is."""

    key: str
    title: str
    asked: int
    answered: int
    missing: int


@require_safe
@by_link
def overview(request: HttpRequest, found: Opened, token: str) -> HttpResponse:
    if found.section:
        name = "answer-section" if found.may_write else "answer-copy"
        return redirect(name, token, *([found.section] if found.may_write else []))
    return _overview(request, found, token)


def _overview(
    request: HttpRequest, found: Opened, token: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    links = Link.objects.filter(response=found.response, revoked_at__isnull=True).exclude(section="")
    context = {
        **common(found, token),
        "intro": say(found.form.intro),
        "parts": parts(found),
        "missing": [
            {
                "label": say(question.label),
                "url": _to_question(token, found, question),
            }
            for question in answering.lacking(found.form, found.values)
        ],
        "answered": bool(found.values),
        "before": next((each.round_name for each in found.earlier.values()), "") if found.may_write else "",
        "saved": request.GET.get("saved", ""),
        "passed_on": [
            {"number": each.pk, "made_at": each.made_at, "title": say(known.title)}
            for each in links
            if (known := found.form.section(each.section))
        ]
        if found.may_write
        else [],
    }
    return page(request, "overview", context | more, say(found.form.title), status=status)


def parts(found: Opened) -> list[Part]:
    """The sections that are asked, of which a passed on link opens one."""
    told = []
    for section in sections(found):
        asked = [each for each in section.questions if each.is_asked and found.asked[each.key]]
        told.append(
            Part(
                section.key,
                say(section.title),
                len(asked),
                sum(1 for each in asked if found.values.get(each.key)),
                len(answering.lacking(found.form, found.values, of=section)),
            )
        )
    return told


def sections(found: Opened) -> list[Section]:
    return [
        each
        for each in found.form.sections
        if found.asked[each.key] and (not found.section or each.key == found.section)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def section(request: HttpRequest, found: Opened, token: str, key: str) -> HttpResponse:
    """One part. What is sent is saved at once, but for what is wrong and for what somebody else changed meanwhile."""
    this = found.form.section(key)
    if this is None or (found.section and key != found.section):
        return _refused(
            request,
            token,
            _("There is no such part"),
            _("This link does not open a part of this name."),
            status=404,
        )
    if request.method == "POST":
        return _save(request, found, token, this)
    if not found.may_write:
        return redirect("answer-copy", token)
    if not found.asked[key]:
        return redirect("answer", token)
    return _section(request, found, token, this)


def _section(
    request: HttpRequest,
    found: Opened,
    token: str,
    this: Section,
    *,
    sent: Sent | None = None,
    contested: frozenset[str] | set[str] = frozenset(),
    status: int = 200,
) -> HttpResponse:
    items = filling.items(found, this, sent=sent, contested=contested)
    order = [each.key for each in sections(found)]
    context = {
        **common(found, token),
        "key": this.key,
        "items": items,
        "place": order.index(this.key) + 1 if this.key in order else 0,
        "total": len(order),
        "has_next": this.key in order[:-1],
        "has_files": any(each.kind == "file" for each in items),
        "saved": request.GET.get("saved", ""),
        "wrong": [each for each in items if each.error],
        "contested": [each for each in items if each.others],
        "switch": shared_words.LANGUAGES.values(),
        "can_take": any(each.can_take and each.key not in found.values for each in items),
        "record": record.held(found.response, language=get_language() or "en") if this.shows else None,
        "store": f"{found.response.pk}-{this.key}",
    }
    return page(request, "section", context, say(this.title), status=status)


def _save(request: HttpRequest, found: Opened, token: str, this: Section) -> HttpResponse:
    if not found.may_write:
        return _no_more(request, found, token)
    sent = filling.read(request, this, found)
    if "take" in request.POST:
        filling.take_over(request, found, sent)
    try:
        contested = save_together(response=found.response, wishes=sent.wishes, at=timezone.now())
    except ValidationError as error:
        return _refused(request, token, _("Not saved"), " ".join(error.messages), status=409)
    fresh = Opened(found.link, may_write=True)
    if request.headers.get("Accept") == "application/json":
        return _told(fresh, this, sent, contested)
    language = request.POST.get("language", "")
    with translation.override(language if language in shared_words.LANGUAGES else get_language()):
        if sent.wrong or contested:
            status = 409 if contested else 400
            return _section(request, fresh, token, this, sent=sent, contested=contested, status=status)
        return _onwards(request, fresh, token, this, sent)


def _onwards(request: HttpRequest, fresh: Opened, token: str, this: Section, sent: Sent) -> HttpResponse:
    """To where the button leads; first to the questions that follow from what was just answered."""
    here = reverse("answer-section", args=[token, this.key])
    new = [
        each.key
        for each in this.questions
        if each.is_asked and fresh.asked[each.key] and each.key not in sent.typed
    ]
    go = "" if "language" in request.POST else request.POST.get("go", "")
    order = [each.key for each in sections(fresh)]
    if new and fresh.asked[this.key]:
        return redirect(f"{here}?saved=more#q-{new[0]}")
    if go == "on" and this.key in order[:-1]:
        following = order[order.index(this.key) + 1]
        return redirect(f"{reverse('answer-section', args=[token, following])}?saved=yes")
    if (go in ("on", "overview") or this.key not in order) and not fresh.section:
        return redirect(f"{reverse('answer', args=[token])}?saved=yes")
    take = request.POST.get("take", "")
    return redirect(f"{here}?saved=yes" + (f"#q-{take}" if take in sent.typed else ""))


def _told(fresh: Opened, this: Section, sent: Sent, contested: set[str]) -> JsonResponse:
    """For the script: whether all is saved, and what the page has seen from now on."""
    shown = filling.items(fresh, this)
    return JsonResponse(
        {
            "saved": not (sent.wrong or contested),
            "seen": {each.key: each.seen for each in shown if each.key not in contested},
            "wrong": sent.wrong,
            "contested": sorted(contested),
        }
    )


def _no_more(request: HttpRequest, found: Opened, token: str) -> HttpResponse:
    if found.response.signed_at:
        title = _("The answers were signed off already")
        told = _("Nothing was changed. If something has to be corrected, write to whoever sent you the link.")
    else:
        title = _("The survey is closed")
        told = _(
            "Nothing was changed; what was saved before is kept. If you need more time, write to whoever sent you the link."
        )
    return _refused(request, token, title, told, status=409)


@require_POST
@by_link
def pass_on_section(request: HttpRequest, found: Opened, token: str) -> HttpResponse:
    """A link to one part, shown this once: only its hash is kept."""
    if not found.may_write:
        return _no_more(request, found, token)
    key = request.POST.get("section", "")
    try:
        made = pass_on(link=found.link, section=key, at=timezone.now())
    except ValidationError as error:
        return refusal(
            request,
            _("Not passed on"),
            " ".join(error.messages),
            status=400,
        )
    this = found.form.section(key)
    assert this is not None  # noqa: S101 -- pass_on insists on it
    address = request.build_absolute_uri(reverse("answer", args=[made]))
    return _overview(request, found, token, made={"title": say(this.title), "address": address})


@require_POST
@by_link
def revoke(request: HttpRequest, found: Opened, token: str, number: int) -> HttpResponse:
    link = (
        Link.objects.filter(response=found.response, pk=number, revoked_at__isnull=True)
        .exclude(section="")
        .select_related("response__round__campaign")
        .first()
    )
    if found.section or link is None:
        return _refused(
            request,
            token,
            _("Nothing to revoke"),
            _("There is no such link any more."),
            status=404,
        )
    by = rules.respondent(found.response.round.campaign, f"survey: {found.response.state_id}")
    revoke_link(link=link, by=by, at=timezone.now())
    return redirect(f"{reverse('answer', args=[token])}?saved=revoked")


@require_POST
@by_link
def sign(request: HttpRequest, found: Opened, token: str) -> HttpResponse:
    """One signs for all. Then there is a copy to keep."""
    if not found.may_write:
        return _no_more(request, found, token)
    if found.section:
        return _refused(
            request,
            token,
            _("Not signed off"),
            _("Only whoever holds the whole questionnaire signs it off."),
            status=403,
        )
    name = request.POST.get("name", "")[:300]
    try:
        sign_off(response=found.response, name=name, at=timezone.now())
    except ValidationError as error:
        return _overview(request, found, token, status=400, complaint=" ".join(error.messages), name=name)
    return redirect(f"{reverse('answer-copy', args=[token])}?saved=signed")


def _refused(request: HttpRequest, token: str, title: str, told: str, *, status: int) -> HttpResponse:
    """With the way back to the overview, and what was typed."""
    return refusal(request, title, told, status=status, back=reverse("answer", args=[token]))


def common(found: Opened, token: str) -> Mapping[str, Any]:
    name = capfirst(states.formal_name(found.response.state, get_language() or "en"))
    return {
        "token": token,
        "opened": found,
        "survey": found.response.round,
        "response": found.response,
        "state_name": name,
        # Set apart: a Latin name in an Arabic sentence would draw the day beside it to its own side.
        "signer": f"\u2068{found.response.signed_by}\u2069",
        "whose": f"{name} · {say(found.form.title)}",
    }


def _to_question(token: str, found: Opened, question: Question) -> str:
    key = found.form.section_of(question.key).key
    return f"{reverse('answer-section', args=[token, key])}#q-{question.key}"

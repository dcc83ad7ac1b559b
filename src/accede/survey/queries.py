"""What is asked of surveys. What a link opens is asked by its token; everything else by a viewer."""

import base64
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Literal

from django.db.models import Q

from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.queries import hash_of
from accede.access.viewer import Viewer
from accede.survey import rules
from accede.survey.earlier import Earlier, answers_before
from accede.survey.form import answering
from accede.survey.form.questions import Questionnaire as Form
from accede.survey.models import Answer, Link, Questionnaire, Response, Round

# So long after a round's last day a link still shows what was answered.
SHOWS_FOR = timedelta(days=60)
HowFar = Literal["answered", "begun", "opened", "silent"]


class NoSuchLinkError(LookupError):
    """A token that opens nothing: unknown, revoked, or past its day."""


@dataclass(frozen=True)
class Opened:
    """What a link opens: all of a State's answers or, where `section` is said, that part."""

    link: Link
    may_write: bool

    @property
    def response(self) -> Response:
        return self.link.response

    @property
    def section(self) -> str:
        return self.link.section

    @cached_property
    def form(self) -> Form:
        return self.response.round.questionnaire.form

    @cached_property
    def rows(self) -> dict[str, Answer]:
        """The answers by their question, without what files hold."""
        found = Answer.objects.unguarded(because="whoever has the link answers").filter(
            response=self.response, inferred=False
        )
        return {each.question: each for each in found.defer("attachment")}

    @cached_property
    def values(self) -> dict[str, Any]:
        return {key: json.loads(row.value) for key, row in self.rows.items() if row.value}

    @cached_property
    def earlier(self) -> dict[str, Earlier]:
        """What the State answered in a round before, by the question."""
        return answers_before(self.response, self.form)

    @cached_property
    def asked(self) -> dict[str, bool]:
        return answering.asked(self.form, self.values)


def opened_by(token: str, *, at: datetime) -> Opened:
    """Raises NoSuchLinkError."""
    link = (
        Link.objects.filter(token_hash=hash_of(token), revoked_at__isnull=True)
        .select_related("response__state", "response__round__questionnaire", "response__round__campaign")
        .first()
    )
    if link is None:
        raise NoSuchLinkError
    survey, on = link.response.round, at.date()
    if survey.opened_on is None or on > survey.closes_on + SHOWS_FOR:
        raise NoSuchLinkError
    is_open = survey.closed_on is None and on <= survey.closes_on
    return Opened(link, is_open and link.response.signed_at is None)


def questionnaires(campaign: Campaign, *, viewer: Viewer) -> list[Questionnaire]:
    """The newest version of each."""
    newest: dict[str, Questionnaire] = {}
    for each in Questionnaire.objects.filter(campaign=campaign):
        newest.setdefault(each.key, each)
    return list(newest.values())


def get_questionnaire(campaign: Campaign, number: int, *, viewer: Viewer) -> Questionnaire:
    found = Questionnaire.objects.filter(campaign=campaign, pk=number).first()
    if found is None:
        raise NotVisibleError
    return found


def rounds(campaign: Campaign, *, viewer: Viewer) -> Sequence[Round]:
    """For those who run the campaign; the newest first."""
    rules.insist_on_running(viewer, campaign)
    return list(Round.objects.filter(campaign=campaign).select_related("questionnaire", "previous"))


def get_round(campaign: Campaign, number: int, *, viewer: Viewer) -> Round:
    rules.insist_on_running(viewer, campaign)
    found = Round.objects.filter(campaign=campaign, pk=number).select_related("questionnaire").first()
    if found is None:
        raise NotVisibleError
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one State is in a round; not what it answers."""

    response: Response
    answered: bool
    begun: bool
    has_link: bool
    opened: bool

    @property
    def how_far(self) -> HowFar:
        if self.answered:
            return "answered"
        if self.begun:
            return "begun"
        return "opened" if self.opened else "silent"

    @property
    def sent(self) -> bool:
        return self.has_link or self.response.invited_at is not None


def standing(survey: Round, *, viewer: Viewer) -> list[Standing]:
    """Each State of the round. That it answered is for those who run the campaign; what it answered, by consent."""
    rules.insist_on_running(viewer, survey.campaign)
    because = "only that there is one"
    begun = set(
        Answer.objects.unguarded(because=because)
        .filter(response__round=survey, inferred=False)
        .values_list("response_id", flat=True)
    )
    links = Link.objects.filter(Q(response__round=survey), section="")
    linked, opened = set(), set()
    for number, revoked_at, opened_at in links.values_list("response_id", "revoked_at", "opened_at"):
        if revoked_at is None:
            linked.add(number)
        if opened_at is not None:
            opened.add(number)
    found = Response.objects.unguarded(because=because).filter(round=survey).defer("scan")
    return [
        Standing(
            each, each.signed_at is not None, each.pk in begun, each.pk in linked, each.pk in opened | begun
        )
        for each in found
    ]


def get_response(survey: Round, iso3: str, *, viewer: Viewer) -> Response:
    """A State's place in a round, for those who run it; what it answered is asked by `answers`."""
    rules.insist_on_running(viewer, survey.campaign)
    found: Response | None = (
        Response.objects.unguarded(because="that a State was asked is known to those who asked")
        .filter(round=survey, state_id=iso3.upper())
        .select_related("round__questionnaire", "round__campaign", "state", "entered_by")
        .first()
    )
    if found is None:
        raise NotVisibleError
    return found


def answers(response: Response, *, viewer: Viewer) -> list[Answer]:
    """What the viewer may read of them, and know who said it; inferred ones among them."""
    return list(Answer.objects.attributable_by(viewer).filter(response=response).defer("attachment"))


def may_open_scan(response: Response, *, viewer: Viewer) -> bool:
    """The scan of a paper form holds all of its answers: it opens to those who may read each of them."""
    if response.means != Response.Means.PAPER or not response.scan_name or not response.is_visible_to(viewer):
        return False
    given = Answer.objects.unguarded(because="only whether all can be read").filter(
        response=response, inferred=False
    )
    read = Answer.objects.attributable_by(viewer).filter(response=response, inferred=False)
    return set(given.values_list("pk", flat=True)) == set(read.values_list("pk", flat=True))


def scan(response: Response, *, viewer: Viewer) -> tuple[str, bytes]:
    """Its name and what is in it. Raises NotVisibleError."""
    if not may_open_scan(response, viewer=viewer):
        raise NotVisibleError
    return response.scan_name, base64.b64decode(response.scan)


def answered_file(response: Response, question: str, *, viewer: Viewer) -> tuple[str, bytes]:
    """A file that the State sent as its answer, for those who may read the answer. Raises NotVisibleError."""
    rows = Answer.objects.attributable_by(viewer).filter(response=response, question=question, inferred=False)
    return _file_of(rows.first())


def own_file(opened: Opened, question: str) -> tuple[str, bytes]:
    """The same, for whoever has the link. Raises NotVisibleError."""
    section = opened.form.section_of(question) if opened.form.question(question) else None
    if section is None or (opened.section and section.key != opened.section):
        raise NotVisibleError
    rows = Answer.objects.unguarded(because="whoever has the link answers").filter(
        response=opened.response, question=question, inferred=False
    )
    return _file_of(rows.first())


def _file_of(row: Answer | None) -> tuple[str, bytes]:
    if row is None or not row.value or not row.attachment:
        raise NotVisibleError
    return str(json.loads(row.value)), base64.b64decode(row.attachment)


@dataclass(frozen=True, slots=True)
class Counted:
    """A round, how many States were asked, and how many have answered."""

    round: Round
    asked: int
    answered: int


def rounds_counted(campaign: Campaign, *, viewer: Viewer) -> list[Counted]:
    """Each round with its numbers; the newest first."""
    asked: Counter[int] = Counter()
    answered: Counter[int] = Counter()
    found = Response.objects.unguarded(because="only how many").filter(round__campaign=campaign)
    for number, signed_at in found.values_list("round_id", "signed_at"):
        asked[number] += 1
        answered[number] += signed_at is not None
    return [Counted(each, asked[each.pk], answered[each.pk]) for each in rounds(campaign, viewer=viewer)]


def open_links(response: Response, *, viewer: Viewer) -> list[Link]:
    """The links of a State that open something: to all of it, and to parts that were passed on."""
    rules.insist_on_running(viewer, response.round.campaign)
    return list(response.links.filter(revoked_at__isnull=True))


# The question by which States say what help they need, as the shipped questionnaires call it.
HELP = "help"


@dataclass(frozen=True, slots=True)
class Needed:
    """What help one State said it needs, in a round that it signed off. `wants` is key and words of each."""

    response: int
    iso3: str
    title: str
    day: date | None
    wants: Sequence[tuple[str, str]]
    inferred: bool


def help_needed(campaign: Campaign, *, viewer: Viewer, language: str) -> list[Needed]:
    """What States answered of the help that they need, to whoever may read it with their name; the latest first."""
    found = Answer.objects.filter(response__round__campaign=campaign, question=HELP)
    found = found.filter(response__signed_at__isnull=False).attributable_by(viewer).defer("attachment")
    needed = []
    for row in found.select_related("response__round__questionnaire"):
        form = row.response.round.questionnaire.form
        question = form.question(HELP)
        value = json.loads(row.value) if row.value else None
        if question is None or not value:
            continue
        labels = {each.key: each.label for each in form.choices_of(question)}
        keys = [str(each) for each in (value if isinstance(value, list) else [value])]
        wants = [
            (key, labels[key].get(language) or labels[key].get("en", key)) if key in labels else ("", key)
            for key in keys
        ]
        signed = row.response.signed_at
        needed.append(
            Needed(
                row.response_id,
                row.response.state_id,
                form.title.get(language) or form.title.get("en", ""),
                signed.date() if signed else None,
                wants,
                row.inferred,
            )
        )
    return sorted(needed, key=lambda each: (each.day or date.min, each.response), reverse=True)

"""What is sent by a page of somebody else, or about a record of somebody else, is refused: at every address there is."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone, translation
from tests.access import cast, planting
from tests.factories.access import PersonFactory, RoleHeldFactory
from tests.security import walking
from tests.web.addresses import BY_INVITATION, BY_LINK
from tests.web.test_permissions import DESK, PUBLIC

from accede.access import actions, queries
from accede.access.roles import Role

pytestmark = pytest.mark.django_db

EXAMPLES = {
    "int": 1,
    "slug": "ccm",
    "str": "x",
    "uuid": "7b4ff4b2-7f8a-4e0b-a9ae-8b29a5b8c1c5",
    "path": "x",
}
# Who has the link has the secret that a forger lacks, and no cookie lets anybody in: see web/by_link.py.
BY_A_SECRET_IN_THE_ADDRESS = {*BY_LINK, *BY_INVITATION}


def every_address():
    """Name and an example of each address of the program, however deep it lies."""

    def below(patterns):
        for pattern in patterns:
            if getattr(pattern, "namespace", None) == "api":
                continue
            if isinstance(pattern, URLPattern):
                arguments = {
                    name: EXAMPLES[
                        type(each).__name__.removesuffix("Converter").lower().replace("string", "str")
                    ]
                    for name, each in pattern.pattern.converters.items()
                }
                yield pattern.name, arguments
            else:
                for name, arguments in below(pattern.url_patterns):
                    yield name, dict.fromkeys(pattern.pattern.converters, EXAMPLES["slug"]) | arguments

    with translation.override("en"):
        for name, arguments in below(get_resolver().url_patterns):
            yield name, reverse(name, kwargs=arguments)


def test_no_form_is_taken_without_its_token_at_any_address():
    """However it is sent, and whoever is signed in; nor does one with the token of another."""
    strict = cast.sign_in(Client(enforce_csrf_checks=True), cast.coordinator_a())
    addresses = dict(every_address())
    assert set(addresses) >= set(DESK) | set(PUBLIC) - {"api-nothing"}
    answered = {
        name: {
            strict.post(path).status_code,
            strict.post(path, {"csrfmiddlewaretoken": "a" * 64}).status_code,
            strict.post(path, "{}", content_type="application/json").status_code,
        }
        for name, path in addresses.items()
        if name not in BY_A_SECRET_IN_THE_ADDRESS
    }
    # Where nothing is, programs are told so, whatever they send.
    nothing = {"api-nothing": {404}}
    assert {name: found for name, found in answered.items() if not found <= {403, 405}} == nothing
    assert (
        len([name for name, found in answered.items() if found == {405}]) <= 3
    )  # probes, which take no form at all
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"


def test_a_link_is_the_only_way_in_where_no_token_is_asked_for():
    """Whoever is signed in gets no further there than a stranger: a forger gains nothing by their cookies."""
    signed_in = cast.sign_in(Client(enforce_csrf_checks=True), cast.coordinator_a())
    for name, path in every_address():
        if name in BY_A_SECRET_IN_THE_ADDRESS:
            assert signed_in.post(path).status_code in (404, 405, 429), name


# What no campaign has for itself: States, meetings, parliaments, what ships with the program, and what is brought in to
# the public record. A page that is new and shows a record by its number is refused here, or stands in this list.
SHARED = {
    *("desk-document-new", "desk-state", "desk-story", "desk-evidence-new", "desk-reason", "desk-incident"),
    *("desk-incident-assess", "desk-incident-condemn", "desk-forecast-state", "desk-state-laws", "desk-law"),
    *(
        "desk-law-draft",
        "desk-law-compare",
        "desk-record",
        "desk-release",
        "desk-classify",
        "desk-treaty-event",
    ),
    *("desk-import", "desk-import-template", "desk-upload", "desk-upload-refused", "desk-upload-tell"),
    *("desk-upload-columns", "desk-upload-alias", "desk-upload-apply", "desk-upload-drop", "desk-highlights"),
    *(
        "desk-meeting",
        "desk-sheet",
        "desk-meeting-file",
        "desk-meeting-change",
        "desk-session-new",
        "desk-part",
    ),
    *("desk-session-off", "desk-attendance", "desk-plan-meeting", "desk-expect", "desk-parliament"),
    *("desk-parliament-enter", "desk-parliament-change", "desk-parliament-take-out", "desk-proceeding-new"),
    *("desk-champion-new", "desk-parliamentary-pledge-new", "desk-pathway", "desk-pathway-move"),
    *(
        "desk-pathway-check",
        "desk-pathway-stages",
        "desk-pathway-kind",
        "desk-approach",
        "desk-approach-edit",
    ),
    *("desk-assignment-end", "desk-hand-over", "desk-toolkit-state"),
}


def test_no_record_opens_at_the_address_of_another_campaign():
    """A coordinator of one treaty who tries the numbers of the other's records finds none."""
    other = actions.open_campaign(
        treaty_key="apmbc", on=timezone.localdate(), by=queries.operator(), at=timezone.now()
    )
    stranger = PersonFactory(name="Stranger", post__organisation=cast.mission_c())
    RoleHeldFactory(person=stranger, campaign=other, role=Role.COORDINATOR)
    client, planted, opened = cast.sign_in(Client(), stranger), planting.plant_everything(), set()

    def answers(name, arguments):
        with translation.override("en"):
            foreign = reverse(name, args=[other.pk, *arguments[1:]])
        return {client.get(foreign).status_code, client.post(foreign).status_code}

    for name, entry in DESK.items():
        if entry.get["coordinator_b"] not in (200, 405) or (arguments := walking.made(name)) is None:
            continue
        if len(arguments) < 2 or arguments[0] != "ccm":
            continue
        if answers(name, arguments) - {403, 404, 405}:
            opened.add(name)
        kind = next((kind for start, kind in walking.KINDS.items() if name.startswith(start)), "")
        if len(arguments) == 2:  # a campaign and a number
            for row in planted.get(kind, [])[:1]:
                assert not answers(name, ["ccm", row.pk]) - {403, 404, 405}, (name, row.pk)
    for kind, rows in planted.items():
        for name in ("desk-record", "desk-release", "desk-classify"):
            assert not answers(name, ["ccm", kind, rows[0].pk]) - {404, 405}, (name, kind)
    assert opened <= SHARED

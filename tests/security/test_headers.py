"""What each kind of answer tells the browser, graded: one that lacks a header, or loosens one, fails."""

import pytest
from django.test import Client, override_settings
from django.urls import path
from tests.access import cast

from accede.project import urls

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ALWAYS = {
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
    "X-Permitted-Cross-Domain-Policies": {"none"},
}
POLICY = {
    **{name: {"'none'"} for name in ("default-src", "object-src", "base-uri", "frame-ancestors")},
    **{name: {"'self'"} for name in ("script-src", "style-src", "font-src", "connect-src", "form-action")},
    "img-src": {"'self'", "data:"},  # data: for the code that an authenticator app is shown
}
NEVER_ASKED = ("camera", "geolocation", "microphone", "payment", "usb")


def faults(answer) -> list[str]:
    """What is wrong with the head of an answer."""
    found = [f"{name}: {answer.get(name)}" for name, taken in ALWAYS.items() if answer.get(name) not in taken]
    told = answer.get("Content-Security-Policy", "").split(";")
    policy = {name: set(rest) for name, *rest in map(str.split, filter(None, told))}
    if policy != POLICY:
        found.append(f"policy: {policy}")
    found += [each for each in NEVER_ASKED if f"{each}=()" not in answer.get("Permissions-Policy", "")]
    if answer.get("Access-Control-Allow-Origin") and answer.request["PATH_INFO"].split("/")[1] != "api":
        found.append("scripts of any site may read it")
    if answer.get("Content-Type", "").startswith("text/") and "charset" not in answer["Content-Type"]:
        found.append("no charset")
    return found


def _broken(_request):
    raise RuntimeError


class WithFault:
    """The addresses of the program and one that fails."""

    urlpatterns = [path("broken/", _broken), *urls.urlpatterns]
    handler400, handler403, handler404, handler500 = (
        urls.handler400,
        urls.handler403,
        urls.handler404,
        urls.handler500,
    )


def _read(answer):
    """To its end, at which the test's client closes the file; closing it oneself would close the database, too."""
    assert b"".join(answer)
    return answer


@pytest.fixture
def answers(settings):
    """One answer of each kind."""
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    public, desk, strict = Client(raise_request_exception=False), Client(), Client(enforce_csrf_checks=True)
    cast.sign_in(desk, cast.coordinator_a())
    with override_settings(ROOT_URLCONF=WithFault):
        broken = public.get("/broken/")
    return {
        "page": public.get("/en/treaties/ccm/"),
        "download": public.get("/en/treaties/ccm/status.csv"),
        "api": public.get("/api/v1/treaties/ccm"),
        "feed": public.get("/api/v1/treaties/ccm/changes.atom"),
        "static file": _read(public.get("/static/accede/base.css")),
        "to one's language": public.get("/"),
        "to an address with a stroke": public.get("/en/treaties/ccm"),
        "to signing in": public.get("/en/desk/"),
        "signing in": public.get("/en/account/sign-in/"),
        "desk": desk.get("/en/desk/ccm/today/"),
        "desk's download": desk.get("/en/desk/ccm/imports/templates/actions.csv"),
        "refused to a role": desk.get("/en/desk/people/new/"),
        "no such record": desk.get("/en/desk/ccm/exchanges/999999/"),
        "link that opens nothing": public.get("/en/answer/none/"),
        "invitation": public.get("/en/account/invitation/none/"),
        "calendar": public.get("/calendar/none.ics"),
        "400": public.get("/en/", HTTP_HOST="elsewhere.example"),
        "403": strict.post("/en/account/sign-in/"),
        "404": public.get("/en/nothing/"),
        "404 of the api": public.get("/api/v1/nothing"),
        "405": public.post("/en/treaties/ccm/"),
        "413": public.post("/en/account/sign-in/", CONTENT_LENGTH=str(1 << 30)),
        "500": broken,
    }


KEPT_BY_CACHES = {"page", "download", "api", "feed", "static file"}


def test_every_kind_of_answer_tells_the_browser_all_that_it_should(answers):
    assert {name: answer.status_code for name, answer in answers.items() if name.isdecimal()} == {
        name: int(name) for name in answers if name.isdecimal()
    }
    assert answers["static file"].status_code == 200
    assert {name: found for name, answer in answers.items() if (found := faults(answer))} == {}
    kept = {name for name, answer in answers.items() if "no-store" not in answer.get("Cache-Control", "")}
    assert kept == KEPT_BY_CACHES
    for name in ("400", "403", "404", "413"):
        page = answers[name].content.decode()
        assert page.startswith("<!DOCTYPE html>"), name
        assert "<style" not in page, name
    assert b"RuntimeError" not in answers["500"].content


def test_over_https_the_browser_keeps_to_it(client, monkeypatch):
    """The settings as they are read where an operator says so; none of them is looked at by a test's own request."""
    import importlib  # noqa: PLC0415 -- read anew here alone

    from accede.project import settings as own  # noqa: PLC0415 -- as above

    monkeypatch.setenv("ACCEDE_HTTPS", "yes")
    try:
        told = importlib.reload(own)
        assert told.SESSION_COOKIE_SECURE
        assert told.CSRF_COOKIE_SECURE
        assert told.SECURE_HSTS_SECONDS >= 365 * 24 * 60 * 60
        assert {told.SESSION_COOKIE_NAME[:7], told.CSRF_COOKIE_NAME[:7]} == {"__Host-"}
        assert getattr(told, "SESSION_COOKIE_DOMAIN", None) is None  # which the prefix forbids
    finally:
        monkeypatch.delenv("ACCEDE_HTTPS")
        importlib.reload(own)

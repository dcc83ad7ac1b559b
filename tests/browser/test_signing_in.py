"""Coming in, on a phone: invitation, passkey, app, recovery code, lockout, sessions."""

import re

import pytest
from tests.browser.conftest import PHONE
from tests.browser.looking import found_by_axe
from tests.web.account.signing_in import PASSWORD, code_of

pytestmark = pytest.mark.browser

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def visit(chromium, site):
    """A phone that comes to the site by name: browsers make no passkeys for an address of numbers."""
    named = site.replace("127.0.0.1", "localhost")
    contexts, complaints = [], []

    def visited(*, key=False, **options):
        context = chromium.new_context(viewport=PHONE, base_url=named, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None
        )
        if key:
            devices = context.new_cdp_session(page)
            devices.send("WebAuthn.enable")
            devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        return page

    yield visited
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def invited(desk):
    """The link of a new invitation, and the person's address."""

    def link(name, *more, address="http://localhost"):
        email = f"{name.lower()}@browser.example"
        answer = desk.accede(
            *("user", "add", email, "--name", name, "--post", "Counsellor", "--role", "coordinator"),
            *("--organisation", "Mission of the browser", "--organisation-kind", "state", *more),
        )
        assert answer.returncode == 0, answer.stderr
        return "/" + answer.stdout.strip().split("/", 3)[3], email

    return link


def looked_at(page):
    """Nothing that axe finds, and nothing that is wider than the phone."""
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def accept(page, link):
    page.goto(link)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    page.get_by_role("button", name="Accept the invitation").click()


def sign_in(page, email, password=PASSWORD):
    page.goto("/en/account/sign-in/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def set_up_app(page):
    """The app's secret."""
    page.goto("/en/account/security/app/")
    secret = page.locator("#authenticator_secret").inner_text()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    page.wait_for_url("**/security/codes/")
    return secret


def signed_in_as(page, name):
    page.goto("/en/account/")
    return page.locator("h1").inner_text() == "Your account" and name in page.locator("dl").inner_text()


def sign_out(page):
    page.goto("/en/account/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/")


def test_from_the_invitation_to_the_desk_by_passkey(visit, invited):
    page = visit(key=True)
    link, _email = invited("Petra")
    page.goto(link)
    assert page.url.endswith("/en/account/invitation/")  # the token stands in no address any more
    assert "Mission of the browser" in page.content()
    looked_at(page)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill("something else")
    page.get_by_role("button", name="Accept the invitation").click()
    assert "The two passwords differ." in page.locator("[role=alert]:visible").first.inner_text()
    looked_at(page)
    accept(page, link)
    page.wait_for_url("**/en/account/security/")
    assert "One step more" in page.content()
    looked_at(page)

    page.get_by_role("link", name="Add a passkey").click()
    looked_at(page)
    page.get_by_label("Name").fill("Telephone")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/security/codes/")
    assert page.locator(".account__codes li").count() == 10
    looked_at(page)
    page.goto("/en/account/security/passkeys/")
    assert "Telephone" in page.content()
    looked_at(page)

    sign_out(page)
    looked_at(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/en/desk/**")
    assert signed_in_as(page, "Petra")
    looked_at(page)

    page.goto(link)
    assert "This invitation was used." in page.content()
    looked_at(page)


def test_by_password_and_app_and_by_recovery_code(visit, invited):
    page = visit()
    link, email = invited("Ahmed")
    accept(page, link)
    page.get_by_role("link", name="Set up an app").click()
    looked_at(page)
    secret = set_up_app(page)
    (code, *_others) = page.locator(".account__codes code").all_inner_texts()
    sign_out(page)

    sign_in(page, email)
    page.wait_for_url("**/sign-in/code/")
    looked_at(page)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    assert "not right" in page.locator("[role=alert]:visible").first.inner_text()
    looked_at(page)
    page.get_by_label("Code").fill(code_of(secret, steps=1))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/en/desk/**")
    assert signed_in_as(page, "Ahmed")

    sign_out(page)
    sign_in(page, email)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/en/desk/**")
    assert signed_in_as(page, "Ahmed")


def test_all_of_it_without_javascript(visit, invited):
    page = visit(java_script_enabled=False)
    link, email = invited("Noor")
    accept(page, link)
    assert not page.get_by_role("link", name="Add a passkey").is_visible()
    assert page.get_by_text("This browser makes no passkeys here").is_visible()
    secret = set_up_app(page)
    sign_out(page)
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
    sign_in(page, email)
    page.get_by_label("Code").fill(code_of(secret, steps=1))
    page.get_by_role("button", name="Sign in").click()
    assert signed_in_as(page, "Noor")


def test_a_passkey_beside_a_password(visit, invited):
    page = visit(key=True)
    link, email = invited("Ines")
    accept(page, link)
    page.goto("/en/account/security/passkeys/add/")
    page.get_by_label("Sign in with it alone").uncheck()
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/security/codes/")
    sign_out(page)
    sign_in(page, email)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/en/desk/**")
    assert signed_in_as(page, "Ines")


def test_a_device_without_a_passkey_says_so(visit):
    page = visit()
    page.goto("/en/account/sign-in/")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY | {"isUserVerified": False}})
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not used").wait_for()
    looked_at(page)


def test_wrong_passwords_lock_out_in_whichever_process(visit, invited):
    """The server has two processes; a count in either of them alone would let ten through."""
    page = visit()
    link, email = invited("Lena")
    accept(page, link)
    sign_out(page)
    for _try in range(5):
        sign_in(page, email, "wrong")
        assert "do not belong together" in page.content()
    sign_in(page, email)
    assert "Too many attempts failed" in page.content()
    looked_at(page)


def test_the_sessions_elsewhere_are_ended(visit, invited):
    here, there = visit(), visit()
    link, email = invited("Omar")
    accept(here, link)
    secret = set_up_app(here)
    sign_in(there, email)
    there.get_by_label("Code").fill(code_of(secret, steps=1))
    there.get_by_role("button", name="Sign in").click()
    assert signed_in_as(there, "Omar")
    here.goto("/en/account/sessions/")
    assert here.locator(".cards li").count() == 2
    looked_at(here)
    here.get_by_role("button", name="Sign out everywhere else").click()
    assert "You are signed out everywhere else." in here.content()
    there.goto("/en/account/")
    assert re.search("/sign-in/", there.url)


@pytest.mark.parametrize("language", ["ar", "zh", "fr", "ru", "es"])
def test_signing_in_looks_well_in_every_language(visit, language):
    page = visit()
    page.goto(f"/{language}/account/sign-in/")
    looked_at(page)

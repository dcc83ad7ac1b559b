"""Somebody at a browser: with a pointer, or with the keyboard alone. Fields are found by what they are called in forms."""

import contextlib

from tests.browser.clicks import Clicks
from tests.web.account.signing_in import PASSWORD, code_of

FARTHEST = 700  # presses of the Tab key: a list of all States is long


class Hands:
    """What one person does on their own machine. Each step looks whether the page fits and leads on."""

    def __init__(self, context, *, language, keyboard=False):
        self.clicks = Clicks()
        self.clicks.watch(context)
        self.page, self.language, self.keyboard = context.new_page(), language, keyboard
        self.page.set_default_timeout(10_000)
        self.width = self.page.viewport_size["width"]

    def takes(self, bound, journey):
        """A journey of so many clicks; by the keyboard alone they are none, and are not counted."""
        return contextlib.nullcontext() if self.keyboard else self.clicks.takes(bound, journey)

    # ---- going

    def open(self, path):
        answer = self.page.goto(path)
        assert answer.status == 200, (path, answer.status)
        self.look()

    def follow(self, target):
        """A link, by part of its address or as a place on the page."""
        self.press(
            self.page.locator(f'main a[href*="{target}"]').first if isinstance(target, str) else target
        )

    def room(self, name):
        """A room of the desk, by the navigation; some are folded away there."""
        link = self.page.locator(f'.masthead__rooms nav a[href$="/{name}/"]')
        if not link.is_visible():
            self.strike(self.page.locator(".rooms > summary"))
        self.press(link)

    def look(self):
        page = self.page
        assert page.locator("h1").count() == 1, page.url
        assert page.locator("html").get_attribute("lang") == self.language, page.url
        assert page.locator("html").get_attribute("dir") == ("rtl" if self.language == "ar" else "ltr")
        assert page.evaluate("document.documentElement.scrollWidth") <= self.width, page.url
        assert page.locator(".masthead a, main a").count() > 0, f"a dead end: {page.url}"

    # ---- doing

    def press(self, target):
        """A link or a button, which leads to a page."""
        with self.page.expect_navigation():
            self.strike(target)
        self.look()

    def strike(self, target):
        if self.keyboard:
            self.reach(target)
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def reach(self, target):
        """On to an element by the Tab key, as far as it takes."""
        element = target.element_handle()
        for _press in range(FARTHEST):
            if self.page.evaluate("element => element === document.activeElement", element):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not lead to {target} on {self.page.url}")

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.page.locator(f'main [name="{name}"]').first
            kind = field.evaluate("field => field.type")
            if kind == "checkbox":
                for each in value:
                    self.tick(self.page.locator(f'main [name="{name}"][value="{each}"]'))
            elif kind == "select-one":
                self.choose(field, value)
            elif self.keyboard:
                self.reach(field)
                self.type(kind, value)
                assert field.input_value() == value, name
            else:
                field.fill(value)

    def tick(self, box):
        if self.keyboard:
            self.reach(box)
            self.page.keyboard.press("Space")
        else:
            box.check()
        assert box.is_checked()

    def choose(self, field, value):
        if self.keyboard:
            self.reach(field)
            label = field.locator(f'option[value="{value}"]').inner_text()
            self.page.keyboard.type(label)
        else:
            field.select_option(value)
        assert field.input_value() == value

    def type(self, kind, value):
        if kind == "date":  # Chromium's own calendar, without a language set for it: month, day, year
            year, month, day = value.split("-")
            self.page.keyboard.type(f"{month}{day}{year}")
            return
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(value)

    def unfold(self, number):
        """One of the parts of a page that are folded."""
        self.strike(self.page.locator("main details > summary").nth(number))

    def send(self, form=".form"):
        """The form, by the last of its buttons that is not folded away."""
        self.press(self.page.locator(f"main {form} button:visible").last)

    def text(self):
        return self.page.locator("main").inner_text()

    # ---- coming in

    def accept(self, link):
        """An invitation, with a password and an app that gives codes; to the desk."""
        self.open(link)
        self.fill(password=PASSWORD, again=PASSWORD)
        self.send("form")
        self.page.wait_for_url("**/account/security/")
        self.press(self.page.locator('main a[href*="/security/app/"]').first)
        self.fill(code=code_of(self.page.locator("#authenticator_secret").inner_text()))
        self.send("form")
        self.page.wait_for_url("**/security/codes/")

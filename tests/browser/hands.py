"""Somebody at a browser: with a pointer, or with the keyboard alone. Fields are found by what they are called in forms.

By the keyboard alone each stop of the Tab key is looked at: it has the focus's outline, and stands in the window.
"""

import contextlib

from tests.browser.clicks import Clicks
from tests.web.account.signing_in import PASSWORD, code_of

FARTHEST = 700  # presses of the Tab key: a list of all States is long
# Presses at once: what the keys lead to is written down in the page, and read after each of these.
AT_ONCE = 12
# From now on each element that takes the focus is written down, with what is wrong with the way its focus is shown, and
# once the one that is wanted has it, the Tab key leads no farther.
LOOK_AT_STOPS = """wanted => {
    const wrong = here => {
        if (here === document.body || here.id === "content") return "";
        const style = getComputedStyle(here), box = here.getBoundingClientRect();
        const said = style.outlineStyle === "none" || !parseFloat(style.outlineWidth)
            ? "no outline"
            : box.bottom < 1 || box.top > innerHeight - 1 || box.right < 1 || box.left > innerWidth - 1 ? "out of the window" : "";
        return said && `${said}: ${here.outerHTML.slice(0, 200)}`;
    };
    const stops = { wrong: "", there: false };
    const stop = () => {
        stops.wrong ||= wrong(document.activeElement);
        stops.there ||= document.activeElement === wanted;
    };
    const held = event => { if (stops.there && event.key === "Tab") event.preventDefault(); };
    stop();
    document.addEventListener("keyup", stop, true);
    document.addEventListener("keydown", held, true);
    window.leaveStops = () => {
        document.removeEventListener("keyup", stop, true);
        document.removeEventListener("keydown", held, true);
    };
    window.stops = stops;
    return stops;
}"""

# Of a list to choose from: the place of what is chosen, and of what is wanted.
PLACES = "(list, value) => [list.selectedIndex, [...list.options].findIndex(each => each.value === value)]"


class Hands:
    """What one person does on their own machine. Each step looks whether the page fits and leads on."""

    def __init__(self, context, *, language, keyboard=False, page=None, clicks=None):
        self.clicks = clicks or Clicks()
        self.clicks.watch(context)
        self.page, self.language, self.keyboard = page or context.new_page(), language, keyboard
        self.page.set_default_timeout(15_000)
        self.width = self.page.viewport_size["width"]
        if keyboard:  # what comes into the window does so at once
            self.page.emulate_media(reduced_motion="reduce")

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
        stops = self.page.evaluate(LOOK_AT_STOPS, target.element_handle())
        for _times in range(FARTHEST // AT_ONCE):
            assert not stops["wrong"], f"{self.page.url}: {stops['wrong']}"
            if stops["there"]:
                self.page.evaluate("leaveStops()")
                return
            for _press in range(AT_ONCE):
                self.page.keyboard.press("Tab")
            stops = self.page.evaluate("stops")
        raise AssertionError(f"The keyboard does not lead to {target} on {self.page.url}")

    def fill(self, **fields):
        for name, value in fields.items():
            field = self.page.locator(f'main [name="{name}"]').first
            kind = field.evaluate("field => field.type")
            if kind in ("checkbox", "radio"):
                for each in [value] if kind == "radio" else value:
                    self.tick(self.page.locator(f'main [name="{name}"][value="{each}"]'))
            elif kind == "select-one":
                self.choose(field, value)
            else:
                self.write(field, value)

    def write(self, field, value):
        if self.keyboard:
            self.reach(field)
            self.type(field.evaluate("field => field.type"), value)
            assert field.input_value() == value
        else:
            field.fill(value)

    def tick(self, box):
        if not self.keyboard:
            box.check()
        elif box.get_attribute("type") == "radio":
            self.tick_by_arrows(box)
        else:
            self.reach(box)
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def tick_by_arrows(self, radio):
        """The Tab key leads to one of those of a name, arrows to the others."""
        name = radio.get_attribute("name")
        ones = self.page.locator(f'main [name="{name}"]')
        first = ones.and_(self.page.locator(":checked"))
        self.reach(first if first.count() else ones.first)
        self.page.keyboard.press("Space")
        for _press in range(ones.count()):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")

    def bring(self, field, path):
        """A file, chosen in the window that opens."""
        if self.keyboard:
            with self.page.expect_file_chooser() as asked:
                self.strike(field)
            asked.value.set_files(path)
        else:
            field.set_input_files(path)

    def take(self, link):
        """A file to keep; where it lies now."""
        with self.page.expect_download() as download:
            self.strike(link)
        return download.value.path()

    def choose(self, field, value):
        if self.keyboard:
            self.reach(field)
            label = field.locator(f'option[value="{value}"]').inner_text()
            if label.isascii():
                self.page.keyboard.type(label)
            else:  # which the keys pressed here cannot write
                here, there = field.evaluate(PLACES, value)
                for _press in range(abs(there - here)):
                    self.page.keyboard.press("ArrowDown" if there > here else "ArrowUp")
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

"""How many clicks a journey takes, counted in the browser, whoever's hands do it.

A click is a pointer on a link, a button, a box or what unfolds; a field that is filled in is one (the way into it), and a
choice from a list two (open it, choose). What the Tab key does is not counted. docs/journeys.md has the table.
"""

import contextlib

COUNT = """
document.addEventListener("pointerdown", event => {
    if (event.isTrusted && event.target.closest("a, button, summary, label, input, path")) window.accedeClicked(1);
}, true);
document.addEventListener("change", event => {
    const field = event.target;
    if (field.tagName === "SELECT") window.accedeClicked(2);
    else if (!["checkbox", "radio", "range"].includes(field.type)) window.accedeClicked(1);
}, true);
"""


class Clicks:
    def __init__(self):
        self.number = 0

    def watch(self, context):
        """Count what is done in a browser from now on."""
        context.expose_binding("accedeClicked", lambda _source, number: self._add(number))
        context.add_init_script(COUNT)
        for page in context.pages:
            page.evaluate(COUNT)

    def _add(self, number):
        self.number += number

    @contextlib.contextmanager
    def takes(self, bound, journey):
        """Fails where the journey takes more, and where it takes fewer: then bound and table are made smaller."""
        before = self.number
        yield
        taken = self.number - before
        assert taken == bound, f"{journey}: {taken} clicks, not {bound}"


def counted(page, bound, journey):
    """A journey of one page, from where it stands."""
    clicks = Clicks()
    clicks.watch(page.context)
    return clicks.takes(bound, journey)

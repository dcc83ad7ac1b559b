"""A sitting of a working group on paper: invitation and agenda before it, minutes after it.

What the readers may not see stands as [withheld] in its place; the numbers of the items are the same for everybody.
"""

from collections.abc import Iterable, Iterator, Sequence

from accede.meetings.models import Minute, Sitting
from accede.meetings.queries.action_items import ActionRow
from accede.meetings.queries.sittings import AgendaRow, MinuteRow, SittingPage, sitting_page
from accede.reporting.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Line,
    Paragraph,
    Run,
    Table,
    TitlePage,
    line,
    plain,
)
from accede.reporting.telling import Telling


def build(telling: Telling, *, sitting: Sitting) -> Document:
    author = sitting_page(sitting, on=telling.on, viewer=telling.author, language=telling.language)
    key = "minutes_title" if author.is_minuted else "agenda_title"
    title = telling.say(key, group=sitting.group.name, day=telling.day(sitting.day))
    readers = str(telling.confidentiality.label)
    blocks: list[Block] = [
        TitlePage(
            title=title, place_and_dates=telling.say("as_of", day=telling.day(telling.on), readers=readers)
        )
    ]
    if sitting.speaker_is_shown_to(telling.readers):
        theirs = sitting_page(sitting, on=telling.on, viewer=telling.readers, language=telling.language)
        blocks += _body(telling, author, theirs)
    else:
        blocks += _held_back(telling, 1, "sitting")
    blocks += [Paragraph(key="withheld", text=text) for text in telling.note_of_withheld()]
    return telling.document("minutes", plain(title), blocks)


def _body(telling: Telling, author: SittingPage, theirs: SittingPage) -> Iterator[Block]:
    sitting = theirs.sitting
    yield Paragraph(key="where", text=_where(telling, sitting))
    if not author.is_minuted:
        for number, text in enumerate(_paragraphs(sitting.invitation), 1):
            yield Paragraph(key=f"invitation-{number}", text=line(text))
    present = [*theirs.present, sitting.others_present] if sitting.others_present else theirs.present
    hidden = telling.hold_back(len(author.present) - len(theirs.present))
    if present or hidden:
        yield Heading(text=telling.say("present"), numbered=False)
        yield Items(key="present", items=(*(line(each) for each in present), *hidden))
    if theirs.follows:
        yield Heading(text=line("1. ", telling.say("carried")), numbered=False)
        hidden = telling.hold_back(len(author.carried) - len(theirs.carried))
        told = [_step(telling, row) for row in theirs.carried]
        if told or hidden:
            yield Items(key="carried", items=(*told, *hidden))
        else:
            yield Paragraph(key="carried", text=telling.say("nothing_open"))
    seen = {each.row.pk: each for each in theirs.agenda}
    for each in author.agenda:
        yield from _item(telling, each, seen.get(each.row.pk))
    if author.minutes or author.papers:
        yield Heading(text=telling.say("no_item"), numbered=False)
        yield from _papers(telling, [each.title for each in theirs.papers], len(author.papers), "papers")
        yield from _minutes(telling, author.minutes, theirs.minutes)
    yield from _steps(telling, author, theirs)


def _where(telling: Telling, sitting: Sitting) -> Line:
    parts = [
        telling.day(sitting.day),
        sitting.hour.strftime("%H:%M") if sitting.hour else "",
        sitting.place,
        sitting.meeting.name if sitting.meeting else "",
    ]
    return telling.listed(part for part in parts if part)


def _item(telling: Telling, author: AgendaRow, theirs: AgendaRow | None) -> Iterator[Block]:
    if theirs is None:
        for held in telling.hold_back():
            yield Heading(text=line(f"{author.number}. ", held), numbered=False)
        return
    yield Heading(text=line(f"{theirs.number}. ", theirs.row.title), numbered=False)
    key = f"papers-{theirs.row.pk}"
    yield from _papers(telling, [each.title for each in theirs.papers], len(author.papers), key)
    yield from _minutes(telling, author.minutes, theirs.minutes)


def _papers(telling: Telling, titles: Sequence[str], every: int, key: str) -> Iterator[Block]:
    hidden = telling.hold_back(every - len(titles))
    if titles or hidden:
        told = telling.listed([*titles, *hidden])
        yield Paragraph(key=key, text=line(Run(plain(telling.say("papers_before"))), " ", told))


def _minutes(telling: Telling, author: Iterable[MinuteRow], theirs: Iterable[MinuteRow]) -> Iterator[Block]:
    """In their order, with a place for each that only the author sees."""
    seen = {each.row.pk for each in theirs}
    for each in author:
        if each.row.pk not in seen:
            yield from _held_back(telling, 1, f"minutes-{each.row.pk}")
            continue
        decided = each.row.kind == Minute.Kind.DECIDED
        for number, text in enumerate(_paragraphs(each.row.text), 1):
            start = Run(f"{plain(telling.say('decision'))} ", bold=True) if decided and number == 1 else ""
            yield Paragraph(key=f"minutes-{each.row.pk}-{number}", text=line(start, text))


def _steps(telling: Telling, author: SittingPage, theirs: SittingPage) -> Iterator[Block]:
    """What is to be done, out of all the minutes."""
    told, every = _all_steps(theirs), _all_steps(author)
    hidden = telling.hold_back(len(every) - len(told))
    if not told and not hidden:
        return
    yield Heading(text=telling.say("action_items"), numbered=False)
    if told:
        head = ("what", "by_whom", "due", "state_word")
        yield Table(
            key="action-items",
            caption=telling.say("action_items"),
            head=tuple(telling.say(key) for key in head),
            rows=tuple(_row(telling, row) for row in told),
            widths=(8, 4, 3, 3),
        )
    for number, text in enumerate(hidden, 1):
        yield Paragraph(key=f"action-items-{number}", text=text)


def _all_steps(page: SittingPage) -> list[ActionRow]:
    minutes = [*(each for item in page.agenda for each in item.minutes), *page.minutes]
    return [*(step for each in minutes for step in each.steps), *page.steps]


def _row(telling: Telling, row: ActionRow) -> tuple[Line, ...]:
    done = telling.say("done_on", day=telling.day(row.done_on)) if row.done_on else telling.say("open")
    return (
        line(row.what),
        line(row.who or "–"),
        line(telling.day(row.due_on) if row.due_on else "–"),
        done,
    )


def _step(telling: Telling, row: ActionRow) -> Line:
    parts: list[Line] = [line(row.what)]
    if row.who:
        parts.append(line(row.who))
    if row.done_on:
        parts.append(telling.say("done_on", day=telling.day(row.done_on)))
    elif row.due_on:
        parts.append(telling.say("due_on", day=telling.day(row.due_on)))
    return telling.listed(parts)


def _held_back(telling: Telling, number: int, key: str) -> Iterator[Block]:
    for text in telling.hold_back(number):
        yield Paragraph(key=key, text=text)


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()]

"""What States answered to the survey, for the working paper: closed rounds alone, by the smallest cell."""

from collections.abc import Iterator

from accede.pictures import bars
from accede.reporting.blocks import Block, Heading, Items, Line, Paragraph, Picture, Table, line, plain
from accede.reporting.telling import Telling
from accede.survey.analysis import gathering, queries
from accede.survey.analysis.queries import Analysis
from accede.survey.analysis.tables import Named
from accede.survey.form.questions import Kind

NOT_TOLD = "–"
BESIDE_A_BAR = 38  # so many characters of a reason


def results(telling: Telling) -> Iterator[Block]:
    """Nothing where no round was closed by the day."""
    closed = gathering.rounds_closed(telling.campaign, on=telling.on)
    if not closed:
        return
    told = queries.analysis(closed[0], telling.treaty, on=telling.on, viewer=telling.readers)
    yield Heading(text=telling.say("survey_results"))
    yield Paragraph(key="survey-basis", numbered=True, text=telling.say("survey_basis"))
    yield Items(key="survey-rounds", lettered=True, items=tuple(_rounds(telling, told)))
    yield _table(
        "survey-answers",
        telling.say("survey_answers"),
        (telling.say("group"), *(line(wave.name) for wave in told.waves if wave.closed)),
        [
            (told.labels.get(each.key, each.key), [each.counts[2 * number + 1] for number in _closed(told)])
            for each in told.returned.regions
        ],
    )
    reasons = told.reasons
    if reasons:
        yield from _reasons(telling, told, reasons)
    for named in told.several:
        if named.question.kind == Kind.SEVERAL and (rows := _rows(telling, told, named)):
            caption = telling.say("survey_help", name=told.wave.name)
            head = (telling.say("survey_help_kind"), telling.say("states_count"))
            yield _table(f"survey-{named.key}", caption, head, rows)


def _closed(told: Analysis) -> list[int]:
    return [number for number, wave in enumerate(told.waves) if wave.closed]


def _rounds(telling: Telling, told: Analysis) -> Iterator[Line]:
    counts = told.returned.total.counts
    for number in _closed(told):
        yield telling.say(
            "survey_round",
            name=told.waves[number].name,
            asked=_number(counts[2 * number]),
            answered=_number(counts[2 * number + 1]),
        )


def _reasons(telling: Telling, told: Analysis, reasons: Named) -> Iterator[Block]:
    rows = _rows(telling, told, reasons)
    if not rows:
        return
    head = (telling.say("reason"), telling.say("states_count"))
    yield _table(
        "survey-reasons",
        telling.say("survey_reasons", name=told.wave.name),
        (*head, telling.say("survey_first")) if reasons.ranked else head,
        rows,
    )
    found = [bars.Bar(_short(label), {"signatory": counts[0]}) for label, counts in rows if counts[0]]
    if found:
        caption = telling.say("survey_figure")
        words = "; ".join(f"{label} – {counts[0]}" for label, counts in rows if counts[0])
        drawn = bars.draw_bars(
            found,
            kinds={"signatory": telling.word("states_count")},
            label=plain(caption),
            description=words,
            direction="rtl" if telling.language == "ar" else "ltr",
            element_id="survey-bars",
        )
        yield Picture(svg=drawn, alt=words, caption=caption)


def _rows(telling: Telling, told: Analysis, named: Named) -> list[tuple[str, list[int | None]]]:
    """Only lines that say something."""
    labels = told.answers_of(named, telling.language)
    return [(labels[each.key], list(each.counts)) for each in named.lines if any(each.counts)]


def _table(
    key: str,
    caption: Line,
    head: tuple[Line, ...],
    rows: list[tuple[str, list[int | None]]],
) -> Table:
    return Table(
        key=key,
        caption=caption,
        head=head,
        rows=tuple((line(label), *(line(_number(count)) for count in counts)) for label, counts in rows),
        widths=(8, *(2 for _column in head[1:])),
    )


def _number(count: int | None) -> str:
    return NOT_TOLD if count is None else str(count)


def _short(text: str) -> str:
    return text if len(text) <= BESIDE_A_BAR else f"{text[: BESIDE_A_BAR - 1].rsplit(' ', 1)[0]}…"

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


def results(telling: Telling) -> Iterator[Block]:
    """Nothing where no round was closed by the day. What is not told is said in words, and makes no empty table."""
    closed = gathering.rounds_closed(telling.campaign, on=telling.on)
    if not closed:
        return
    told = queries.analysis(closed[0], telling.treaty, on=telling.on, viewer=telling.readers)
    yield Heading(text=telling.say("survey_results"))
    yield Paragraph(key="survey-basis", numbered=True, text=telling.say("survey_basis"))
    yield Items(key="survey-rounds", lettered=True, items=tuple(_rounds(telling, told)))
    tables = [_answers(telling, told)]
    if told.reasons:
        tables.append(_reasons(telling, told, told.reasons))
    tables += [_help(telling, told, named) for named in told.several if named.question.kind == Kind.SEVERAL]
    for table in tables:
        if table.rows:
            yield table
        if table.rows and told.reasons and table.key == "survey-reasons":
            yield from _chart(telling, told, told.reasons)
    if untold := [table.caption for table in tables if not table.rows]:
        yield Paragraph(
            key="survey-untold",
            numbered=True,
            text=telling.say("survey_untold", what=telling.listed(untold)),
        )


def _answers(telling: Telling, told: Analysis) -> Table:
    """By regional group, as far as anything is told of one."""
    groups = [
        (told.labels.get(each.key, each.key), [each.counts[2 * number + 1] for number in _closed(told)])
        for each in told.returned.regions
    ]
    return _table(
        "survey-answers",
        telling.say("survey_answers"),
        (telling.say("group"), *(line(wave.name) for wave in told.waves if wave.closed)),
        [(label, counts) for label, counts in groups if any(count is not None for count in counts)],
    )


def _help(telling: Telling, told: Analysis, named: Named) -> Table:
    return _table(
        f"survey-{named.key}",
        telling.say("survey_help", name=told.wave.name),
        (telling.say("survey_help_kind"), telling.say("states_count")),
        _rows(telling, told, named),
    )


def _closed(told: Analysis) -> list[int]:
    return [number for number, wave in enumerate(told.waves) if wave.closed]


def _rounds(telling: Telling, told: Analysis) -> Iterator[Line]:
    """How many were asked and how many answered, each where it is told."""
    counts = told.returned.total.counts
    for number in _closed(told):
        asked, answered = counts[2 * number], counts[2 * number + 1]
        name = told.waves[number].name
        if asked is not None and answered is not None:
            yield telling.say("survey_round", name=name, asked=asked, answered=answered)
        elif asked is not None:
            yield telling.say("survey_round_asked", name=name, asked=asked)
        elif answered is not None:
            yield telling.say("survey_round_answered", name=name, answered=answered)
        else:
            yield telling.say("survey_round_untold", name=name)


def _reasons(telling: Telling, told: Analysis, reasons: Named) -> Table:
    head = (telling.say("reason"), telling.say("states_count"))
    return _table(
        "survey-reasons",
        telling.say("survey_reasons", name=told.wave.name),
        (*head, telling.say("survey_first")) if reasons.ranked else head,
        _rows(telling, told, reasons),
    )


def _chart(telling: Telling, told: Analysis, reasons: Named) -> Iterator[Picture]:
    rows = [(label, counts[0]) for label, counts in _rows(telling, told, reasons) if counts[0]]
    if not rows:
        return
    caption = telling.say("survey_figure")
    words = telling.semicolon.join(f"{label} – {count}" for label, count in rows)
    drawn = bars.draw_bars(
        [bars.Bar(label, {"signatory": count}) for label, count in rows],
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

"""A draft law, composed from clauses, with the choices behind it explained by article. A drafting aid, not legal advice."""

from collections.abc import Iterator, Mapping
from string import ascii_uppercase

from accede.legislation import checklist, drafting, model_laws
from accede.legislation.drafting import ClauseSetError, Draft, DraftRefusedError, Section
from accede.legislation.queries import qualifying
from accede.record.models import State
from accede.record.queries import sources, states
from accede.reporting.blocks import (
    Annex,
    Block,
    Document,
    Heading,
    Items,
    Line,
    Paragraph,
    Run,
    Sources,
    Table,
    TitlePage,
    line,
    plain,
)
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.telling import Telling


def build(telling: Telling, *, state: State, told: Mapping[str, str]) -> Document:
    """The draft; in its annex the choices, each section, and what the record says. Raises ReportRefusedError."""
    names = states.state_names(telling.language, viewer=telling.author)
    try:
        draft = drafting.compose(
            telling.treaty.pk,
            told,
            language=telling.language,
            state=states.formal_name(state, telling.language),
        )
    except (DraftRefusedError, ClauseSetError) as error:
        raise ReportRefusedError(str(error)) from error
    title = telling.say("title", state=names[state.pk])
    blocks: list[Block] = [
        TitlePage(title=title),
        Paragraph(key="aid", text=line(Run(telling.word("aid"), bold=True))),
        Paragraph(key="brackets", text=line(Run(telling.word("brackets"), italic=True))),
    ]
    for section in draft.sections:
        blocks += _section(telling, section)
    blocks += [Annex(title=telling.say("explained")), *_explained(telling, draft)]
    blocks += _record(telling, draft, state)
    blocks += _others(telling)
    blocks.append(Sources(title=telling.say("sources")))
    return telling.document("draft-law", plain(title), blocks)


def _section(telling: Telling, section: Section) -> Iterator[Block]:
    """Its number, its heading and its paragraphs; several wordings each in brackets."""
    yield Heading(text=line(f"{section.number}. {section.heading}"), numbered=False)
    several = len(section.alternatives) > 1
    for place, alternative in enumerate(section.alternatives):
        key = f"{section.clause.key}-{place}" if several else section.clause.key
        if several:
            named = telling.say("alternative", letter=ascii_uppercase[place], option=alternative.option)
            yield Paragraph(key=f"{key}-head", text=line(Run(f"[{plain(named)}]", bold=True)))
        numbered = len(alternative.paragraphs) > 1
        for number, text in enumerate(alternative.paragraphs, 1):
            first = "[" if several and number == 1 else ""
            last = "]" if several and number == len(alternative.paragraphs) else ""
            told = f"({number}) {text}" if numbered else text
            yield Paragraph(key=f"{key}-{number}", text=line(f"{first}{told}{last}"))


def _explained(telling: Telling, draft: Draft) -> Iterator[Block]:
    yield Table(
        key="choices",
        caption=telling.say("choices"),
        head=tuple(telling.say(each) for each in ("choice", "chosen", "articles", "follows")),
        rows=tuple(
            (
                line(choice.name),
                line(option.name),
                line(", ".join(choice.articles)),
                line(option.whys[draft.language]),
            )
            for choice, option in draft.chosen
        ),
        widths=(3, 2, 2, 6),
    )
    points = checklist.points(telling.treaty.pk)
    yield Table(
        key="sections",
        caption=telling.say("sections"),
        head=tuple(telling.say(each) for each in ("section", "articles", "basis", "why")),
        rows=tuple(
            (
                line(f"{section.number}. {section.heading}"),
                line(", ".join(section.clause.articles)),
                line(points[section.clause.point].basis_label if section.clause.point else "–"),
                line(section.why),
            )
            for section in draft.sections
        ),
        widths=(3, 2, 3, 6),
    )
    if draft.left_out:
        yield Heading(text=telling.say("left_out"), level=2, numbered=False)
        yield Items(
            key="left-out", items=tuple(line(each.headings[draft.language]) for each in draft.left_out)
        )
    if draft.unmet:
        yield Heading(text=telling.say("unmet"), level=2, numbered=False)
        yield Items(key="unmet", items=tuple(line(each.name) for each in draft.unmet))


def _record(telling: Telling, draft: Draft, state: State) -> Iterator[Block]:
    """Beside the choices that the record can answer: what it says to those who will read the draft."""
    found = qualifying.qualified(
        telling.treaty, state=state, on=telling.on, viewer=telling.readers, language=telling.language
    )
    grounds = {ground.question: ground for each in found for ground in each.grounds}
    items: list[Line] = []
    for choice, option in draft.chosen:
        ground = grounds.get(choice.known_by)
        if ground is None:
            continue
        if ground.answer is None:
            items.append(telling.say("not_on_record", choice=choice.name))
            continue
        row = ground.fact or ground.incident
        text = telling.say(
            "agrees" if ground.answer == (option.key == "yes") else "differs",
            choice=choice.name,
            answer=telling.word("yes" if ground.answer else "no"),
            day=telling.given(row.date_given) if row and row.date_given else "–",
        )
        items.append(telling.resting(text, ground.fact.source if ground.fact else None))
    if items:
        yield Heading(text=telling.say("record"), level=2, numbered=False)
        yield Items(key="record", items=tuple(items))


def _others(telling: Telling) -> Iterator[Block]:
    known = model_laws.model_laws(telling.treaty.pk)
    if not known:
        return
    yield Heading(text=telling.say("others"), level=2, numbered=False)
    items = []
    for each in known:
        source = sources.known_source(each.source, viewer=telling.author)
        owner = each.owner or (source.publisher if source else "")
        items.append(telling.resting(line(f"{owner}. {each.audience}"), source))
    yield Items(key="others", items=tuple(items))
    yield Paragraph(key="terms", text=telling.say("terms"))

"""A State's dossier: on two pages, what one must know before one meets it."""

from accede.record.models import State
from accede.reporting.blocks import Block, Document, Heading, Paragraph, Sources, TitlePage, plain
from accede.reporting.kinds import materials
from accede.reporting.kinds import standing as tables
from accede.reporting.kinds import state as sections
from accede.reporting.telling import Telling


def build(telling: Telling, *, state: State) -> Document:
    rows = tables.rows_on(telling, telling.on)
    own = sections.about(telling, state, rows)
    title = telling.say("dossier_title", state=own.name, treaty=telling.treaty.short_title)
    readers = str(telling.confidentiality.label)
    blocks: list[Block] = [
        TitlePage(
            title=title,
            place_and_dates=telling.say("as_of", day=telling.day(telling.on), readers=readers),
        )
    ]
    for key, told in (
        ("standing", sections.standing(own)),
        ("parliament", sections.parliament(own)),
        ("reasons", sections.reasons(own)),
        ("steps", sections.steps(own)),
        ("next", sections.open_matters(own)),
        ("exchanges", sections.exchanges(own)),
        ("materials", materials.given(own)),
        ("approach", sections.approach(own)),
        ("contacts", sections.contacts(own)),
    ):
        found = list(told)
        if found:
            blocks += [Heading(text=telling.say(key), numbered=False), *found]
    blocks += [*sections.vote_table(own), *sections.peers_map(own, rows)]
    blocks += [Paragraph(key="withheld", text=text) for text in telling.note_of_withheld()]
    blocks.append(Sources(title=telling.say("sources")))
    return telling.document("dossier", plain(title), blocks)

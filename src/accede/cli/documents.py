"""accede report, dossier, handover: documents from the record and the work, written to a file."""

import os
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.cli import manners
from accede.cli.output import Format, show
from accede.record.queries.nearest import NotOnRecordError, nearest_names
from accede.reporting import actions, making
from accede.reporting.blocks import OPEN, open_in
from accede.reporting.handing_out import render
from accede.reporting.making import Asked
from accede.reporting.papers import Front
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.scribe import scribe

Language = StrEnum("Language", {code: code for code, _name in settings.LANGUAGES})  # type: ignore[misc]  # made of data


class Form(StrEnum):
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    MD = "md"


class Audience(StrEnum):
    """The classes of readers, the widest first."""

    PUBLIC = "public"
    PARTNERS = "partners"
    COORDINATORS_AND_ISU = "coordinators-and-isu"
    COORDINATORS = "coordinators"

    @property
    def confidentiality(self) -> Confidentiality:
        return Confidentiality[self.name]


Output = Annotated[Path, typer.Option(metavar="FILE", help="The file to write.")]
For = Annotated[Audience, typer.Option(help="Who will read it: what they may not see is not in it.")]
In = Annotated[Language, typer.Option(help="The language of the document.")]
As = Annotated[Form, typer.Option("--format", help="The form of the file.")]
TreatyOption = Annotated[str, typer.Option("--treaty", help="The treaty's key.")]
Draft = Annotated[bool, typer.Option("--draft", help="Mark it as a draft; what is withheld shows its place.")]

Listed = Annotated[bool, typer.Option("--list-sources", help="Print the sources, a row each.")]


def report(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of: {', '.join(making.REPORTS)}.")],
    output: Output,
    meeting: Annotated[str, typer.Option(metavar="KEY", help="The meeting: ccm-12msp, or 12msp.")] = "",
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="First day of the period.")] = "",
    until: Annotated[str, typer.Option("--to", metavar="DAY", help="Last day of the period.")] = "",
    audience: For = Audience.PUBLIC,
    language: In = Language("en"),
    form: As = Form.DOCX,
    treaty: TreatyOption = "ccm",
    state: Annotated[
        str,
        typer.Option(
            help="ISO code or name, for talking points, instruments and letters (these: several, put apart by commas)."
        ),
    ] = "",
    told: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="KEY=VALUE", help="What only this kind asks; may be repeated."),
    ] = None,
    symbol: Annotated[str, typer.Option(help="The paper's symbol, where it is not on record.")] = "",
    job_number: Annotated[
        str, typer.Option(help="The job number of the services, such as GE.24-12345.")
    ] = "",
    agenda_item: Annotated[str, typer.Option(help="The number of the agenda item.")] = "",
    submitted_by: Annotated[str, typer.Option(help="Who submits it.")] = "",
    draft: Draft = False,
    list_sources: Listed = False,
) -> None:
    """Write a report or a working paper for a meeting, with its sources."""
    with manners.refusals():
        manners.prepare()
        if kind not in making.REPORTS:
            raise NotOnRecordError("report", kind, nearest_names(kind, making.REPORTS) or making.REPORTS)
        front = Front(
            symbol=symbol, job_number=job_number, agenda_item=agenda_item, submitted_by=submitted_by
        )
        _write(
            Asked(
                kind=kind,
                state=state,
                details=_details(told or []),
                meeting=meeting,
                since=_day(since),
                until=_day(until),
                front=front,
            ),
            output=output,
            audience=audience,
            language=language,
            form=form,
            treaty=treaty,
            draft=draft,
            list_sources=list_sources,
        )


def dossier(
    state: Annotated[str, typer.Argument(metavar="STATE", help="ISO code (KEN), or a name in any language.")],
    output: Output,
    treaty: TreatyOption = "ccm",
    audience: For = Audience.PUBLIC,
    language: In = Language("en"),
    form: As = Form.PDF,
    draft: Draft = False,
    list_sources: Listed = False,
) -> None:
    """Write what one must know of a State before one meets it, on two pages."""
    with manners.refusals():
        manners.prepare()
        _write(
            Asked(kind="dossier", state=state),
            output=output,
            audience=audience,
            language=language,
            form=form,
            treaty=treaty,
            draft=draft,
            list_sources=list_sources,
        )


def handover(
    output: Output,
    treaty: TreatyOption = "ccm",
    audience: For = Audience.COORDINATORS,
    language: In = Language("en"),
    form: As = Form.DOCX,
) -> None:
    """Write all that a successor needs: open matters, the plan, each State, contacts."""
    with manners.refusals():
        manners.prepare()
        _write(
            Asked(kind="handover"),
            output=output,
            audience=audience,
            language=language,
            form=form,
            treaty=treaty,
            draft=False,
        )


def _details(told: list[str]) -> dict[str, str]:
    """act=accession as {"act": "accession"}."""
    found = {}
    for each in told:
        key, sign, value = each.partition("=")
        if not sign:
            raise ReportRefusedError(f"Write --with KEY=VALUE, not {each!r}.")
        found[key.strip()] = value.strip()
    return found


def _day(text: str) -> date | None:
    return manners.day(text) if text else None


def _write(
    asked: Asked,
    *,
    output: Path,
    audience: Audience,
    language: Language,
    form: Form,
    treaty: str,
    draft: bool,
    list_sources: bool = False,
) -> None:
    """Make the document, whole or not at all, and say on what it rests."""
    campaign = _campaign(treaty) if asked.kind != "instrument" else _any_campaign()
    if asked.kind == "instrument":  # a State may join what nobody campaigns for
        asked = replace(asked, details={"treaty": treaty, **asked.details})
    author = scribe(campaign)
    with translation.override(language.value):
        made = making.make(
            asked,
            campaign=campaign,
            author=author,
            confidentiality=audience.confidentiality,
            language=language.value,
            on=timezone.localdate(),
            draft=draft,
        )
        content = render(made.document, form.value)
    partial = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        with transaction.atomic():
            actions.note_made(
                kind=asked.kind,
                language=language.value,
                audience=audience.confidentiality,
                campaign=campaign,
                by=author,
                at=timezone.now(),
            )
            partial.write_bytes(content)
            partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
    if list_sources:
        rows = [
            {"number": number, "key": each.key, "text": each.text, "url": each.url}
            for number, each in enumerate(made.document.cited, 1)
        ]
        show(rows, ("number", "key", "text", "url"), Format.CSV)
    manners.say(f"{output}: {len(made.document.cited)} sources, {made.withheld} withheld.")
    if gaps := open_in(made.document.blocks):
        manners.say(f"{gaps} left open as {OPEN}: what stands there is not known yet.")


def _any_campaign() -> Campaign:
    found = Campaign.objects.order_by("key").first()
    if found is None:
        raise ReportRefusedError("There is no campaign on this desk yet: start it with accede run.")
    return found


def _campaign(treaty: str) -> Campaign:
    found = Campaign.objects.filter(treaty_key=treaty).order_by("key").first()
    if found is None:
        known = list(Campaign.objects.values_list("treaty_key", flat=True))
        raise NotOnRecordError("campaign for the treaty", treaty, nearest_names(treaty, known) or known)
    return found

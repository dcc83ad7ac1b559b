"""What a file rests on: its publisher, or what whoever brings it says."""

from django.utils.text import slugify

from accede.record.imports.plan import Request
from accede.record.models import Source, Treaty
from accede.record.queries.nearest import NotOnRecordError, nearest_names
from accede.record.readers.reading import FileRefusedError, Reading
from accede.told import marked as _

_LONGEST_KEY, _LONGEST_TEXT, _HASH = 80, 200, 12
_RANKS = {rank.name.casefold().replace("_", "-"): rank for rank in Source.Rank}


def source_of(
    request: Request, reading: Reading, treaty: Treaty | None, *, file_hash: str, by: str
) -> tuple[Source, bool]:
    """The source of the file, and whether it comes with the file (and is not on record before it)."""
    publication = request.format.publication
    if publication is None:
        if request.source and ":" not in request.source:
            found = Source.objects.filter(pk=request.source).first()
            if found:
                return found, False
            known = list(Source.objects.values_list("pk", flat=True))
            raise NotOnRecordError("source", request.source, nearest_names(request.source, known))
        rank, publisher = _told(request.source) if request.source else (Source.Rank.GENERAL_KNOWLEDGE, by)
        title = request.file_name
    elif request.source:
        raise FileRefusedError(
            _("The source of this format is known: %(publisher)s.", publisher=publication.publisher),
            advice=_("Leave --source out."),
        )
    else:
        rank, publisher = Source.Rank[publication.rank], publication.publisher
        title = f"{treaty.titles['en']}: {publication.title}" if treaty else publication.title
    key = f"{slugify(f'{request.format.key}-{treaty.key if treaty else publisher}')[:60]}-{file_hash[:_HASH]}"
    already = Source.objects.filter(pk=key).first()
    if already:
        return already, False
    as_of = request.as_of or reading.as_of
    return (
        Source(
            key=key[:_LONGEST_KEY],
            publisher=publisher[:_LONGEST_TEXT],
            title=title[:_LONGEST_TEXT],
            symbol=treaty.symbol if treaty and publication else "",
            rank=rank,
            published=as_of,
            read=request.on.isoformat(),
        ),
        True,
    )


def _told(text: str) -> tuple[Source.Rank, str]:
    """`press: Eye Radio` as a rank and a publisher."""
    word, _colon, publisher = text.partition(":")
    rank = _RANKS.get(word.strip().casefold())
    if rank is None or not publisher.strip():
        raise FileRefusedError(
            _("The source %(text)s is not understood.", text=repr(text)),
            advice=_(
                "Give the key of a source on record, or RANK: PUBLISHER with one of %(known)s.",
                known=", ".join(_RANKS),
            ),
        )
    return rank, publisher.strip()

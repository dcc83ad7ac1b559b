"""Sources that people add: what they write down may rest on one that ships with nothing."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.actions import NotAllowedError
from accede.access.viewer import Viewer
from accede.record.models import Source


@transaction.atomic
def add_source(
    *,
    publisher: str,
    title: str,
    rank: Source.Rank,
    url: str = "",
    published: str = "",
    campaign: str,
    by: Viewer,
    at: datetime,
) -> Source:
    """A source as its publisher calls it; the one on record where there is one alike. `published` may be partial."""
    if not by.contributes_to(campaign):
        raise NotAllowedError(_("Only those who contribute to the campaign add sources."))
    publisher, title = publisher.strip(), title.strip()
    if not publisher or not title:
        raise ValidationError(_("A source has a publisher and a title."))
    alike = Source.objects.filter(publisher=publisher, title=title, url=url).first()
    if alike:
        return alike
    stem = slugify(f"{publisher} {title}")[:60] or "source"
    taken = set(Source.objects.filter(pk__startswith=stem).values_list("pk", flat=True))
    key = next(key for number in range(1, len(taken) + 2) if (key := f"{stem}-{number}") not in taken)
    source = Source(
        key=key,
        publisher=publisher,
        title=title,
        rank=rank,
        url=url,
        published=published,
        read=at.date().isoformat(),
    )
    source.full_clean()
    source.save()
    audit.write(act="add source", of=source, by=by, at=at)
    return source

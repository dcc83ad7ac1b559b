"""The sheets that each page begins with, as one file: a browser that keeps nothing asks once, and draws sooner."""

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

FIRST = ("accede/tokens.css", "accede/base.css", "accede/components.css", "accede/pictures.css")
TOGETHER = "accede/first.css"


class SheetsTogether(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # it has no types
    """Writes FIRST one after the other into TOGETHER, which gets a hash and is packed as any other file."""

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        if not options.get("dry_run") and all(each in paths for each in FIRST):
            self.delete(TOGETHER)
            content = b"\n".join(_read(*paths[each]) for each in FIRST)
            paths[TOGETHER] = (self, self._save(TOGETHER, ContentFile(content)))
        yield from super().post_process(paths, **options)


def first() -> list[str]:
    """The addresses of the sheets: of one where they were put together, else of each."""
    together = isinstance(staticfiles_storage, SheetsTogether)
    return [staticfiles_storage.url(each) for each in ((TOGETHER,) if together else FIRST)]


def _read(storage: Any, path: str) -> bytes:
    with storage.open(path) as file:
        return bytes(file.read())

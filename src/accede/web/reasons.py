"""Why a file is refused, a row of it is stopped, or a stronger source stands: in the reader's language.

An import keeps its reasons in English, since they also stand in files of stopped rows and in what commands say, and
beside it what it takes to say them in another language.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext, pgettext

from accede.record.models import Upload, UploadLine
from accede.record.readers.reading import FileRefusedError
from accede.told import Told, recalled, said
from accede.web.languages import bracketed, isolated


def of_file(upload: Upload) -> str:
    """Why nothing can be taken from the file; in English where it was refused before it could be told otherwise."""
    held = upload.told.get("refused")
    return FileRefusedError.recalled(held).told(upload.file_name, gettext, isolated) if held else upload.why


def of_line(line: UploadLine, names: Mapping[str, str]) -> str:
    """Why the row is stopped. `names`: of the States in the language in force, by code."""
    if line.reason is None:
        return line.why
    told = recalled(line.reason)
    if isinstance(told, Told) and "nearest" in told.values:
        codes = re.findall(r"\(([A-Z]{3})\)", told.values["nearest"])
        comma = pgettext("between names in a list", ", ")
        nearest = comma.join(bracketed(names[code], code) for code in codes if code in names)
        told = Told(told.words, **{**told.values, "nearest": nearest})
    return said(told, gettext, apart=isolated)

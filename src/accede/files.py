"""Files that come from outside: which are taken, and whether one is what its name says."""

from enum import StrEnum

LARGEST = 4_000_000
# What a file begins with, by the ending of its name.
BEGINS = {
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".odt": (b"PK\x03\x04",),
    ".png": (b"\x89PNG\r\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".txt": (),
}


class Fault(StrEnum):
    """Why a file is not taken."""

    NO_SUCH_KIND = "no such kind"
    TOO_LARGE = "too large"
    NOT_WHAT_IT_SAYS = "not what it says"


def fault(name: str, content: bytes) -> Fault | None:
    """What is wrong with a file; None where it is of a kind that is taken, and begins as such a file does."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending not in BEGINS:
        return Fault.NO_SUCH_KIND
    if len(content) > LARGEST:
        return Fault.TOO_LARGE
    begins = BEGINS[ending]
    if (begins and not content.startswith(begins)) or (not begins and b"\x00" in content):
        return Fault.NOT_WHAT_IT_SAYS
    return None

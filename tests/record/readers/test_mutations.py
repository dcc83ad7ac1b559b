"""Whatever is done to a file, its reader gives rows or refuses: it never stumbles, and never hangs."""

import contextlib
import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.record.readers.reading import FIXTURES, HERE, read_all

from accede.record.readers.formats import FORMATS
from accede.record.readers.reading import FileRefusedError

PIECES = [
    *(
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n",
        b'"',
        b",",
        b";",
        b"\t",
        b"<",
        b"</",
        b"&",
        b"&a;",
        b"[",
        b"]",
    ),
    *(
        b"<table>",
        b"</tr>",
        b"<sup>",
        b"]]>",
        b"<!--",
        b"<![CDATA[",
        b"31 Feb 2011",
        b"0001-01-01",
        b"3 Dec 08",
    ),
    *(b"{", b"}", b"null", b"1e999", b"=cmd|x", "\u202e".encode(), b"-", b"99999999999999999999"),
]
WORKBOOK = "workbook"


def contents():
    found = {key: path.read_bytes() for key, path in FIXTURES.items()}
    found |= {
        f"table {name}": (HERE / f"table/{name}.csv").read_bytes() for name in ("votes", "steps", "obstacles")
    }
    book = openpyxl.Workbook()
    for line in found["table"].decode().splitlines():
        book.active.append(line.split(","))
    buffer = io.BytesIO()
    book.save(buffer)
    return found | {WORKBOOK: buffer.getvalue()}


CONTENTS = contents()


@st.composite
def mutations(draw, content):
    """The content with some pieces taken out, doubled, exchanged or put in; or something else altogether."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=300))
    for _change in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from([*PIECES, b"", content[start:end] * 2]) | st.binary(max_size=6))
        content = content[:start] + piece + content[end:]
    return content


def hold(key, content, path):
    path.write_bytes(content)
    form = key if key in FORMATS else "table"
    with contextlib.suppress(FileRefusedError):
        read_all(form, path)


@pytest.mark.parametrize("key", CONTENTS)
def test_mutated_file_is_read_or_refused(key, tmp_path_factory):
    path = tmp_path_factory.mktemp("few") / "file"

    @settings(max_examples=60)
    @given(mutations(CONTENTS[key]))
    def few(content):
        hold(key, content, path)

    few()


@pytest.mark.long
@pytest.mark.parametrize("key", CONTENTS)
def test_ten_thousand_mutated_files_are_read_or_refused(key, tmp_path_factory):
    path = tmp_path_factory.mktemp("many") / "file"

    @settings(max_examples=10_000, suppress_health_check=list(HealthCheck))
    @given(mutations(CONTENTS[key]))
    def many(content):
        hold(key, content, path)

    many()

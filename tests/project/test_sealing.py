"""A file under a passphrase: it opens whole, or not at all."""

import contextlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.project.backup import sealing

MIB = 1 << 20
RIGHT = "correct horse"


def sealed(content, passphrase=RIGHT):
    target = io.BytesIO()
    sealing.seal(io.BytesIO(content), target, passphrase)
    return target.getvalue()


def unsealed(content, passphrase=RIGHT):
    target = io.BytesIO()
    sealing.unseal(io.BytesIO(content), target, passphrase)
    return target.read()


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB])
def test_what_was_sealed_opens_as_it_was(size):
    content = bytes(range(256)) * (size // 256 + 1)

    assert unsealed(sealed(content[:size])) == content[:size]


def test_nothing_of_it_stands_in_the_file():
    assert b"ambassador" not in sealed(b"The ambassador said so. " * 100)


@pytest.fixture(scope="module")
def three_chunks():
    return sealed(b"".join(bytes([number]) * MIB for number in range(3)))


def tokens(content):
    head = len(sealing.MAGIC) + sealing.SALT
    found, rest = [], content[head:]
    while rest:
        length = 4 + int.from_bytes(rest[:4], "big")
        found.append(rest[:length])
        rest = rest[length:]
    return content[:head], found


@pytest.mark.parametrize("order", [[0, 1], [1, 0, 2], [0, 2], [1, 2], [0, 1, 2, 2], [0, 0, 1, 2]], ids=str)
def test_chunks_left_out_moved_or_doubled_are_seen(three_chunks, order):
    head, found = tokens(three_chunks)

    with pytest.raises(sealing.WrongPassphraseError, match="Nothing was restored"):
        unsealed(head + b"".join(found[number] for number in order))


@pytest.fixture(scope="module")
def one_chunk():
    return sealed(b"x" * 100)


@settings(max_examples=15)
@given(place=st.integers(min_value=len(sealing.MAGIC), max_value=300), flip=st.integers(1, 255))
def test_no_change_of_a_byte_changes_what_is_opened(one_chunk, place, flip):
    content = bytearray(one_chunk)
    content[len(sealing.MAGIC) + place % (len(content) - len(sealing.MAGIC))] ^= flip

    # The last letter of a token has bits that say nothing: with those alone changed it still opens, as it was.
    with contextlib.suppress(sealing.WrongPassphraseError):
        assert unsealed(bytes(content)) == b"x" * 100


def test_a_length_beyond_the_end_is_seen(one_chunk):
    head = len(sealing.MAGIC) + sealing.SALT
    content = one_chunk[:head] + b"\x01" + one_chunk[head + 1 :]

    with pytest.raises(sealing.WrongPassphraseError, match="cut off or changed"):
        unsealed(content)

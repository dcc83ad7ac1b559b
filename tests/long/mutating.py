"""Contents taken apart: pieces taken out, doubled, exchanged, put in; of a bundle's parts too, and the bundle whole again."""

import io
import random
import zipfile

from tests.record.readers.test_mutations import PIECES


def mutated(content: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.05:
        return chance.randbytes(chance.randrange(300))
    if content.startswith(b"PK\3\4") and chance.random() < 0.7:
        return _bundle(content, chance)
    return _pieces(content, chance)


def _pieces(content: bytes, chance: random.Random) -> bytes:
    for _change in range(chance.randint(1, 6)):
        start = chance.randint(0, len(content))
        end = min(len(content), start + chance.randint(0, 40))
        kind = chance.randrange(5)
        if kind == 0:
            piece = b""
        elif kind == 1:
            piece = content[start:end] * 2
        elif kind == 2:
            other = chance.randint(0, len(content))
            piece = content[other : other + chance.randint(0, 40)]
        elif kind == 3:
            piece = chance.choice(PIECES)
        else:
            piece = chance.randbytes(chance.randint(1, 6))
        content = content[:start] + piece + content[end:]
    return content


def _bundle(content: bytes, chance: random.Random) -> bytes:
    """The parts as they were but for one, which is spoilt, is gone, or stands under another's name."""
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    name = chance.choice(list(parts))
    kind = chance.randrange(8)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[chance.choice(list(parts))] = parts.pop(name)
    else:
        parts[name] = _pieces(parts[name], chance)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as spoilt:
        for each, part in parts.items():
            spoilt.writestr(each, part)
    return made.getvalue()

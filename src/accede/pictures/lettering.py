"""How much room words take in a picture, and how they are laid into it: on the server nothing measures type."""

import unicodedata

LETTER = 0.56  # mean width of a letter, in parts of the size of the type; a Chinese one takes 1


def text_width(words: str, size: float) -> float:
    """About how wide the words are, with some room."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in words)
    return size * (wide + LETTER * (len(words) - wide))


def two_lines(words: str, width: float, size: float) -> list[str]:
    """The words in two lines at most; what is longer ends in an ellipsis."""
    pieces = list(words) if " " not in words.strip() else words.split()
    between = "" if " " not in words.strip() else " "
    lines = [""]
    for place, piece in enumerate(pieces):
        longer = f"{lines[-1]}{between}{piece}" if lines[-1] else piece
        if not lines[-1] or text_width(longer, size) <= width:
            lines[-1] = longer
        elif len(lines) == 1:
            lines.append(piece)
        else:
            rest = f"{lines[-1]}{between}{between.join(pieces[place:])}"
            while text_width(f"{rest}…", size) > width:
                rest = rest[:-1]
            lines[-1] = f"{rest.rstrip()}…"
            break
    return lines

"""Reading SVG back, to measure what was drawn."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"


def parse(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own drawing


def all_of(root: ET.Element, tag: str, class_: str | None = None) -> list[ET.Element]:
    found = root.iter(f"{SVG}{tag}")
    return [element for element in found if class_ is None or class_ in element.get("class", "").split()]


def corners(path: str) -> Iterator[tuple[float, float]]:
    """Every point of a path of straight lines, from the commands M H V m l h v and z."""
    x = y = 0.0
    start = (x, y)
    for command, written in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", written)]
        if command == "z":
            x, y = start
        elif command in "hvHV":
            for number in numbers:
                x, y = {"h": (x + number, y), "v": (x, y + number), "H": (number, y), "V": (x, number)}[
                    command
                ]
                yield x, y
        else:
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = (dx, dy) if command == "M" else (x + dx, y + dy)
                if command == "M":
                    start = (x, y)
                yield x, y

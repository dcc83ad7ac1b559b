"""The documents, and what of a page can be held against the program: headings, links, tables, examples."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("docs", "benchmarks", "tools")
PAGES = [
    path
    for path in sorted(
        [*ROOT.glob("*.md"), *(page for name in FOLDERS for page in (ROOT / name).rglob("*.md"))]
    )
    if "node_modules" not in path.parts
]

_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_CELL_BORDER = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Example:
    """A command as a page shows it, with the lines it prints; a line `...` stands for any number of others."""

    arguments: tuple[str, ...]
    lines: tuple[str, ...]
    exit_status: int


def name(path):
    return path.relative_to(ROOT).as_posix()


def text(page):
    return (ROOT / page).read_text(encoding="utf-8")


def prose(page):
    """The page without its code blocks."""
    return _FENCED.sub("", text(page))


def anchors(page):
    """What a link to a heading of the page can be called."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    plain = (re.sub(r"\[([^]]*)\]\([^)]*\)|[`*]", r"\1", heading) for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in plain}


def links(page):
    """Addresses that the page links to, pictures among them."""
    return re.findall(r"\]\(([^)\s]+)\)", prose(page))


def section(page, heading):
    """What stands under a heading of the second level."""
    return text(page).split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def table_rows(markdown):
    """The cells of every table row, head and ruler left out; code marks are taken off."""
    for table in re.findall(r"(?:^\|.*\n?)+", markdown, re.MULTILINE):
        for line in table.strip().splitlines()[2:]:
            yield [
                cell.strip().strip("`").replace(r"\|", "|") for cell in _CELL_BORDER.split(line.strip())[1:-1]
            ]


def examples(page):
    """The console examples of a page; `$ echo $?` and the line after it tell an exit status other than 0."""
    for block in _CONSOLE.findall(text(page)):
        told = [part.splitlines() for part in block.split("$ ")[1:]]
        for (command, *lines), following in zip(told, [*told[1:], [""]], strict=True):
            if command != "echo $?":
                status = int(following[1]) if following[0] == "echo $?" else 0
                _run, *arguments = shlex.split(command)
                yield Example(tuple(arguments), tuple(lines), status)

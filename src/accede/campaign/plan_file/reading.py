"""From the text of a plan file to its values, each with its place; or all that is wrong with it."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml
from babel.core import get_global
from django.utils.translation import gettext as _

from accede.campaign.plan_file.faults import Fault, PlanFileError
from accede.campaign.plan_file.layout import ORDER, PLAN, SECTIONS, WITHIN, Field

LONGEST = 1_000_000  # letters
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")
_REFERENCE = re.compile(r"[A-Za-z0-9_/.-]{1,90}")
_MOST_MEASURED = Decimal(9999999999)  # whole digits that the database keeps of a figure or a rate
_NUMBER = re.compile(r"-?\d{1,12}(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST_TEXT = 2_000


@dataclass(slots=True)
class Entry:
    """The values of a mapping, by key; a key that is not there is absent. `places`: where each stands."""

    line: int
    path: str
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def fault(self, key: str, reason: str) -> Fault:
        line, path = self.places.get(key, (self.line, f"{self.path}.{key}".lstrip(".")))
        return Fault(line, path, reason)


@dataclass(slots=True)
class Written:
    """A plan as a file writes it, sound as far as that can be told without the desk."""

    plan: Entry
    sections: dict[str, list[Entry]]


def decoded(raw: bytes) -> str:
    """The text of a file. Raises PlanFileError where it is not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise PlanFileError([Fault(line, "", _("It is not UTF-8. Save it as UTF-8."))]) from error


def read(text: str) -> Written:
    """Raises PlanFileError with everything that is wrong."""
    faults: list[Fault] = []
    root = _root(text)
    keys = _children(root, "", faults)
    known = {**PLAN, **dict.fromkeys(SECTIONS)}
    _refuse_unknown(keys, known, "", faults)
    plan = _entry(root, {key: node for key, node in keys.items() if key in PLAN}, PLAN, "", faults)
    sections = {
        name: _entries(keys[name][1], SECTIONS[name], name, faults) if name in keys else []
        for name in SECTIONS
    }
    _keys_stand_once(sections, faults)
    _references_lead_somewhere(sections, faults)
    if faults:
        raise PlanFileError(faults)
    return Written(plan, sections)


def _root(text: str) -> yaml.MappingNode:
    if len(text) > LONGEST:
        raise PlanFileError([Fault(1, "", _("It is too long: a plan has at most a million letters."))])
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise PlanFileError(
                    [
                        Fault(
                            event.start_mark.line + 1 if event.start_mark else 1,
                            "",
                            _("Aliases (*name) are not read. Write it out."),
                        )
                    ]
                )
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = _("This is not YAML: %(why)s.") % {"why": getattr(error, "problem", None) or str(error)}
        raise PlanFileError([Fault(mark.line + 1 if mark else 1, "", reason)]) from error
    except RecursionError as error:
        raise PlanFileError([Fault(1, "", _("It is nested too deeply."))]) from error
    if not isinstance(root, yaml.MappingNode):
        raise PlanFileError([Fault(1, "", _("A plan file is a mapping that begins with “plan:”."))])
    return root


Nodes = dict[str, tuple[int, yaml.Node]]


def _children(node: yaml.MappingNode, path: str, faults: list[Fault]) -> Nodes:
    found: Nodes = {}
    for name, value in node.value:
        key = str(name.value) if isinstance(name, yaml.ScalarNode) else "?"
        line = name.start_mark.line + 1
        if key in found:
            faults.append(Fault(line, _join(path, key), _("This key stands here twice.")))
        found[key] = line, value
    return found


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _refuse_unknown(keys: Nodes, known: Mapping[str, Any], path: str, faults: list[Fault]) -> None:
    for key, (line, _node) in keys.items():
        if key not in known:
            near = difflib.get_close_matches(key, list(known), n=1)
            reason = (
                _("There is no key “%(key)s” here. Did you mean “%(near)s”?") % {"key": key, "near": near[0]}
                if near
                else _("There is no key “%(key)s” here. Known: %(known)s.")
                % {"key": key, "known": ", ".join(known)}
            )
            faults.append(Fault(line, _join(path, key), reason))


def _entries(node: yaml.Node, fields: Mapping[str, Field], path: str, faults: list[Fault]) -> list[Entry]:
    if _is_empty(node):
        return []
    if not isinstance(node, yaml.SequenceNode):
        faults.append(Fault(node.start_mark.line + 1, path, _("A list of entries stands here.")))
        return []
    found = []
    for place, each in enumerate(node.value, start=1):
        here = f"{path}[{place}]"
        if not isinstance(each, yaml.MappingNode):
            faults.append(
                Fault(each.start_mark.line + 1, here, _("An entry is a mapping of keys to values."))
            )
            continue
        keys = _children(each, here, faults)
        _refuse_unknown(keys, fields, here, faults)
        found.append(
            _entry(each, {key: at for key, at in keys.items() if key in fields}, fields, here, faults)
        )
    return found


def _entry(
    node: yaml.Node, keys: Nodes, fields: Mapping[str, Field], path: str, faults: list[Fault]
) -> Entry:
    entry = Entry(node.start_mark.line + 1, path)
    for key, (line, value) in keys.items():
        entry.places[key] = line, _join(path, key)
        if _is_empty(value):
            continue
        try:
            entry.values[key] = _value(value, fields[key], _join(path, key), faults)
        except _NotReadableError as error:
            faults.append(Fault(value.start_mark.line + 1, _join(path, key), str(error)))
    for key, each in fields.items():
        is_there = key in keys and not _is_empty(keys[key][1])
        if each.required and not is_there:
            faults.append(entry.fault(key, _("It is missing.")))
    for first, last in ORDER:
        one, other = entry.get(first), entry.get(last)
        if one and other and other < one:
            faults.append(
                entry.fault(
                    last,
                    _("It ends on %(ends)s, before it begins on %(starts)s.")
                    % {"ends": other.isoformat(), "starts": one.isoformat()},
                )
            )
    return entry


class _NotReadableError(ValueError):
    pass


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")


def _value(node: yaml.Node, field_: Field, path: str, faults: list[Fault]) -> Any:
    match field_.holds:
        case "entries":
            return _entries(node, WITHIN[field_.entries], path, faults)
        case "keys":
            if not isinstance(node, yaml.SequenceNode):
                raise _NotReadableError(_("A list of keys stands here: [one, other]."))
            return [_scalar(each, _REFERENCE, _("a key")) for each in node.value]
        case "words":
            return _words(node, path, faults)
        case "choice":
            return _choice(node, field_)
    return _SCALARS[field_.holds](node)


def _words(node: yaml.Node, path: str, faults: list[Fault]) -> dict[str, str]:
    if not isinstance(node, yaml.MappingNode):
        return {"en": _text(node)}
    found = {}
    for language, (line, value) in _children(node, path, faults).items():
        if language not in LANGUAGES:
            faults.append(
                Fault(
                    line,
                    _join(path, language),
                    _("“%(language)s” is none of the six languages: %(known)s.")
                    % {"language": language, "known": ", ".join(LANGUAGES)},
                )
            )
            continue
        found[language] = _text(value)
    if not found:
        raise _NotReadableError(_("A text stands here, or one for each language."))
    return found


def _choice(node: yaml.Node, field_: Field) -> str:
    word = _text(node)
    if word not in field_.choices:
        raise _NotReadableError(
            _("“%(word)s” is none of: %(known)s.") % {"word": word, "known": ", ".join(field_.choices)}
        )
    return word


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _NotReadableError(_("A text stands here."))
    text = str(node.value).strip()
    if not text or len(text) > _LONGEST_TEXT:
        raise _NotReadableError(_("A text has between 1 and 2000 letters."))
    if "\x00" in text:
        raise _NotReadableError(_("A text stands here."))
    return text


def _scalar(node: yaml.Node, pattern: re.Pattern[str], what: str) -> str:
    text = _text(node)
    if not pattern.fullmatch(text):
        raise _NotReadableError(_("“%(text)s” is not %(what)s.") % {"text": text[:80], "what": what})
    return text


def _key(node: yaml.Node) -> str:
    return _scalar(node, _KEY, _("a key: letters, digits and hyphens"))


def _day(node: yaml.Node) -> date:
    text = _scalar(node, _DAY, _("a day as 2024-09-13"))
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _NotReadableError(_("“%(text)s” is not in the calendar.") % {"text": text}) from error


def _number(decimals: int, least: Decimal, most: Decimal) -> Callable[[yaml.Node], Decimal]:
    def number(node: yaml.Node) -> Decimal:
        text = _scalar(node, _NUMBER, _("a number as 1250.50"))
        try:
            value = Decimal(text)
        except InvalidOperation as error:  # the pattern lets none through
            raise _NotReadableError(_("“%(text)s” is not a number.") % {"text": text}) from error
        if -value.as_tuple().exponent > decimals:  # type: ignore[operator]  # of a finite number it is one
            raise _NotReadableError(
                _("“%(text)s” has more than %(decimals)s decimals.") % {"text": text, "decimals": decimals}
            )
        if not least <= value <= most:
            between = {"text": text, "least": f"{least:f}", "most": f"{most:f}"}
            raise _NotReadableError(_("“%(text)s” is not between %(least)s and %(most)s.") % between)
        return value

    return number


def _whole(least: int, most: int) -> Callable[[yaml.Node], int]:
    number = _number(0, Decimal(least), Decimal(most))
    return lambda node: int(number(node))


def _currency(node: yaml.Node) -> str:
    code = _text(node)
    if not is_currency(code):
        raise _NotReadableError(
            _("“%(code)s” is no currency. Write its three letters, as CHF.") % {"code": code}
        )
    return code


def is_currency(code: str) -> bool:
    """Whether ISO 4217 has, or had, the code."""
    return code in get_global("all_currencies")


_SCALARS: dict[str, Callable[[yaml.Node], Any]] = {
    "key": _key,
    "text": _text,
    "day": _day,
    "whole": _whole(-(10**9), 10**9),
    "count": _whole(0, 32_767),
    "amount": _number(2, -_MOST_MEASURED, _MOST_MEASURED),
    "money": _number(2, Decimal(0), Decimal("999999999999.99")),
    "rate": _number(8, Decimal("0.00000001"), _MOST_MEASURED),
    "currency": _currency,
}


def _keys_stand_once(sections: Mapping[str, list[Entry]], faults: list[Fault]) -> None:
    for name, entries in sections.items():
        seen: dict[Any, Entry] = {}
        for entry in entries:
            key = (entry.get("currency"), entry.get("on")) if name == "rates" else entry.get("key")
            if key in seen:
                faults.append(
                    entry.fault(
                        "key", _("The same stands in line %(line)s already.") % {"line": seen[key].line}
                    )
                )
            seen[key] = entry


def _references_lead_somewhere(sections: Mapping[str, list[Entry]], faults: list[Fault]) -> None:
    known = {name: {entry.get("key") for entry in entries} for name, entries in sections.items()}
    for name, entries in sections.items():
        for entry in entries:
            faults.extend(_astray(entry, SECTIONS[name], known))


def _astray(entry: Entry, fields: Mapping[str, Field], known: Mapping[str, set[str]]) -> Iterator[Fault]:
    for key, each in fields.items():
        if each.holds == "entries":
            for inner in entry.get(key, []):
                yield from _astray(inner, WITHIN[each.entries], known)
        if not each.section or entry.get(key) is None:
            continue
        named = entry.get(key) if each.holds == "keys" else [entry.get(key)]
        for word in named:
            if word not in known[each.section]:
                yield entry.fault(
                    key,
                    _("“%(key)s” is no key of %(section)s in this file.")
                    % {"key": word, "section": each.section},
                )

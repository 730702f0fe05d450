"""Strict YAML: where every value stands, and a plain word for each of YAML's traps.

YAML 1.1 reads ``no`` as false, ``010`` as eight and ``1:30`` as ninety. Nothing here is read otherwise than it looks:
what could be misread is refused, with the line and with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.scalars import STRAY, NotPlain, plain_value, quoted_value

LARGEST_FILE = 1_000_000
DEEPEST = 30
MOST_ALIASES = 200
MOST_VALUES = 300_000

Where = tuple[Any, ...]


@dataclass(frozen=True)
class Document:
    """One YAML file: its data, and the place of every key and item.

    Parameters
    ----------
    path : Path
        The file.
    data : Any
        Plain dicts, lists, text, numbers, booleans, dates and None. Not to be changed.
    marks : dict
        Path of keys and indices -> (line, column), counted from 1.
    """

    path: Path
    data: Any
    marks: dict[Where, tuple[int, int]]

    def at(self, *where: Any) -> tuple[int, int]:
        """Line and column of a key or item, or of the nearest one around it that has a place."""
        for length in range(len(where), -1, -1):
            if where[:length] in self.marks:
                return self.marks[where[:length]]
        return 0, 0

    def mistake(self, where: Where, what: str, expected: str = "", nearest: str = "") -> Mistake:
        """A mistake at the place of a key or item."""
        line, column = self.at(*where)
        return Mistake(what, str(self.path), line, column, expected, nearest)


def read_yaml(path: Path | str) -> Document:
    """Read one YAML file strictly.

    Parameters
    ----------
    path : Path or str
        The file to read.

    Returns
    -------
    Document

    Raises
    ------
    Mistakes
        Every mistake of the file at once, as far as the parser can go on after one.
    """
    path = Path(path)
    return parse_yaml(_text(path), path)


def parse_yaml(text: str, path: Path | str) -> Document:
    """Read YAML from text as :func:`read_yaml` does from a file; ``path`` is only named in mistakes."""
    unreadable = _strays(text, str(path))
    if unreadable:
        raise Mistakes(unreadable)
    builder = _Builder(Path(path))
    data = builder.read(text)
    if builder.mistakes:
        raise Mistakes(builder.mistakes)
    return Document(Path(path), data, builder.marks)


def _text(path: Path) -> str:
    name = str(path)
    try:
        if path.exists() and not path.is_file():
            raise Mistakes([Mistake("this is not a file", name, expected="a YAML file")])
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Mistakes([Mistake(f"cannot be read: {reason}", name, expected="a YAML file that can be read")]) from None
    if len(content) > LARGEST_FILE:
        raise Mistakes([Mistake("larger than 1 MB", name, 1, 1, "a smaller file; split it with `extends`")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + content[: error.start].count(b"\n")
        raise Mistakes([Mistake("this is not UTF-8 text", name, line, 1, "text saved as UTF-8")]) from None


def _strays(text: str, name: str) -> list[Mistake]:
    found = ((number, STRAY.search(line)) for number, line in enumerate(text.split("\n"), 1))
    return [_stray(each, name, number) for number, each in found if each is not None]


def _stray(found: re.Match[str], name: str, number: int) -> Mistake:
    what, expected = ("a tab", "spaces") if found[0] == "\t" else (f"{found[0]!a}, which is not text", "plain text")
    return Mistake(what, name, number, found.start() + 1, expected)


class _Stop(Exception):
    """Reading on would only repeat the mistake."""


class _Builder:
    """Builds the data of one document from YAML's events, and notes places and mistakes as it goes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.marks: dict[Where, tuple[int, int]] = {(): (1, 1)}
        self.mistakes: list[Mistake] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.values = 0
        self.aliases = 0

    def read(self, text: str) -> Any:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            return self._document(yaml.parse(text, Loader=loader))
        except _Stop:
            return None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            words = " ".join(part for part in (error.context, error.problem) if part)
            if "nesting depth" in words:  # newer versions of PyYAML stop before this reader does
                self._wrong(mark, f"nested deeper than {DEEPEST} levels", "fewer levels")
                return None
            self._wrong(mark, f"not valid YAML: {words}", "valid YAML; look at quotes, colons and indentation here")
        except (yaml.YAMLError, ValueError) as error:
            self._wrong(None, f"not valid YAML: {error}", "valid YAML")
        return None

    def _wrong(self, mark: Any, what: str, expected: str) -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.mistakes.append(Mistake(what, str(self.path), line, column, expected))

    def _document(self, events: Iterator[Any]) -> Any:
        data = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._wrong(event.start_mark, "a second document in one file", "one document, no line `---`")
                    raise _Stop
                data = self._value(next(events), events, ())
        if documents == 0 or (data is None and not self.mistakes):
            self._wrong(None, "the file is empty", "keys and values")
        return data

    def _value(self, event: Any, events: Iterator[Any], where: Where) -> Any:
        self.values += 1
        if self.values > MOST_VALUES:
            self._wrong(event.start_mark, "aliases make this file explode", "the values written out, or fewer aliases")
            raise _Stop
        if len(where) > DEEPEST:
            self._wrong(event.start_mark, f"nested deeper than {DEEPEST} levels", "fewer levels")
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = self.values
        if event.tag is not None and event.tag != "!":
            self._wrong(event.start_mark, f"a tag, {event.tag[:40]!r}", "the plain value without a tag")
        value = self._untagged(event, events, where)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, self.values - before + 1)
        return value

    def _untagged(self, event: Any, events: Iterator[Any], where: Where) -> Any:
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, where)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, where)
        return self._scalar(event)

    def _alias(self, event: Any) -> Any:
        # An anchor is known only once its value is complete, so a value cannot hold itself.
        if event.anchor not in self.anchors:
            self._wrong(event.start_mark, f"no value is marked '&{event.anchor}' before this", "the value written out")
            return None
        value, size = self.anchors[event.anchor]
        self.values += size
        self.aliases += 1
        if self.aliases > MOST_ALIASES or self.values > MOST_VALUES:
            self._wrong(event.start_mark, "aliases make this file explode", "the values written out, or fewer aliases")
            raise _Stop
        return value

    def _sequence(self, events: Iterator[Any], where: Where) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            here = (*where, len(items))
            self._mark(here, event)
            items.append(self._value(event, events, here))
        return items

    def _mapping(self, events: Iterator[Any], where: Where) -> dict[Any, Any]:
        data: dict[Any, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, events, where)
            here = (*where, key)
            if key in data:
                first = self.marks[here][0]
                self._wrong(event.start_mark, f"the key '{key}' is here twice, first in line {first}", "each key once")
            else:
                self._mark(here, event)
            data[key] = self._value(next(events), events, here)
        return data

    def _key(self, event: Any, events: Iterator[Any], where: Where) -> Any:
        key = self._value(event, events, (*where, "?"))
        if isinstance(key, str) and not (key == "<<" and not getattr(event, "style", None)):
            return key
        if isinstance(key, int) and not isinstance(key, bool):
            return key  # as 0, 50 and 100 in the scale of an issue
        self._wrong(event.start_mark, f"a key that is not a name, {str(key)[:40]!r}", "a name, in quotes if need be")
        return f"? line {event.start_mark.line + 1}"

    def _mark(self, where: Where, event: Any) -> None:
        self.marks[where] = (event.start_mark.line + 1, event.start_mark.column + 1)

    def _scalar(self, event: Any) -> Any:
        try:
            if event.style in ("'", '"', "|", ">"):
                return quoted_value(event.value)
            return plain_value(event.value)
        except NotPlain as trap:
            self._wrong(event.start_mark, trap.what, trap.expected)
            return event.value

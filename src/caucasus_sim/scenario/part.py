"""One mapping of a scenario file while it is read: typed values out, mistakes with their places aside."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from caucasus_sim.documents import Document, Where
from caucasus_sim.errors import Mistake, nearest
from caucasus_sim.scenario.months import NotTime, read_month, read_span

T = TypeVar("T")


@dataclass(frozen=True)
class Placed(Generic[T]):
    """Something read from a file, and where it stands there."""

    item: T
    document: Document
    where: Where

    @property
    def place(self) -> str:
        """``file:line``."""
        return f"{self.document.path}:{self.document.at(*self.where)[0]}"

    def mistake(self, what: str, expected: str = "", near: str = "", at: Where = ()) -> Mistake:
        """A mistake at this place, or at a key inside it."""
        return self.document.mistake((*self.where, *at), what, expected, near)


@dataclass(frozen=True)
class Part:
    """A mapping in a file; every getter returns None for what is missing or wrong, and notes the mistake."""

    document: Document
    where: Where
    data: Mapping[Any, Any]
    found: list[Mistake]

    def wrong(self, key: Any, what: str, expected: str = "", near: str = "") -> None:
        """Note a mistake at a key; ``key=None`` for the mapping itself."""
        where = self.where if key is None else (*self.where, key)
        self.found.append(self.document.mistake(where, what, expected, near))

    def placed(self, item: T, *keys: Any) -> Placed[T]:
        """An item with its place: this mapping, or a key inside it."""
        return Placed(item, self.document, (*self.where, *keys))

    def only(self, allowed: Collection[str], what: str, hints: Mapping[str, str] | None = None) -> None:
        """Note every key that is not allowed here."""
        for key in self.data:
            if key not in allowed:
                expected = (hints or {}).get(key) or f"{what}: {listed(allowed)}"
                self.wrong(key, f"unknown key '{str(key)[:40]}'", expected, self._near(key, allowed))

    def _near(self, name: object, names: Iterable[str]) -> str:
        # Whoever makes hundreds of mistakes needs no nearest name for each.
        return nearest(name, names) if len(self.found) < 200 else ""

    def has(self, key: str) -> bool:
        """Whether the key is here with a value."""
        return self.data.get(key) is not None

    def needs(self, *keys: str) -> bool:
        """Whether all keys are here; notes the missing ones."""
        missing = [key for key in keys if not self.has(key)]
        for key in missing:
            self.wrong(key if key in self.data else None, f"'{key}' is missing", f"`{key}:` with a value")
        return not missing

    def text(self, key: str) -> str | None:
        """Text that is not empty."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, str) and value.strip():
            return value
        self.wrong(key, f"'{key}' is {kind_of(value)}", "text, in quotes if it looks like something else")
        return None

    def name(self, key: str, names: Collection[str], kind: str) -> str | None:
        """One of a set of names."""
        value = self.data.get(key)
        return None if value is None else self.known(value, names, kind, key)

    def known(self, value: Any, names: Collection[str], kind: str, key: Any) -> str | None:
        """A value that has to be one of a set of names; a mistake is noted at ``key``."""
        if isinstance(value, str) and value in names:
            return value
        what = f"unknown {kind} '{value[:40]}'" if isinstance(value, str) else f"{kind} is {kind_of(value)}"
        self.wrong(key, what, f"one of {listed(names)}", self._near(value, names) if isinstance(value, str) else "")
        return None

    def number(self, key: str, low: float | None = None, high: float | None = None) -> float | None:
        """A number within bounds."""
        value = self.data.get(key)
        if value is None:
            return None
        return self.bounded(value, low, high, key)

    def bounded(self, value: Any, low: float | None, high: float | None, key: Any) -> float | None:
        """A value that has to be a number within bounds; a mistake is noted at ``key``."""
        bounds = between(low, high)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.wrong(key, f"'{key}' is {kind_of(value)}", f"a number {bounds}".rstrip())
            return None
        if (low is not None and value < low) or (high is not None and value > high):
            self.wrong(key, f"{value:g} is out of range", f"a number {bounds}")
            return None
        return float(value)

    def month(self, key: str) -> int | None:
        """A month such as 2025-06."""
        return self._time(key, read_month)

    def span(self, key: str) -> int | None:
        """A span such as 12 months."""
        return self._time(key, read_span)

    def _time(self, key: str, read: Any) -> int | None:
        value = self.data.get(key)
        if value is None:
            return None
        try:
            return int(read(value))
        except NotTime as error:
            self.wrong(key, error.what, error.expected)
            return None

    def names(self, key: str, names: Collection[str] | None, kind: str) -> tuple[str, ...] | None:
        """A list of names without doubles, or one name alone; with ``names=None``, of any text."""
        value = self.data.get(key)
        if value is None:
            return None
        items = value if isinstance(value, list) else [value]
        inner = Part(self.document, (*self.where, key), dict(enumerate(items)), self.found)
        read = [
            inner.known(item, names if names is not None else _anything(item), kind, i) for i, item in enumerate(items)
        ]
        for i, item in enumerate(read):
            if item is not None and item in read[:i]:
                inner.wrong(i, f"{kind} '{item}' is here twice", "each once")
        return tuple(item for item in read if item is not None)

    def part(self, key: Any) -> Part | None:
        """The mapping under a key; nothing there counts as an empty one."""
        value = self.data.get(key)
        if value is None:
            value = {}
        if isinstance(value, dict):
            return Part(self.document, (*self.where, key), value, self.found)
        self.wrong(key, f"'{key}' is {kind_of(value)}", "keys with values, such as `key: value`")
        return None

    def parts(self, key: str) -> Iterator[Part]:
        """The mappings of the list under a key."""
        value = self.data.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.wrong(key, f"'{key}' is {kind_of(value)}", "a list; begin each entry with `- `")
            return
        inner = Part(self.document, (*self.where, key), dict(enumerate(value)), self.found)
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield Part(self.document, (*inner.where, index), item, self.found)
            else:
                inner.wrong(
                    index, f"this entry of '{key}' is {kind_of(item)}", "keys with values, such as {date: 2025-06, ...}"
                )


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names for a message, cut when there are many.

    Examples
    --------
    >>> listed(["a", "b"])
    'a, b'
    """
    names = [str(name) for name in names]
    more = f", ... ({len(names)} in all; see `sim list`)" if len(names) > most else ""
    return ", ".join(names[:most]) + more if names else "nothing: there are none"


def between(low: float | None, high: float | None) -> str:
    """Bounds in words.

    Examples
    --------
    >>> between(0, 1), between(0, None)
    ('from 0 to 1', 'of at least 0')
    """
    if low is not None and high is not None:
        return f"from {low:g} to {high:g}"
    if low is not None:
        return f"of at least {low:g}"
    return f"of at most {high:g}" if high is not None else ""


def kind_of(value: Any) -> str:
    """What a value is, in words.

    Examples
    --------
    >>> kind_of([1]), kind_of(True), kind_of(2)
    ('a list', 'true or false', 'a number, 2')
    """
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return f"a number, {value:g}"
    if isinstance(value, datetime.date):
        return f"a date, {value}"
    if isinstance(value, str):
        return f"text, '{value[:40]}'" if value.strip() else "empty"
    if value is None:
        return "nothing"
    return "a list" if isinstance(value, list) else "a block of keys"


def _anything(item: Any) -> Collection[str]:
    return (item,) if isinstance(item, str) and item.strip() else ("some text",)

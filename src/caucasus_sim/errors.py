"""What a user got wrong: what, where, and how to mend it; all mistakes of a file at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One mistake in something a user wrote.

    Parameters
    ----------
    what : str
        The mistake in words, without a full stop.
    file : str
        The file as the user would name it.
    line, column : int
        Counted from 1; 0 when the mistake is about the whole file.
    expected : str
        What would have been right, or what to write instead.
    nearest : str
        The nearest valid name, when there is one.

    Examples
    --------
    >>> print(Mistake("unknown key 'lever'", "a.yaml", 3, 1, "a block of a scenario", "levers"))
    a.yaml:3:1: unknown key 'lever'; expected a block of a scenario; did you mean 'levers'?
    """

    what: str
    file: str
    line: int = 0
    column: int = 0
    expected: str = ""
    nearest: str = ""

    @property
    def place(self) -> str:
        """The place as editors understand it: ``file:line:column``."""
        numbers = [str(number) for number in (self.line, self.column) if number > 0]
        return ":".join([self.file, *numbers])

    def __str__(self) -> str:
        parts = [f"{self.place}: {self.what}"]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.nearest:
            parts.append(f"did you mean '{self.nearest}'?")
        return "; ".join(parts)


class Mistakes(Exception):
    """Every mistake found, in the order of files and lines; never shown with a traceback.

    Parameters
    ----------
    mistakes : iterable of Mistake
        At least one.
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        unique = dict.fromkeys(mistakes)
        self.all: tuple[Mistake, ...] = tuple(sorted(unique, key=lambda each: (each.file, each.line, each.column)))
        super().__init__(self.all)

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.all)


def nearest(name: object, names: Iterable[str]) -> str:
    """The valid name a user most likely meant, or ``""`` if nothing is near.

    Parameters
    ----------
    name : object
        What the user wrote.
    names : iterable of str
        The names that would have been valid.

    Examples
    --------
    >>> nearest("azerbaijann", ["armenia", "azerbaijan"])
    'azerbaijan'
    >>> nearest("Route-Open", ["route_open", "route_agreed"])
    'route_open'
    >>> nearest("signed", ["treaty_signed", "war"])
    'treaty_signed'
    >>> nearest("xyz", ["armenia"])
    ''
    """
    plain = {_plain(each): each for each in sorted(names)}
    wanted = _plain(str(name)[:80])
    close = difflib.get_close_matches(wanted, plain, n=1, cutoff=0.6)
    if close:
        return plain[close[0]]
    holding = [each for each in plain if len(wanted) > 3 and wanted in each]
    return plain[min(holding, key=len)] if holding else ""


def _plain(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")

"""What reaches the terminal: plain words, tables, JSON. Colours carry no meaning, and NO_COLOR is honoured by rich."""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 120
NARROWEST = 20


def out() -> Console:
    """Standard output; made anew each time, because tests and pipes exchange it."""
    return _console(sys.stdout)


def err() -> Console:
    """Standard error: progress, notices and mistakes."""
    return _console(sys.stderr)


def say(text: str = "", bold: bool = False, dim: bool = False) -> None:
    """One paragraph to standard output, wrapped at words on a terminal and left alone in a pipe."""
    console = out()
    style = "bold" if bold else "dim" if dim else ""
    console.print(text, style=style, soft_wrap=not console.is_terminal)


def line(text: str) -> None:
    """One line to standard output as it is, never wrapped: paths, commands, files."""
    out().print(text, soft_wrap=True)


def notice(text: str) -> None:
    """One line to standard error."""
    err().print(text, soft_wrap=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """A table with a title in words; an empty one says so."""
    from caucasus_sim.cli.tables import table_lines

    cells = [list(row) for row in rows]
    if title:
        say(f"\n{title}", bold=True)
    if not cells:
        say("nothing")
        return
    for each in table_lines(columns, cells, out().width):
        line(each)


def next_command(*commands: str) -> None:
    """How to go on: every result ends with it."""
    line("")
    for number, command in enumerate(commands):
        line(("next:  " if number == 0 else "       ") + command)


def print_json(data: Any) -> None:
    """Data as JSON on standard output, and nothing else there."""
    sys.stdout.write(json_text(data) + "\n")


def json_text(data: Any) -> str:
    """Data as JSON; what JSON has no word for (an infinite error) is null."""
    return json.dumps(plain(data), ensure_ascii=False, indent=1, allow_nan=False)


def plain(data: Any) -> Any:
    """Data of dicts, lists, text, finite numbers, booleans and None alone."""
    if hasattr(data, "tolist"):
        data = data.tolist()
    elif hasattr(data, "model_dump"):
        data = data.model_dump(mode="json", by_alias=True)
    elif hasattr(data, "as_tuple"):  # a decimal number
        data = float(data)
    if isinstance(data, Mapping):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, str) or data is None or isinstance(data, bool):
        return data
    if isinstance(data, (list, tuple, set, frozenset)):
        return [plain(value) for value in data]
    if isinstance(data, (int, float)):
        return data if math.isfinite(data) else None
    return str(data)


def quoted(text: object) -> str:
    """A word of a command as a user must type it: in quotes if it has spaces."""
    word = str(text)
    return f'"{word}"' if not word or set(word) & set(" \t&()[]{};'") else word


def _console(stream: Any) -> Console:
    from rich.console import Console

    class Screen(Console):
        """A console that lets the guard know when nobody reads any more."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    columns = os.environ.get("COLUMNS", "")
    asked = max(NARROWEST, int(columns)) if columns.isdecimal() and len(columns) < 6 else None
    width = asked or (None if stream.isatty() else PIPED_WIDTH)
    return Screen(file=stream, highlight=False, markup=False, emoji=False, width=width)

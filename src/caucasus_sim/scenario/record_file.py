"""Reading a record from its CSV, with every mistake and contradiction at once; and writing the form to fill."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from caucasus_sim.coding.update import ORDER, quantities_of, update_of
from caucasus_sim.documents import LARGEST_FILE
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.scenario.record import Entry, Ordered, Record
from caucasus_sim.scenario.record_check import contradictions
from caucasus_sim.scenario.record_rows import COLUMNS, EMPTY_BOOK, ENDS, Reader

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

Rows = list[tuple[int, dict[str, str]]]
NEEDED = ("id", "value", "source")
WHAT_ENDS = "Which is the last month that this record describes? A run from it starts in the month after."


def read_record(path: Path | str, catalogue: Catalogue) -> Record:
    """Read and check a record.

    Raises
    ------
    Mistakes
        Every mistake and every contradiction at once, with file and line.
    """
    return parse_record(_text(Path(path)), str(path), catalogue)


def parse_record(text: str, file: str, catalogue: Catalogue) -> Record:
    """A record from its text, as :func:`read_record`; ``file`` is only named in mistakes."""
    reader = Reader(file, catalogue, quantities_of(catalogue), update_of(catalogue).order, _systems(catalogue))
    rows = [(line, row) for line, row in _rows(text, reader) if reader.known_id(row, line)]
    reader.ends = _ends(rows, reader)
    entries, orders = _entries(rows, reader), _orders(rows, reader)
    filled = {each.id for each in entries}
    told = {ENDS, *filled, *(f"{ORDER}{side}" for side in orders)}
    books = (f"{ORDER}{side}" for side in catalogue.principals)
    gaps = tuple(name for name in (*reader.quantities, *books) if name not in told)
    if reader.ends is not None:
        record = Record(file, text, reader.ends, tuple(entries), orders, gaps)
        reader.found += contradictions(record, catalogue, reader.quantities)
    if reader.found or reader.ends is None:
        raise Mistakes(reader.found)
    return record


def form(catalogue: Catalogue) -> str:
    """A record to fill: every quantity with its question, nothing answered."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerow({"id": ENDS, "question": WHAT_ENDS, "unit": "month", "source": "yourself"})
    for name, quantity in quantities_of(catalogue).items():
        told = f" One of {', '.join(quantity.choices)}." if quantity.choices else ""
        writer.writerow({"id": name, "question": quantity.question + told, "unit": quantity.unit})
    order = update_of(catalogue).order
    for side in catalogue.principals:
        words = order.question.replace("{name}", catalogue.actors[side].name)
        writer.writerow({"id": f"{ORDER}{side}", "question": words, "unit": order.unit})
    return file.getvalue()


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        if len(data) > LARGEST_FILE:
            raise Mistakes(
                [Mistake("the file is larger than 1 MB", str(path), expected="a record of some hundred rows")]
            )
        return data.decode("utf-8-sig")
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        raise Mistakes([Mistake(what, str(path), expected="a CSV that `sim update new` wrote")]) from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Mistakes(
            [Mistake("this is not UTF-8", str(path), line, expected="the file saved as CSV UTF-8")]
        ) from None


def _rows(text: str, reader: Reader) -> Rows:
    """Rows with their lines, every cell stripped; blank rows and rows that begin with # are left out."""
    head = text.partition("\n")[0]
    source = csv.reader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        told = [(source.line_num, [cell.strip() for cell in row]) for row in source]
    except csv.Error as error:
        reader.wrong(source.line_num, f"not a CSV: {error}", "a CSV that `sim update new` wrote")
        return []
    names = [cell.casefold() for cell in told[0][1]] if told else []
    if not _columns(names, reader):
        return []
    filled = [(line, row) for line, row in told[1:] if any(row) and not row[0].startswith("#")]
    for line, row in filled:
        if any(row[len(names) :]):
            reader.wrong(line, "more cells than columns", "text with commas in double quotes")
    blank = dict.fromkeys(COLUMNS, "")
    return [(line, {**blank, **dict(zip(names, row, strict=False))}) for line, row in filled]


def _columns(names: list[str], reader: Reader) -> bool:
    missing = [name for name in NEEDED if name not in names]
    unknown = [name for name in names if name and name not in COLUMNS]
    for name in missing:
        reader.wrong(1, f"there is no column '{name}'", f"a first line with {','.join(COLUMNS)}", nearest(name, names))
    for name in unknown if not missing else ():
        reader.wrong(1, f"unknown column '{name[:40]}'", f"one of {', '.join(COLUMNS)}", nearest(name, COLUMNS))
    return not missing


def _ends(rows: Rows, reader: Reader) -> int | None:
    told = [(line, row["value"] or row["month"]) for line, row in rows if row["id"] == ENDS]
    if not told or not told[0][1]:
        reader.wrong(told[0][0] if told else 0, f"'{ENDS}' is not filled", f"a month such as 2031-02: {WHAT_ENDS}")
        return None
    if len(told) > 1:
        reader.wrong(told[1][0], f"'{ENDS}' is here twice, first in line {told[0][0]}", "one last month")
    return reader.month(told[0][1], told[0][0], "value")


def _entries(rows: Rows, reader: Reader) -> list[Entry]:
    read = (reader.entry(row, line) for line, row in rows if row["id"] in reader.quantities)
    return [each for each in read if each is not None]


def _orders(rows: Rows, reader: Reader) -> dict[str, tuple[Ordered, ...]]:
    found: dict[str, tuple[Ordered, ...]] = {}
    for line, row in rows:
        if not row["id"].startswith(ORDER) or not (row["value"] or row["detail"]):
            continue
        side = row["id"].removeprefix(ORDER)
        read = None if row["value"].casefold() == EMPTY_BOOK else reader.ordered(row, line)
        found[side] = (*found.get(side, ()), *([read] if read is not None else []))
    return found


def _systems(catalogue: Catalogue) -> tuple[str, ...]:
    """Every weapon system that the evidence names, and ``unnamed``."""
    ordered = [entry.system for entry in getattr(catalogue.states.get("orders"), "root", ())]
    moved = [system for move in catalogue.moves.values() for system in move.systems or ()]
    return tuple(sorted({"unnamed", *ordered, *moved}))

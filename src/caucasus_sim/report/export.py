"""One figure as a file that can be passed on: SVG, or PNG with the extra `slides`."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from caucasus_sim.charts.frame import framed, largest
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.report.figure import Figure

FORMATS = ("png", "svg")
SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER = 33  # bytes of the signature and the first chunk, behind which others may stand


@dataclass(frozen=True)
class Signed:
    """What must not be lost when a figure is passed on: lines of the footer, and the same for programs."""

    footer: tuple[str, ...]
    metadata: Mapping[str, str]


def as_svg(figure: Figure, signed: Signed) -> bytes:
    """The figure in a frame of 16 to 9."""
    return framed(largest(figure.draw), signed.footer, signed.metadata, figure.finding).encode("utf-8")


def as_png(figure: Figure, signed: Signed, width: int = 1920) -> bytes:
    """The same as pixels, with its metadata inside.

    Raises
    ------
    Mistakes
        If the extra `slides` is not installed.
    """
    need("resvg_py", "--format png")
    import resvg_py  # an extra

    drawn = resvg_py.svg_to_bytes(svg_string=as_svg(figure, signed).decode("utf-8"), width=width)
    return with_text(bytes(drawn), signed.metadata)


def need(module: str, what: str) -> None:
    """Refuse what needs an extra that is not installed."""
    if find_spec(module) is None:
        expected = 'the extra `slides`: pip install "caucasus-sim[slides]"'
        raise Mistakes([Mistake(f"{what} needs a library that is not installed", "the command line", 0, 0, expected)])


def with_text(png: bytes, metadata: Mapping[str, str]) -> bytes:
    """A PNG with texts: one international text chunk a name, behind the header (PNG, third edition, 11.3.3.4)."""
    chunks = b"".join(_chunk(b"iTXt", f"{name}\0\0\0\0\0{told}".encode()) for name, told in sorted(metadata.items()))
    return png[:HEADER] + chunks + png[HEADER:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def texts_of(png: bytes) -> dict[str, str]:
    """The texts inside a PNG.

    >>> texts_of(with_text(SIGNATURE + bytes(25) + _chunk(b"IEND", b""), {"run": "a1"}))
    {'run': 'a1'}
    """
    found, place = {}, HEADER
    while place < len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        kind, data = png[place + 4 : place + 8], png[place + 8 : place + 8 + size]
        if kind == b"iTXt":
            name, _, told = data.decode("utf-8").partition("\0")
            found[name] = told.lstrip("\0")
        place += 12 + size
    return found

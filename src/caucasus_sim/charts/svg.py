"""SVG as text: elements, numbers and words, all escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

# What XML 1.0 has no way to write, however escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDTH = 0.6  # of a letter, in font sizes: an average over the letters of a wide sans-serif font


def words(text: object) -> str:
    r"""Text that can stand anywhere in SVG or HTML.

    >>> words('<b> & "c"\x00')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return escape(_UNWRITABLE.sub("", str(text)), quote=True)


def number(value: float) -> str:
    """A coordinate with at most two decimals.

    >>> number(1.0), number(-0.001), number(2.345)
    ('1', '0', '2.35')
    """
    text = f"{value + 1e-9:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, *content: str, **attributes: object) -> str:
    """One element; `class_` is the attribute class, other underscores are hyphens, None is left out.

    >>> element("line", x1=0, x2=1.5, class_="a", stroke_width=None)
    '<line x1="0" x2="1.5" class="a"/>'
    >>> element("g", "<a/>", id="b")
    '<g id="b"><a/></g>'
    """
    told = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    return f"<{name}{told}>{''.join(content)}</{name}>" if content else f"<{name}{told}/>"


def _attribute(key: str, value: object) -> str:
    text = number(value) if isinstance(value, float) else str(value)
    return f' {key.rstrip("_").replace("_", "-")}="{words(text)}"'


def label(x: float, y: float, text: object, class_: str = "c-text", anchor: str | None = None) -> str:
    """A line of text whose baseline begins (or ends, or has its middle) at a point."""
    return element("text", words(text), x=float(x), y=float(y), class_=class_, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    """A straight line."""
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), class_=class_)


def box(x: float, y: float, width: float, height: float, class_: str, fill: str | None = None) -> str:
    """A rectangle."""
    about = {"x": float(x), "y": float(y), "width": float(max(width, 0.0)), "height": float(height)}
    return element("rect", **about, class_=class_, fill=fill)


def dot(x: float, y: float, radius: float, class_: str) -> str:
    """A circle."""
    return element("circle", cx=float(x), cy=float(y), r=float(radius), class_=class_)


def path(points: Iterable[tuple[float, float]], class_: str, closed: bool = False) -> str:
    """A line through points, or the area inside them."""
    drawn = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", d=f"M{drawn}{'Z' if closed else ''}", class_=class_)


def lines_of(text: str, width: float, size: float = 13.0) -> list[str]:
    """Words broken at blanks into lines that fit a width, by the average width of a letter."""
    most = max(1, int(width / (size * _WIDTH)))
    lines = [""]
    for word in str(text).split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= most or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def wide(text: str, size: float = 13.0) -> float:
    """About how wide a text is."""
    return len(text) * size * _WIDTH

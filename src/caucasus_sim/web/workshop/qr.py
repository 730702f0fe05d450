"""The join address as a picture that phones can read."""

from __future__ import annotations

from markupsafe import Markup


def qr_of(address: str) -> Markup:
    """The address as a picture that phones can read."""
    import segno  # noqa: PLC0415

    code = segno.make(address, error="m")
    drawn = code.svg_inline(scale=8, svgclass="qr", omitsize=True, title=address)
    return Markup(drawn)  # noqa: S704  (made from our own address)

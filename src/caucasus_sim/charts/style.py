"""What charts look like: light, dark and on paper. Text has a contrast of 4.5 to 1 or more, marks of 3 to 1."""

from __future__ import annotations

import re

# #0072B2 and #D55E00 are told apart by readers who see few colours (Okabe and Ito 2008), on white and on near black.
LIGHT = {
    "paper": "#ffffff",
    "ink": "#1a1a1a",
    "soft": "#4d4d4d",
    "grid": "#8a8a8a",
    "pale": "#e4e4e4",
    "one": "#0072b2",
    "two": "#d55e00",
    "one-pale": "#b3d4e8",
    "one-mid": "#66aad1",
    "two-pale": "#f2cfb3",
}
DARK = {
    "paper": "#101214",
    "ink": "#f2f2f2",
    "soft": "#c4c4c4",
    "grid": "#7d7d7d",
    "pale": "#33373b",
    "one": "#0077be",
    "two": "#e06a10",
    "one-pale": "#143a52",
    "one-mid": "#1f5c85",
    "two-pale": "#57300f",
}

FONTS = 'system-ui,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",Arial,sans-serif'
_RULES = """
.c-chart{display:block;width:100%;height:auto;background:var(--paper);font-family:FONTS}
.c-text{fill:var(--ink);font-size:13px}
.c-bold{fill:var(--ink);font-size:13px;font-weight:600}
.c-soft{fill:var(--soft);font-size:12px}
.c-small{fill:var(--ink);font-size:11px}
.c-onone{fill:#ffffff;font-size:12px;font-weight:600}
.c-onink{fill:var(--paper);font-size:12px;font-weight:600}
.c-ontwo{fill:#000000;font-size:12px;font-weight:600}
.c-axis{stroke:var(--grid);stroke-width:1}
.c-tick{stroke:var(--pale);stroke-width:1}
.c-zero{stroke:var(--ink);stroke-width:1.5}
.c-one{stroke:var(--one);stroke-width:2.5;fill:none}
.c-two{stroke:var(--two);stroke-width:2.5;fill:none;stroke-dasharray:7 4}
.c-span-one{stroke:var(--one);stroke-width:3}
.c-span-two{stroke:var(--two);stroke-width:3;stroke-dasharray:5 3}
.c-mark-one{fill:var(--one);stroke:var(--paper);stroke-width:1}
.c-mark-two{fill:var(--paper);stroke:var(--two);stroke-width:2.5}
.c-mark-none{fill:var(--paper);stroke:var(--soft);stroke-width:2}
.c-bar-one{fill:var(--one)}
.c-bar-two{fill:var(--two)}
.c-bar-rest{fill:var(--paper);stroke:var(--grid);stroke-width:1.2}
.c-inner{fill:var(--one-mid)}
.c-outer{fill:var(--one-pale)}
.c-inner-edge{stroke:var(--one);stroke-width:1;fill:none}
.c-two-edge{stroke:var(--two);stroke-width:1;fill:none;stroke-dasharray:2 3}
.c-outer-edge{stroke:var(--one);stroke-width:1;fill:none;stroke-dasharray:2 3}
.c-step-0{fill:var(--one)}
.c-step-1{fill:var(--one-mid)}
.c-step-2{fill:var(--one-pale)}
.c-step-3{fill:var(--paper)}
.c-step-4{fill:var(--pale)}
.c-step-5{fill:var(--two-pale)}
.c-step-6{fill:var(--two)}
.c-step-7{fill:var(--ink)}
.c-edge{fill:none;stroke:var(--ink);stroke-width:1}
.c-paper{fill:var(--paper)}
""".strip().replace("FONTS", FONTS)


def variables(palette: dict[str, str]) -> str:
    """A palette as CSS variables."""
    return "".join(f"--{name}:{colour};" for name, colour in palette.items())


CSS = (
    f":root{{color-scheme:light dark;{variables(LIGHT)}}}\n"
    f"@media (prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}\n"
    f"@media print{{:root{{color-scheme:light;{variables(LIGHT)}}}}}\n{_RULES}\n"
)
"""Styles of a page that shows charts; the page may use the variables too."""


def plain_css() -> str:
    """The same without variables, light, for files that other programs draw."""
    return resolved(_RULES)


def resolved(rules: str) -> str:
    """Rules with colours in the place of variables.

    >>> resolved("a{fill:var(--paper)}")
    'a{fill:#ffffff}'
    """
    return re.sub(r"var\(--([a-z-]+)\)", lambda found: LIGHT[found[1]], rules)

"""The form of a role sheet's written part: what a government's players are told about it, line by line, and on what.

Sheets are equal in form, so every one has the same number of lines. How far they may differ otherwise is stated here
and held by the evidence check: ``PRINCIPALS`` between the two who sign, ``EVERYONE`` between any two.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from caucasus_sim.coding.kinds import Body, Text, require

WRITTEN = "written for this exercise"


class Margins(NamedTuple):
    """How far two sheets may lie apart.

    ``words`` is a share of the longer one, ``grade`` is in school years, ``sources`` and ``passages`` are counts of
    different ones cited, and ``written`` is a count of lines that no source carries.
    """

    words: float
    grade: float
    sources: int
    passages: int
    written: int


PRINCIPALS = Margins(words=0.05, grade=0.5, sources=0, passages=2, written=0)
EVERYONE = Margins(words=0.25, grade=2.5, sources=1, passages=10, written=3)


class RoleLine(Body):
    """One line of a sheet, and either the passages it stands on or the word that it was written for the exercise."""

    text: Text
    passages: tuple[Text, ...] = ()
    basis: Literal["written for this exercise"] | None = None

    @model_validator(mode="after")
    def _grounded(self) -> RoleLine:
        return require(self, bool(self.passages) != (self.basis is not None), f"needs passages, or basis: {WRITTEN}")


class Role(Body):
    """What the players of one government are told: who they are, what they want, fear and are asked for."""

    who: tuple[RoleLine, ...] = Field(min_length=2, max_length=2)
    wants: tuple[RoleLine, ...] = Field(min_length=4, max_length=4)
    fears: tuple[RoleLine, ...] = Field(min_length=3, max_length=3)
    red_line: RoleLine
    asked: tuple[RoleLine, ...] = Field(min_length=3, max_length=3)

    @property
    def lines(self) -> dict[str, RoleLine]:
        """Every line under its place: ``who.1``, ``wants.1``, ... ``red_line``, in the order of the sheet."""
        parts = {"who": self.who, "wants": self.wants, "fears": self.fears, "red_line": (self.red_line,)}
        parts["asked"] = self.asked
        return {
            part if part == "red_line" else f"{part}.{number}": line
            for part, lines in parts.items()
            for number, line in enumerate(lines, 1)
        }

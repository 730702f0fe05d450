"""The sentence that says what is to be reached: ``p(treaty_signed by 2027-12) >= 0.5``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caucasus_sim.analysis.measures import is_event
from caucasus_sim.analysis.up_to import UpTo, month_within, wrong_outcome
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.month.arrays import calendar
from caucasus_sim.scenario.model import Scenario

SENTENCE = re.compile(r"\s*p\s*\(\s*(\S+?)(?:\s+by\s+([^)]*?))?\s*\)\s*(>=|<=)\s*(\S+)\s*", re.IGNORECASE)
WRITE = '"p(treaty_signed by 2027-12) >= 0.5", with >= or <=; without a month it is by the end'
WHERE = "the sentence"


@dataclass(frozen=True)
class Goal:
    """An outcome up to a month, and the share of histories that it should have at least, or at most."""

    asked: UpTo
    at_least: bool
    share: float

    def distance(self, share: float) -> float:
        """How far a share falls short; 0 or less where the goal is reached."""
        return self.share - share if self.at_least else share - self.share

    @property
    def words(self) -> str:
        """The sentence as it was understood."""
        sign = ">=" if self.at_least else "<="
        return f"p({self.asked.outcome} by {calendar(self.asked.last)}) {sign} {self.share:g}"


def read_goal(sentence: str, catalogue: Catalogue, scenario: Scenario) -> Goal:
    """Read the sentence.

    Raises
    ------
    Mistakes
        Everything that is wrong with it: its form, the outcome, the month, the share.
    """
    found = SENTENCE.fullmatch(sentence)
    if found is None:
        raise Mistakes([Mistake(f"'{sentence[:80]}' is no goal", WHERE, expected=WRITE)])
    outcome, by, sign, number = found.groups()
    wrong = wrong_outcome(catalogue, outcome, WHERE) or _not_an_event(catalogue, outcome)
    month = scenario.end if by is None else month_within(by, scenario, WHERE)
    share = _share(number)
    wrong += [each for each in (month, share) if isinstance(each, Mistake)]
    if wrong or isinstance(month, Mistake) or isinstance(share, Mistake):
        raise Mistakes(wrong)
    return Goal(UpTo(outcome, month), sign == ">=", share)


def _not_an_event(catalogue: Catalogue, outcome: str) -> list[Mistake]:
    if is_event(catalogue, outcome):
        return []
    what = f"'{outcome}' is a value, not something that happens or not"
    return [Mistake(what, WHERE, expected="an outcome whose kind is month, yes_no or state; see `sim list outcomes`")]


def _share(text: str) -> float | Mistake:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if 0.0 <= share <= 1.0:
        return share
    return Mistake(
        f"'{text[:40]}' is no share of histories", WHERE, expected="a number from 0 to 1; half of them is 0.5"
    )

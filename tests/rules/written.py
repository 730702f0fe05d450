"""Reads what rules say about themselves, and draws inputs from the ranges that they state."""

from __future__ import annotations

import importlib
import inspect
import math
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import caucasus_sim.rules

SECTIONS = ("In words", "Equation", "Symbols", "Follows", "Source", "Not in this rule")
HELPERS = ("chance",)  # files of small helpers, one line and a doctest each
SLOTS = 16  # length of a list argument
KIND = re.compile(r"(?P<kind>whole |list )?(?P<low>-?[\d.]+?)\.\.(?P<high>-?[\d.]+)")


@dataclass(frozen=True)
class Symbol:
    """One line of a rule's Symbols."""

    letter: str
    name: str
    kind: str
    meaning: str

    @property
    def ends(self) -> tuple[float, float]:
        """Ends of the range of a number."""
        found = KIND.fullmatch(self.kind)
        assert found is not None, f"'{self.kind}' is no range; write 0..1, whole 0..9, list 0..9, 0 or 1, yes or no"
        return float(found["low"]), float(found["high"])

    def at(self, lot: float) -> Any:
        """The value at this place, 0 to 1, of the range."""
        if self.kind == "yes or no":
            return lot >= 0.5
        if self.kind == "0 or 1":
            return 1.0 if lot >= 0.5 else 0.0
        low, high = self.ends
        value = min(high, max(low, low + lot * (high - low)))
        return math.floor(value + 0.5) if self.kind.startswith("whole ") else value

    def strategy(self) -> st.SearchStrategy:
        """All values of the range, for hypothesis."""
        if self.kind == "yes or no":
            return st.booleans()
        if self.kind == "0 or 1":
            return st.sampled_from((0.0, 1.0))
        low, high = self.ends
        if self.kind.startswith("whole "):
            return st.integers(int(low), int(high))
        numbers = st.floats(low, high, allow_subnormal=False)
        if self.kind.startswith("list "):
            return st.lists(numbers, min_size=SLOTS, max_size=SLOTS).map(np.array)
        return numbers


def modules() -> list[Any]:
    """Every file of rules."""
    names = [found.name for found in pkgutil.iter_modules(caucasus_sim.rules.__path__)]
    return [importlib.import_module(f"caucasus_sim.rules.{name}") for name in names]


def plain(rule: Any) -> Callable[..., Any]:
    """The function as Python runs it; the rule itself where compilation is switched off."""
    return getattr(rule, "py_func", rule)


def compiled(rule: Any) -> Callable[..., Any]:
    """The rule as compiled code, to be called from Python."""
    return numba.njit(plain(rule), error_model="numpy")


def short(module: Any) -> str:
    """Name of the file of a module."""
    return module.__name__.rpartition(".")[2]


def functions(module: Any) -> dict[str, Any]:
    """Functions that a module defines, by name."""
    return {
        name: found
        for name, found in vars(module).items()
        if inspect.isfunction(plain(found)) and plain(found).__module__ == module.__name__ and name != "rule"
    }


def all_rules() -> dict[str, Any]:
    """State rules and choice rules, by name: every public function that is no helper."""
    found: dict[str, Any] = {}
    for module in modules():
        if short(module) not in HELPERS:
            found.update({name: each for name, each in functions(module).items() if not name.startswith("_")})
    return found


def sections(rule: Any) -> dict[str, list[str]]:
    """Lines of each section of a rule's docstring, in the order in which they stand."""
    text = inspect.cleandoc(plain(rule).__doc__ or "")
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith(SECTIONS) and not line.startswith(" "):
            heading = next(each for each in SECTIONS if line.startswith(each))
            found[heading] = []
        elif heading and line.startswith("    ") and not line.lstrip().startswith(">>>"):
            found[heading].append(line.strip())
        elif line.strip():
            heading = ""
    return found


def symbols(rule: Any) -> list[Symbol]:
    """The symbols of a rule, in their order."""
    found = []
    for line in sections(rule).get("Symbols", []):
        cells = re.split(r" {2,}", line)
        assert len(cells) == 4, f"{plain(rule).__name__}: a line of Symbols is letter, name, range, meaning: '{line}'"
        found.append(Symbol(*cells))
    return found


def arguments(rule: Any) -> list[str]:
    """Names in a rule's signature."""
    return list(inspect.signature(plain(rule)).parameters)


def holds_for(rule: Any, **narrowed: st.SearchStrategy) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test for inputs ``v`` from the stated ranges, some narrowed; names that are no argument come on top."""
    inputs = st.fixed_dictionaries({**{each.name: each.strategy() for each in symbols(rule)}, **narrowed})

    def run(test: Callable[..., None]) -> Callable[..., None]:
        return settings(deadline=None, max_examples=100, derandomize=True, database=None)(given(v=inputs)(test))

    return run


def now(rule: Any, v: dict[str, Any], **changed: Any) -> Any:
    """The rule at inputs ``v``, with some of them changed."""
    return rule(**{name: changed.get(name, v[name]) for name in arguments(rule)})


def sample(rule: Any, rng: np.random.Generator) -> list[Any]:
    """Positional arguments from the stated ranges; one in ten stands at an end of its range."""
    values = []
    for each in symbols(rule):
        if each.kind.startswith("list "):
            values.append(np.array([each.at(lot) for lot in rng.random(SLOTS)]))
        else:
            lot = float(rng.integers(2)) if rng.random() < 0.1 else float(rng.random())
            values.append(each.at(lot))
    return values

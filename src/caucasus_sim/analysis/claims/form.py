"""A claim as an analyst writes it in YAML, read and checked: every mistake of a file at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.documents import Document, read_yaml
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.scenario.part import Part, kind_of

KEYS = ("id", "claim", "whose", "passages", "tests", "untested", "redesigned")
TEST_KEYS = ("id", "side", "take", "beside", "outcome", "minus", "measure", "expect")
MEASURES = ("happened", "months", "value")
EXPECTED = ("more", "less")
BOTH = "both"
ENTRY = "{id: ..., side: both, take: SCENARIO/VARIANT, beside: baseline, outcome: ..., expect: more}"


@dataclass(frozen=True)
class Contrast:
    """One contrast of a claim.

    Parameters
    ----------
    id : str
    side : str
        The principal it is about, or ``both``; what is tested of one principal is tested of the other.
    take, beside : str
        Scenario, or scenario/variant: the first is set beside the second, under the same draws and luck.
    outcome, minus : str, str or None
        What is compared; with ``minus``, the first outcome less the second.
    measure : str
        ``happened`` (by the horizon), ``months`` (until it happens, the horizon if it does not), or ``value``.
    expect : str
        ``more`` or ``less`` of it: the direction of the claim.
    """

    id: str
    side: str
    take: str
    beside: str
    outcome: str
    minus: str | None
    measure: str
    expect: str

    @property
    def sign(self) -> float:
        """1 where the claim expects more, -1 where it expects less."""
        return 1.0 if self.expect == "more" else -1.0


@dataclass(frozen=True)
class Claim:
    """A claim in neutral words, whose it is, where it stands, and its tests, or why the model cannot test it."""

    id: str
    claim: str
    whose: str
    passages: tuple[str, ...]
    tests: tuple[Contrast, ...]
    untested: str
    redesigned: str
    path: Path

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Every scenario or variant that the tests set side by side, each once."""
        return tuple(dict.fromkeys(name for test in self.tests for name in (test.beside, test.take)))


def read_claim(path: Path | str, catalogue: Catalogue) -> Claim:
    """Read one claim.

    Raises
    ------
    Mistakes
        Every mistake of the file at once; whether its scenarios exist is found out when they are read.
    """
    document = read_yaml(path)
    found: list[Mistake] = []
    claim = _claim(document, catalogue, found)
    if found or claim is None:
        raise Mistakes(found)
    return claim


def _claim(document: Document, catalogue: Catalogue, found: list[Mistake]) -> Claim | None:
    if not isinstance(document.data, dict):
        found.append(document.mistake((), f"the claim is {kind_of(document.data)}", f"keys: {', '.join(KEYS)}"))
        return None
    part = Part(document, (), document.data, found)
    part.only(KEYS, "a claim has")
    part.needs("id", "claim", "whose", "passages")
    if part.has("tests") == part.has("untested"):
        part.wrong(None, "a claim has either tests or a reason why there is none", "`tests:` or `untested:`")
    name = part.text("id")
    if name is not None and name != document.path.stem:
        part.wrong("id", f"the id '{name[:40]}' is not the name of the file", document.path.stem)
    passages = part.names("passages", _passages(catalogue), "passage") or ()
    tests = [_test(each, catalogue) for each in part.parts("tests")]
    whole = tuple(test for test in tests if test is not None)
    if len(whole) == len(tests):
        _check_ids(part, whole)
        _check_mirrors(part, whole, catalogue.principals)
    words = {key: part.text(key) or "" for key in ("claim", "whose", "untested", "redesigned")}
    return Claim(name or "", passages=passages, tests=whole, path=document.path, **words)


def _passages(catalogue: Catalogue) -> Collection[str]:
    return {f"{name}/{block}" for name, source in catalogue.sources.items() for block in source.passages}


def _test(part: Part, catalogue: Catalogue) -> Contrast | None:
    before = len(part.found)
    part.only(TEST_KEYS, "a test of a claim has")
    part.needs("id", "side", "take", "beside", "outcome", "expect")
    texts = {key: part.text(key) or "" for key in ("id", "take", "beside")}
    side = part.name("side", (*catalogue.principals, BOTH), "side") or ""
    expect = part.name("expect", EXPECTED, "direction") or ""
    outcome = part.name("outcome", catalogue.outcomes, "outcome") or ""
    minus = part.name("minus", catalogue.outcomes, "outcome")
    measure = _measure(part, catalogue, outcome, minus)
    if part.has("take") and texts["take"] == texts["beside"]:
        part.wrong("beside", f"'{texts['take'][:40]}' stands beside itself", "another scenario or variant")
    if len(part.found) > before:
        return None
    return Contrast(side=side, outcome=outcome, minus=minus, measure=measure, expect=expect, **texts)


def _measure(part: Part, catalogue: Catalogue, outcome: str, minus: str | None) -> str:
    """What is measured: said, or what the kind of the outcome suggests."""
    kinds = {catalogue.outcomes[name].kind for name in (outcome, minus) if name}
    fits = ["value"] if kinds <= {"number", "series"} else ["happened", "months"][: 2 if kinds == {"month"} else 1]
    asked = part.name("measure", MEASURES, "measure") or fits[0]
    if asked not in fits:
        part.wrong("measure", f"'{asked}' does not fit this outcome", " or ".join(fits))
    return asked


def _check_ids(part: Part, tests: tuple[Contrast, ...]) -> None:
    names = [test.id for test in tests]
    for number, name in enumerate(names):
        if name in names[:number]:
            part.wrong("tests", f"the test '{name[:40]}' is here twice", "each id once")
    if not tests and part.has("tests") and not part.found:
        part.wrong("tests", "there are no tests", f"a list of entries such as {ENTRY}")


def _check_mirrors(part: Part, tests: tuple[Contrast, ...], principals: tuple[str, ...]) -> None:
    """Whatever is tested of one principal is tested of the other, in the same direction."""
    there = {_mirrored(test, {name: name for name in principals}) for test in tests}
    swapped = dict(zip(principals, reversed(principals), strict=True))
    for number, test in enumerate(tests):
        if test.side != BOTH and _mirrored(test, swapped) not in there:
            other = swapped[test.side]
            part.found.append(
                part.document.mistake(
                    ("tests", number),
                    f"the test '{test.id}' has no mirror",
                    f"the same test with `side: {other}` and, where outcomes name {test.side}, those of {other}",
                )
            )


def _mirrored(test: Contrast, names: dict[str, str]) -> tuple[str, str, str, str, str]:
    side = names.get(test.side, test.side)
    return side, exchanged(test.outcome, names), exchanged(test.minus or "", names), test.measure, test.expect


def exchanged(name: str, names: dict[str, str]) -> str:
    """A name of an outcome with the principal at its end exchanged.

    >>> exchanged("trust_arland", {"arland": "borland", "borland": "arland"})
    'trust_borland'
    """
    side = next((side for side in names if name.endswith(f"_{side}")), None)
    return name if side is None else name.removesuffix(side) + names[side]

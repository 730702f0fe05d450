"""An invented world of evidence, small and whole, that tests may bend; and the package's own catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.month.arrays import EFFECT_NAMES, PARAMETER_NAMES

SIDES = ("arland", "borland")
ACTORS = (*SIDES, "ostria", "velmar")


def _parameter(name: str) -> dict:
    body = {"title": name, "unit": "share", "range": {"from": 0, "to": 1}, "basis": "judgement", "contested": False}
    own = {"prior": {"family": "uniform", "from": 0, "to": 1}, "value": {"low": 0.05, "best": 0.5, "high": 0.95}}
    sided = re.fullmatch(r"(.+)_[01]", name)
    return {**body, "values": dict.fromkeys(SIDES, own)} if sided else {**body, **own}


def _stance(low: int, best: int, high: int, points: int) -> dict:
    where = {"basis": "passages", "passages": ["A.1"], "claim": ["statement"], "voice": "third", "note": "Said so."}
    return {**where, "low": low, "best": best, "high": high, "points": points}


def _approval(points: int, **choices: tuple[int, int, int] | None) -> dict:
    told = {name: value and dict(zip(("low", "best", "high"), value, strict=True)) for name, value in choices.items()}
    where = {"basis": "passages", "passages": ["A.2"], "claim": ["fact"], "voice": "third", "note": "Said so."}
    return {**where, "points": points, "approval": told}


def _coding(coder: str, pack: str, shift: int) -> dict:
    silent = {"basis": "silent"}
    partners = {f"{kind}_partners_{side}": silent for kind in ("security", "trade") for side in SIDES}
    rest = {**partners, "border_basis": silent, "route_operator": silent, "route_security": silent}
    first = {
        "scope": _stance(10 + shift, 20 + shift, 30 + shift, 60),
        "format": _approval(40, talks=(0, 50, 90), forum=None),
    }
    second = {"scope": _stance(60, 80, 100, 100), "format": silent}
    actors = {"arland": first | rest, "borland": second | rest}
    actors |= {name: {"scope": silent, "format": silent} | rest for name in ("ostria", "velmar")}
    ties = [{"from": "ostria", "to": "arland", "basis": "passages", "relation": {"low": 0, "best": 10, "high": 20}}]
    ties[0] |= {"leverage": {"low": 20, "best": 30, "high": 40}, "passages": ["A.1"], "note": "Said so."}
    track = {"low": 40, "best": 50, "high": 60, "basis": "passages", "passages": ["A.1"], "note": "Said so."}
    return {"coder": coder, "pack": pack, "actors": actors, "ties": ties, "capability": {"arland": {"treaty": track}}}


def _issues() -> dict:
    plain = {"reads": "completeness", "question": "How complete?", "scale": {0: "not", 100: "whole"}}
    issues: dict = {"scope": plain}
    for kind in ("security", "trade"):
        for side in SIDES:
            reads = {name: f"{kind}_{side}_{name}" for name in ("ostria", "velmar")}
            issues[f"{kind}_partners_{side}"] = {"question": "With whom?", "approval": list(reads), "reads": reads}
    issues["format"] = {
        "question": "Which?",
        "approval": ["talks", "forum"],
        "reads": {n: f"format_{n}" for n in ("talks", "forum")},
    }
    issues["border_basis"] = {
        "question": "Which?",
        "approval": ["map", "deed"],
        "reads": {"map": "basis_map", "deed": "basis_deed"},
    }
    issues["route_operator"] = {"question": "Who?", "approval": ["transit_state"], "reads": "route"}
    issues["route_security"] = {"question": "Whose?", "approval": ["transit_state", "ostria"], "reads": "route"}
    return issues


def _move() -> dict:
    touches = [
        {"channel": "arms_{to}", "size": 0.2, "effect": "arms_to_trust", "basis": "judgement", "why": "A supplier."}
    ]
    odds = {"value": 0.1, "per_actor": {"ostria/borland": 0.5}, "basis": "judgement", "why": "Guess."}
    body = {
        "title": "{self} supplies {to}",
        "domain": "security",
        "kind": "posture",
        "who": "outsiders",
        "with": {"to": list(SIDES)},
    }
    return {
        **body,
        "when": "always",
        "touches": touches,
        "cost": 0.01,
        "does": "supply",
        "odds": odds,
        "pace": "routine",
        "in_words": "Arms.",
    }


def _deal() -> dict:
    odds = {"value": {"arland": 1.0, "borland": 2.0}, "basis": "judgement", "why": "Guess."}
    body = {"title": "Signature", "kind": "sign", "consents": ["principals"], "tabled": "initialled", "binds": True}
    return {
        **body,
        "preconditioned": True,
        "touches": [{"channel": "treaty", "size": 0.6}],
        "odds": odds,
        "passages": ["A.1"],
    }


def _institution() -> dict:
    def told(value: object) -> dict:
        return {"value": value, "basis": "judgement", "source": None, "why": "Invented."}

    parliament = {
        "name": "Diet",
        **{key: told(value) for key, value in (("seats", 99), ("needed", 66), ("to_ratify", 50))},
    }
    parliament |= {"governing": told(60), "seat_bonus": told(0.1)}
    month = {
        "low": "2024-12",
        "best": "2025-12",
        "high": "2026-12",
        "basis": "judgement",
        "source": None,
        "why": "Invented.",
    }
    referendum = {"majority": told(0.5), "quorum": told(0.25), "earliest": month}
    body = {"parliament": parliament, "referendum": referendum, "court": {"reviews": told(True), "ruled": told(None)}}
    body["election"] = {"next": "2026-06", "every": 48, "basis": "judgement", "why": "Invented."}
    return body | {"amendment": True, "precondition_issue": "scope", "bars_bloc": False, "sources": ["atlas"]}


def _route() -> dict:
    body = {
        "title": "The valley line",
        "law": 50,
        "operator": "transit_state",
        "security": "ostria",
        "crosses": ["arland"],
    }
    body |= {"consents": ["principals", "operator"], "road": True, "rail": False, "done": 0.5, "outside_guards": True}
    return {**body, "basis": "judgement"}


def _files() -> dict[str, dict]:
    sided = {name: _parameter(name) for name in PARAMETER_NAMES}
    parameters = {re.sub(r"_[01]$", "", name): body for name, body in sided.items()}
    effects = {name: {"family": "normal", "mean": 0.0, "sd": 0.1} for name in EFFECT_NAMES}
    lens = {"title": "None", "in_words": "No theory.", "whose": "Nobody's.", "effects": effects, "basis": "judgement"}
    lever = {"title": "Arms", "unit": "rate", "range": {"from": 0, "to": 5}, "default": 1, "from_month_allowed": True}
    lever |= {"in_words": "Arms.", "example": "levers: {}"}
    event = {"title": "Crisis", "in_words": "A crisis.", "sets": [{"dial": "crisis_shock", "value": 1}]}
    outcome = {
        "title": "Signed",
        "definition": "Signed.",
        "counting_rule": "First month.",
        "unit": "month",
        "kind": "month",
    }
    passage = {
        "place": "page 1",
        "paraphrase": "Says so.",
        "type": ["fact"],
        "speaker": None,
        "became": [],
        "left_out": None,
    }
    source = {"title": "Almanac", "publisher": None, "side": "arland", "date": "2024-01-01", "language": "en"}
    coders = {name: {"kind": "machine", "pack": "masked"} for name in ("a", "b")} | {
        "s": {"kind": "machine", "pack": "swapped"}
    }
    about = {
        "title": "Almanac",
        "whose": "One side's.",
        "sources": ["almanac"],
        "side": "arland",
        "line": "all from one source",
    }
    return {
        "actors.yaml": {
            "principals": list(SIDES),
            "actors": {name: {"code": name[:2].upper(), "name": name.title()} for name in ACTORS},
        },
        "issues/all.yaml": _issues(),
        "moves/security.yaml": {"supply_arms": _move()},
        "institutions/agreements.yaml": {"sign": _deal()},
        "institutions/routes.yaml": {"valley": _route()},
        **{f"institutions/{side}.yaml": _institution() for side in SIDES},
        "parameters/all.yaml": parameters,
        "lenses/agnostic.yaml": {"agnostic": lens},
        "levers/arms.yaml": {
            f"arms.to_{side}.rate": {**lever, "sets": {"dial": f"arms_rate_{side}"}} for side in SIDES
        },
        "events/border.yaml": {"crisis": event},
        "outcomes/treaty.yaml": {"signed": {**outcome, "from": {"first": "treaty_signed"}, "check": "Gazette."}},
        "states/2024-10.yaml": {
            "articles": {"value": 13, "unit": "articles", "source": "almanac/A.1", "basis": "record"}
        },
        "names.yaml": {"valley": {"neutral": "the valley", "parties": {"arland": "our valley", "borland": "the vale"}}},
        "references.yaml": {"atlas": {"authors": "A", "year": 2001, "title": "Atlas", "where": "Press"}},
        "sources/almanac.yaml": {"almanac": {**source, "passages": {"A.1": passage, "A.2": passage}}},
        "readings/almanac/reading.yaml": {**about, "coders": coders, "pooled": ["a", "b"], "compared": ["s"]},
        "readings/almanac/a.yaml": _coding("a", "masked", 0),
        "readings/almanac/b.yaml": _coding("b", "masked", 50),
        "readings/almanac/s.yaml": _coding("s", "swapped", 5),
    }


class World:
    """A folder of invented evidence that a test may change, file by file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = _files()

    def write(self, root: Path | None = None) -> Path:
        for name, data in self.files.items():
            path = (root or self.root) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), "utf-8")
        return root or self.root

    def load(self) -> Catalogue:
        return load_catalogue(self.write())


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "evidence")


@pytest.fixture
def invented(world: World) -> Catalogue:
    return world.load()


@pytest.fixture(scope="session")
def packaged() -> Catalogue:
    return load_catalogue()

"""A plan file, read and checked: every mistake at once, each with its place and the nearest name."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.documents import Document, read_yaml
from caucasus_sim.ensemble.designs.factor import DUMMY, Factor, Level
from caucasus_sim.ensemble.designs.make import DESIGNS, GRID, LATIN, MORRIS, SOBOL, grid, latin_hypercube, morris, sobol
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.month.arrays import EVENTS
from caucasus_sim.runs.sweeps.factors import Axis, read_axis
from caucasus_sim.runs.sweeps.sweep import CHOOSING, EIGHTS, OWN, Sweep, World
from caucasus_sim.scenario.find import NotFound, default_folders, find_scenario
from caucasus_sim.scenario.model import EVERY, LeverSetting
from caucasus_sim.scenario.months import read_month
from caucasus_sim.scenario.part import Part, Placed, kind_of
from caucasus_sim.scenario.read import Facts
from caucasus_sim.scenario.resolve import Drafted, drafted_of

KEYS = ("title", "question", "scenario", "design", "replicates", "factors", "lenses", "readings", "outcomes", "seed")
SIZES = {GRID: "", LATIN: "points", SOBOL: "base", MORRIS: "trajectories"}
ALSO = {GRID: (), LATIN: ("luck",), SOBOL: ("dummy",), MORRIS: ("dummy",)}
SHARED = "shared"
MOST_CELLS, MOST_POINTS, MOST_WORLDS, MOST_FACTORS = 20_000_000, 2_000_000, 512, 200
HINTS = {
    "runs": "`replicates:`, the runs of every point under each lens and reading",
    "levers": "`factors:` with what varies; what stays as it is belongs into the scenario",
    "lens": "`lenses:`, or a factor `{lens: all}`",
    "reading": "`readings:`, or a factor `{reading: all}`",
    "variants": "a factor `{variant: all}`, or `scenario: NAME:VARIANT`",
}


def read_plan(path: Path | str, catalogue: Catalogue) -> Sweep:
    """Read a plan file and lay out its design.

    Raises
    ------
    Mistakes
        Everything that is wrong with it, and with the scenario it names.
    """
    document = read_yaml(path)
    found: list[Mistake] = []
    sweep = _Reader(document, catalogue, found).sweep()
    if found or sweep is None:
        raise Mistakes(found)
    return sweep


class _Reader:
    """Reads one plan."""

    def __init__(self, document: Document, catalogue: Catalogue, found: list[Mistake]) -> None:
        self.document, self.catalogue, self.found = document, catalogue, found
        self.part = Part(document, (), document.data if isinstance(document.data, dict) else {}, found)
        self.variant = ""

    def sweep(self) -> Sweep | None:
        part = self.part
        if not isinstance(self.document.data, dict):
            self.found.append(self.document.mistake((), f"a plan is not {kind_of(self.document.data)}", "keys"))
            return None
        part.only(KEYS, "a plan has", HINTS)
        part.needs("question", "design", "factors")
        told = {key: part.text(key) or "" for key in ("title", "question")}
        replicates, seed = self._whole("replicates", 1, 1_000_000, 8), self._whole("seed", 0, 2**62, 1)
        outcomes = part.names("outcomes", self.catalogue.outcomes, "outcome") or ()
        lenses = self._arms("lenses", "lens", tuple(self.catalogue.lenses))
        drafted = self._drafted()
        if drafted is None:
            return None
        default = drafted.scenario(self.variant).reading
        readings = self._arms("readings", "reading", tuple(self.catalogue.readings), default)
        axes = [read_axis(each, drafted) for each in part.parts("factors")]
        whole = [each for each in axes if each is not None]
        self._check_factors(whole, drafted)
        design = self._design(tuple(whole), seed) if len(whole) == len(axes) and whole and not self.found else None
        if design is None or replicates is None or seed is None:
            return None
        factors, table = design
        worlds = self._worlds(drafted, whole, table)
        scenario = drafted.scenario(self.variant)
        name = self.document.path.parent.name if self.document.path.stem == "plan" else self.document.path.stem
        told["title"] = told["title"] or told["question"] or scenario.title
        kind = str(self.part.data["design"]["kind"])
        sweep = Sweep(
            self.catalogue, name, told["title"], told["question"], kind, factors, table, worlds, lenses, readings,
            replicates, seed, outcomes, self._eights(table),
        )  # fmt: skip
        if sweep.size > MOST_CELLS:
            self._too_many(sweep)
        return sweep

    def _eights(self, table: pd.DataFrame) -> bool:
        """Blocks of eight, unless all points are one block: there would be too few blocks to tell an error from."""
        default = EIGHTS if table["design_block"].max() > 0 else OWN
        return str(self.part.data["design"].get("draws", default)) == EIGHTS

    def _too_many(self, sweep: Sweep) -> None:
        what = (
            f"{sweep.size:,} runs: {sweep.points:,} points x {len(sweep.arms)} lenses and readings x {sweep.replicates}"
        )
        self.part.wrong("replicates", what, f"at most {MOST_CELLS:,}")

    def _whole(self, key: str, low: float, high: float, default: int) -> int | None:
        value = self.part.number(key, low, high) if self.part.has(key) else float(default)
        if value is not None and value != int(value):
            self.part.wrong(key, f"{value:g} is no whole number", "a whole number")
            return None
        return None if value is None else int(value)

    def _arms(self, key: str, kind: str, known: tuple[str, ...], default: Sequence[str] = (EVERY,)) -> tuple[str, ...]:
        if not self.part.has(key):
            return known if EVERY in default else tuple(default)
        if self.part.data[key] == EVERY:
            return known
        return self.part.names(key, known, kind) or ()

    def _drafted(self) -> Drafted | None:
        name = self.part.text("scenario") or "baseline"
        name, _, self.variant = name.partition(":")
        folders = (self.document.path.parent, *default_folders())
        try:
            path = find_scenario(name, folders)
        except (Mistakes, NotFound) as error:
            expected = "the name of a scenario, or one beside this file"
            near = error.all[0].nearest if isinstance(error, Mistakes) else ""
            self.part.wrong("scenario", f"there is no scenario '{name[:40]}'", expected, near)
            return None
        try:
            drafted = drafted_of(read_yaml(path), self.catalogue, folders, self.found)
        except Mistakes as mistakes:
            self.found.extend(mistakes.all)
            return None
        if drafted is not None and "start.record" in drafted.facts.settings:
            what = f"'{name}' starts from a record; sweeps start from the evidence's own month"
            self.part.wrong("scenario", what, "a scenario without `record:`")
        if drafted is not None and self.variant and self.variant not in drafted.variants:
            self.part.wrong("scenario", f"'{name}' has no variant '{self.variant[:40]}'", ", ".join(drafted.variants))
            return None
        return drafted

    def _check_factors(self, axes: Sequence[Axis], drafted: Drafted) -> None:
        entries = self.part.data.get("factors")
        if isinstance(entries, list) and not entries:
            self.part.wrong("factors", "there are no factors", "a list of what is varied")
        if len(axes) > MOST_FACTORS:
            self.part.wrong("factors", f"{len(axes)} factors", f"at most {MOST_FACTORS}")
        ids = [each.factor.id for each in axes]
        targets = [(each.factor.kind, dict(each.factor.target)) for each in axes]
        for k, axis in enumerate(axes):
            if ids[k] in ids[:k] or (axis.factor.target and targets[k] in targets[:k]):
                self._at(k, f"the factor '{ids[k]}' is here twice", "each once; another `id:` for another thing")
            if axis.factor.kind in ("lens", "reading") and self.part.has(f"{axis.factor.kind}es".replace("ges", "gs")):
                self._at(k, f"the {axis.factor.kind} is a factor and in the plan's head", "one of both")
            self._check_stance(k, axis, drafted)
        if drafted.variants and not self.variant and not any(each.factor.kind == "variant" for each in axes):
            what = f"'{drafted.name}' has variants, and none is named"
            self.part.wrong("scenario", what, f"`scenario: {drafted.name}:VARIANT`, or a factor `{{variant: all}}`")

    def _check_stance(self, k: int, axis: Axis, drafted: Drafted) -> None:
        target = axis.factor.target
        if axis.factor.kind == "stance":
            for placed in drafted.joined(self.variant).lists.get("stances", ()):
                own = {"actor": placed.item.actor, "issue": placed.item.issue, "choice": placed.item.choice}
                if {key: value for key, value in own.items() if value} == dict(target):
                    self._at(k, f"the scenario sets this stance, at {placed.place}", "a scenario that leaves it open")

    def _at(self, k: int, what: str, expected: str) -> None:
        self.found.append(self.document.mistake(("factors", k), what, expected))

    def _design(self, axes: tuple[Axis, ...], seed: int | None) -> tuple[tuple[Factor, ...], pd.DataFrame] | None:
        part = self.part.part("design")
        if part is None or seed is None or not part.needs("kind"):
            return None
        kind = part.name("kind", DESIGNS, "design")
        if kind is None:
            return None
        size = SIZES[kind]
        part.only(
            ("kind", "seed", "draws", *([size] if size else []), *ALSO[kind]), f"a design of this kind ({kind}) has"
        )
        if size and not part.needs(size):
            return None
        count = part.number(size, 1, MOST_POINTS) if size else 1.0
        own = part.number("seed", 0, 2**62) if part.has("seed") else float(seed)
        luck = part.name("luck", (SHARED, OWN), "luck")
        part.name("draws", (EIGHTS, OWN), "way of drawing")
        dummy = part.data.get("dummy", True)
        if not isinstance(dummy, bool):
            part.wrong("dummy", f"'dummy' is {kind_of(dummy)}", "true or false")
        if kind == SOBOL and count is not None and int(count) & (int(count) - 1):
            part.wrong(
                size,
                f"{count:g} is no power of two",
                f"{1 << (int(count).bit_length() - 1)} or {1 << int(count).bit_length()}",
            )
        if self.found or count is None or own is None:
            return None
        factors = tuple(each.factor for each in axes)
        if kind in (SOBOL, MORRIS) and dummy:
            factors = (*factors, Factor(DUMMY, DUMMY, "number", "Changes nothing: a check", low=0.0, high=1.0))
        if not self._fits(part, kind, axes, int(count), len(factors)):
            return None
        return factors, _laid_out(kind, factors, axes, int(count), int(own), luck == SHARED)

    def _fits(self, part: Part, kind: str, axes: tuple[Axis, ...], count: int, factors: int) -> bool:
        points = {SOBOL: count * (factors + 2), MORRIS: count * (factors + 1), LATIN: count}.get(kind)
        if points is None:
            points = 1
            for each in axes:
                points *= len(each.factor.spaced(each.steps))
        if points > MOST_POINTS:
            part.wrong(SIZES[kind] or "kind", f"{points:,} points", f"at most {MOST_POINTS:,}")
        return points <= MOST_POINTS

    def _worlds(self, drafted: Drafted, axes: Sequence[Axis], design: pd.DataFrame) -> tuple[World, ...]:
        choosing = [each for each in axes if each.factor.kind in CHOOSING]
        keys = [each.factor.id for each in choosing]
        combinations = list(dict.fromkeys(zip(*(design[key].tolist() for key in keys), strict=True))) if keys else [()]
        if len(combinations) > MOST_WORLDS:
            what = f"{len(combinations)} different scenarios"
            self.part.wrong(
                "factors", what, f"at most {MOST_WORLDS}; fewer moves and options, or numbers in their place"
            )
            return ()
        ordered = sorted(
            combinations, key=lambda each: [a.factor.levels.index(v) for a, v in zip(choosing, each, strict=True)]
        )
        return tuple(self._world(drafted, axes, choosing, each) for each in ordered)

    def _world(
        self, drafted: Drafted, axes: Sequence[Axis], choosing: Sequence[Axis], levels: tuple[Level, ...]
    ) -> World:
        settings = {each.factor.id: level for each, level in zip(choosing, levels, strict=True)}
        variant = next((str(settings[a.factor.id]) for a in choosing if a.factor.kind == "variant"), self.variant)
        over = [each.blocks[settings[each.factor.id]] for each in choosing if each.factor.kind != "variant"]
        levers = self._levers(axes)
        for block, name in itertools.product(over, levers.levers):
            if name in block.levers:
                placed = block.levers[name]
                self.found.append(placed.mistake(f"the lever '{name}' is a factor of its own", "one of both"))
        new = [each for each in drafted.contradictions(variant, [*over, levers]) if each not in self.found]
        self.found.extend(new)
        label = "+".join(f"{key}={_word(level)}" for key, level in settings.items()) or self.variant or drafted.name
        if list(settings) == ["variant"]:
            label = variant
        if self.found:
            return World(label, settings, drafted.scenario())
        varied = {each.factor.target["lever"] for each in axes if each.factor.kind == "lever"}
        scenario = drafted.scenario(variant, label if settings or self.variant else "", over)
        kept = tuple(each for each in scenario.levers if each.id not in varied)
        return World(label, settings, replace(scenario, levers=kept, origin={}))

    def _levers(self, axes: Sequence[Axis]) -> Facts:
        """The factors that are levers, as a scenario would set them, to see whether they contradict what it sets."""
        found = {}
        for k, each in enumerate(axes):
            target = each.factor.target
            if "lever" in target:
                month = read_month(target["from"]) if "from" in target else None
                lowest = each.factor.low if each.factor.low is not None else float(each.factor.levels[0])
                setting = LeverSetting(target["lever"], lowest, month)
                found[target["lever"]] = Placed(setting, self.document, ("factors", k))
        if len(found) > EVENTS // 2:
            self.part.wrong("factors", f"{len(found)} levers as factors", f"at most {EVENTS // 2}")
        return Facts(levers=found)


def _word(level: Level) -> str:
    return {True: "yes", False: "no"}.get(level, str(level)) if isinstance(level, bool) else str(level)


def _laid_out(
    kind: str, factors: tuple[Factor, ...], axes: tuple[Axis, ...], count: int, seed: int, shared: bool
) -> pd.DataFrame:
    if kind == GRID:
        return grid(factors, {each.factor.id: each.steps for each in axes})
    if kind == LATIN:
        return latin_hypercube(factors, count, seed, shared)
    return sobol(factors, count, seed) if kind == SOBOL else morris(factors, count, seed)

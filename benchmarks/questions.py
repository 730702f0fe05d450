"""How long a user waits: for a changed lever, for the command, warm and for the first time."""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
from histories import baseline
from measuring import command, percentile, seconds

from caucasus_sim.ensemble.histories import Lives
from caucasus_sim.ensemble.plan import default_plan
from caucasus_sim.packing.outcomes import fields_read, outcome_columns
from caucasus_sim.packing.setup import set_up
from caucasus_sim.runs.request import draw_keys
from caucasus_sim.scenario.model import LeverSetting

LEVERS = {"a dial": "arms.to_armenia.rate", "a parameter": "arms.reaction"}
ASKED = ("treaty_signed", "route_agreed")


def what_if(runs: int, lever: str, questions: int = 20) -> tuple[float, float]:
    """Median and 95th percentile of seconds from a new value of a lever to two outcomes under every lens."""
    base = baseline()
    plan = default_plan(("",), tuple(base.catalogue.lenses), ("bulletin",), runs)
    groups = [(str(lens), group) for lens, group in plan.cells.groupby("lens")]
    keys = [draw_keys(group["reading_draw"].to_numpy(), group["mechanism_draw"].to_numpy()) for _, group in groups]

    fields = fields_read(base.catalogue)

    def ask(value: float) -> None:
        scenario = replace(base.scenario, levers=(LeverSetting(LEVERS[lever], value),))
        setup = set_up(base.catalogue, scenario, drawer=base.drawer)
        under_way = []
        for (lens, group), (readings, mechanisms, place) in zip(groups, keys, strict=True):
            legs, luck = setup.legs(lens, "bulletin", readings, mechanisms), group["luck"].to_numpy()
            lives = Lives(setup.book, setup.start, legs, place, luck, setup.steps, fields=fields)
            under_way.append(lives.begun(pool))
        lived = [finished() for finished in under_way]
        worlds, last = (np.concatenate([getattr(each, name) for each in lived]) for name in ("worlds", "last"))
        outcome_columns(setup, worlds, last, ASKED)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ask(0.5)
        taken = [seconds(lambda value=n / questions: ask(value)) for n in range(questions)]  # type: ignore[misc]
    return median(taken), percentile(taken, 0.95)


def help_cpu() -> float:
    """Median CPU seconds of `sim --help`."""
    return median(command("--help")[1] for _ in range(5))


def runs_of_command() -> tuple[float, float]:
    """Wall seconds of `sim run baseline`: warm, the median of three; and the first ever, which compiles."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        warm = [command("run", "baseline", "--out", str(place / str(k)), "--quiet")[0] for k in range(3)]
        cold = command("run", "baseline", "--out", str(place / "cold"), "--quiet", cache=place / "cache")[0]
    return median(warm), cold

"""The compiled ensemble: histories a second by threads, months, numbers and actors; and memory of many."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache

import numpy as np
from measuring import REPEATS, median_seconds, told

from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.ensemble.histories import run_histories
from caucasus_sim.packing.outcomes import fields_read
from caucasus_sim.packing.setup import Setup, packaged, set_up
from caucasus_sim.scenario.resolve import load_scenario

DRAWS, SHARD = 64, 10_000
PEAK = """
import sys
from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.runs.request import request_run
from caucasus_sim.runs.shards import run_shard
request = request_run(load_catalogue(), 'baseline', runs=int(sys.argv[1]))
setups = request.setups()
for number in range(request.plan.shards):
    run_shard(setups, request.plan.shard(number), False, 2)
status = open('/proc/self/status', encoding='ascii').read()
print(float(status.split('VmHWM:')[1].split()[0]) / 1024)
"""


@cache
def baseline(actors: int = 0, months: int = 0) -> Setup:
    """The baseline; with silent onlookers up to a number of actors, and so many months."""
    catalogue = packaged() if actors == 0 else with_onlookers(packaged(), actors)
    scenario = load_scenario("baseline", catalogue).runs[0]
    if months:
        scenario = replace(scenario, end=scenario.start + months - 1)
    return set_up(catalogue, scenario, actors=None if actors == 0 else tuple(catalogue.actors)[:actors])


def with_onlookers(catalogue: Catalogue, actors: int) -> Catalogue:
    """The catalogue with its first optional actor taken in as often as it takes; each makes the moves of outsiders."""
    known = dict(catalogue.actors)
    some = next(each for each in known.values() if each.optional)
    taking_part = {name: each for name, each in known.items() if not each.optional}
    for n in range(actors - len(taking_part)):
        taking_part[f"onlooker_{n}"] = some.model_copy(update={"optional": False})
    return replace(catalogue, actors=taking_part)


def rate(setup: Setup, runs: int, threads: int) -> float:
    """Histories a second, without monthly series, a shard of them at a time; of each what outcomes are read from."""
    fields = fields_read(setup.catalogue)
    ids = np.arange(DRAWS)
    legs = setup.legs("agnostic", "bulletin", ids, ids)

    def act() -> None:
        for first in range(0, runs, SHARD):
            luck = np.arange(first, min(runs, first + SHARD))
            run_histories(setup.book, setup.start, legs, luck % DRAWS, luck, setup.steps, False, threads, fields=fields)

    return runs / median_seconds(act, REPEATS if runs <= SHARD else 1)


def of_threads(runs: int) -> dict[int, float]:
    """Rates by number of threads, up to the processors there are."""
    most = os.cpu_count() or 1
    return {threads: rate(baseline(), runs, threads) for threads in (1, 2, 4, 8) if threads <= most}


def of_months(runs: int) -> dict[int, float]:
    """Rates by how many months a history lasts."""
    return {months: rate(baseline(months=months), runs, 2) for months in (12, 36, 75, 150)}


def of_runs() -> dict[int, float]:
    """Rates by number of histories."""
    return {runs: rate(baseline(), runs, 2) for runs in (1_000, 10_000, 100_000, 1_000_000)}


def of_actors(runs: int) -> dict[int, float | str]:
    """Rates by number of actors; in words where they do not fit the arrays."""
    found: dict[int, float | str] = {}
    for actors in (8, 15, 16, 32):
        try:
            found[actors] = rate(baseline(actors), runs, 2)
        except ValueError as error:
            found[actors] = f"does not fit ({error})"
    return found


def peak_megabytes(runs: int) -> float:
    """Peak memory of a plan of many cells, run shard by shard as `sim run` does, in a process of its own (Linux)."""
    return told(PEAK, str(runs))

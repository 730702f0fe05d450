"""Histories from either engine, and what differs between two worlds."""

from __future__ import annotations

import numpy as np

from caucasus_sim.ensemble.histories import Histories, run_histories
from caucasus_sim.model.process import PeaceProcess
from caucasus_sim.packing.setup import Setup


def draws_of(setup: Setup, n: int, lens: str = "agnostic") -> np.ndarray:
    """The first n draws of a setup's first reading."""
    ids = np.arange(n)
    return setup.draws(lens, next(iter(setup.catalogue.readings)), ids, ids)


def compiled(setup: Setup, draws: np.ndarray, steps: int | None = None, threads: int = 1) -> Histories:
    """One compiled history for every draw, each with the luck of its number."""
    n = np.arange(len(draws))
    return run_histories(setup.book, setup.start, draws, n, n, steps or setup.steps, threads=threads)


def by_mesa(setup: Setup, draws: np.ndarray, luck: int) -> PeaceProcess:
    """One history lived through in Mesa."""
    model = PeaceProcess.of(setup, draws[luck : luck + 1], luck)
    model.finish()
    return model


def differing(one: np.ndarray, other: np.ndarray) -> list[str]:
    """The fields in which two arrays of worlds or draws differ in any bit."""
    return [name for name in one.dtype.names or () if one[name].tobytes() != other[name].tobytes()]

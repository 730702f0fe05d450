"""Arms of the invented world, run in memory or stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from caucasus_sim.analysis.compare.arms import Arm, read_arms
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.runs.request import Request, request_run
from caucasus_sim.runs.shards import run_shard

INVENTED = Path(__file__).parents[2] / "invented"
Living = Callable[..., dict[str, Arm]]


@pytest.fixture(scope="session")
def living(invented: Catalogue) -> Living:
    """Run a scenario of the invented world in memory: its arms by variant."""

    def live(name: str, runs: int, seed: int = 1, lenses: int = 1) -> dict[str, Arm]:
        chosen = tuple(invented.lenses)[:lenses]
        request = request_run(
            invented, INVENTED / "scenarios" / f"{name}.yaml", runs, seed, chosen, with_baseline=False
        )
        table = run_shard(request.setups(), request.plan.cells, keep_series=False, threads=1).outcomes.to_pandas()
        return {variant: _arm(request, variant, table) for variant in request.variants}

    return live


def _arm(request: Request, variant: str, outcomes: pd.DataFrame) -> Arm:
    scenario, own = request.variants[variant], request.plan.cells["variant"] == variant
    return Arm(
        label=variant,
        scenario=scenario.name,
        variant=variant,
        title="",
        run=f"seed {request.seed}",
        path=Path("in memory"),
        facts={"evidence": "e", "compiled": "c", "results": "1", "seed": str(request.seed)},
        start=scenario.start,
        end=scenario.end,
        watch=(),
        assumed=(),
        notice={},
        cells=request.plan.cells[own].reset_index(drop=True),
        outcomes=outcomes[own].drop(columns="cell").reset_index(drop=True),
        left_out=0,
        has_series=False,
    )


@pytest.fixture(scope="session")
def arms(stored: Path) -> list[Arm]:
    """The two variants of the stored run: 32 histories each under two lenses."""
    return read_arms(stored)

"""A run that starts from a record is explained as it was run, and who holds still does so from its own start on."""

from __future__ import annotations

import numpy as np

from caucasus_sim.analysis.explain.absent import held_still
from caucasus_sim.analysis.explain.play import World, lived, pack
from caucasus_sim.analysis.up_to import UpTo
from caucasus_sim.ensemble.plan import default_plan
from caucasus_sim.runs.shards import run_shard

from .worlds import LENS, READING, setup_from


def test_with_everybody_present_it_is_the_run_itself(invented, record):
    setup = setup_from(invented, record(articles_agreed=9, treaty_stage="none"), held=False)
    cells = default_plan(["later"], [LENS], [READING], 32).cells
    stored = run_shard({"later": setup}, cells, False, 1).outcomes.to_pandas()["all_fatalities"]
    packed, asked = pack(setup, cells), UpTo("all_fatalities", setup.scenario.end)
    found = lived(World(setup), packed, asked, 1)
    assert (found == stored.to_numpy()).all()
    still = lived(World(held_still(setup, list(setup.actors))), packed, asked, 1)
    assert np.isfinite(still).all()
    assert (still != found).any()

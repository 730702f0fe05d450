"""Every number of a report is that of the store, worked out here anew from the tables."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from caucasus_sim.month.arrays import calendar
from caucasus_sim.store.folder import RunFolder

from .reading import Page

SAME = ["lens", "reading", "reading_draw", "mechanism_draw", "luck"]


@pytest.fixture(scope="module")
def read(page) -> Page:
    return Page(page)


@pytest.fixture(scope="module")
def table(stored) -> pd.DataFrame:
    """Plan and outcomes in one table."""
    run = RunFolder.open(stored)
    return run.read_plan().to_pandas().merge(run.read("outcomes").to_pandas(), on="cell")


def twentieths(share: float) -> str:
    count = int(share * 20 + 0.5)
    if 0 < count < 20:
        return f"about {count} in 20"
    if share in (0.0, 1.0):
        return f"{count} in 20"
    return "fewer than 1 in 20" if count == 0 else "more than 19 in 20"


def pairs(table: pd.DataFrame, variant: str, name: str) -> pd.DataFrame:
    """Twins side by side; what never happens comes after everything."""
    own, other = (table[table["variant"] == each][[*SAME, name]] for each in (variant, "baseline"))
    both = own.merge(other, on=SAME, suffixes=("_own", "_other"), validate="one_to_one")
    return both.fillna({f"{name}_own": np.inf, f"{name}_other": np.inf})


def test_how_often_is_the_share_of_the_stored_histories(read, table):
    told = {row[0]: row[1] for row in read.tables["How often: Treaty signed"][1:]}
    assert set(told) == set(table["variant"])
    for variant, words in told.items():
        own = table[table["variant"] == variant]
        share = own.groupby("lens")["treaty_signed"].agg(lambda months: months.notna().mean()).mean()
        assert words.startswith({0.0: "never", 1.0: "always"}.get(share, twentieths(share)))


def test_the_lens_strip_has_each_lens_share(read, table):
    rows = read.tables["Route agreed: how often, under every lens"][1:]
    assert len(rows) == table["variant"].nunique() * table["lens"].nunique()
    for variant, lens, words in rows:
        own = table[(table["variant"] == variant) & (table["lens"] == lens)]
        assert words == twentieths(own["route_agreed"].notna().mean())


def test_directions_and_counts_of_pairs_are_those_of_the_twins(read, table):
    head, *rows = read.tables["Route agreed: beside the baseline"]
    lenses = head[1:-1]
    assert lenses == sorted(table["lens"].unique())
    for variant, *cells, _ in rows:
        both = pairs(table, variant, "route_agreed")
        for lens, cell in zip(lenses, cells, strict=True):
            own = both[both["lens"] == lens]
            happened = [np.isfinite(own[f"route_agreed_{side}"]) for side in ("own", "other")]
            more, less = (happened[0] & ~happened[1]).mean(), (happened[1] & ~happened[0]).mean()
            assert cell.split()[-1] == f"{int(20 * more + 0.5)}:{int(20 * less + 0.5)}"


def test_who_was_earlier_is_counted_in_pairs(read, table):
    both = pairs(table, "assumed", "route_open")
    for when, sign in (("earlier", -1), ("later", 1)):
        gaps = np.sign(both["route_open_own"].to_numpy() - both["route_open_other"].to_numpy())
        counts = [int(100 * (gaps[both["lens"] == lens] == sign).mean() + 0.5) for lens in both["lens"].unique()]
        told = str(min(counts)) if min(counts) == max(counts) else f"{min(counts)} to {max(counts)}"
        words = f"In {told} of 100 paired worlds assumed was earlier" if when == "earlier" else f"in {told} later"
        assert words in read.words


def test_end_states_add_up_to_all_histories(facts, table):
    from caucasus_sim.report.figure import named
    from caucasus_sim.report.figures import figures_of

    native = named(figures_of(facts), "end-states").native
    assert native is not None
    assert list(native.categories) == list(dict.fromkeys(table["variant"]))
    assert np.allclose(np.sum(list(native.series.values()), axis=0), 20.0, atol=0.01)
    war = 20 * (table[table["variant"] == "paid"]["end_state"] == "war").mean()
    assert native.series["war"][native.categories.index("paid")] == pytest.approx(war, abs=1e-3)


def test_dots_are_quantiles_of_the_stored_months(read, table):
    rows = dict(read.tables["Route agreed, paid: when"][1:])
    months = np.sort(table[table["variant"] == "paid"]["route_agreed"].astype("float64").fillna(np.inf))
    middle = months[int(24.5 * len(months) / 50)]
    assert rows["5 in 10"] == ("not by 2030-12" if np.isinf(middle) else calendar(int(middle)))
    assert int(rows["not by 2030-12, of 50 dots"]) == pytest.approx(50 * np.isinf(months).mean(), abs=1)


def test_what_identifies_the_run_is_the_manifest(read, stored):
    told = dict(read.tables["Versions, seed, hashes, command"][1:])
    manifest = json.loads((stored / "manifest.json").read_text(encoding="utf-8"))
    assert told["run"] == manifest["id"]
    assert told["seed"] == str(manifest["seed"])
    assert told["evidence"] == manifest["identity"]["evidence"]
    assert told["compiled"] == manifest["identity"]["compiled"]
    assert told["made"] == manifest["created"]
    assert told["histories"] == f"{manifest['cells']:,}"

"""A stored run as tables of pandas, with real months."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from caucasus_sim.analysis.compare.matching import group
from caucasus_sim.analysis.compare.table import Options
from caucasus_sim.analysis.compare.table import compare as compare_arms
from caucasus_sim.analysis.standing import standing_of_run
from caucasus_sim.coding.catalogue import Catalogue
from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.notebook.comparison import Comparison
from caucasus_sim.notebook.page import banner, paragraph
from caucasus_sim.notebook.pictures import run_picture, shown
from caucasus_sim.store.folder import RunFolder

EPOCH = 1970 * 12


class Run:
    """One stored run: its tables, and its variants compared.

    Attributes
    ----------
    path : Path
        Its folder.
    """

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        self.path = path
        self._catalogue = catalogue
        self._folder = RunFolder.open(path)

    @property
    def about(self) -> dict[str, Any]:
        """What the run's manifest says: title, question, variants, lenses, readings, seed, digests."""
        return dict(self._folder.manifest)

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that stand for everything the run depends on."""
        return self._folder.id

    @property
    def variants(self) -> list[str]:
        """Its variants, the baseline first."""
        return list(self.about["variants"])

    @property
    def status(self) -> str:
        """What every result of it must say."""
        return standing_of_run(self._catalogue, self._folder.manifest)[0]

    @cached_property
    def plan(self) -> pd.DataFrame:
        """One row a history: variant, lens, reading, draws and luck."""
        return self._folder.read_plan().to_pandas()

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """One row a history: the plan's columns, then every outcome; months are periods, and NaT is never."""
        outcomes = self._folder.read("outcomes").to_pandas()
        kinds = {name: outcome.kind for name, outcome in self._catalogue.outcomes.items()}
        months = {name: as_periods(outcomes[name]) for name in outcomes if kinds.get(str(name)) == "month"}
        return self.plan.merge(outcomes.assign(**months), on="cell", validate="one_to_one")

    @cached_property
    def series(self) -> pd.DataFrame:
        """One row a history and month: cell, variant, lens, reading, month as a period, and every monthly series.

        Raises
        ------
        Mistakes
            If the run kept none.
        """
        table = self._folder.read("series").to_pandas()
        if table.empty:
            raise Mistakes([Mistake("this run keeps no monthly series", str(self.path), expected="a run with series")])
        table["month"] = as_periods(table["month"])
        return self.plan[["cell", "variant", "lens", "reading"]].merge(table, on="cell")

    def compare(self, variant: str | None = None, outcomes: tuple[str, ...] = (), unpaired: bool = False) -> Comparison:
        """Its variants beside the baseline and with each other, or one of them beside the baseline."""
        if variant is not None and variant not in self.variants:
            near = nearest(variant, self.variants)
            what = f"no variant '{variant[:40]}'"
            raise Mistakes([Mistake(what, str(self.path), expected=", ".join(self.variants), nearest=near)])
        told = (outcomes,) if isinstance(outcomes, str) else tuple(outcomes)
        options = Options(outcomes=told, unpaired=unpaired)
        return Comparison(compare_arms([group(self.path, variant, alone=True)], self._catalogue, options))

    def __repr__(self) -> str:
        many = len(self.plan)
        return f"Run {self.about['name']} {self.id}: {many:,} histories of {', '.join(self.variants)} ({self.status})"

    def _repr_html_(self) -> str:
        readings = self._catalogue.reading_lines(self.about["readings"])
        head = banner(standing_of_run(self._catalogue, self._folder.manifest)[1], readings)
        title = paragraph(f"{self.about['name']}: {self.about['title']}", strong=True)
        many = f"{len(self.plan):,} histories of {', '.join(self.variants)}, under {', '.join(self.about['lenses'])}."
        how = "run.compare() says what differs; run.outcomes and run.series are tables."
        plan, outcomes = self.plan, self._folder.read("outcomes").to_pandas()
        drawn = shown(run_picture(self._catalogue, plan, outcomes, self._folder.manifest))
        return head + title + paragraph(self.about["question"]) + paragraph(many) + drawn + paragraph(how)


def as_periods(months: pd.Series) -> pd.Series:
    """Absolute months as periods; null is NaT.

    >>> [str(each) for each in as_periods(pd.Series([24297, None]))]
    ['2024-10', 'NaT']
    """
    known = months.notna().to_numpy()
    since = months.fillna(EPOCH).to_numpy(dtype=np.int64) - EPOCH
    periods = pd.DatetimeIndex(since.astype("datetime64[M]")).to_period("M")
    return pd.Series(periods, index=months.index).where(known)

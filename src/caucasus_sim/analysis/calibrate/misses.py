"""What the calibrated model gets wrong beside base rates of comparable processes, as stored with its posterior."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from caucasus_sim.coding.catalogue import Catalogue


def misses(catalogue: Catalogue, lenses: Sequence[str]) -> list[dict[str, Any]]:
    """A row for every base rate that the model misses under some of these lenses; empty where nothing is stored.

    Returns
    -------
    rows of ``what``, ``base_rate``, ``least`` and ``most`` (shares of histories over the lenses), ``missed_under``
    """
    path = catalogue.root / "posterior" / "figures.json"
    if not path.is_file():
        return []
    told = json.loads(path.read_text(encoding="utf-8"))
    rows = [row | {"lens": lens} for lens in lenses if lens in told for row in told[lens]["base_rates"]]
    names = dict.fromkeys(row["what"] for row in rows)
    found = [_over([row for row in rows if row["what"] == name]) for name in names]
    return [row for row in found if row["missed_under"]]


def _over(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    shares = [row["model"] for row in rows]
    return {
        "what": rows[0]["what"],
        "base_rate": rows[0]["base_rate"],
        "least": min(shares),
        "most": max(shares),
        "missed_under": sum(row["miss"] for row in rows),
        "lenses": len(rows),
    }

"""Where a posterior enters: the weight that the record gives to each draw of mechanisms, under each lens.

A file ``posterior/weights.parquet`` beside the rest of the evidence, with the columns ``lens`` (text), ``seed``,
``mechanism_draw`` (whole numbers) and ``weight`` (a number of at least 0): how much more or less likely the record
makes a draw than it was. Draws that the file does not have were not weighed, so a test that uses any of them has no
posterior. While there is no file, there is none at all.
"""

from __future__ import annotations

import numpy as np

from caucasus_sim.coding.catalogue import Catalogue

FILE = ("posterior", "weights.parquet")


def posterior_weights(catalogue: Catalogue, lens: str, seed: int, ids: np.ndarray) -> np.ndarray | None:
    """The weights of some mechanism draws under a lens, f8 of the shape of ``ids``; None where none are known.

    Raises
    ------
    Mistakes
        Where there is a file that is not of this form.
    """
    path = catalogue.root.joinpath(*FILE)
    if not path.exists():
        return None
    from caucasus_sim.store.weights import read_weights  # noqa: PLC0415  # only where there is something to read

    table = read_weights(path)
    own = table[(table["lens"] == lens) & (table["seed"] == seed)].set_index("mechanism_draw")["weight"]
    if not np.isin(ids, own.index).all():
        return None
    return np.asarray(own.loc[ids.reshape(-1)].to_numpy(dtype=np.float64).reshape(ids.shape))

"""The model from Python: `run` a scenario, `load` a stored run, `compare` either. `import caucasus_sim` has them."""

from __future__ import annotations

from caucasus_sim.notebook.asking import compare, load, run
from caucasus_sim.notebook.comparison import Comparison
from caucasus_sim.notebook.stored import Run

__all__ = ["Comparison", "Run", "compare", "load", "run"]

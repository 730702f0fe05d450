"""A scenario simulator of a peace process: one implementation of the rules, two engines, every number sourced.

In a notebook::

    import caucasus_sim as cs
    run = cs.run("zangezur_open")

`run`, `load` and `compare` are looked up in `caucasus_sim.notebook` when they are first used: to import the package
loads neither tables nor compiled code.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "compare", "load", "run"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("caucasus_sim.notebook"), name)
    raise AttributeError(f"module 'caucasus_sim' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

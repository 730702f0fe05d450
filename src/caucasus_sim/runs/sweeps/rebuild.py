"""A sweep made again from its folder: what a worker, `sim rerun` and `sim trace` need is all there."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Any

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.documents import parse_yaml
from caucasus_sim.ensemble.designs.factor import factor_of
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.runs.sweeps.lived import Ground
from caucasus_sim.runs.sweeps.sweep import EIGHTS, Sweep, World
from caucasus_sim.scenario.resolve import scenario_of
from caucasus_sim.store.folder import RunFolder

Layers = tuple[Path, ...]
_READY: dict[tuple[Path, str], Ground] = {}
_GUARD = Lock()
_FEW = 4  # sweeps a process keeps ready


def rebuilt_sweep(folder: RunFolder, catalogue: Catalogue) -> Sweep:
    """The sweep of a folder, from its manifest and its design."""
    told: dict[str, Any] = folder.manifest
    design, place = told["design"], folder.path / "manifest.json"
    worlds = tuple(
        World(
            each["label"],
            each["settings"],
            scenario_of(parse_yaml(told["scenarios"][each["label"]], place), catalogue),
        )
        for each in design["worlds"]
    )
    return Sweep(
        catalogue,
        str(told["name"]),
        str(told["title"]),
        str(told["question"]),
        str(design["kind"]),
        tuple(factor_of(each) for each in design["factors"]),
        folder.read_design().to_pandas(),
        worlds,
        tuple(design["lenses"]),
        tuple(design["readings"]),
        int(design["replicates"]),
        int(told["seed"]),
        tuple(design["outcomes"]),
        design["draws"] == EIGHTS,
    )


def changed_since(folder: RunFolder, sweep: Sweep) -> list[str]:
    """What of the program, the evidence or the machine is not as it was; empty if the id can be made again."""
    if sweep.id == folder.id:
        return []
    then, now = folder.manifest.get("identity", {}), sweep.identity
    changed = [name for name in then if then[name] != now.get(name)]
    return changed or ["scenario"]


def ground_of(path: Path, layers: Layers) -> Ground:
    """The sweep of a folder ready to be lived, made once a process.

    Raises
    ------
    Mistakes
        If this process would not get the results of the one that began the sweep: another version, other evidence.
    """
    folder = RunFolder.open(path)
    with _GUARD:
        key = (path, folder.id)
        if key not in _READY:
            sweep = rebuilt_sweep(folder, load_catalogue(layers[0], layers[1:]))
            changed = changed_since(folder, sweep)
            if changed:
                what = (
                    f"this worker would get other results: {', '.join(changed)} differ from those the sweep began with"
                )
                raise Mistakes([Mistake(what, str(path), expected="the same version and evidence on every worker")])
            _keep(key, Ground(sweep))
        ground = _READY[key]
        _ = ground.setups
    return ground


def prime(path: Path, layers: Layers, ground: Ground) -> None:
    """Let this process use a sweep it has already."""
    with _GUARD:
        _keep((path, ground.sweep.id), ground)


def _keep(key: tuple[Path, str], ground: Ground) -> None:
    _READY[key] = ground
    while len(_READY) > _FEW:
        _READY.pop(next(iter(_READY)))

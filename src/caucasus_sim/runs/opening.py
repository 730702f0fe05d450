"""A run's folder held for writing: made, or taken up where it was left."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from caucasus_sim.store.files import json_text
from caucasus_sim.store.folder import RunFolder
from caucasus_sim.store.listing import find_run

FIRST = ("command", "package")  # told by whoever began it


def held(root: Path, name: str, identity: str, told: Mapping[str, Any]) -> RunFolder:
    """The folder of this identity, with its manifest told again; monthly series stay wanted once they were.

    Raises
    ------
    Mistakes
        Where the disk refuses, or another process writes into it.
    """
    begun = find_run(root, identity)
    if begun is None:
        return RunFolder.create(root, name, identity, dict(told))
    folder = RunFolder.open(begun, write=True)
    try:
        before = folder.manifest
        kept: dict[str, Any] = {key: before[key] for key in FIRST if key in before}
        series = bool(told["series"]) or before.get("series") is True
        folder.retell({**json.loads(json_text(told)), **kept, "series": series})
    except BaseException:
        folder.close()
        raise
    return folder

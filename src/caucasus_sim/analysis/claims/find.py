"""Where claims lie: the user's own ``experiments/claims``, then the shipped ones; one file a claim."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.scenario.find import ENDINGS, NAME, NotFound, contained, default_folders
from caucasus_sim.scenario.part import listed

_PACKAGE = Path(__file__).resolve().parents[2]
OWN = Path("experiments") / "claims"
SCENARIOS = "scenarios"


def packaged_claims() -> Path:
    """The folder of the shipped claims: inside the package when installed, else at the root of the repository."""
    inside = _PACKAGE / OWN
    return inside if inside.is_dir() else _PACKAGE.parent.parent / OWN


def list_claims(folders: Sequence[Path] | None = None) -> dict[str, Path]:
    """Every claim by its id, sorted as read by people (H2 before H10); an earlier folder hides a later one's."""
    found: dict[str, Path] = {}
    for folder in (OWN, packaged_claims()) if folders is None else folders:
        paths = sorted(folder.iterdir()) if folder.is_dir() else []
        for path in paths:
            if path.suffix in ENDINGS and NAME.fullmatch(path.stem):
                found.setdefault(path.stem, path)
    return dict(sorted(found.items(), key=lambda each: (len(each[0]), each[0])))


def find_claims(wanted: Sequence[str], folders: Sequence[Path] | None = None) -> list[Path]:
    """The files of some claims by id or path, or of all; every name that is unknown is a mistake."""
    known = list_claims(folders)
    if not wanted:
        return list(known.values())
    found: list[Path] = []
    mistakes = []
    for name in dict.fromkeys(wanted):
        path = known.get(name, Path(name))
        if name not in known and path.suffix not in ENDINGS:
            expected = f"one of {listed(known)}, or the path of a file"
            mistakes.append(
                Mistake(f"no claim '{name[:40]}'", "the command line", 0, 0, expected, nearest(name, known))
            )
            continue
        try:
            found.append(contained(path))
        except NotFound as error:
            mistakes.append(Mistake(error.what, str(path)[:200], expected=error.expected))
    if mistakes:
        raise Mistakes(mistakes)
    return found


def scenario_folders(claim: Path) -> tuple[Path, ...]:
    """Where a claim's scenarios are looked up: beside it, then where all scenarios are."""
    return claim.parent / SCENARIOS, *default_folders()

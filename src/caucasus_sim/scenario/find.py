"""One resolver: the name or path of a scenario -> its file, and nothing outside the folders of scenarios."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from caucasus_sim.errors import Mistake, Mistakes, nearest
from caucasus_sim.scenario.part import listed

ENDINGS = (".yaml", ".yml")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
SHIPPED = "shipped.txt"
_PACKAGE = Path(__file__).resolve().parent.parent
_FORM = "a name of letters, digits and _"


class NotFound(Exception):
    """Why there is no such scenario: what is wrong, what was expected, the nearest name."""

    def __init__(self, what: str, expected: str, near: str = "") -> None:
        super().__init__(what)
        self.what, self.expected, self.near = what, expected, near


def packaged_folder() -> Path:
    """The folder of the shipped scenarios: inside the package when installed, else at the root of the repository."""
    inside = _PACKAGE / "scenarios"
    return inside if inside.is_dir() else _PACKAGE.parent.parent / "scenarios"


def default_folders() -> tuple[Path, ...]:
    """Where names are looked up: ``./scenarios``, then the shipped scenarios."""
    return Path("scenarios"), packaged_folder()


def shipped_scenarios() -> dict[str, Path]:
    """The scenarios that come with the package, sorted: those that ``scenarios/shipped.txt`` names.

    What an analyst puts beside them runs as well, but is not part of what is tested and described.
    """
    folder = packaged_folder()
    lines = (folder / SHIPPED).read_text(encoding="utf-8").splitlines()
    names = sorted(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    return {name: folder / f"{name}.yaml" for name in names}


def list_scenarios(folders: Sequence[Path] | None = None) -> dict[str, Path]:
    """Every scenario that goes by its name alone, sorted; an earlier folder hides the same name in a later one.

    Parameters
    ----------
    folders : sequence of Path, optional
        Where to look, in order; by default ``./scenarios`` and the shipped ones.
    """
    found: dict[str, Path] = {}
    for folder in default_folders() if folders is None else folders:
        for path in _files(Path(folder)):
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def find_scenario(name: str | Path, folders: Sequence[Path] | None = None) -> Path:
    """The file of a scenario.

    Parameters
    ----------
    name : str or Path
        The name of a scenario, or the path of a file. ``scenarios/x.yaml`` also finds the shipped ``x``.
    folders : sequence of Path, optional
        Where names are looked up; by default ``./scenarios`` and the shipped ones.

    Raises
    ------
    Mistakes
        If there is none, or it lies behind a link that leads out of its folder; names the nearest scenario.
    """
    try:
        return _find(str(name), folders)
    except NotFound as error:
        raise Mistakes([Mistake(error.what, _shown(str(name)), expected=error.expected, nearest=error.near)]) from None


def _find(name: str, folders: Sequence[Path] | None) -> Path:
    # A path that the locale cannot spell reaches us with its bytes escaped; it is a path all the same.
    spelled = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if not spelled.isprintable() or not name.strip():
        raise NotFound("this is not a name or a path", _FORM)
    path = Path(name)
    if path.suffix not in ENDINGS and len(path.parts) == 1:
        return find_name(name, folders)
    if _exists(path):
        return contained(path)
    shipped = path.parent.name in ("", "scenarios") and len(path.parts) <= 2
    if shipped and path.suffix in ENDINGS and NAME.fullmatch(path.stem):
        return find_name(path.stem, folders)
    near = nearest(path.stem, list_scenarios(folders))
    raise NotFound("there is no such file", "the path of a scenario file, or the name of a scenario", near)


def find_name(name: str, folders: Sequence[Path] | None = None) -> Path:
    """The file of a scenario that goes by a name alone; names are no paths.

    Raises
    ------
    NotFound
        If the name is not one, or nothing goes by it.
    """
    if not NAME.fullmatch(name.removesuffix(".yaml").removesuffix(".yml")):
        raise NotFound(f"'{_shown(name)}' is not the name of a scenario", _FORM + ", not a path")
    known = list_scenarios(folders)
    path = known.get(name.removesuffix(".yaml").removesuffix(".yml"))
    if path is None:
        raise NotFound(f"there is no scenario '{name}'", f"one of {listed(known)}", nearest(name, known))
    return contained(path)


def contained(path: Path) -> Path:
    """The path itself, unless it is a link that leads out of its folder or is no plain file."""
    folder = path.parent.resolve()
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):
        raise NotFound("this link leads nowhere", "a plain file") from None
    if not real.is_relative_to(folder):
        raise NotFound("this is a link out of its folder", "the file itself; copy it here")
    if not real.is_file():
        raise NotFound("this is not a file", "a YAML file")
    return path


def _exists(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except (OSError, ValueError):
        return False


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in ENDINGS and NAME.fullmatch(path.stem))
    except OSError:
        return []


def _shown(name: str) -> str:
    return name if name.isprintable() and len(name) <= 200 else ascii(name[:80])

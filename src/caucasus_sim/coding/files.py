"""Which file of the evidence holds what, and reading all of them with every mistake at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from caucasus_sim.coding import schema, schema_numbers, schema_roles, schema_sources
from caucasus_sim.coding.kinds import mistakes_of
from caucasus_sim.documents import Document, Where, read_yaml
from caucasus_sim.errors import Mistake, Mistakes, nearest

B = TypeVar("B", bound=BaseModel)

# In the order of looking: the first pattern that fits says what a file holds.
KINDS: tuple[tuple[str, str, type[BaseModel]], ...] = (
    ("issues/*.yaml", "issues", schema.Issue),
    ("moves/*.yaml", "moves", schema.Move),
    ("institutions/agreements.yaml", "deals", schema.Deal),
    ("institutions/routes.yaml", "routes", schema.Route),
    ("parameters/*.yaml", "parameters", schema_numbers.Parameter),
    ("lenses/*.yaml", "lenses", schema_numbers.Lens),
    ("levers/*.yaml", "levers", schema.Lever),
    ("events/*.yaml", "events", schema.Event),
    ("outcomes/*.yaml", "outcomes", schema.Outcome),
    ("states/before/*.yaml", "earlier", schema_numbers.State),
    ("states/*.yaml", "states", schema_numbers.State),
    ("targets.yaml", "targets", schema_numbers.Target),
    ("names.yaml", "names", schema.Name),
    ("roles/*.yaml", "roles", schema_roles.Role),
    ("references*.yaml", "references", schema_sources.Reference),
    ("sources/*.yaml", "sources", schema_sources.Source),
)
LISTS: dict[str, type[BaseModel]] = {
    "orders": schema_numbers.Orders,
    "deliveries_before": schema_numbers.Orders,
    "capacity_steps": schema_numbers.CapacitySteps,
}
ELSEWHERE = (
    "actors.yaml",
    "update.yaml",
    "institutions/*.yaml",
    "readings/*/*.yaml",
    "sources/*_masks.yaml",
    "sources/*_unmask.yaml",
)


@dataclass
class Shelf:
    """What has been read so far: bodies by kind and id, the document each came from, and all mistakes."""

    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    homes: dict[tuple[str, str], tuple[Document, Where]] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    codings: dict[tuple[str, str], Document] = field(default_factory=dict)
    principals: tuple[str, ...] = ()
    root: Path = Path()
    broken: set[str] = field(default_factory=set)
    overlaid: list[tuple[str, str, str]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def need_folder(self, root: Path) -> None:
        """Note a folder that is not there."""
        if not root.is_dir():
            self.mistakes.append(Mistake("no such folder", str(root), expected="a folder of evidence"))

    def read(self, path: Path) -> Document | None:
        """A document, or None with its mistakes noted."""
        try:
            document = read_yaml(path)
        except Mistakes as found:
            self.mistakes += found.all
            return None
        self.documents.append(document)
        return document

    def check(self, document: Document, where: Where, data: Any, model: type[B]) -> B | None:
        """A body in its schema, or None with its mistakes noted."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.mistakes += mistakes_of(error, document, where, model)
            return None

    def put(self, kind: str, name: str, body: Any, document: Document, where: Where, overlay: bool) -> None:
        """Keep a body; twice in one layer is a mistake, in an overlay it takes the place of the earlier one."""
        earlier = self.homes.get((kind, name))
        if earlier and not overlay:
            line = earlier[0].at(*earlier[1])[0]
            self.mistakes.append(
                document.mistake(where, f"{kind}: '{name}' is here twice, first in {earlier[0].path}:{line}")
            )
        if overlay:
            self.overlaid.append((kind, name, str(document.path)))
        self.bodies.setdefault(kind, {})[name] = body
        self.homes[kind, name] = (document, where)

    def mistake(self, kind: str, name: str, where: Where, what: str, near: str = "") -> None:
        """Note a mistake inside a body."""
        document, home = self.homes[kind, name]
        self.mistakes.append(document.mistake((*home, *where), f"{name}: {what}", nearest=near))

    def known(self, kind: str, name: str, where: Where, what: str, wanted: str, names: Iterable[str]) -> None:
        """Note a name inside a body that nothing has; a body that could not be read counts as known."""
        if wanted not in names and wanted not in self.broken:
            self.unknown(kind, name, where, what, wanted, names)

    def unknown(
        self, kind: str, name: str, where: Where, what: str, wanted: str, names: Iterable[str], more: str = ""
    ) -> None:
        """Note a name that nothing has, with the nearest that something has."""
        self.mistake(kind, name, where, f"no {what} '{wanted}'{more}", self.near(wanted, names))

    def lacking(self, what: str, place: str) -> None:
        """Note something that no file has."""
        self.mistakes.append(Mistake(what, str(self.root / place)))

    def near(self, name: object, names: Iterable[str]) -> str:
        """The nearest of some names."""
        return nearest(name, names)


def yaml_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every YAML file under a folder with its name relative to it, in order."""
    for path in sorted(root.rglob("*.y*ml")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path


def kind_of(name: str) -> tuple[str, type[BaseModel]] | None:
    """What a file of this name holds; None if it is read elsewhere or unknown."""
    masks = name.startswith("sources/") and is_elsewhere(name)
    return None if masks else next(((kind, model) for pattern, kind, model in KINDS if fnmatch(name, pattern)), None)


def is_elsewhere(name: str) -> bool:
    """Whether a file is none of the id -> body files but read by its own function."""
    return any(fnmatch(name, pattern) for pattern in ELSEWHERE)


def read_bodies(shelf: Shelf, root: Path, overlay: bool) -> None:
    """Read every id -> body file of a folder."""
    for name, path in yaml_files(root):
        found = kind_of(name)
        if found is not None:
            _read_file(shelf, path, *found, overlay)
        elif not is_elsewhere(name):
            shelf.mistakes.append(
                Mistake("a file that is no kind of evidence", str(path), expected="a name as in the package")
            )


def _read_file(shelf: Shelf, path: Path, kind: str, model: type[BaseModel], overlay: bool) -> None:
    document = shelf.read(path)
    if document is None:
        return
    if not isinstance(document.data, dict):
        shelf.mistakes.append(document.mistake((), "is no mapping of ids", "id: body"))
        return
    for name, data in document.data.items():
        body = shelf.check(document, (name,), data, LISTS.get(name, model) if kind in ("states", "earlier") else model)
        if body is None:
            shelf.broken.add(str(name))
        else:
            shelf.put(kind, str(name), body, document, (name,), overlay)


def digest_of(roots: Iterable[Path]) -> str:
    """A hash of every byte of evidence that a run depends on, and of where it lies; role sheets change no run."""
    total = hashlib.blake2b(digest_size=20)
    for number, root in enumerate(roots):
        for path in sorted(path for path in root.rglob("*") if path.is_file() and not _is_beside(path, root)):
            content = path.read_bytes()
            total.update(f"{number}/{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()


def bytes_of(roots: Iterable[Path]) -> Iterator[bytes]:
    """The name and the bytes of every file of some folders, in order."""
    for root in roots:
        for path in sorted(path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
            yield path.relative_to(root).as_posix().encode()
            yield path.read_bytes()


def _is_beside(path: Path, root: Path) -> bool:
    return "__pycache__" in path.parts or path.relative_to(root).parts[0] == "roles"

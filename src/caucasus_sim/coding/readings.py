"""Reading actors, institutions and the folders of readings, which are not files of id -> body."""

from __future__ import annotations

from pathlib import Path

from caucasus_sim.coding.files import Shelf
from caucasus_sim.coding.kinds import Body, Text
from caucasus_sim.coding.schema import Actor
from caucasus_sim.coding.schema_institutions import Institution
from caucasus_sim.coding.schema_reading import ALL_POINTS, Coding, Reading, ReadingBody
from caucasus_sim.documents import Document


class ActorsFile(Body):
    """`actors.yaml`."""

    principals: tuple[Text, ...] | None = None
    actors: dict[Text, object]


def read_actors(shelf: Shelf, root: Path, overlay: bool) -> None:
    """Read the actors and which two of them are the principals."""
    path = root / "actors.yaml"
    document = shelf.read(path) if path.exists() else None
    file = shelf.check(document, (), document.data, ActorsFile) if document else None
    if document is None or file is None:
        return
    for name, data in file.actors.items():
        actor = shelf.check(document, ("actors", name), data, Actor)
        if actor is not None:
            shelf.put("actors", name, actor, document, ("actors", name), overlay)
    if file.principals is not None:
        shelf.principals = file.principals
        wrong = [name for name in file.principals if name not in file.actors]
        if wrong or len(set(file.principals)) != 2:
            shelf.mistakes.append(document.mistake(("principals",), "principals must be two of the actors"))


def read_institutions(shelf: Shelf, root: Path, overlay: bool) -> None:
    """Read each principal's institutions: one file an actor, named after it."""
    for path in sorted((root / "institutions").glob("*.yaml")):
        if path.stem not in ("agreements", "routes"):
            document = shelf.read(path)
            body = shelf.check(document, (), document.data, Institution) if document else None
            if document is not None and body is not None:
                shelf.put("institutions", path.stem, body, document, (), overlay)


def read_readings(shelf: Shelf, root: Path, overlay: bool) -> None:
    """Read every reading of a folder; an overlay may add a coder to a reading or replace its description."""
    for folder in sorted(path for path in (root / "readings").glob("*") if path.is_dir()):
        _read_reading(shelf, folder, overlay)


def _read_reading(shelf: Shelf, folder: Path, overlay: bool) -> None:
    earlier: Reading | None = shelf.bodies.get("readings", {}).get(folder.name)
    document, about = _about(shelf, folder, earlier)
    if about is None or document is None:
        return
    codings = dict(earlier.codings) if earlier else {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name != "reading.yaml":
            codings |= _coding(shelf, path, about)
    _check_coders(shelf, document, about, codings)
    shelf.put("readings", folder.name, Reading(folder.name, about, codings), document, (), overlay)


def _about(shelf: Shelf, folder: Path, earlier: Reading | None) -> tuple[Document | None, ReadingBody | None]:
    path = folder / "reading.yaml"
    if path.exists():
        document = shelf.read(path)
        return document, shelf.check(document, (), document.data, ReadingBody) if document else None
    return (shelf.homes["readings", folder.name][0], earlier.about) if earlier else (shelf.read(path), None)


def _coding(shelf: Shelf, path: Path, about: ReadingBody) -> dict[str, Coding]:
    document = shelf.read(path)
    coding = shelf.check(document, (), document.data, Coding) if document else None
    if document is None or coding is None:
        return {}
    if coding.coder != path.stem:
        shelf.mistakes.append(
            document.mistake(("coder",), f"coder '{coding.coder}' in a file of another name", path.stem)
        )
    known = about.coders.get(path.stem)
    if known is not None and known.pack != coding.pack:
        shelf.mistakes.append(
            document.mistake(("pack",), f"pack '{coding.pack}' differs from reading.yaml", known.pack)
        )
    for actor, stances in coding.actors.items():
        points = sum(stance.points or 0 for stance in stances.values())
        if points not in (0, ALL_POINTS):
            shelf.mistakes.append(
                document.mistake(("actors", actor), f"{actor}: points sum to {points}", str(ALL_POINTS))
            )
    shelf.codings[path.parent.name, path.stem] = document
    return {path.stem: coding}


def _check_coders(shelf: Shelf, document: Document, about: ReadingBody, codings: dict[str, Coding]) -> None:
    for place, coders in (("coders", about.coders), ("pooled", about.pooled), ("compared", about.compared)):
        for coder in coders:
            if coder not in codings or coder not in about.coders:
                shelf.mistakes.append(document.mistake((place,), f"no coding by '{coder}'"))
    for coder in about.pooled:
        if coder in about.coders and about.coders[coder].pack == "swapped":
            shelf.mistakes.append(
                document.mistake(("pooled",), f"'{coder}' coded a swapped pack, which is only compared")
            )

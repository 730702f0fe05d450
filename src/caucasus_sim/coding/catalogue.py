"""The catalogue: all evidence, checked as a whole, under the names that YAML files use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pydantic

from caucasus_sim.coding.checks import check_everything
from caucasus_sim.coding.files import Shelf, bytes_of, digest_of, read_bodies
from caucasus_sim.coding.names import Names, Spelling, names_of
from caucasus_sim.coding.posterior import Posterior, read_posteriors
from caucasus_sim.coding.readings import read_actors, read_institutions, read_readings
from caucasus_sim.coding.rows import Row, all_rows, filled, odds_of, rows_of
from caucasus_sim.coding.schema import Actor, Deal, Event, Issue, Lever, Move, Name, Outcome, Route
from caucasus_sim.coding.schema_institutions import Institution
from caucasus_sim.coding.schema_numbers import CapacitySteps, Lens, Orders, Parameter, State, Target
from caucasus_sim.coding.schema_reading import Reading
from caucasus_sim.coding.schema_roles import Role
from caucasus_sim.coding.schema_sources import Reference, Source
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.keeping import keep, key_of, recalled

PACKAGED = Path(__file__).resolve().parent.parent / "evidence"


@dataclass(frozen=True)
class Catalogue:
    """All evidence by kind and id, each body in the order of its file.

    ``where`` gives file and line of every (kind, id); ``overlaid`` lists (kind, id, file) of everything that a user's
    own folder added or replaced; ``digest`` is a hash of all bytes. ``earlier`` is what was otherwise at the start that
    calibration begins from; ``posteriors`` has, for every lens that was calibrated, joint draws of the parameters that
    the record informs.
    """

    root: Path
    principals: tuple[str, ...]
    actors: dict[str, Actor]
    issues: dict[str, Issue]
    moves: dict[str, Move]
    deals: dict[str, Deal]
    routes: dict[str, Route]
    institutions: dict[str, Institution]
    parameters: dict[str, Parameter]
    lenses: dict[str, Lens]
    levers: dict[str, Lever]
    events: dict[str, Event]
    outcomes: dict[str, Outcome]
    states: dict[str, State | Orders | CapacitySteps]
    earlier: dict[str, State | Orders | CapacitySteps]
    targets: dict[str, Target]
    names: dict[str, Name]
    references: dict[str, Reference]
    sources: dict[str, Source]
    readings: dict[str, Reading]
    roles: dict[str, Role]
    where: dict[tuple[str, str], tuple[str, int]]
    overlaid: tuple[tuple[str, str, str], ...]
    numbers: Names
    digest: str
    posteriors: dict[str, Posterior]

    def channel(self, name: str) -> int:
        """The number of a channel, as in ``arms_armenia``; a KeyError that names the nearest."""
        return self.numbers.index("channels", name)

    def dial(self, name: str) -> int:
        """The number of a dial."""
        return self.numbers.index("dials", name)

    def first(self, name: str) -> int:
        """The number of a month of first occurrence."""
        return self.numbers.index("firsts", name)

    def series(self, name: str) -> int:
        """The number of a monthly series."""
        return self.numbers.index("series", name)

    def parameter(self, name: str) -> int:
        """The number of a parameter, as in ``support_start_armenia``."""
        return self.numbers.index("parameters", name)

    def effect(self, name: str) -> int:
        """The number of a contested effect."""
        return self.numbers.index("effects", name)

    def rows(self, move: str | None = None) -> tuple[Row, ...]:
        """The rows of one move, or of all: one for every actor and every combination of what the move may be about."""
        if move is None:
            return tuple(all_rows(self.moves, self.actors, self.principals))
        return rows_of(move, self.moves[move], self.actors, self.principals)

    def odds(self, row: Row) -> float:
        """The odds of a row against holding, at the reference."""
        return odds_of(self.moves[row.move], row)

    def before(self) -> Catalogue:
        """The same evidence as of the earlier start that calibration begins from; priors, and no posterior."""
        return replace(self, states={**self.states, **self.earlier}, posteriors={})

    def reading_lines(self, readings: Sequence[str]) -> list[str]:
        """The line of each reading, under the reading's name where there are several."""
        lines = [self.readings[name].line for name in readings]
        return lines if len(lines) == 1 else [f"{name}: {line}" for name, line in zip(readings, lines, strict=True)]

    def fill(self, template: str, row: Row) -> str:
        """A template such as ``arms_{to}`` with a row's own words."""
        return filled(template, row, self.principals)


def load_catalogue(root: Path | str | None = None, overlays: Sequence[Path | str] = ()) -> Catalogue:
    """Read and check all evidence: the package's own, or a folder's, with a user's folders laid over it.

    Evidence that was read before, and found without mistake, comes out of the user's cache.

    Raises
    ------
    Mistakes
        Every mistake of every file at once.
    """
    layers = [Path(root) if root is not None else PACKAGED, *map(Path, overlays)]
    try:
        key = key_of([pydantic.VERSION, *layers, *bytes_of(layers)])
    except OSError:
        return _read(layers)  # which says what is wrong with the file
    kept = recalled("evidence", key)
    if isinstance(kept, Catalogue):
        return kept
    catalogue = _read(layers)
    keep("evidence", key, catalogue)
    return catalogue


def _read(layers: Sequence[Path]) -> Catalogue:
    shelf = Shelf(root=layers[0])
    if not layers[0].is_dir():
        raise Mistakes([Mistake("no such folder", str(layers[0]), expected="a folder of evidence")])
    for number, layer in enumerate(layers):
        shelf.need_folder(layer)
        read_actors(shelf, layer, overlay=number > 0)
        read_bodies(shelf, layer, overlay=number > 0)
        read_institutions(shelf, layer, overlay=number > 0)
        read_readings(shelf, layer, overlay=number > 0)
    catalogue = _catalogue(shelf, layers)
    check_everything(shelf, catalogue)
    if shelf.mistakes:
        raise Mistakes(shelf.mistakes)
    return catalogue


def _catalogue(shelf: Shelf, layers: Sequence[Path]) -> Catalogue:
    kinds = {kind: dict(shelf.bodies.get(kind, {})) for kind in Catalogue.__annotations__}
    principals = shelf.principals
    spelling = spelling_of(principals, kinds["issues"], kinds["routes"])
    return Catalogue(
        root=layers[0],
        principals=principals,
        where={key: (str(document.path), document.at(*where)[0]) for key, (document, where) in shelf.homes.items()},
        overlaid=tuple(shelf.overlaid),
        numbers=names_of(spelling),
        digest=digest_of(layers),
        parameters=by_principal(kinds["parameters"]),
        posteriors=read_posteriors(shelf, layers),
        **{kind: kinds[kind] for kind in _PLAIN},
    )


_PLAIN = (
    *("actors", "issues", "moves", "deals", "routes", "institutions", "lenses", "levers", "events", "outcomes"),
    *("states", "earlier", "targets", "names", "references", "sources", "readings", "roles"),
)


def spelling_of(principals: tuple[str, ...], issues: Mapping[str, Issue], routes: Iterable[str]) -> Spelling:
    """How the evidence writes the numbered names of the arrays."""

    def choices(issue: str) -> tuple[str, ...]:
        return (issues[issue].approval or ()) if issue in issues else ()

    kinds = [(kind, side) for kind in ("security", "trade") for side in principals]
    partners = {(kind, side): choices(f"{kind}_partners_{side}") for kind, side in kinds}
    return Spelling(
        principals, partners, {"format": choices("format"), "basis": choices("border_basis"), "route": tuple(routes)}
    )


def by_principal(parameters: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """Parameters with every principal's own numbers under a name of its own: ``support_start_armenia``."""
    found: dict[str, Parameter] = {}
    for name, parameter in parameters.items():
        if parameter.values is None:
            found[name] = parameter
        else:
            found |= {f"{name}_{side}": parameter.of(side) for side in parameter.values}
    return found

"""`sim sources pack`: all that a blind reader is given, passages under a pack's names and the form under the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caucasus_sim.cli.given import known
from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.coding.schema_sources import Source


def pack(
    source: Annotated[str, typer.Argument(help="Its id.", metavar="ID")],
    kind: Annotated[str, typer.Option(help="`masked`, `swapped` or `plain`.")] = "masked",
    coder: Annotated[str, typer.Option(help="Who codes.", metavar="L")] = "YOUR_INITIALS",
    out: Annotated[Path | None, typer.Option("--out", help="Write it here; never overwrites.", metavar="FILE")] = None,
) -> None:
    """Print all that a blind reader is given: a source's passages with the names hidden, and the form."""
    from caucasus_sim.cli.making import write_new
    from caucasus_sim.cli.screen import line, next_command

    text = whole_pack(known(), pick(source, known().sources, "source"), source, kind, coder)
    if out is None:
        line(text.rstrip("\n"))
        return
    write_new(out, text)
    line(f"written to {out}")
    next_command("sim --evidence FOLDER sources check   (FOLDER/readings/<reading>/ holds your coding)")


def whole_pack(catalogue: Catalogue, source: Source, name: str, kind: str, coder: str) -> str:
    """Passages and form of a kind of pack; a mistake where the kind is unknown or the source has no masks."""
    from caucasus_sim.coding.form import coding_form
    from caucasus_sim.coding.pack import KINDS, make_form, make_pack, source_text

    if kind not in KINDS:
        raise Mistakes(
            [Mistake(f"no pack '{kind}'", "the command line", expected=", ".join(KINDS), nearest=nearest(kind, KINDS))]
        )
    form = coding_form(catalogue, coder)
    if kind == "plain":
        return _together(source_text(source), form)
    masks, back = _beside(catalogue, name, "masks"), _beside(catalogue, name, "unmask")
    return _together(make_pack(source_text(source), masks, kind), make_form(form, masks, back[f"{kind}_ids"], kind))


def _together(text: str, form: str) -> str:
    return f"{''.join(f'# {line}'.rstrip() + chr(10) for line in text.splitlines())}\n{form}"


def _beside(catalogue: Catalogue, name: str, what: str) -> Any:
    """The file that lies beside a source: which names its packs hide, or how they come back."""
    from caucasus_sim.documents import read_yaml

    path = catalogue.root / "sources" / f"{name}_{what}.yaml"
    if not path.is_file():
        expected = "a source with masks, or --kind plain"
        raise Mistakes([Mistake(f"no {path.name}: nothing says which names to hide", name, expected=expected)])
    return read_yaml(path).data


def pick(name: str, known_names: Any, kind: str) -> Any:
    """The body of this name; a mistake that names the nearest if there is none."""
    if name in known_names:
        return known_names[name]
    names = list(known_names)
    told = ", ".join(names[:12]) + (" and more" if len(names) > 12 else "")
    raise Mistakes([Mistake(f"no {kind} '{name}'", "the command line", expected=told, nearest=nearest(name, names))])

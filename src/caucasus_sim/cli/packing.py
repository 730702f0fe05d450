"""The whole of what a blind reader is given: the passages under a pack's names, and the form under the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caucasus_sim.errors import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue
    from caucasus_sim.coding.schema_sources import Source


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

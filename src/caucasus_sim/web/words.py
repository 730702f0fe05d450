"""The texts of the pages: one file per language; English is complete, what another lacks is taken from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from caucasus_sim.documents import read_yaml
from caucasus_sim.errors import Mistake, Mistakes, nearest

ENGLISH = "en"
BASE = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Words:
    """Texts by key in one language; ``borrowed`` are the keys whose text is still the English one."""

    language: str
    texts: Mapping[str, str]
    borrowed: tuple[str, ...] = ()

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its blanks filled; a KeyError for a key that English has not."""
        return self.texts[key].format(**values)


def load_words(language: str, *folders: Path) -> Words:
    """The texts of the base, and of the folders of a part of the program laid over them.

    Raises
    ------
    Mistakes
        If there is no such language, or a file holds keys that English has not.
    """
    every = (BASE, *folders)
    known = languages(every)
    if language not in known:
        near = nearest(language, known)
        raise Mistakes([Mistake(f"no language '{language[:20]}'", "the command line", 0, 0, ", ".join(known), near)])
    english = _merged(every, ENGLISH)
    own = english if language == ENGLISH else _merged(every, language)
    strange = [key for key in own if key not in english]
    if strange:
        raise Mistakes(Mistake(f"no text '{key}' in English", f"{language}.yaml") for key in strange)
    return Words(language, {**english, **own}, tuple(key for key in english if key not in own))


def languages(folders: Iterable[Path] = (BASE,)) -> tuple[str, ...]:
    """The languages there is a file for, English first."""
    found = sorted({path.stem for folder in folders for path in folder.glob("*.yaml")} - {ENGLISH})
    return (ENGLISH, *found)


def _merged(folders: Iterable[Path], language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in folders:
        path = folder / f"{language}.yaml"
        if path.exists():
            found |= {str(key): str(text) for key, text in read_yaml(path).data.items()}
    return found

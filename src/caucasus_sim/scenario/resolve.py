"""From a file to a complete scenario: what it extends, its variants, and every mistake of the chain at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caucasus_sim.documents import Document, read_yaml
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.scenario.assume import fact_assumed
from caucasus_sim.scenario.check import bounds, check_facts, setting
from caucasus_sim.scenario.find import NotFound, default_folders, find_name, find_scenario
from caucasus_sim.scenario.model import Scenario
from caucasus_sim.scenario.part import Placed
from caucasus_sim.scenario.read import HEAD, LISTS, Draft, Facts, read_draft
from caucasus_sim.scenario.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from caucasus_sim.coding.catalogue import Catalogue

# The order of what a scenario lists does not depend on the order in its files.
_SORT: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "levers": lambda each: (each.id,),
    "moves": lambda each: (each.month, each.actor, each.domain, each.move),
    "events": lambda each: (each.month, each.event),
    "assume": lambda each: (each.month or 0, each.kind, sorted(each.detail.items())),
    "when": lambda each: (each.if_first, each.after, each.actor, each.move, sorted(map(str, each.with_.items()))),
    "stances": lambda each: (each.from_month or 0, each.actor, each.issue, each.choice or ""),
}


def load_scenario(name: str | Path, catalogue: Catalogue, folders: Sequence[Path] | None = None) -> Scenario:
    """Read, join and check a scenario.

    Parameters
    ----------
    name : str or Path
        A name or the path of a file; see :func:`caucasus_sim.scenario.find.find_scenario`.
    catalogue : Catalogue
        What the scenario may name.
    folders : sequence of Path, optional
        Where names are looked up; by default ``./scenarios`` and the shipped ones.

    Raises
    ------
    Mistakes
        Every mistake of the file and of the files it extends.
    """
    return scenario_of(read_yaml(find_scenario(name, folders)), catalogue, folders)


def scenario_of(document: Document, catalogue: Catalogue, folders: Sequence[Path] | None = None) -> Scenario:
    """The scenario of a document that has been read already, as :func:`load_scenario`."""
    found: list[Mistake] = []
    drafted = drafted_of(document, catalogue, folders, found)
    if found or drafted is None:
        raise Mistakes(found)
    branches = tuple(drafted.scenario(variant) for variant in drafted.variants)
    return _scenario(drafted.facts, drafted.name, drafted.words, "", branches)


@dataclass(frozen=True)
class Drafted:
    """A scenario that has been read and checked, as the facts it is made from; more can be laid over them."""

    name: str
    words: Vocabulary
    facts: Facts
    variants: Mapping[str, Facts]

    def scenario(self, variant: str = "", label: str | None = None, over: Sequence[Facts] = ()) -> Scenario:
        """The scenario itself or one of its variants, with further blocks laid over it; they are not checked here."""
        return _scenario(self.joined(variant, over), self.name, self.words, variant if label is None else label)

    def joined(self, variant: str = "", over: Sequence[Facts] = ()) -> Facts:
        """The facts of the scenario or a variant, with further blocks laid over them."""
        facts = self.variants[variant] if variant else self.facts
        for each in over:
            facts = _joined(facts, each)
        return facts

    def contradictions(self, variant: str = "", over: Sequence[Facts] = ()) -> list[Mistake]:
        """What cannot be true together once the blocks are laid over."""
        return list(check_facts(self.joined(variant, over), self.words))


def drafted_of(
    document: Document, catalogue: Catalogue, folders: Sequence[Path] | None, found: list[Mistake]
) -> Drafted | None:
    """A document joined with what it extends, and checked; mistakes are added to those found."""
    words, before = vocabulary(catalogue), len(found)
    chain, complete = _chain(document, words, folders, found)
    facts = chain[-1].facts
    for draft in reversed(chain[:-1]):
        facts = _joined(facts, draft.facts, not_inherited=HEAD)
    variants = {name: _joined(facts, own) for name, own in facts.variants.items()}
    if complete:
        for each in (facts, *variants.values()):
            found.extend(check_facts(each, words))
    if len(found) > before:
        return None
    return Drafted(setting(chain[0].facts, "name", document.path.stem), words, facts, variants)


def _chain(
    document: Document, words: Vocabulary, folders: Sequence[Path] | None, found: list[Mistake]
) -> tuple[list[Draft], bool]:
    """The drafts of a file and of all it extends, nearest first, and whether the chain is whole."""
    drafts = [read_draft(document, words, found)]
    while drafts[-1].extends is not None:
        base = _base(drafts, drafts[-1].extends, folders, found)
        if base is None:
            return drafts, False
        drafts.append(read_draft(base, words, found))
    return drafts, True


def _base(
    drafts: Sequence[Draft], extends: Placed[str], folders: Sequence[Path] | None, found: list[Mistake]
) -> Document | None:
    beside = extends.document.path.parent
    try:
        path = find_name(extends.item, (beside, *(default_folders() if folders is None else folders)))
    except NotFound as error:
        found.append(extends.mistake(error.what, error.expected, error.near))
        return None
    real = [draft.document.path.resolve() for draft in drafts]
    if path.resolve() in real:
        circle = " -> ".join([*(each.stem for each in real[real.index(path.resolve()) :]), path.stem])
        found.append(extends.mistake(f"extends goes in a circle: {circle}", "a scenario that does not extend this one"))
        return None
    try:
        return read_yaml(path)
    except Mistakes as mistakes:
        found.extend(mistakes.all)
        return None


def _joined(base: Facts, own: Facts, not_inherited: Sequence[str] = ()) -> Facts:
    """What a file says on top of what it extends: single values override, lists add."""
    kept = {name: placed for name, placed in base.settings.items() if name not in not_inherited}
    replaced = {_assumed(placed) for placed in own.assume}
    names = {**base.variants, **own.variants}
    return Facts(
        settings={**kept, **own.settings},
        levers={**base.levers, **own.levers},
        notice={**base.notice, **own.notice},
        assume=(*(placed for placed in base.assume if _assumed(placed) not in replaced), *own.assume),
        lists={name: (*base.lists.get(name, ()), *own.lists.get(name, ())) for name in LISTS},
        variants={name: _branch(base.variants.get(name), own.variants.get(name)) for name in names},
    )


def _branch(base: Facts | None, own: Facts | None) -> Facts:
    if base is None or own is None:
        return own or base or Facts()
    return _joined(base, own)


def _assumed(placed: Placed[Any]) -> tuple[Any, ...]:
    return (*fact_assumed(placed.item), placed.item.detail["what"])


def _scenario(
    facts: Facts, name: str, words: Vocabulary, variant: str = "", variants: tuple[Scenario, ...] = ()
) -> Scenario:
    start, end = bounds(facts, words)
    blocks = {"levers": tuple(facts.levers.values()), "assume": facts.assume, **facts.lists}
    ordered = {block: sorted(items, key=_order(block)) for block, items in blocks.items()}
    parts: dict[str, Any] = {block: tuple(each.item for each in items) for block, items in ordered.items()}
    parts |= {key: setting(facts, key, default) for key, default in _defaults(name, words).items()}
    return Scenario(
        name=name,
        variant=variant,
        start=_known(start),
        end=_known(end),
        record=setting(facts, "start.record", None),
        blanks=setting(facts, "start.blanks", None),
        notice=dict(sorted((key, placed.item) for key, placed in facts.notice.items())),
        variants=variants,
        origin=_origin(facts, ordered, variants),
        **parts,
    )


def _order(block: str) -> Callable[[Placed[Any]], tuple[Any, ...]]:
    return lambda placed: _SORT[block](placed.item)


def _known(month: int | None) -> int:
    if month is None:
        raise AssertionError("a month that was wrong passed the checks")
    return month


def _defaults(name: str, words: Vocabulary) -> dict[str, Any]:
    return {
        "title": name.replace("_", " "),
        "question": "",
        "bears_on": (),
        "watch": (),
        "reading": tuple(words.catalogue.readings),
        "beliefs": "shared",
    }


def _origin(facts: Facts, ordered: Mapping[str, list[Placed[Any]]], variants: Sequence[Scenario]) -> dict[str, str]:
    singles = (
        "title",
        "question",
        "bears_on",
        "start.month",
        "start.record",
        "start.blanks",
        "end",
        "watch",
        "reading",
        "beliefs",
    )
    origin = {name: facts.settings[name].place if name in facts.settings else "default" for name in singles}
    origin |= {f"notice.{name}": placed.place for name, placed in facts.notice.items()}
    for block, items in ordered.items():
        for index, placed in enumerate(items):
            name = f"levers.{placed.item.id}" if block == "levers" else f"{block}[{index}]"
            origin[name] = placed.place
    for variant in variants:
        origin |= {f"variants.{variant.variant}.{name}": place for name, place in variant.origin.items()}
    return origin

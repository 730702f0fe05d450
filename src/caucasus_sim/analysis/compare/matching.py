"""What is set beside what: the variants of one run with each other, or those of several runs by their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from caucasus_sim.analysis.compare.arms import BASELINE, Arm, full_label, read_arms
from caucasus_sim.errors import Mistake, Mistakes
from caucasus_sim.runs.asked import Asked


@dataclass(frozen=True)
class Match:
    """An arm beside another; ``first`` where the other is what everything is held against."""

    own: Arm
    other: Arm
    first: bool


def refuse_alone(asked: Sequence[Asked]) -> None:
    """Refuse one scenario without variants before it is run for nothing."""
    if len(asked) == 1 and asked[0].request is not None and len(asked[0].request.variants) < 2:
        raise _alone(asked[0].text)


def groups_of(asked: Sequence[Asked], paths: Sequence[Path]) -> list[list[Arm]]:
    """The arms of everything that was named, each from its run's folder."""
    return [group(path, each.variant, len(asked) == 1) for path, each in zip(paths, asked, strict=True)]


def group(path: Path, variant: str | None, alone: bool) -> list[Arm]:
    """The arms of a run, or the one variant that is named; named alone it stands beside the baseline."""
    if variant is None:
        return read_arms(path)
    named = read_arms(path, variant)
    if not alone or variant == BASELINE:
        return named
    return [arm for arm in read_arms(path) if arm.variant == BASELINE] + named


def matches(groups: Sequence[Sequence[Arm]]) -> list[Match]:
    """Every comparison of these runs.

    One run: each variant beside the baseline (or else its first variant), then with each other. Several runs: each
    beside the first run, then with each other, by the names of their variants or, where a run has one variant only,
    that one with all of the other run.

    Raises
    ------
    Mistakes
        If there is nothing to compare with, or which variants belong together is not said.
    """
    if len(groups) == 1:
        return _within(groups[0])
    named = _labelled(groups)
    return [
        Match(own, other, first=i == 0)
        for i, j in combinations(range(len(named)), 2)
        for own, other in _across(named[i], named[j])
    ]


def _within(arms: Sequence[Arm]) -> list[Match]:
    if len(arms) < 2:
        raise _alone(arms[0].label)
    head = next((arm for arm in arms if arm.variant == BASELINE), arms[0])
    others = [arm for arm in arms if arm is not head]
    beside = [Match(arm, head, first=True) for arm in others]
    return beside + [Match(own, other, first=False) for other, own in combinations(others, 2)]


def _alone(label: str) -> Mistakes:
    """The mistake of naming one thing that has no variants."""
    expected = "a second run or scenario, or a scenario with variants"
    return Mistakes([Mistake(f"'{label}' alone has nothing to compare with", "sim compare", 0, 0, expected)])


def _across(left: Sequence[Arm], right: Sequence[Arm]) -> list[tuple[Arm, Arm]]:
    """Pairs of (own, other) of a later and an earlier run."""
    theirs, ours = _own_variants(left), _own_variants(right)
    if len(theirs) == 1 or len(ours) == 1:
        return [(own, other) for own in ours for other in theirs]
    by_name = {arm.variant: arm for arm in theirs}
    shared = [(own, by_name[own.variant]) for own in ours if own.variant in by_name]
    if not shared:
        names = [", ".join(arm.label for arm in arms) for arms in (theirs, ours)]
        expected = f"NAME:VARIANT, such as one of {names[0]} and one of {names[1]}"
        raise Mistakes(
            [Mistake("no variant of the one run goes by the name of one of the other", "sim compare", 0, 0, expected)]
        )
    return shared


def _own_variants(arms: Sequence[Arm]) -> list[Arm]:
    """The variants of a run without the baseline that comes with it, unless there is nothing else."""
    return [arm for arm in arms if arm.variant != BASELINE] or list(arms)


def _labelled(groups: Sequence[Sequence[Arm]]) -> list[list[Arm]]:
    """The same arms under names that tell them apart."""
    seen = Counter(label for arms in groups for label in {full_label(arm) for arm in _own_variants(arms)})
    return [[replace(arm, label=_label(arm, seen)) for arm in arms] for arms in groups]


def _label(arm: Arm, seen: Counter[str]) -> str:
    label = full_label(arm)
    return f"{label} ({arm.run[:6]})" if seen[label] > 1 else label

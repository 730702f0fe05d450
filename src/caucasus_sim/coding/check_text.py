"""Runs of words that a text of ours shares with a source: the project reports what a source says in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

LONGEST_QUOTATION = 5


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without marks or passage ids.

    >>> words_of("[I.2] Peace - it's near, 13 of 17.")
    ['peace', 'it', 's', 'near', '13', 'of', '17']
    """
    return re.findall(r"\w+", re.sub(r"\[[IVX]+\.\d+\]", " ", text).casefold())


def shared_runs(text: str, source: str, length: int = LONGEST_QUOTATION + 1) -> tuple[str, ...]:
    """The longest runs of at least ``length`` words that stand in both texts, in the order of the first.

    >>> shared_runs("we say the old road is shut and dry", "Then the old road is shut.", 4)
    ('the old road is shut',)
    """
    known = set(_windows(words_of(source), length))
    words = words_of(text)
    starts = [start for start, window in enumerate(_windows(words, length)) if window in known]
    return tuple(" ".join(words[first : last + length]) for first, last in _stretches(starts))


def shared_with_files(folder: Path, source: str, length: int = LONGEST_QUOTATION + 1) -> dict[str, tuple[str, ...]]:
    """Shared runs of every text file under a folder, by file; files that share none are left out."""
    suffixes = (".yaml", ".yml", ".csv", ".md", ".py", ".html", ".txt")
    files = (path for path in sorted(folder.rglob("*")) if path.suffix in suffixes and path.is_file())
    found = {str(path.relative_to(folder)): shared_runs(path.read_text("utf-8"), source, length) for path in files}
    return {name: runs for name, runs in found.items() if runs}


def _windows(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))


def _stretches(starts: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of every run of consecutive numbers."""
    first = previous = None
    for start in starts:
        if previous is None or start != previous + 1:
            if first is not None and previous is not None:
                yield first, previous
            first = start
        previous = start
    if first is not None and previous is not None:
        yield first, previous

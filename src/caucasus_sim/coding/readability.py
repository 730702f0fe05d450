"""How hard an English text is to read, as a school year: the Flesch-Kincaid grade."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d[\d.,]*")
SENTENCE = re.compile(r"[.!?:;]+(?=\s|$)")
VOWELS = re.compile(r"[aeiouyäöüáéíóúèêç]+")


def words_in(text: str) -> list[str]:
    """The words and figures of a text.

    >>> words_in("Sign what is agreed: 13 of 17.")
    ['Sign', 'what', 'is', 'agreed', '13', 'of', '17.']
    """
    return WORD.findall(text)


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end; at least one. A figure counts as one.

    >>> [syllables(word) for word in ("peace", "treaty", "table", "agreed", "people")]
    [1, 2, 2, 2, 2]
    """
    letters = word.casefold()
    groups = len(VOWELS.findall(letters))
    silent = letters.endswith("e") and not letters.endswith(("le", "ee", "ye")) and groups > 1
    return max(1, groups - silent)


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text of at least one word.

    Equation
        G = 0.39 W / S + 11.8 Y / W - 15.59

    with W words, S sentences (ended by a mark, at least one) and Y syllables as counted here. Kincaid, Fishburne,
    Rogers and Chissom, "Derivation of new readability formulas", Naval Technical Training Command, 1975 (form from
    memory). Names of countries count like other words, so that the figure compares texts of ours with each other and
    says less about any one.

    >>> round(reading_grade("The cat sat on the mat."), 2)
    -1.45
    """
    words = words_in(text)
    sentences = max(1, len(SENTENCE.findall(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59

"""What a first page says of differences, thresholds, positions, assumptions and checks: lines for screen and report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

KNOWS_NOTHING = "Knows nothing after 15 October 2024"
TIED = "\u00a0"  # a blank that no line is broken at
WORDS = {"+": "more", "-": "less"}
LISTED = 3  # so many pairs of variants are listed by name; more are "every other pair"
RULER = 21
SPREAD = {
    "reading": "what the source means",
    "mechanism": "how strongly things work",
    "interaction": "both together",
    "luck": "luck",
}
LEVELS_HOW = (
    "What we do not know: the middle nine tenths over what the sources mean and how strongly things work, under the "
    "lens and reading where it reaches farthest. Lenses have no weights; their mean is only a middle."
)
POSITIONS_HOW = (
    "On what the watched outcomes bear on: the weighted mean (m; by capability and salience) and the Condorcet winner "
    "(C; the position that no other beats), X where they meet. Consents decide, not these."
)
TOO_FEW = "Too few histories to tell simulation error (one block of eight a lens): ask for more with --runs."
Row = Mapping[str, Any]


def cell(found: Row | None, unclear: str) -> str:
    """One lens's difference in a few letters.

    >>> cell({"direction": "+", "more_in_20": 6, "less_in_20": 1}, "?").replace(TIED, " ")
    'more 6:1'
    """
    if found is None:
        return "not" + TIED + "run"
    return f"{WORDS.get(found['direction'], unclear)}{TIED}{found['more_in_20']}:{found['less_in_20']}"


def lens_cells(rows: Sequence[Row], lenses: Sequence[str], unclear: str) -> list[list[str]]:
    """The cells of one outcome: variant, then every lens."""
    return [[row["variant"], *(cell(row["by_lens"].get(lens), unclear) for lens in lenses)] for row in rows]


def verdict_lines(rows: Sequence[Row]) -> Iterator[str]:
    """The variants of one outcome by what the lenses say together."""
    by_verdict: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_verdict[row["verdict"]].append(row["variant"])
    for verdict, variants in by_verdict.items():
        yield f"{verdict}: {', '.join(variants)}"


def nothing_differs(rows: Sequence[Row]) -> bool:
    """Whether no variant differs from the baseline under any lens, not even unclearly."""
    cells = [each for row in rows for each in row["by_lens"].values()]
    return all((each["direction"], each["more_in_20"], each["less_in_20"]) == ("0", 0, 0) for each in cells)


def among_lines(rows: Sequence[Row]) -> Iterator[str]:
    """Every two variants of one outcome beside each other: who has more, then what is unclear."""
    verdicts = {row["verdict"] for row in rows}
    if len(rows) > 1 and len(verdicts) == 1 and not directions(rows):
        yield f"{verdicts.pop()}, between any two of the variants"
        return
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    other: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        one, two = row["variant"], row["against"]
        signs = directions([row])
        if len(signs) == 1:
            ahead, behind = (one, two) if signs == {"+"} else (two, one)
            found[ahead, upwards(row["verdict"])].append(behind)
        else:
            other[row["verdict"]].append(f"{one} and {two}")
    by_variant: dict[str, list[str]] = defaultdict(list)
    for (ahead, verdict), behind in found.items():
        word, _, where = verdict.partition(" under ")
        by_variant[f"{ahead}: {word} than in"].append(f"{', '.join(behind)} (under {where})")
    for start, parts in by_variant.items():
        yield f"{start} {'; '.join(parts)}"
    rest = max(other, key=lambda verdict: len(other[verdict]), default="")
    for verdict, pairs in sorted(other.items(), key=lambda each: each[0] == rest):
        many = verdict == rest and len(pairs) > LISTED
        yield f"{verdict}: {'every other pair' if many else ', '.join(pairs)}"


def directions(rows: Iterable[Row]) -> set[str]:
    """The clear directions there are, of any row under any lens."""
    return {each["direction"] for row in rows for each in row["by_lens"].values()} - {"0"}


def upwards(verdict: str) -> str:
    """A verdict as said of the variant that has more.

    >>> upwards("less often under 2 of 5 lenses, no clear difference under the others")
    'more often under 2 of 5 lenses'
    """
    return verdict.replace("less", "more", 1).partition(",")[0]


def worth_lines(rows: Sequence[Row]) -> Iterator[str]:
    """The variants of one outcome by whether they pass its threshold."""
    by_verdict: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_verdict[row["verdict"] + needed(row)].append(row["variant"])
    for verdict, variants in by_verdict.items():
        yield f"{verdict}: {', '.join(variants)}"


def needed(row: Row) -> str:
    """How many histories would tell, where these do not."""
    if row["more_than_can_be_asked"]:
        return " (more histories than can be asked for would be needed)"
    if row["runs_needed"]:
        return f" (about --runs {row['runs_needed']} would tell)"
    return " (too few histories to say how many would tell)" if row["verdict"].startswith("cannot tell") else ""


def smallest_words(smallest: float, unit: str) -> str:
    """A threshold in words.

    >>> smallest_words(0.05, ""), smallest_words(2, "USD bn a year")
    ('5 in 100 histories', '2 USD bn a year')
    """
    return f"{smallest:g} {unit}" if unit else f"{100 * smallest:g} in 100 histories"


def position_cells(row: Row) -> list[str]:
    """One issue's two positions: name, mean, Condorcet, both on a ruler, actors heard."""
    name = row["issue"] if row.get("choice") is None else f"{row['issue']}: {row['choice']}"
    mean, winner = row["weighted_mean"], row["condorcet"]
    drawn = ruler(mean, winner, row.get("lowest", 0))
    return [name, str(mean), str(winner), drawn, str(row["actors_heard"])]


def ruler(mean: float, winner: float, lowest: float = 0) -> str:
    """Two positions on a line from the lowest to 100: m and C, or X where they meet.

    >>> ruler(0, 100), ruler(50, 50), ruler(0, 100, -100)
    ('m···················C', '··········X··········', '··········m·········C')
    """
    place = {name: round((at - lowest) / (100 - lowest) * (RULER - 1)) for name, at in (("m", mean), ("C", winner))}
    letters = ["·"] * RULER
    for name, at in place.items():
        letters[at] = "X" if letters[at] != "·" else name
    return "".join(letters)


def scale_lines(rows: Sequence[Row]) -> Iterator[str]:
    """The worded ends of every scale shown."""
    if any(row.get("choice") is not None for row in rows):
        yield "issue: choice = approval of the choice, -100 = rejects it, 0 = neither, 100 = wants it; the others:"
    for name, words in {row["issue"]: ends(row["scale"]) for row in rows}.items():
        if words:
            yield f"{name}: {words}"


def ends(scale: Mapping[str, str]) -> str:
    """The worded ends of a scale."""
    places = sorted(scale, key=int)
    return "; ".join(f"{place} = {scale[place]}" for place in (places[:1] + places[-1:])) if places else ""


def hangs_lines(number: int, row: Row) -> tuple[str, str]:
    """One assumption: what it is and rests on; then the outcomes it goes with."""
    clear = [each for each in row["outcomes"] if each["clear"]]
    shown = clear or row["outcomes"][:1]
    kind = "coders" if row["draw"] == "reading_draw" else "basis"
    told = "; ".join(
        f"{each['outcome']} {each['word']} ({each['correlation']:+.2f}, "
        f"same sign under {each['same_sign_lenses']} of {each['lenses']} lenses)"
        for each in shown
    )
    chance = "" if clear else " -- chance alone could do this"
    return f"{number}. {row['title']} ({row['assumption']}; {kind}: {row['basis']})", f"the more of it: {told}{chance}"


def percent(share: float | None) -> str:
    """A share to the nearest 5 %; what comes out negative is none.

    >>> percent(0.43), percent(-0.02)
    ('about 45 %', 'about 0 %')
    """
    return "not known" if share is None else f"about {min(100, max(0, round(20 * share) * 5))} %"


def counted(counts: Mapping[str, int]) -> str:
    """Counts in words, the largest first."""
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items(), key=lambda each: -each[1])) or "none"


def many_line(runs: Mapping[str, Any]) -> str:
    """How many histories stand behind a comparison with the baseline."""
    return f"{runs['per_variant']:,} histories of each variant, {len(runs['lenses'])} lenses, same luck"


def beside_how(unclear: str) -> str:
    """How to read a cell of the table of differences."""
    return (
        "A cell: the direction, then out of 20 paired worlds (a history and its twin in the baseline: same draws, same "
        f"luck) in how many there is more : less of it. {unclear} = no more than other luck would do. Lenses share "
        "their luck: agreement among them is not five confirmations."
    )


def hangs_how(found: Row) -> str:
    """How assumptions were set beside outcomes, or why they were not."""
    if not found["top"]:
        return f"Not told from {found['draws']} draws of the assumptions; ask for more with --runs."
    return (
        f"Rank correlation of each assumption's value with the mean outcome of a draw, over {found['draws']} draws and "
        f"all variants and lenses; {found['tried']} assumptions tried. Up to {found['chance']:.2f} the largest could "
        "be chance. What every coder is silent on is not drawn and not measured."
    )


def basis_lines(basis: Row) -> Iterator[str]:
    """How much rests on silence, inference and judgement."""
    cells = basis.get("cells_by_basis", {})
    silent = 100 * cells.get("silent", 0) / max(1, sum(cells.values()))
    inferred = basis.get("salience_on_inference", basis.get("weight_on_inference", 0.0))
    yield (
        f"Silence: on {silent:.0f} % of what could be coded the source says nothing; {100 * inferred:.0f} % of how "
        "much governments care (salience) rests on inference."
    )
    yield f"Parameters by basis: {counted(basis.get('parameters_by_basis', {}))}."
    if basis.get("moves_by_basis"):
        yield f"Chances of moves by basis: {counted(basis['moves_by_basis'])}."


def assumed_lines(assumed: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """What happens in a variant whatever anyone wants, and how often the model gets there unaided."""
    for variant, rows in assumed.items():
        for row in rows:
            yield f"Assumed in `{variant}`, not a finding: {row['what']}. Unaided: {row['unaided']}."


def replays_line(checks: Row) -> str:
    """Which histories were lived again in Mesa."""
    replays = [f"{number} ({name.replace('_', ' ')})" for name, number in checks.get("replays", {}).items()]
    told = ", ".join(replays) or "none"
    return f"Replayed agent by agent through Mesa, equal to the last bit: histories {told}."


def failures_line(checks: Row) -> str:
    """How many histories are no use."""
    return f"{checks['failures']} histories left the range of their numbers; they are rows with a status."


def by_outcome(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows that belong together, in the order in which their outcomes are watched."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["outcome"], []).append(row)
    return list(found.values())

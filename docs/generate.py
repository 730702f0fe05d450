"""Write the pages of the documentation that follow from the evidence and the code.

    python docs/generate.py              write docs/reference/*.md and docs/odd-d.md
    python docs/generate.py --check      fail if a page on disk is not what would be written
    python docs/generate.py --evidence   read all evidence and all shipped scenarios; write nothing

Nothing here depends on the day, the machine or the order of files.
"""

from __future__ import annotations

import ast
import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from caucasus_sim.coding.catalogue import Catalogue, load_catalogue
from caucasus_sim.errors import Mistakes
from caucasus_sim.month import arrays
from caucasus_sim.scenario.find import list_scenarios, packaged_folder
from caucasus_sim.scenario.resolve import load_scenario

DOCS = Path(__file__).resolve().parent
CODE = Path(arrays.__file__).resolve().parent.parent
NOTE = "<!-- Written by docs/generate.py (`make docs`). Edit what it is made from, not this page. -->\n\n"
READS = "Whose reading: {lines}. Nothing on this page is a finding.\n\n"
LONGEST = 180


# --------------------------------------------------------------------------------------------------------------- words


def cell(value: object) -> str:
    """Text that can stand in one cell of a table."""
    return re.sub(r"\s+", " ", str(value)).replace("|", "\\|").strip()


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *([cell(each) for each in row] for row in rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines) + "\n"


def code(names: Iterable[object]) -> str:
    """Names as code, with commas."""
    return ", ".join(f"`{name}`" for name in names)


def short(text: str) -> str:
    """The first sentence, cut where it is long."""
    first = re.split(r"(?<=[.!?])\s+(?=[A-Z\"(])", " ".join(text.split()), maxsplit=1)[0]
    return textwrap.shorten(first, LONGEST, placeholder=" ...")


def number(value: float) -> str:
    """A number without noise."""
    return f"{value:.4g}"


def by_file(catalogue: Catalogue, kind: str) -> dict[str, list[str]]:
    """Ids of a kind by the name of the file that has them."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in getattr(catalogue, kind):
        found[home(catalogue, kind, name)].append(name)
    return found


def home(catalogue: Catalogue, kind: str, name: str) -> str:
    """The file of an id, without its ending; a principal's own parameter stands under the common name."""
    place = catalogue.where.get((kind, name)) or catalogue.where[kind, name.rsplit("_", 1)[0]]
    return Path(place[0]).stem


def page(title: str, text: str, *parts: str) -> str:
    """A generated page."""
    return NOTE + f"# {title}\n\n{textwrap.dedent(text).strip()}\n\n" + "".join(parts).rstrip() + "\n"


# ------------------------------------------------------------------------------------------------------------ coverage


def coverage(catalogue: Catalogue) -> str:
    """Every passage of every source, what it became, and what cites it."""
    citing, known = citations(catalogue), ids(catalogue)
    parts, open_ids = [], 0
    for name, source in catalogue.sources.items():
        parts.append(f"## {source.title}\n\n`{name}`, {source.date}, {source.publisher or 'publisher not named'}.\n\n")
        for section, passages in sections(source).items():
            rows = []
            for block in passages:
                passage = source.passages[block]
                there = [each for each in passage.became if each in known]
                lacking = [each for each in passage.became if each not in known]
                open_ids += len(lacking)
                became = "; ".join(
                    filter(None, [code(there), lacking and f"*under another id, or not yet:* {code(lacking)}"])
                )
                became = became or f"Left out: {passage.left_out}"
                if passage.became and passage.left_out:
                    became += f". Left out: {passage.left_out}"
                cited = "; ".join(citing[f"{name}/{block}"]) or "nothing"
                rows.append((block, ", ".join(passage.type), short(passage.paraphrase), became, cited))
            heading = source.sections.get(section)
            parts.append(f"### {section}. {heading.heading if heading else ''}\n\n")
            parts.append(table(("passage", "type", "in short", "what it became", "what cites it"), rows))
    total = sum(len(source.passages) for source in catalogue.sources.values())
    left = sum(not each.became for source in catalogue.sources.values() for each in source.passages.values())
    text = f"""
    {total} passages; {left} left out with a reason. *What it became* is what whoever read the passage said it should
    become; where that names an id which the evidence does not have ({open_ids} times), the page says so. *What cites
    it* is read back from the evidence itself: what names the passage as its ground.
    """
    lines = sorted({reading.line for reading in catalogue.readings.values()})
    return page("What each passage became", text, READS.format(lines="; ".join(lines)), *parts)


def sections(source: Any) -> dict[str, list[str]]:
    """Passages by section."""
    found: dict[str, list[str]] = defaultdict(list)
    for block in source.passages:
        found[block.split(".")[0]].append(block)
    return found


def ids(catalogue: Catalogue) -> set[str]:
    """Every `kind.id` that a passage may be said to have become."""
    kinds = {
        "state": catalogue.states,
        "stance": catalogue.issues,
        "parameter": {*catalogue.parameters, *(name.rsplit("_", 1)[0] for name in catalogue.parameters)},
        "lens": {*catalogue.lenses, *arrays.EFFECT_NAMES},
        "lever": catalogue.levers,
        "event": catalogue.events,
        "move": catalogue.moves,
        "outcome": catalogue.outcomes,
        "tie": {f"{one}.{other}" for one in catalogue.actors for other in catalogue.actors},
    }
    rows = (catalogue.root / "record" / "events_before.csv").read_text("utf-8").splitlines()[1:]
    return {f"{kind}.{name}" for kind, names in kinds.items() for name in names} | {
        f"record.{row.split(',')[0]}" for row in rows
    }


def citations(catalogue: Catalogue) -> dict[str, list[str]]:
    """What names each passage as its ground, by `source/passage`."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind in ("moves", "deals", "routes", "events", "outcomes", "lenses", "institutions"):
        for name, body in getattr(catalogue, kind).items():
            for passage in body.passages:
                found[passage].append(f"{kind[:-1]} `{name}`")
    for name, parameter in catalogue.parameters.items():
        for cited in parameter.references:
            found[cited.source].append(f"parameter `{name}`")
    for name, state in catalogue.states.items():
        sources = getattr(state, "source", None) or ()
        for each in (sources,) if isinstance(sources, str) else sources:
            found[each].append(f"state `{name}`")
    for passage, stances in coded(catalogue).items():
        found[passage].append("stances on " + code(stances))
    return found


def coded(catalogue: Catalogue) -> dict[str, list[str]]:
    """Issues that some pooled coder grounds on each passage."""
    found: dict[str, list[str]] = defaultdict(list)
    for reading in catalogue.readings.values():
        for source in reading.about.sources:
            for coding in reading.pooled:
                for stances in coding.actors.values():
                    for issue, stance in stances.items():
                        for block in stance.passages:
                            found[f"{source}/{block}"].append(issue)
    return {passage: sorted(set(issues)) for passage, issues in found.items()}


# ----------------------------------------------------------------------------------------------------------- catalogues


def prior(belief: Any) -> str:
    """A prior in words."""
    values = belief.model_dump(by_alias=True)
    family = values.pop("family")
    return f"{family} (" + ", ".join(f"{key} {number(value)}" for key, value in values.items()) + ")"


def parameters(catalogue: Catalogue) -> str:
    """The table of uncertain inputs."""
    parts = []
    for file, names in by_file(catalogue, "parameters").items():
        rows = []
        for name in names:
            each = catalogue.parameters[name]
            low, best, high = (number(value) for value in each.value.triple)  # type: ignore[union-attr]
            grounds = "; ".join(f"{cited.source}: {cited.supports}" for cited in each.references) or "nothing"
            belief = f"{low}, {best}, {high}"
            rows.append((f"`{name}`", each.title, each.unit, belief, prior(each.prior), each.basis, grounds))
        heads = ("parameter", "what it is", "unit", "5, 50, 95 %", "prior", "basis", "what supports it")
        parts.append(f"## {file}\n\n" + table(heads, rows))
    bases = [each.basis for each in catalogue.parameters.values()]
    count = ", ".join(f"{bases.count(basis)} {basis}" for basis in sorted(set(bases)))
    text = f"""
    {len(bases)} uncertain inputs, one file for each mechanism: `evidence/parameters/<file>.yaml` holds the numbers of
    `rules/<file>.py` and of the stages that call it. By basis: {count}. A judgement is a belief of whoever wrote the
    file; it has been estimated from nothing.
    """
    return page("Parameters", text, *parts)


def moves(catalogue: Catalogue) -> str:
    """The table of moves."""
    parts = []
    for domain in arrays.DOMAIN_NAMES:
        rows = []
        for name, move in catalogue.moves.items():
            if move.domain == domain:
                about = move.with_.model_dump(exclude_none=True) if move.with_ else {}
                asks = "; ".join(f"{key}: {', '.join(values)}" for key, values in about.items())
                touches = ", ".join(f"{each.channel} {each.size:+g}" for each in move.touches) or "none"
                odds = f"{number(move.odds.value)} ({move.odds.basis})"
                rows.append(
                    (
                        f"`{name}`",
                        move.in_words,
                        move.kind,
                        ", ".join(move.who),
                        asks,
                        move.when,
                        touches,
                        odds,
                        move.pace,
                    )
                )
        heads = ("move", "in words", "kind", "who", "with", "when", "touches", "odds against holding", "pace")
        parts.append(f"## {domain}\n\n" + table(heads, rows))
    text = f"""
    {len(catalogue.moves)} moves, {len(catalogue.rows())} rows once every actor and every combination of `with` is
    counted. A government keeps one standing choice in each domain, `hold` included. A posture stands until it is
    changed, an act is done once. Odds stand at an opportunity in October 2024; pace says how often opportunities come.
    A touch is what the mover expects; where the effect is contested, the lens scales it.
    """
    return page("Moves", text, *parts)


def outcomes(catalogue: Catalogue) -> str:
    """The table of outcomes."""
    parts = []
    for file, names in by_file(catalogue, "outcomes").items():
        rows = []
        for name in names:
            each = catalogue.outcomes[name]
            rows.append(
                (f"`{name}`", each.title, each.definition, each.counting_rule, each.unit, each.kind, each.check)
            )
        heads = ("outcome", "title", "definition", "counting rule", "unit", "kind", "how to check it")
        parts.append(f"## {file}\n\n" + table(heads, rows))
    text = f"""
    {len(catalogue.outcomes)} outcomes that every run logs. A month is the first in which something holds; "never"
    means not before the horizon. None is a ranking of guilt.
    """
    return page("Outcomes", text, *parts)


def levers(catalogue: Catalogue) -> str:
    """The table of levers and of events."""
    parts = []
    for file, names in by_file(catalogue, "levers").items():
        rows = []
        for name in names:
            each = catalogue.levers[name]
            span = f"{each.range.start:g} to {each.range.end:g}" if each.range else ", ".join(each.choices or ())
            later = "yes" if each.from_month_allowed else "no"
            rows.append(
                (f"`{name}`", each.title, each.unit, span, each.default, later, each.in_words, f"`{each.example}`")
            )
        heads = ("lever", "title", "unit", "range", "default", "from a month on", "in words", "example")
        parts.append(f"## {file}\n\n" + table(heads, rows))
    rows = []
    for name, event in catalogue.events.items():
        sets = ", ".join(f"{each.dial} = {each.value:g}" for each in event.sets)
        rows.append((f"`{name}`", event.in_words, sets, f"{event.lasts} months" if event.lasts else "until set again"))
    parts.append("## Events\n\n" + table(("event", "in words", "sets", "lasts"), rows))
    text = f"""
    {len(catalogue.levers)} settings that a scenario may make under `levers:`, and {len(catalogue.events)} events for
    `events:`. Sizes are examples of an analyst, not forecasts.
    """
    return page("Levers and events", text, *parts)


# ---------------------------------------------------------------------------------------------------------------- ODD+D


def odd(catalogue: Catalogue) -> str:
    """The ODD+D protocol: docs/odd-d.template.md with what the code and the evidence say of themselves."""
    template = (DOCS / "odd-d.template.md").read_text("utf-8")
    rendered = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False).from_string(
        template
    )  # noqa: S701 (Markdown)
    return NOTE + rendered.render(
        catalogue=catalogue,
        capacities={name: getattr(arrays, name) for name in ("ACTORS", "ROWS", "DEALS", "ROUTES", "MONTHS")},
        effects=code(arrays.EFFECT_NAMES),
        end_states=code(arrays.END_STATES),
        world=state_variables(),
        stages=process_overview(),
        rules=submodels(),
        series=len(arrays.SERIES_NAMES),
        scenarios=len(list_scenarios([packaged_folder()])),
        uncoded=sum(each.optional for each in catalogue.actors.values()),
    )


def state_variables() -> str:
    """The fields of a world in the order and with the comments of month/arrays.py."""
    text = Path(arrays.__file__).read_text("utf-8")
    body = text.split("WORLD_FIELDS: ", 1)[1].split("\n]\n", 1)[0]
    field = re.compile(r'\("(?P<name>\w+)", "(?P<kind>[fi]8)"(?:, \((?P<shape>[^)]*)\))?\),(?:\s*# (?P<words>.*))?')
    parts: list[str] = []
    rows: list[tuple[str, ...]] = []
    heads = ("variable", "shape", "kind", "meaning")
    for line in map(str.strip, body.splitlines()[1:]):
        found = field.match(line)
        if line.startswith("#"):
            parts += [table(heads, rows)] if rows else []
            parts.append(f"*{line[1:].strip().capitalize()}*\n\n")
            rows = []
        elif found:
            shape = found["shape"].rstrip(",").lower() if found["shape"] else "one"
            kind = "real" if found["kind"] == "f8" else "whole"
            rows.append((f"`{found['name']}`", shape, kind, found["words"] or ""))
    return "".join(parts) + table(heads, rows).rstrip()


def functions(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Name, docstring and decorators of every function of a file."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, ast.get_docstring(node) or "", [ast.unparse(each) for each in node.decorator_list]


def process_overview() -> str:
    """The stages of a month in their order, each with what its file and its function say."""
    tree = ast.parse((CODE / "month" / "order.py").read_text("utf-8"))
    files = {
        alias.name: CODE.parent / f"{(node.module or '').replace('.', '/')}.py"
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    table_of = next(
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "STAGES"
    )
    rows = []
    for place, (name, each) in enumerate(ast.literal_eval(table_of), 1):
        words = {function: text for function, text, _ in functions(files[name])}
        about = ast.get_docstring(ast.parse(files[name].read_text("utf-8"))) or ""
        whose = "every government" if each else "the world"
        rows.append((place, f"`{name}`", whose, about.splitlines()[0], words[name].splitlines()[0]))
    return table(("", "stage", "taken by", "what it is about", "what it does"), rows).rstrip()


def submodels() -> str:
    """Every rule with what it says in words and its equation."""
    parts = []
    for path in sorted((CODE / "rules").glob("[a-z]*.py")):
        title = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or path.stem).splitlines()[0]
        parts.append(f"#### `rules/{path.name}`: {title}\n\n")
        for name, text, decorators in functions(path):
            if "rule" in decorators:
                about = {key: part(text, key) for key in ("In words", "Equation")}
                said = f" {about['In words']}" if about["In words"] else ""
                shown = about["Equation"].replace("|", "\\|")
                equation = f"\n\n  ```\n{textwrap.indent(shown, '  ')}\n  ```" if shown else ""
                parts.append(f"- **`{name}`** {text.splitlines()[0]}{said}{equation}\n")
        parts.append("\n")
    return "".join(parts).rstrip()


def part(text: str, heading: str) -> str:
    """A section of a rule's docstring; words are joined, equations keep their lines."""
    found = re.search(rf"^{heading}\n((?: {{4}}.*\n|\n)+)", text + "\n", re.MULTILINE)
    if found is None:
        return ""
    body = textwrap.dedent(found[1]).strip("\n")
    return " ".join(body.split()) if heading == "In words" else body


# ----------------------------------------------------------------------------------------------------------------- main

PAGES: dict[str, Callable[[Catalogue], str]] = {
    "reference/coverage.md": coverage,
    "reference/parameters.md": parameters,
    "reference/moves.md": moves,
    "reference/outcomes.md": outcomes,
    "reference/levers.md": levers,
    "odd-d.md": odd,
}


def read_evidence() -> Catalogue:
    """All evidence and every shipped scenario, with all their mistakes at once."""
    catalogue = load_catalogue()
    mistakes = []
    shipped = list_scenarios([packaged_folder()])
    for path in shipped.values():
        try:
            load_scenario(path, catalogue, [packaged_folder()])
        except Mistakes as found:
            mistakes += found.all
    if mistakes:
        raise Mistakes(mistakes)
    print(f"Evidence: {len(catalogue.where)} entries; scenarios: {len(shipped)}. No mistakes.")
    return catalogue


def main(arguments: list[str]) -> int:
    """Write, or check, all pages; the exit code."""
    wrong = [each for each in arguments if each not in ("--check", "--evidence")]
    if wrong:
        print(f"unknown: {' '.join(wrong)}; expected nothing, --check or --evidence", file=sys.stderr)
        return 2
    try:
        catalogue = read_evidence() if "--evidence" in arguments else load_catalogue()
    except Mistakes as mistakes:
        print(mistakes, file=sys.stderr)
        return 2
    stale = []
    for name, write in PAGES.items() if "--evidence" not in arguments else ():
        path, text = DOCS / name, write(catalogue)
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
    if stale and "--check" in arguments:
        print("Not current: " + ", ".join(f"docs/{name}" for name in stale) + ". Run `make docs`.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

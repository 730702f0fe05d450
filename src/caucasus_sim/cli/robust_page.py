"""The page of `sim robust`: who comes first by which criterion, how sure that is, and world by world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caucasus_sim.cli.of_sweep import print_head, question
from caucasus_sim.cli.screen import next_command, quoted, say, table

Row = Mapping[str, Any]
ALIKE = 2  # settings that are named where several are best
SHOWN = 30  # settings; more of them are in --csv
HOW = (
    "A world is a lens and a reading, with what else the design varies and nobody sets; worlds have no weights. How a "
    "setting does in a world is its mean over draws and luck, which all settings share. Ranks stand for settings of "
    "levers inside this model, never for governments; in brackets the ranks that 95 % of resamples of draws and luck "
    "give."
)


def print_page(told: Row, run: str, where: str) -> None:
    """The whole page on the screen."""
    wanted = f"{told['wanted']} of '{told['asked']}'"
    print_head(told, f"which settings do well over all worlds ({wanted} is wanted)")
    say(HOW, dim=True)
    worlds, many = len(told["worlds"]), len(told["settings"])
    blocks = f"{told['blocks']} block{'s' * (told['blocks'] > 1)} of draws and luck"
    say(f"{many} settings ({', '.join(told['set_by'])}) in {worlds} world{'s' * (worlds > 1)}; {blocks}.")
    if told["unpaired"]:
        say(
            f"{told['unpaired']} sets of draws and luck count for no setting, because some setting lacks them.",
            bold=True,
        )
    for each in told["criteria"]:
        say(f"{_title(told, each)}: {each['order']}.")
    say(told["agreement"], bold=True)
    say(told["by_world"])
    _settings(told)
    _worlds(told)
    next_command(f"sim robust {quoted(run)} {_again(told)} --csv ranks.csv{where}   (every setting, with intervals)")


def _again(told: Row) -> str:
    """The same question on the command line."""
    if told["threshold"] is None:
        return f"{question(told)} --want {told['wanted']}"
    until = f" by {told['by']}" if told["by"] else ""
    sign = ">=" if told["wanted"] == "more" else "<="
    return f'--threshold "p({told["outcome"]}{until}) {sign} {told["threshold"]:g}"'


def _title(told: Row, each: Row) -> str:
    if each["criterion"] != "enough":
        return str(each["title"])
    sign = "at least" if told["wanted"] == "more" else "at most"
    return f"{each['title']} ({sign} {_amount(told, told['threshold'])})"


def _settings(told: Row) -> None:
    """Every setting, in the order of the plan."""
    columns = ["setting", *(_title(told, each).partition(":")[0] for each in told["criteria"]), "not beaten"]
    rows = []
    for k, setting in enumerate(told["settings"][:SHOWN]):
        cells = [_cell(told, each, each["rows"][k]) for each in told["criteria"]]
        rows.append([setting["name"], *cells, f"{20 * setting['unbeaten']:.0f} of 20"])
    table(columns, rows, "Settings, in the order of the plan (rank and its range; not beaten: in paired histories)")
    if len(told["settings"]) > SHOWN:
        say(f"{SHOWN} of {len(told['settings'])} settings; the rest with --csv FILE")


def _cell(told: Row, criterion: Row, row: Row) -> str:
    rank = f"{row['rank']} [{row['rank_low']} to {row['rank_high']}]"
    if criterion["criterion"] == "enough":
        return f"{rank}: {row['value']:.0f} of {len(told['worlds'])}"
    return f"{rank}: {_amount(told, row['value'])}" if told["calibrated"] else rank


def _amount(told: Row, value: float | None) -> str:
    """An amount: shares as counts of twenty."""
    if value is None:
        return "unknown"
    return f"{value:.3g} {told['unit']}" if told["unit"] else f"{20 * value:.1f} in 20"


def _best(names: Sequence[str]) -> str:
    return "; ".join(names) if len(names) <= ALIKE else f"{len(names)} settings alike, among them {names[0]}"


def _worlds(told: Row) -> None:
    rows = [
        [", ".join(filter(None, each["world"].values())), _best(each["best"])]
        for each in told["worlds"]
        if len(each["best"]) < len(told["settings"])
    ]
    if rows and len(told["worlds"]) > 1:
        table(["world", "best there"], rows[:SHOWN], "World by world")

"""The catalogue: names and numbers, overlays, and every mistake of every file at once."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.coding.checks_sides import twin
from caucasus_sim.coding.rows import Row
from caucasus_sim.errors import Mistakes
from caucasus_sim.month.arrays import CHANNEL, DIAL, FIRST, PARAMETER_NAMES, SERIES


def mistakes_in(world) -> str:
    with pytest.raises(Mistakes) as found:
        world.load()
    return str(found.value)


def test_the_package_has_no_mistake(packaged):
    assert set(packaged.parameters) == set(packaged.numbers.parameters)
    assert len(packaged.parameters) == len(PARAMETER_NAMES)


def test_names_are_numbers_under_the_actors_names(packaged):
    assert packaged.channel("arms_armenia") == CHANNEL["arms_0"]
    assert packaged.channel("security_armenia_russia") == CHANNEL["security_0_0"]
    assert packaged.channel("trade_azerbaijan_central_asia") == CHANNEL["trade_1_4"]
    assert packaged.channel("format_russia") == CHANNEL["format_4"]
    assert packaged.channel("basis_alma_ata_1991") == CHANNEL["basis_0"]
    assert packaged.dial("boycott_azerbaijan") == DIAL["boycott_1"]
    assert packaged.dial("format_rate_bilateral") == DIAL["format_rate_0"]
    assert packaged.first("ratified_azerbaijan") == FIRST["ratified_1"]
    assert packaged.series("trust_armenia") == SERIES["trust_0"]
    assert packaged.parameter("support_start_armenia") == PARAMETER_NAMES.index("support_start_0")


def test_routes_are_numbered_as_their_file_lists_them(packaged):
    numbers = [packaged.channel(f"route_{name}") for name in packaged.routes]
    assert numbers == [CHANNEL[f"route_{number}"] for number in range(len(numbers))]


def test_every_name_of_the_arrays_is_spelled_once(packaged):
    for names in vars(packaged.numbers).values():
        assert len(set(names.values())) == len(names)
        assert not [name for name in names if name.endswith(("_0", "_1"))]


def test_an_unknown_name_says_which_is_near(packaged):
    with pytest.raises(KeyError, match="did you mean 'arms_armenia'"):
        packaged.channel("arms_armnia")


def test_rows_of_a_move(invented):
    rows = invented.rows("supply_arms")
    assert rows[0] == Row("supply_arms", "ostria", to="arland")
    assert len(rows) == 4
    assert [invented.odds(row) for row in rows] == [0.1, 0.5, 0.1, 0.1]
    assert invented.fill("arms_{to}", rows[1]) == "arms_borland"
    assert invented.rows() == rows


def test_every_row_of_the_package_finds_its_channels(packaged):
    for row in packaged.rows():
        for touch in packaged.moves[row.move].touches:
            packaged.channel(packaged.fill(touch.channel, row))


def test_where_says_file_and_line(invented):
    file, line = invented.where["moves", "supply_arms"]
    assert file.endswith("moves/security.yaml")
    assert line == 1


def test_the_digest_follows_every_byte(world):
    first = world.load().digest
    assert world.load().digest == first
    world.files["names.yaml"]["valley"]["neutral"] = "the dale"
    assert world.load().digest != first


def test_an_overlay_replaces_by_id_and_is_listed(world, tmp_path: Path):
    base = world.load()
    own = tmp_path / "mine" / "events"
    own.mkdir(parents=True)
    (own / "more.yaml").write_text(
        "crisis: {title: Ours, in_words: Ours., sets: [{dial: crisis_shock, value: 2}]}\n"
        "truce: {title: Truce, in_words: Truce., sets: [{dial: truce, value: 1}]}\n",
        "utf-8",
    )
    laid = load_catalogue(world.root, [tmp_path / "mine"])
    assert laid.events["crisis"].title == "Ours"
    assert list(laid.events) == ["crisis", "truce"]
    assert [(kind, name) for kind, name, _ in laid.overlaid] == [("events", "crisis"), ("events", "truce")]
    assert base.overlaid == ()
    assert laid.digest != base.digest


def test_an_overlay_may_add_a_coder(world, tmp_path: Path):
    world.write()
    folder = tmp_path / "mine" / "readings" / "almanac"
    folder.mkdir(parents=True)
    for name in ("reading", "a"):
        (folder / f"{name}.yaml").write_bytes((world.root / f"readings/almanac/{name}.yaml").read_bytes())
    text = (
        (folder / "reading.yaml").read_text("utf-8").replace("coders:\n", "coders:\n  h: {kind: human, pack: plain}\n")
    )
    (folder / "reading.yaml").write_text(text.replace("- a\n", "- a\n- h\n"), "utf-8")
    coding = (folder / "a.yaml").read_text("utf-8").replace("coder: a\npack: masked", "coder: h\npack: plain")
    (folder / "h.yaml").write_text(coding, "utf-8")
    laid = load_catalogue(world.root, [tmp_path / "mine"])
    assert [coding.coder for coding in laid.readings["almanac"].pooled] == ["a", "h", "b"]


def test_a_folder_that_is_not_there(tmp_path: Path):
    with pytest.raises(Mistakes, match="no such folder"):
        load_catalogue(tmp_path / "nowhere")


def test_all_mistakes_of_all_files_at_once(world):
    world.files["moves/security.yaml"]["supply_arms"]["when"] = "alwys"
    world.files["moves/security.yaml"]["supply_arms"]["does"] = "suply"
    world.files["events/border.yaml"]["crisis"]["sets"][0]["dial"] = "crisis_shok"
    del world.files["lenses/agnostic.yaml"]["agnostic"]["effects"]["arms_to_trust"]
    world.files["lenses/agnostic.yaml"]["agnostic"]["colour"] = "red"
    text = mistakes_in(world)
    for part in (
        "did you mean 'always'",
        "did you mean 'supply'",
        "did you mean 'crisis_shock'",
        "unknown key 'colour'",
    ):
        assert part in text
    assert "moves/security.yaml:" in text
    assert "events/border.yaml:" in text


MISTAKES = [
    ("moves/security.yaml", ("supply_arms", "touches", 0, "channel"), "arm_{to}", "no channel 'arm_arland'"),
    (
        "moves/security.yaml",
        ("supply_arms", "touches", 0, "effect"),
        "arms_to_hope",
        "no contested effect 'arms_to_hope'",
    ),
    ("moves/security.yaml", ("supply_arms", "with", "to"), ["arland"], "lists one principal only"),
    ("moves/security.yaml", ("supply_arms", "odds", "per_actor"), {"arland": 1.0}, "no row of this move 'arland'"),
    ("moves/security.yaml", ("supply_arms", "passages"), ["A.9"], "no passage 'A.9'"),
    ("institutions/agreements.yaml", ("sign", "kind"), "sing", "did you mean 'sign'"),
    ("institutions/agreements.yaml", ("sign", "tabled"), "never", "no way to be tabled 'never'"),
    ("institutions/agreements.yaml", ("sign", "consents"), ["nobody"], "no actor 'nobody'"),
    ("institutions/routes.yaml", ("valley", "operator"), "ostria", "no choice of route_operator 'ostria'"),
    ("institutions/arland.yaml", ("precondition_issue",), "scop", "did you mean 'scope'"),
    ("institutions/arland.yaml", ("parliament", "needed", "value"), 200, "more seats are named than there are"),
    ("issues/all.yaml", ("scope", "reads"), "completenes", "did you mean 'completeness'"),
    ("issues/all.yaml", ("scope", "gate"), "treety", "did you mean 'treaty'"),
    ("issues/all.yaml", ("format", "reads"), {"talks": "format_talks"}, "every choice once"),
    ("parameters/all.yaml", ("discount", "value", "best"), 7.0, "needs low <= best <= high"),
    ("parameters/all.yaml", ("discount", "prior"), {"family": "weird"}, "family"),
    (
        "parameters/all.yaml",
        ("discount", "references"),
        [{"source": "atlass", "supports": "x"}],
        "did you mean 'atlas'",
    ),
    ("parameters/all.yaml", ("luck",), {}, "luck"),
    ("levers/arms.yaml", ("arms.to_arland.rate", "sets"), {"dial": "own_arms_rate_arland"}, "for the other principal"),
    ("levers/arms.yaml", ("arms.to_arland.rate", "default"), 9, "outside the range"),
    ("outcomes/treaty.yaml", ("signed", "from"), {"first": "treaty_sined"}, "did you mean 'treaty_signed'"),
    ("sources/almanac.yaml", ("almanac", "date"), "2024-11-01", "dated 2024-11-01, after 2024-10-15"),
    ("references.yaml", ("atlas", "year"), 2025, "dated 2025"),
    ("readings/almanac/a.yaml", ("actors", "arland", "scope", "points"), 59, "points sum to 99"),
    ("readings/almanac/a.yaml", ("actors", "arland", "scope", "high"), 130, "needs numbers from 0 to 100"),
    ("readings/almanac/a.yaml", ("actors", "arland", "scope", "low"), 29, "needs low <= best <= high"),
    ("readings/almanac/a.yaml", ("actors", "arland", "scope", "passages"), ["Z.1"], "no passage 'Z.1' in almanac"),
    ("readings/almanac/a.yaml", ("actors", "arland", "border_basis", "points"), 3, "silent carries nothing else"),
    ("readings/almanac/a.yaml", ("pack",), "plain", "differs from reading.yaml"),
    ("readings/almanac/reading.yaml", ("pooled",), ["a", "s"], "only compared"),
    ("readings/almanac/reading.yaml", ("pooled",), ["z"], "no coding by 'z'"),
    ("actors.yaml", ("principals",), ["arland", "atlantis"], "principals must be two of the actors"),
]


@pytest.mark.parametrize(("file", "where", "value", "said"), MISTAKES)
def test_a_planted_mistake_is_found_in_its_file(world, file, where, value, said):
    body = world.files[file] = copy.deepcopy(world.files[file])
    for key in where[:-1]:
        body = body[key]
    body[where[-1]] = value
    lines = [line for line in mistakes_in(world).splitlines() if said in line]
    assert any(file in line for line in lines), said


def test_missing_and_doubled_entries(world):
    del world.files["parameters/all.yaml"]["discount"]
    del world.files["parameters/all.yaml"]["support_start"]["values"]["arland"]
    world.files["events/twice.yaml"] = copy.deepcopy(world.files["events/border.yaml"])
    world.files["notes.yaml"] = {"a": 1}
    text = mistakes_in(world)
    for part in (
        "no parameter 'discount'",
        "needs values for both principals",
        "'crisis' is here twice",
        "no kind of evidence",
    ):
        assert part in text


def test_a_broken_file_of_yaml_is_one_more_mistake(world):
    world.write()
    (world.root / "events" / "broken.yaml").write_text("a: {title: on\n", "utf-8")
    with pytest.raises(Mistakes, match=r"broken\.yaml:"):
        load_catalogue(world.root)


def test_a_late_row_of_the_record(world):
    world.write()
    (world.root / "record").mkdir()
    (world.root / "record" / "events.csv").write_text("date,event\n2024-10-15,a\n2024-10-16,b\n", "utf-8")
    with pytest.raises(Mistakes, match=r"events.csv:3: dated 2024-10-16"):
        load_catalogue(world.root)


@pytest.mark.parametrize("name", ["arms.to_arland.rate", "offensive_ruled_out_borland", "crisis", "marland_x"])
def test_a_twin_of_a_twin_is_the_name(name):
    sides = ("arland", "borland")
    assert twin(twin(name, sides), sides) == name
    assert (twin(name, sides) == name) == (name in ("crisis", "marland_x"))

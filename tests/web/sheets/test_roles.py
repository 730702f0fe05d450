"""The written part of role sheets: grounded, neutral, equal; and what `make evidence` says where one is not."""

import re
import shutil
from itertools import combinations

import pytest

from caucasus_sim.coding.catalogue import load_catalogue
from caucasus_sim.coding.checks_roles import beyond, found_in, measure, partial_names, surnames
from caucasus_sim.coding.readability import reading_grade
from caucasus_sim.coding.schema_roles import EVERYONE, PRINCIPALS
from caucasus_sim.errors import Mistakes
from caucasus_sim.web.workshop.worlds import invented_evidence

WORLDS = ("catalogue", "invented")
LOADED = (
    *(
        "aggressor",
        "aggression",
        "occupier",
        "occupied",
        "liberated",
        "separatist",
        "terrorist",
        "revanchist",
        "genocide",
    ),
    *("puppet", "proxy", "regime", "enemy", "corridor", "so-called", "hegemon", "vandal", "barbar", "fascis"),
)


@pytest.fixture(params=WORLDS)
def world(request):
    return request.getfixturevalue(request.param)


def test_every_government_that_takes_part_has_a_sheet(world):
    assert {name for name, actor in world.actors.items() if not actor.optional} <= set(world.roles)


def test_every_line_stands_on_passages_or_says_that_it_was_written(world):
    for role in world.roles.values():
        for line in role.lines.values():
            assert line.passages or line.basis == "written for this exercise"


def test_every_passage_cited_exists_and_was_read_as_modelled(catalogue):
    for role in catalogue.roles.values():
        for passage in (each for line in role.lines.values() for each in line.passages):
            source, block = passage.split("/")
            told = catalogue.sources[source].passages[block]
            assert not told.paraphrase.startswith("Read and not modelled"), passage


def test_principals_sheets_are_equal_within_the_stated_margin(world):
    one, other = (measure(world.roles[side]) for side in world.principals)
    assert not beyond(one, other, PRINCIPALS)
    assert {*world.roles[world.principals[0]].lines} == {*world.roles[world.principals[1]].lines}


def test_any_two_sheets_are_equal_within_the_wider_margin(world):
    for one, other in combinations(world.roles.values(), 2):
        assert not beyond(measure(one), measure(other), EVERYONE)


def test_principals_stand_on_their_own_words_as_often_as_each_other(catalogue):
    def own(side):
        heading = f"{catalogue.actors[side].name}'s government"
        sections = catalogue.sources["statements"].sections
        letter = next(name for name, section in sections.items() if section.heading == heading)
        role = catalogue.roles[side]
        lines = [*role.who, *role.wants, *role.fears, role.red_line]
        return sum(any(each.startswith(f"statements/{letter}.") for each in line.passages) for line in lines)

    one, other = map(own, catalogue.principals)
    assert abs(one - other) <= 1
    assert min(one, other) >= 9  # of ten


def test_no_partial_word_no_person_and_no_loaded_word(world):
    people, partial = surnames(world), partial_names(world)
    for role in world.roles.values():
        for line in role.lines.values():
            assert not found_in(line.text, people, world)
            assert not found_in(line.text, partial, world)
            assert not [word for word in LOADED if word in line.text.casefold()]


def test_people_are_recognised_and_bodies_are_not(catalogue):
    known = surnames(catalogue)
    assert {"Aliyev", "Pashinyan", "Putin", "Erdoğan", "Araghchi"} <= set(known)
    assert not {"Armenia", "Russia", "State", "Department", "Media"} & set(known)


def test_no_date_after_the_source(world):
    for role in world.roles.values():
        for line in role.lines.values():
            assert all(int(year) <= 2024 for year in re.findall(r"\b(?:19|20)\d\d\b", line.text))


def test_a_reading_grade_rises_with_longer_sentences_and_words():
    assert reading_grade("We met. We ate.") < reading_grade("We met and then we ate.")
    assert reading_grade("They met to talk.") < reading_grade("Representatives assembled to deliberate.")


# ------------------------------------------------------------------------------------------------ planted mistakes


@pytest.fixture
def copied(tmp_path):
    """A copy of the invented evidence whose sheet of Borland may be spoilt."""
    root = tmp_path / "evidence"
    shutil.copytree(invented_evidence(), root)

    def spoil(old, new, name="borland"):
        path = root / "roles" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(Mistakes) as found:
            load_catalogue(root)
        return str(found.value)

    return spoil


BASIS = "basis: written for this exercise"


def test_a_passage_that_is_not_there_is_named_with_line_and_nearest(copied):
    told = copied(BASIS, "passages: [almanac/A.11]")
    assert re.search(
        r"roles/borland.yaml:\d+:\d+: borland: no passage 'almanac/A.11'; did you mean 'almanac/A.1'", told
    )


def test_a_line_without_a_basis_is_refused(copied):
    assert "needs passages, or basis: written for this exercise" in copied(f"    {BASIS}\n", "")


def test_a_line_with_both_is_refused(copied):
    assert "needs passages, or basis" in copied(BASIS, f"{BASIS}\n    passages: [almanac/A.1]")


def test_a_partys_word_is_refused(copied):
    assert "'the gate' is one party's word" in copied("A river parts you from Arland.", "By the gate sits Arland.")


def test_a_longer_sheet_of_one_principal_is_refused(copied):
    told = copied("A whole treaty.", "A whole treaty, with every article in it and none of them left for later.")
    assert "not equal to the sheet of 'arland': words differ" in told


def test_a_line_less_is_refused(copied):
    told = copied(f"  - text: A whole treaty.\n    {BASIS}\n", "")
    assert "borland.wants" in told
    assert "at least 4" in told


def test_a_government_without_a_sheet_is_refused(tmp_path):
    root = tmp_path / "evidence"
    shutil.copytree(invented_evidence(), root)
    (root / "roles" / "velmar.yaml").unlink()
    with pytest.raises(Mistakes, match="no role sheet of 'velmar'"):
        load_catalogue(root)


def test_role_sheets_change_no_run(tmp_path):
    root = tmp_path / "evidence"
    shutil.copytree(invented_evidence(), root)
    before = load_catalogue(root).digest
    shutil.rmtree(root / "roles")
    assert load_catalogue(root).digest == before

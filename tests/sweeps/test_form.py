"""A plan is read strictly: every mistake at once, where it stands, with the nearest name."""

from __future__ import annotations

import pytest

from caucasus_sim.errors import Mistakes

WRONG = """\
question: What is wrong here?
scenario: short
replicates: 2.5
design: {kind: sobol, base: 100}
lenses: [agnostik]
outcomes: [treaty_singed]
levers: {arms.own_arland: 2}
factors:
  - {lever: arms.own_arlund, range: [0, 1]}
  - {lever: arms.own_arland, range: [2, 1]}
  - {lever: detour, values: [0.1]}
  - {lever: effects.mediation, range: [-9, 1]}
  - {stance: {actor: ostria, issue: format}}
  - {parameter: nothing, values: [1, 2]}
  - {id: point, lens: all}
  - {options: {a: {}, b: {}}}
  - {lever: detour, lens: all}
"""


def said(plan, text: str) -> list[str]:
    with pytest.raises(Mistakes) as caught:
        plan(text)
    return [str(each).partition("plan.yaml:")[2] for each in caught.value.all]


def test_every_mistake_of_a_plan_at_once(plan):
    found = said(plan, WRONG)
    starts = [line.partition(": ")[0].partition(":")[0] for line in found]
    assert starts == sorted(starts, key=int)
    expected = {
        "3": "2.5 is no whole number",
        "5": "did you mean 'agnostic'",
        "6": "did you mean 'treaty_signed'",
        "7": "`factors:` with what varies",
        "9": "did you mean 'arms.own_arland'",
        "10": "the range from 2 to 1 is empty",
        "11": "a list of two values or more",
        "12": "-9 is out of range",
        "13": "'choice' is missing",
        "14": "unknown parameter 'nothing'",
        "15": "'point' cannot be the id of a factor",
        "16": "options without an id",
        "17": "one factor changes lever and lens",
    }
    for line, words in expected.items():
        assert any(each.startswith(f"{line}:") and words in each for each in found), (line, words, found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("design: {kind: sobol, base: 100}", "100 is no power of two; expected 64 or 128"),
        ("design: {kind: sobol}", "'base' is missing"),
        ("design: {kind: latin, points: 9}", "did you mean 'latin_hypercube'"),
        ("design: {kind: grid, points: 9}", "unknown key 'points'"),
        ("design: {kind: morris, trajectories: 900000}", "2,700,000 points; expected at most 2,000,000"),
        ("design: {kind: morris, trajectories: no}", "'no', which YAML reads as true or false"),
        ("design: {kind: latin_hypercube, points: 010}", "'010'"),
        ("design: {kind: grid}\ndesign: {kind: sobol}", "is here twice"),
    ],
)
def test_designs_are_checked(plan, text, words):
    whole = f"question: q\nscenario: short\n{text}\nfactors:\n  - {{lever: detour}}\n"
    assert any(words in str(each) for each in _mistakes(plan, whole)), [str(each) for each in _mistakes(plan, whole)]


def test_what_a_scenario_settles_cannot_vary(plan):
    head = "question: q\nscenario: ordered:offered\ndesign: {kind: grid}\nfactors:\n"
    flood = "'northern_penalty' is set in `levers` and `events`"
    assert any(flood in each for each in map(str, _mistakes(plan, head + "  - {lever: detour, values: [0, 1]}\n")))
    stance = "  - {stance: {actor: borland, issue: charter_of_arland}}\n"
    assert "the scenario sets this stance" in str(_mistakes(plan, head + stance)[0])
    twice = (
        "  - {lever: detour, from: 2033-01, values: [0, 1]}\n  - {id: o, options: {a: {}, b: {levers: {detour: 1}}}}\n"
    )
    assert any("a factor of its own" in str(each) for each in _mistakes(plan, head + twice))


def _mistakes(plan, text):
    with pytest.raises(Mistakes) as caught:
        plan(text)
    return caught.value.all


def test_variants_must_be_chosen_and_a_record_is_refused(plan):
    tail = "\ndesign: {kind: grid}\nfactors: [{lever: arms.own_arland, values: [0, 1]}]\n"
    assert "has variants, and none is named" in str(_mistakes(plan, f"question: q\nscenario: ordered{tail}")[0])
    assert "there is no scenario 'shortt'" in str(_mistakes(plan, f"question: q\nscenario: shortt{tail}")[0])
    both = plan(f"question: q\nscenario: ordered{tail[:-2]}, {{variant: all}}]\n")
    assert [world.label for world in both.worlds] == ["offered", "assumed"]
    assert both.points == 4

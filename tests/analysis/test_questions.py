"""Question files: what is understood, and every mistake of a file at once with its place and what to write."""

from __future__ import annotations

import pytest

from caucasus_sim.analysis.scoring.asks import Span
from caucasus_sim.analysis.scoring.questions import read_questions
from caucasus_sim.errors import Mistakes
from caucasus_sim.month.arrays import absolute

from .conftest import EXAMPLE

SPAN = Span(absolute(2031, 1), absolute(2037, 3))


def mistakes(path, invented, span=SPAN):
    with pytest.raises(Mistakes) as raised:
        read_questions(path, invented, span)
    return raised.value.all


def test_the_example_is_understood(invented):
    questions = read_questions(EXAMPLE, invented, SPAN)
    assert [each.id for each in questions] == [f"q{k}" for k in range(1, 10)]
    assert [each.ask.form for each in questions] == ["by", "at", "sum", "any", "by", "by", "at", "at", "by"]
    assert [each.answer for each in questions] == [False, 14.0, 8.4, True, False, False, 5.5, 0.4, None]
    assert [each.ask.yes_no for each in questions] == [True, False, False, True, True, True, False, False, True]
    summed, where = questions[2].ask, questions[4].ask
    assert (summed.first, summed.last, summed.weight) == (absolute(2031, 1), absolute(2031, 12), 1 / 12)
    assert where.where == (("security", "transit_state"),)
    assert questions[5].base.chance == 0.12
    assert questions[6].base.values == (4.6, 4.9, 5.2, 5.0)


def test_the_page_shows_the_example_as_it_is():
    page = (EXAMPLE.parents[2] / "docs" / "how-to" / "score-a-run.md").read_text(encoding="utf-8")
    shown = page.split("```yaml\n")[1].split("```")[0]
    kept = [line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert shown.splitlines() == kept


def one(ask, rest="answer: true, track: treaty"):
    return f"- {{id: q1, ask: {{{ask}}}, {rest}}}\n"


NUMBER = "answer: 4, track: treaty"
WRONG = [
    (one("outcome: treaty_sined, by: 2031-05"), "unknown outcome 'treaty_sined'", "did you mean 'treaty_signed'?"),
    (one("outcome: treaty_signed, by: 2040-01"), "2040-01 is not among the months of this run", "2031-01 to 2037-03"),
    (one("outcome: treaty_signed, by: 2030-12"), "2030-12 is not among the months", "2031-01"),
    (one("outcome: treaty_signed, by: 2031-05-01"), "is a day, not a month", "2031-05"),
    (one("outcome: treaty_signed, by: soon"), "'soon' is not a month", "2025-06"),
    (one("outcome: treaty_signed, bye: 2031-05"), "unknown key 'bye'", "did you mean 'by'?"),
    (one("outcome: treaty_signed"), "when is not said", "by: 2025-06"),
    (one("by: 2031-05"), "'outcome' is missing", "outcome"),
    (one("outcome: treaty_signed, by: 2031-05, at: 2031-06"), "at, by together are no question", "any_at_least"),
    (one("outcome: fatalities, from: 2031-05, any_at_least: 5"), "any_at_least, from together", "`to:`"),
    (one("outcome: fatalities, from: 2031-05, to: 2031-02, any_at_least: 5"), "2031-02 is before 2031-05", "on"),
    (one("outcome: treaty_signed, at: 2031-05"), "'treaty_signed' happens in a month or never", "`by:` a month"),
    (one("outcome: trust_arland, by: 2031-05"), "'trust_arland' does not happen in a month", "`at:`"),
    (one("outcome: end_state, at: 2037-03", NUMBER), "'end_state' is no one number or yes or no", "sim list outcomes"),
    (one("outcome: all_fatalities, at: 2031-05", NUMBER), "known at the end of a run only", "2037-03"),
    (one("outcome: all_fatalities, from: 2031-05, to: 2031-06, any_at_least: 5"), "known at the end", "at: 2037-03"),
    (one("outcome: articles_agreed, at: 2031-12, sum_months: 3", NUMBER), "'articles' do not add up", "'a month'"),
    (one("outcome: trade_arland, at: 2031-03, sum_months: 4", NUMBER), "4 months up to 2031-03", "from 1 to 3"),
    (one("outcome: trade_arland, at: 2031-03, sum_months: 1.5", NUMBER), "1.5 months", "a whole number"),
    (one("outcome: trade_arland, at: 2031-03, sum_months: 0", NUMBER), "out of range", "at least 1"),
    (one("outcome: war, by: 2031-05, where: {security: velmar}"), "nothing of this outcome", "route_agreed"),
    (one("outcome: route_agreed, by: 2031-05, where: {security: velmer}"), "unknown security", "'velmar'"),
    (one("outcome: route_agreed, by: 2031-05, where: {guards: velmar}"), "unknown key 'guards'", "security"),
    (one("outcome: treaty_signed, by: 2031-05", "answer: 1, track: treaty"), "the answer is a number", "true or false"),
    (one("outcome: treaty_signed, by: 2031-05", "answer: no, track: treaty"), "'no'", "false"),
    (one("outcome: articles_agreed, at: 2031-05"), "'answer' is true or false", "a number"),
    (one("outcome: articles_agreed, at: 2031-05", f"{NUMBER}, tolerance: 0"), "a tolerance of 0", "above 0"),
    (one("outcome: war, by: 2031-05", "answer: true, tolerance: 1, track: border"), "no tolerance", "numbers only"),
    (one("outcome: war, by: 2031-05", "answer: true, track: boarder"), "unknown track 'boarder'", "'border'"),
    (one("outcome: war, by: 2031-05", "answer: true"), "belongs to no track", "`track:` with one of treaty"),
    (one("outcome: war, by: 2031-05", "anwser: true, track: border"), "unknown key 'anwser'", "'answer'"),
    (one("outcome: war, by: 2031-05", "track: border, base: {chance: 0.1}"), "'source' is missing", "source"),
    (one("outcome: war, by: 2031-05", "track: border, base: {chance: 3, source: A.}"), "out of range", "from 0 to 1"),
    (one("outcome: war, by: 2031-05", "track: border, base: {values: [1, 2], source: A.}"), "unknown key", "chance"),
    (one("outcome: articles_agreed, at: 2031-05", f"{NUMBER}, base: {{values: [1], source: A.}}"), "a list", "two"),
    (one("outcome: articles_agreed, at: 2031-05", f"{NUMBER}, base: {{values: [1, x], source: A.}}"), "text", "number"),
    ("- {id: q1, answer: true}\n", "'ask' is missing", "ask"),
    ("- {ask: {outcome: war, by: 2031-05}, track: border}\n", "'id' is missing", "id"),
    ("- {id: 7, ask: {outcome: war, by: 2031-05}, track: border}\n", "'id' is a number", "text"),
    ("- {id: q1, ask: war}\n", "'ask' is text", "keys with values"),
    ("- war\n", "this question is text, 'war'", "{id: q1"),
    ("war: 2031\n", "the questions are a block of keys", "a list of entries"),
    ("[]\n", "there are no questions", "a list of entries"),
    ("", "the file is empty", "keys and values"),
    ("- {id: q1]\n", "not valid YAML", "look at quotes"),
]


@pytest.mark.parametrize(("text", "what", "expected"), WRONG, ids=[text.strip()[:70] for text, _, _ in WRONG])
def test_a_mistake_is_said_with_its_line_and_what_to_write(text, what, expected, asking, invented):
    found = mistakes(asking(text), invented)
    said = next((str(each) for each in found if what in each.what), None)
    assert said is not None, [str(each) for each in found]
    assert "questions.yaml:1" in said
    assert expected in said


def test_all_mistakes_at_once_each_at_its_line(asking, invented):
    text = (
        "- {id: q1, ask: {outcome: treaty_sined, by: 2031-05}, track: treaty}\n"
        "- {id: q1, ask: {outcome: war, by: 2041-05}, track: border}\n"
        "- id: q3\n"
        "  ask: {outcome: route_agreed, by: 2031-12, where: {security: nobody}}\n"
        "  answer: 7\n"
        "  track: rote\n"
    )
    found = mistakes(asking(text), invented)
    assert [each.line for each in found] == [1, 2, 2, 4]
    assert "here twice, first in line 1" in found[1].what


def test_a_run_without_series_says_which_questions_it_cannot_answer(asking, invented):
    text = one("outcome: treaty_signed, by: 2031-05") + one("outcome: trust_arland, at: 2031-05", NUMBER).replace(
        "q1", "q2"
    )
    found = mistakes(asking(text), invented, Span(SPAN.start, SPAN.end, monthly=False))
    assert [each.line for each in found] == [2]
    assert "keeps no monthly series" in found[0].what


def test_a_file_that_is_not_there(tmp_path, invented):
    assert "cannot be read" in mistakes(tmp_path / "none.yaml", invented)[0].what

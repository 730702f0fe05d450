"""A hundred scenario files that are wrong, each with the line of its mistake and words that mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

HEAD = 'name: case\ntitle: "A case"\n'
TREATY = "moves:\n  - {date: 2031-03, actor: arland, move: press_talks}\n"


class Case(NamedTuple):
    """A file, the line of its mistake (0: the whole file), words that must be said, and files beside it."""

    id: str
    content: bytes
    line: int
    says: str
    beside: Mapping[str, bytes] = {}


def after_head(id: str, body: str, line: int, says: str, **beside: str) -> Case:
    """A case whose mistake stands in the body; the body begins in line 3."""
    files = {name: text.encode() for name, text in beside.items()}
    return Case(id, (HEAD + body).encode(), line, says, files)


def raw(id: str, content: bytes, line: int, says: str) -> Case:
    return Case(id, content, line, says)


def bomb() -> bytes:
    lines = [b"a: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [b"k%d: &a%d [%s]" % (i, i, b", ".join([b"*a%d" % (i - 1)] * 9)) for i in range(1, 12)]
    return b"\n".join(lines)


FILES = [
    raw("empty", b"", 1, "empty"),
    raw("only_comment", b"# nothing\n", 1, "empty"),
    raw("only_null", b"~\n", 1, "empty"),
    raw("list_at_top", b"- name: case\n", 1, "a list"),
    raw("text_at_top", b"baseline\n", 1, "text"),
    raw("number_at_top", b"7\n", 1, "a number"),
    raw("binary", bytes(range(256)), 2, "UTF-8"),
    raw("nul", b"name: a\x00b\n", 1, "not text"),
    raw("latin_1", b"name: case\ntitle: T\xfcrkiye\n", 2, "UTF-8"),
    raw("utf_16", "name: case\n".encode("utf-16"), 1, "UTF-8"),
    raw("control", b"name: case\ntitle: \x1b[31mred\n", 2, "not text"),
    raw("escaped_nul", b'name: case\ntitle: "a\\0b"\n', 2, "not text"),
    raw("two_megabytes", b"# " + b"x" * 2_000_000, 1, "1 MB"),
    raw("tab_indent", b"name: case\nlevers:\n\tfreight.penalty: 1\n", 3, "spaces"),
    raw("tab_inside", b"name:\tcase\n", 1, "spaces"),
    raw("two_documents", b"name: case\n---\nname: b\n", 2, "second document"),
    raw("unclosed_list", b"name: case\nwatch: [crises\n", 3, "not valid YAML"),
    raw("unclosed_quote", b'name: case\ntitle: "A\n', 3, "not valid YAML"),
    raw("colon_in_text", b"name: case\ntitle: A case: two\n", 2, "quotes"),
    raw("bad_indent", b"name: case\n  title: x\n", 2, "not valid YAML"),
    raw("at_sign", b"name: case\ntitle: @x\n", 2, "not valid YAML"),
    raw("alias_bomb", bomb(), 6, "explode"),
    raw("many_aliases", b"a: &a x\nwatch: [" + b"*a, " * 500 + b"*a]\n", 2, "explode"),
    raw("alias_of_nothing", b"name: case\nwatch: *gone\n", 2, "written out"),
    raw("alias_of_itself", b"name: case\nwatch: &a [*a]\n", 2, "written out"),
    raw("tag", b"name: !!python/object/apply:os.system [x]\n", 1, "without a tag"),
    raw("local_tag", b"name: !name case\n", 1, "without a tag"),
    raw("deep_flow", b"a: " + b"[" * 5000, 1, "fewer levels"),
    raw("deep_block", b"a:\n" + b"- " * 5000 + b"x\n", 2, "fewer levels"),
    raw("merge_key", b"name: case\n<<: {end: 2032-01}\n", 2, "a name"),
    raw("list_as_key", b"? [a]\n: 1\n", 1, "a name"),
    raw("null_as_key", b"name: case\n~: 1\n", 2, "a name"),
    raw("true_as_key", b"name: case\ntrue: 1\n", 2, "a name"),
]

TRAPS = [
    after_head("duplicate_key", "end: 2032-01\nend: 2033-01\n", 4, "each key once"),
    after_head("duplicate_lever", "levers:\n  freight.penalty: 0.1\n  freight.penalty: 0.2\n", 5, "first in line 4"),
    after_head("on_as_key", "on: 2031-03\n", 3, "quotes"),
    after_head("yes_as_value", "levers: {constitution.retry: yes}\n", 3, "true / false"),
    after_head("no_as_value", "levers:\n  constitution.retry: no\n", 4, '"no"'),
    after_head("no_in_list", "watch: [crises, no]\n", 3, '"no"'),
    after_head("exponent", "levers: {freight.penalty: 1e-3}\n", 3, "1.0e-3"),
    after_head("exponent_without_sign", "levers: {freight.penalty: 1.0e3}\n", 3, "1.0e+3"),
    after_head("octal", "levers: {arms.to_arland.rate: 010}\n", 3, "octal"),
    after_head("hexadecimal", "levers: {arms.to_arland.rate: 0x1}\n", 3, "decimal"),
    after_head("sexagesimal", "levers: {arms.to_arland.rate: 1:30}\n", 3, "base 60"),
    after_head("infinite", "levers: {arms.to_arland.rate: .inf}\n", 3, "finite"),
    after_head("not_a_number", "levers: {arms.to_arland.rate: .nan}\n", 3, "finite"),
    after_head("too_large", "levers: {arms.to_arland.rate: 1.0e+999}\n", 3, "finite"),
    after_head("too_many_digits", f"levers: {{arms.to_arland.rate: {'9' * 40}}}\n", 3, "smaller"),
    after_head("no_such_day", "end: 2032-02-31\n", 3, "calendar"),
    after_head("time_of_day", "end: 2032-02-01 10:00:00\n", 3, "date"),
]

NAMES = [
    after_head("unknown_key", "lever: {}\n", 3, "'levers'"),
    after_head("number_as_key", "7: x\n", 3, "unknown key '7'"),
    after_head("lens", "lens: deterrence\n", 3, "sim run --lens"),
    after_head("unknown_lever", "levers:\n  freight.penalti: 0.1\n", 4, "'freight.penalty'"),
    after_head("unknown_event", "events:\n  - {date: 2031-03, event: border_crises}\n", 4, "'border_crisis'"),
    after_head("unknown_actor", "moves:\n  - {date: 2031-03, actor: Arlnd, move: press_talks}\n", 4, "'arland'"),
    after_head(
        "unknown_move", "moves:\n  - date: 2031-03\n    actor: arland\n    move: press_talk\n", 6, "'press_talks'"
    ),
    after_head("unknown_outcome", "watch:\n  - crises\n  - treaty_singed\n", 5, "'treaty_signed'"),
    after_head("unknown_notice", "notice: {treaty: 0.1}\n", 3, "'treaty_signed'"),
    after_head("unknown_reading", "reading: [gazete]\n", 3, "'gazette'"),
    after_head("unknown_beliefs", "beliefs: share\n", 3, "'shared'"),
    after_head("unknown_assumption", "assume: {treatty: {signed: 2032-01}}\n", 3, "'treaty'"),
    after_head("unknown_route", "assume: {route: {option: valey, opens: 2032-01}}\n", 3, "'valley'"),
    after_head(
        "unknown_trigger", "when: [{if: treaty_sined, actor: arland, move: press_talks}]\n", 3, "'treaty_signed'"
    ),
    after_head(
        "unknown_issue", "stances: [{actor: arland, issue: treaty, position: 1, why: x}]\n", 3, "'treaty_support'"
    ),
    after_head("unknown_variant_key", "variants:\n  a: {watch: [crises]}\n", 4, "what a variant takes"),
    after_head("unknown_move_key", "moves:\n  - {dat: 2031-03, actor: arland, move: press_talks}\n", 4, "'date'"),
    after_head("unknown_start_key", "start: {moth: 2031-01}\n", 3, "'month'"),
    after_head("bad_name_of_variant", "variants: {'../x': {}}\n", 3, "letters"),
    raw("bad_name", b"name: a/b\n", 1, "letters"),
    raw("name_like_an_option", b"name: --out\n", 1, "letter or digit first"),
    raw("empty_name", b"name:\n", 1, "empty"),
    after_head("variant_called_baseline", "variants: {baseline: {}}\n", 3, "another name"),
    after_head("wrong_mover", "moves:\n  - {date: 2031-03, actor: ostria, move: table_route}\n", 4, "arland, borland"),
    after_head("missing_about", "moves:\n  - {date: 2031-03, actor: arland, move: table_route}\n", 4, "valley, ridge"),
    after_head(
        "wrong_about",
        "moves:\n  - {date: 2031-03, actor: arland, move: table_route, with: {option: ridg}}\n",
        4,
        "'ridge'",
    ),
    after_head(
        "about_too_much",
        "moves:\n  - {date: 2031-03, actor: arland, move: press_talks, with: {to: borland}}\n",
        4,
        "'to'",
    ),
    after_head(
        "wrong_amount",
        "moves:\n  - {date: 2031-03, actor: ostria, move: supply_arms, with: {to: arland, usd_m: much}}\n",
        4,
        "a number",
    ),
]

TYPES = [
    after_head("levers_as_list", "levers: [freight.penalty]\n", 3, "key: value"),
    after_head("moves_as_mapping", "moves: {date: 2031-03}\n", 3, "begin each entry with"),
    after_head("move_as_text", "moves:\n  - press_talks\n", 4, "text"),
    after_head("lever_as_list", "levers: {freight.penalty: [1]}\n", 3, "from 0 to 1"),
    after_head("lever_out_of_range", "levers: {freight.penalty: 30}\n", 3, "from 0 to 1"),
    after_head("half_a_flag", "levers: {constitution.retry: 0.5}\n", 3, "true or false"),
    after_head("lever_without_value", "levers: {freight.penalty: }\n", 3, "from 0 to 1"),
    after_head("undated_lever", "levers:\n  arms.form: {value: 1, from: 2032-01}\n", 4, "without `from`"),
    after_head("title_as_list", "question: [a]\n", 3, "text"),
    after_head("empty_question", 'question: " "\n', 3, "text"),
    after_head(
        "points_out_of_range",
        "stances: [{actor: arland, issue: treaty_support, position: 1, points: 101, why: x}]\n",
        3,
        "100",
    ),
    after_head(
        "position_out_of_range",
        "stances: [{actor: arland, issue: treaty_support, position: -1, why: x}]\n",
        3,
        "from 0 to 100",
    ),
    after_head(
        "position_out_of_order",
        "stances: [{actor: arland, issue: treaty_support, position: {low: 9, best: 5, high: 9}, why: x}]\n",
        3,
        "low <= best",
    ),
    after_head("stance_without_reason", "stances: [{actor: arland, issue: treaty_support, position: 1}]\n", 3, "'why'"),
    after_head(
        "stance_without_choice", "stances: [{actor: arland, issue: format, position: 1, why: x}]\n", 3, "'choice'"
    ),
    after_head("negative_notice", "notice: {treaty_signed: -1}\n", 3, "at least 0"),
    after_head("double_watch", "watch: [crises, crises]\n", 3, "each once"),
    after_head("assume_text", "assume: {treaty: signed}\n", 3, "2026-06"),
    after_head("assume_nothing", "assume: {treaty: {}}\n", 3, "with a month"),
    after_head("assume_outsider", "assume: {constitution: {actor: ostria, in_force: 2032-01}}\n", 3, "arland"),
    after_head(
        "assume_two_in_one",
        "assume: {constitution: {actor: arland, in_force: 2033-01, rejected: 2032-01}}\n",
        3,
        "two entries",
    ),
    after_head(
        "span_without_unit",
        "when: [{if: treaty_signed, after: 12, actor: arland, move: press_talks}]\n",
        3,
        "12 months",
    ),
    after_head(
        "amount_in_dollars",
        "moves:\n  - {date: 2031-03, actor: ostria, move: supply_arms, with: {to: arland, usd_m: 200000000}}\n",
        4,
        "from 0 to 100000",
    ),
    after_head(
        "value_of_a_double_event",
        "events: [{date: 2031-03, event: ceasefire_elsewhere, value: 1}]\n",
        3,
        "without `value`",
    ),
]

MONTHS = [
    after_head("day", "end: 2032-06-15\n", 3, "write 2032-06"),
    after_head("year", "end: 2032\n", 3, "2025-06"),
    after_head("thirteenth_month", "end: 2032-13\n", 3, "01 to 12"),
    after_head("month_in_words", "end: June 2032\n", 3, "2025-06"),
    after_head("short_month", "end: 2032-6\n", 3, "2025-06"),
    after_head("empty_end", "end:\n", 3, "line left out"),
    after_head("arabic_digits", "end: '\u0662\u0660\u0663\u0662-\u0660\u0666'\n", 3, "2025-06"),
    after_head(
        "reaction_after_the_end",
        "when: [{if: treaty_signed, after: 99 years, actor: arland, move: press_talks}]\n",
        3,
        "at most",
    ),
    after_head("month_as_list", "end: [2032-06]\n", 3, "2025-06"),
    after_head("end_before_start", "end: 2030-12\n", 3, "2031-01"),
    after_head("too_long", "end: 2099-12\n", 3, "or earlier"),
    after_head("start_too_early", "start: {month: 2030-01}\n", 3, "or later"),
    after_head("start_without_record", "start: {month: 2031-06}\n", 3, "record"),
    after_head(
        "move_before_start", "moves:\n  - date: 2030-12\n    actor: arland\n    move: press_talks\n", 4, "from 2031-01"
    ),
    after_head("event_after_end", "end: 2032-01\nevents: [{date: 2032-02, event: border_crisis}]\n", 4, "to 2032-01"),
    after_head(
        "until_before_date",
        "moves: [{date: 2031-03, until: 2031-02, actor: arland, move: press_talks}]\n",
        3,
        "last month",
    ),
    after_head(
        "until_of_an_act",
        "moves: [{date: 2031-03, until: 2031-05, actor: arland, move: start_amendment}]\n",
        3,
        "without `until`",
    ),
]

CONTRADICTIONS = [
    after_head(
        "two_moves", TREATY + "  - {date: 2031-03, actor: arland, move: start_amendment}\n", 5, "one move a month"
    ),
    after_head(
        "move_inside_a_posture",
        "moves:\n  - {date: 2031-03, until: 2031-09, actor: arland, move: press_talks}\n"
        "  - {date: 2031-05, actor: arland, move: hold, with: {domain: treaty}}\n",
        5,
        "earlier `until`",
    ),
    after_head(
        "lever_and_event",
        "levers: {freight.penalty: 0.2}\nevents: [{date: 2031-03, event: northern_route_recovers}]\n",
        4,
        "from:",
    ),
    after_head("two_levers", "levers:\n  freight.penalty: 0.2\n  freight.detour: 0.3\n", 5, "twice"),
    after_head(
        "same_event_twice",
        "events:\n  - {date: 2031-03, event: border_crisis}\n  - {date: 2031-03, event: border_crisis}\n",
        5,
        "twice",
    ),
    after_head(
        "assumed_and_tried",
        "assume: {constitution: {actor: arland, in_force: 2032-01}}\n"
        "moves: [{date: 2031-03, actor: arland, move: start_amendment}]\n",
        4,
        "two variants",
    ),
    after_head(
        "assumed_and_tabled",
        "assume: {route: {option: ridge, opens: 2032-01}}\n"
        "moves: [{date: 2031-03, actor: arland, move: table_route, with: {option: ridge}}]\n",
        4,
        "two variants",
    ),
    after_head(
        "assumed_and_event",
        "assume: {government: {actor: arland, changes: true}}\n"
        "events: [{date: 2031-03, event: government_changes_arland}]\n",
        3,
        "one of them",
    ),
    after_head(
        "opens_before_agreed", "assume: {route: {option: ridge, opens: 2032-01, agreed: 2033-01}}\n", 3, "a month after"
    ),
    after_head(
        "two_stances",
        "stances:\n" + "  - {actor: arland, issue: treaty_support, position: 1, why: x}\n" * 2,
        5,
        "another `from:`",
    ),
    after_head(
        "contradiction_in_a_variant",
        TREATY + "variants:\n  a:\n    moves: [{date: 2031-03, actor: arland, move: start_amendment}]\n",
        7,
        "one move",
    ),
]

CHAINS = [
    after_head("extends_itself", "extends: case\n", 3, "circle: case -> case"),
    after_head("extends_in_a_circle", "extends: b\n", 1, "circle: case -> b -> case", b="extends: case\n"),
    after_head("extends_nothing", "extends: baselin\n", 3, "'baseline'", baseline="name: baseline\n"),
    after_head("extends_upwards", "extends: ../../etc/passwd\n", 3, "not a path"),
    after_head("extends_root", "extends: /etc/passwd\n", 3, "not a path"),
    after_head("extends_windows", "extends: 'C:\\x.yaml'\n", 3, "not a path"),
    after_head("extends_home", "extends: '~/x.yaml'\n", 3, "not a path"),
    after_head("extends_hidden", "extends: .hidden\n", 3, "not a path"),
    after_head("extends_dots", "extends: '..'\n", 3, "not a path"),
    after_head("extends_empty", "extends:\n", 3, "line left out"),
    after_head("extends_list", "extends: [a, b]\n", 3, "text"),
    after_head("extends_unreadable", "extends: b\n", 2, "not valid YAML", b="a: 1\n b: [\n"),
    after_head(
        "clash_with_a_base",
        "extends: b\nmoves: [{date: 2031-03, actor: arland, move: start_amendment}]\n",
        4,
        "one move",
        b=TREATY,
    ),
]

CASES = [*FILES, *TRAPS, *NAMES, *TYPES, *MONTHS, *CONTRADICTIONS, *CHAINS]

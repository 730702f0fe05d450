"""What a question may contain: one SELECT that reads the views and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

TABLE_FUNCTIONS = frozenset({"range", "generate_series", "unnest"})
Node = dict[str, Any]


@dataclass(frozen=True)
class Refusal:
    """Why a statement is not accepted, and the name in it that is not one of the views ('' if it is not a name)."""

    why: str
    name: str = ""


def refusal(connection: duckdb.DuckDBPyConnection, sql: str, views: Iterable[str]) -> Refusal | None:
    """Why a statement is not accepted; None if it is.

    DuckDB parses the statement into a tree (without running it); every table and table function in it is looked at.

    Raises
    ------
    duckdb.Error
        If it cannot be parsed.
    """
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        return Refusal(f"{len(statements)} statements; one at a time" if statements else "there is no statement")
    if statements[0].type != duckdb.StatementType.SELECT:
        return Refusal(f"only questions can be asked, not {statements[0].type.name}")
    row = connection.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    tree = json.loads(row[0]) if row else {"error": True}
    if tree.get("error"):
        return Refusal(f"this statement cannot be checked: {tree.get('error_message', 'no reason given')}")
    return _stranger(tree, {view.casefold() for view in views})


def _stranger(tree: Node, views: set[str]) -> Refusal | None:
    nodes = list(_nodes(tree))
    known = views | {name for node in nodes for name in _with_names(node)}
    return next((wrong for wrong in (_wrong(node, known) for node in nodes) if wrong is not None), None)


def _nodes(tree: object) -> Iterator[Node]:
    if isinstance(tree, dict):
        yield tree
    parts = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    for part in parts:
        yield from _nodes(part)


def _with_names(node: Node) -> list[str]:
    """The names a WITH gives, where this node has one."""
    named = node.get("cte_map")
    return [str(each["key"]).casefold() for each in named["map"]] if isinstance(named, dict) else []


def _wrong(node: Node, known: set[str]) -> Refusal | None:
    kind = node.get("type")
    if kind == "BASE_TABLE":
        return _wrong_table(node, known)
    if kind == "TABLE_FUNCTION":
        name = str((node.get("function") or {}).get("function_name", "")).casefold()
        return None if name in TABLE_FUNCTIONS else Refusal(f"{name}() is not one of the views")
    if kind == "SHOW_REF" and not node.get("query"):
        return Refusal("only a view can be described")
    return None


def _wrong_table(node: Node, known: set[str]) -> Refusal | None:
    path = (node.get("qualified_name") or {}).get("path") or [node.get("table_name")]
    name = ".".join(str(part) for part in path)
    return None if name.casefold() in known else Refusal(f"{name!r} is not one of the views", name)

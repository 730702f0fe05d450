"""Names inside a run folder, and the version of how it is laid out."""

from __future__ import annotations

LAYOUT = 1  # of the folder
VERSION = 1  # of the Parquet files
KINDS = ("outcomes", "series")
RUN_COLUMN = "run_id"
MANIFEST = "manifest.json"
PLAN = "plan.parquet"
DESIGN = "design.parquet"
STATUS = "status.jsonl"
SUMMARY = "summary.json"
TRACES = "traces"
QUARANTINE = "quarantine"
LOCK = "writer.lock"
JOINED = "joined"  # copies for questions, in no ledger
RESERVED = frozenset((*KINDS, MANIFEST, PLAN, DESIGN, STATUS, SUMMARY, TRACES, QUARANTINE, LOCK, JOINED))


def shard_name(kind: str, number: int) -> str:
    """The name of a shard inside its run folder.

    Examples
    --------
    >>> shard_name("outcomes", 7)
    'outcomes/part-00007.parquet'
    """
    if kind not in KINDS:
        raise ValueError(f"no shards of kind {kind!r}; there are {', '.join(KINDS)}")
    if number < 0:
        raise ValueError(f"shards are numbered from 0, not {number}")
    return f"{kind}/part-{number:05d}.parquet"

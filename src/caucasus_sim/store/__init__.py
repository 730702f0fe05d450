"""Results on disk: the only user of Parquet and DuckDB.

One directory holds one plan::

    runs/<name>-<id>/
      manifest.json               what was run; state 'running', then 'complete'; replaced whole
      plan.parquet                one row a cell
      design.parquet              of a sweep: one row a point of its design
      status.jsonl                one line for every finished shard or file, and every failure
      outcomes/part-00000.parquet
      series/part-00000.parquet   only when monthly series are kept
      traces/                     any files
      summary.json                the first page
      quarantine/                 shards found damaged, only when there were any
      writer.lock                 only while somebody writes

For others: `identity` (ids), `folder` (`RunFolder`), `listing` (find and verify runs), `query` (SQL over runs),
`export` (CSV and Parquet). Beneath: `layout` (names), `files` (atomic writes), `lock` (one writer), `status` (the
ledger), `manifest`, `checking` (which shards can be trusted), `shards` (Parquet bytes), `reader` and `writer` (the
two halves of `RunFolder`), `sql_guard`. Nothing is imported here, so that listing and verifying runs loads no
Parquet.
"""

"""Results on disk: the only user of Parquet and DuckDB.

One directory holds one plan::

    runs/<name>-<id>/
      manifest.json               what was run; state 'running', then 'complete'; replaced whole
      plan.parquet                one row a cell
      status.jsonl                one line for every finished shard or file, and every failure
      outcomes/part-00000.parquet
      series/part-00000.parquet   only when monthly series are kept
      traces/                     any files
      summary.json                the first page
      quarantine/                 shards found damaged, only when there were any
      writer.lock                 only while somebody writes

Modules, each imported only from those above it: `files` (atomic writes), `identity` (ids), `lock` (one writer),
`status` (the ledger), `shards` (Parquet bytes), `folder` (`RunFolder`), `listing` (find and verify runs), `query` (SQL
over runs), `export` (CSV and Parquet). Nothing is imported here, so that listing runs loads no Parquet.
"""

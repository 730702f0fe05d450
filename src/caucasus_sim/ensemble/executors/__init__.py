"""Executors: the same numbered tasks in threads of this process or on workers of Dask, with the same results."""

"""Scenarios: YAML files with what is different, read into frozen records that are complete and checked."""

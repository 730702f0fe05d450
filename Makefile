# `make` lists the targets. The virtual environment is built once, in $(VENV), and again when the lock or pyproject.toml
# change. To say which Python builds it: make PYTHON=python3.12

VENV ?= .venv
PYTHON ?=
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
TESTS ?= tests
PYTEST := $(PY) -m pytest -n auto

.DEFAULT_GOAL := help
.PHONY: help demo test check format-check lint types floors evidence doc-examples docs docs-check validation benchmarks format lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ------------------------------------------------------------------------------------------------------- use

demo: $(READY) ## run the example scenario
	$(VENV)/bin/sim run scenarios/zangezur_open.yaml

test: $(READY) ## all tests, warnings as errors
	$(PYTEST) $(TESTS)

# ---------------------------------------------------------------------------------------------------- checks

check: format-check lint types floors evidence docs-check test doc-examples ## everything that CI checks
	@echo "Everything checked."

format-check: $(READY) ## is the code formatted?
	$(PY) -m ruff format --check .

lint: $(READY) ## ruff: all rules but those that pyproject.toml leaves out, with reasons
	$(PY) -m ruff check .

types: $(READY) ## mypy, strict but for what pyproject.toml says
	$(PY) -m mypy

floors: $(READY) ## does every file import from the floors below only?
	$(VENV)/bin/lint-imports --no-cache

evidence: $(READY) ## read all evidence and scenarios; every mistake at once
	$(PY) docs/generate.py --evidence

docs-check: $(READY) ## are the generated pages those that the evidence gives?
	$(PY) docs/generate.py --check

doc-examples: $(READY) ## run the examples in docstrings and pages
	$(PY) -m pytest -q --doctest-modules --doctest-glob='*.md' src/caucasus_sim docs/*.md docs/*/*.md *.md

# ---------------------------------------------------------------------------------------------------- upkeep

docs: $(READY) ## write the generated pages: docs/reference and docs/odd-d.md
	$(PY) docs/generate.py

validation: $(READY) ## estimate again what the record informs, and write the validation page; some minutes
	$(VENV)/bin/sim calibrate --out src/caucasus_sim/evidence/posterior
	$(PY) docs/generate.py

benchmarks: $(READY) ## how fast it is here: engines, questions, the command; some minutes, nothing asserted
	$(PY) benchmarks/run.py

format: $(READY) ## format the code and mend what ruff can mend safely
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

lock: ## write requirements.lock from the newest versions that pyproject.toml allows
	@python=$$($(FIND_PYTHON)) || exit 1; \
	rm -rf .lock-venv && "$$python" -m venv .lock-venv && \
	.lock-venv/bin/python -m pip install --quiet ".[dev]" && \
	{ sed -n '/^#/p' requirements.lock; .lock-venv/bin/python -m pip freeze --exclude caucasus-sim \
	  | sed '/^click==/a colorama==0.4.6; sys_platform == "win32"'; } > requirements.lock.new && \
	mv requirements.lock.new requirements.lock; status=$$?; rm -rf .lock-venv build; exit $$status

clean: ## remove caches and builds; runs and the virtual environment stay
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	find src tests docs benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# ----------------------------------------------------------------------------------------- virtual environment

# Prints the first Python that the lock was tried on, or says clearly that there is none.
define FIND_PYTHON
for each in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11); do \
  "$$each" -c 'import sys, venv, ensurepip; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13)))' 2>/dev/null \
    && { echo "$$each"; exit 0; }; \
done; \
echo "No Python 3.11, 3.12 or 3.13 with its venv module was found$(if $(PYTHON), under the name $(PYTHON))." >&2; \
echo "Install one (on Debian and Ubuntu also python3-venv), or say which: make PYTHON=/path/to/python3.12" >&2; \
exit 1
endef

$(READY): requirements.lock pyproject.toml
	@if ! [ -x $(PY) ]; then \
	  python=$$($(FIND_PYTHON)) || exit 1; \
	  echo "Building $(VENV) with $$("$$python" --version); this takes a minute or two."; \
	  "$$python" -m venv $(VENV) || exit 1; \
	fi
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

# The first two commands of a newcomer: `make run` and `make test`.
# Everything is installed into .venv; nothing else on the machine changes, but that the tests install redis-server and
# chromium from Debian's packages where they run as root and there are none.

PYTHON ?= python3
VENV := .venv
RUNS ?= 100000
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run-stamp
DEV_STAMP := $(VENV)/.dev-stamp
# A warning, such as of a broken link, ends the build; what is not wanted is a notice that there are other programs.
SITE := NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

.DEFAULT_GOAL := help
.PHONY: help run test lint types unit lowest docs site bench fuzz clean

help:            ## show the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@# As pip does for a package that is no checkout; where bytecode is not written, every start would compile anew.
	$(BIN)/python -m compileall -q linter
	@touch $@

$(DEV_STAMP): $(RUN_STAMP) scripts/fetch_specs.py scripts/debian_packages.py scripts/install_redis.py scripts/install_chromium.py
	$(BIN)/python scripts/install_groups.py dev
	$(BIN)/python scripts/fetch_specs.py
	$(BIN)/python scripts/install_redis.py
	$(BIN)/python scripts/install_chromium.py
	@touch $@

run: $(RUN_STAMP)   ## lint seeds/
	$(BIN)/copydesk check --exit-zero seeds

test: lint types unit lowest   ## everything CI needs

lint: $(DEV_STAMP)   ## style, layers, this repository's own articles, and whether the site builds
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/copydesk check --force-exclude .
	$(SITE)

types: $(DEV_STAMP)   ## mypy, strict
	$(BIN)/mypy

unit: $(DEV_STAMP)   ## the tests
	$(BIN)/python -m pytest -n auto

lowest: $(DEV_STAMP)   ## the tests with the lowest allowed versions, no development extras beyond the tests' own
	$(BIN)/python scripts/test_lowest.py

docs: $(DEV_STAMP)   ## the documentation pages that are generated from the rules and the code
	$(BIN)/python scripts/generate_docs.py

site: docs   ## the documentation as a site, in site/
	$(SITE)

bench: $(DEV_STAMP)   ## side-by-side timings
	$(BIN)/python benchmarks/hook.py
	$(BIN)/python benchmarks/near_duplicates.py
	$(BIN)/python benchmarks/patterns.py
	$(BIN)/python benchmarks/readability.py
	$(BIN)/python benchmarks/scaling.py
	$(BIN)/python benchmarks/score.py
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/warm_cache.py

fuzz: $(DEV_STAMP)   ## coverage-guided fuzzing of the readers, RUNS executions a target
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	for target in markdown mdx html text rules check; do $(BIN)/python fuzz/fuzz.py $$target -runs=$(RUNS) || exit 1; done

clean:           ## remove what the commands above made
	rm -rf $(VENV) .venv-bench .venv-lowest .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .copydesk_cache site

# Two commands do everything on a fresh Debian machine with Python 3.11 and make: `make demo` and `make test`.
# `make test-all` does more than `make test`: coverage, the long tests, the benchmarks.
PYTHON ?= python3
# The system's own Python needs Debian's venv package; another Python brings its own.
VENV_PACKAGE := $(shell $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv)
PIP := .venv/bin/python -m pip --disable-pip-version-check -q
# An absolute path here would stop every start of Python under LC_ALL=C in a folder whose name is not ASCII.
RELATIVE := for path in .venv/lib/python3*/site-packages/*programs_and_actors.pth; do echo ../../../../src > "$$path"; done
export PYTHONUTF8 := 1
MADE_BY_COG := README.md README.zh.md docs/commands.md docs/data.md docs/gallery.md docs/glossary.md docs/network-files.md \
	docs/networks.md docs/questions.md docs/zh/commands.md docs/zh/contributing.md docs/zh/data.md docs/zh/gallery.md \
	docs/zh/glossary.md docs/zh/networks.md docs/zh/questions.md docs/zh/relative-dates.md docs/zh/serving.md
PYTEST := .venv/bin/python -m pytest -n 2 --dist loadgroup

.PHONY: demo test test-all checks bench check-style check-types check-floors check-docs check-data tests tests-all docs comunica clean

demo: .venv/for-use
	.venv/bin/kg demo

test: .venv/for-tests
	@.ci/packages chromium fonts-noto-cjk virtuoso-opensource-7-bin r-cran-igraph r-cran-network
	@$(MAKE) --no-print-directory checks tests

test-all: .venv/for-tests
	@.ci/packages chromium fonts-noto-cjk virtuoso-opensource-7-bin r-cran-igraph r-cran-network
	@$(MAKE) --no-print-directory checks tests-all bench

checks: check-style check-types check-floors check-docs check-data

check-style:
	@echo "== style: ruff reads every file"
	@.venv/bin/ruff check --quiet
	@.venv/bin/ruff format --check --quiet

check-types:
	@echo "== types: mypy reads every file"
	@.venv/bin/mypy

check-floors:
	@echo "== floors: no module imports from a floor above"
	@.venv/bin/lint-imports

check-docs:
	@echo "== documents: the store is built, and what the documents print is printed anew"
	@.venv/bin/kg build --quiet
	@.venv/bin/cog --check -c $(MADE_BY_COG)

check-data:
	@echo "== data: kg check"
	@.venv/bin/kg check

tests:
	@echo "== tests: all but the long ones, on two cores"
	@$(PYTEST) -m "not long"

tests-all:
	@echo "== tests: all, with coverage, on two cores"
	@$(PYTEST) --cov --cov-report=term --summary docs/test-all.md

docs: .venv/for-tests
	.venv/bin/kg build --quiet
	.venv/bin/cog -r -c $(MADE_BY_COG)
	.venv/bin/python docs/pictures.py

bench: .venv/for-tests
	@.ci/packages chromium fonts-noto-cjk
	@echo "== benchmarks: everything is measured; this takes long"
	.venv/bin/python benchmarks/measure.py -o benchmarks/RESULTS.md
	.venv/bin/python benchmarks/scale.py -o benchmarks/RESULTS.md
	.venv/bin/python benchmarks/pictures.py -o benchmarks/RESULTS.md

.venv/bin/python:
	@.ci/packages $(VENV_PACKAGE)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name one with PYTHON=")'
	@echo "== Python: an environment of its own in .venv"
	@$(PYTHON) -m venv .venv

.venv/for-use: pyproject.toml constraints.txt | .venv/bin/python
	@echo "== packages: what kg needs"
	@$(PIP) install -c constraints.txt -e '.[serve]'
	@$(RELATIVE)
	@touch $@

.venv/for-tests: pyproject.toml constraints.txt | .venv/bin/python
	@echo "== packages: what kg and its tests need"
	@$(PIP) install -c constraints.txt -e '.[tables,fast,dev]'
	@$(RELATIVE)
	@touch $@ .venv/for-use

# Another client for the check of the endpoint: Comunica, which needs Node 18 or later and npm.
comunica: tests/comunica.json | .venv/bin/python
	@mkdir -p .venv/comunica
	@cp tests/comunica.json .venv/comunica/package.json
	npm install --prefix .venv/comunica --ignore-scripts --no-package-lock --no-audit --no-fund

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .coverage .coverage.*

# Two commands do everything on a fresh Debian machine with Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= python3
# The system's own Python needs Debian's venv package; another Python brings its own.
VENV_PACKAGE := $(shell $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv)
PIP := .venv/bin/python -m pip --disable-pip-version-check -q
# An absolute path here would stop every start of Python under LC_ALL=C in a folder whose name is not ASCII.
RELATIVE := for path in .venv/lib/python3*/site-packages/*programs_and_actors.pth; do echo ../../../../src > "$$path"; done
export PYTHONUTF8 := 1

.PHONY: demo test bench check-style check-types check-floors check-docs check-data tests docs clean

demo: .venv/for-use
	.venv/bin/kg demo

test: .venv/for-tests
	@.ci/packages chromium fonts-noto-cjk virtuoso-opensource-7-bin
	@$(MAKE) --no-print-directory check-style check-types check-floors check-docs check-data tests

check-style:
	.venv/bin/ruff check
	.venv/bin/ruff format --check

check-types:
	.venv/bin/mypy

check-floors:
	.venv/bin/lint-imports

check-docs:
	.venv/bin/kg build --quiet
	.venv/bin/cog --check -c README.md docs/commands.md docs/data.md docs/gallery.md docs/networks.md docs/questions.md

check-data:
	.venv/bin/kg check

tests:
	.venv/bin/python -m pytest --cov --cov-report=term

docs: .venv/for-tests
	.venv/bin/kg build --quiet
	.venv/bin/cog -r -c README.md docs/commands.md docs/data.md docs/gallery.md docs/networks.md docs/questions.md
	.venv/bin/python docs/pictures.py

bench: .venv/for-tests
	@.ci/packages chromium fonts-noto-cjk
	.venv/bin/python benchmarks/measure.py -o benchmarks/RESULTS.md
	.venv/bin/python benchmarks/pictures.py -o benchmarks/RESULTS.md

.venv/bin/python:
	@.ci/packages $(VENV_PACKAGE)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name one with PYTHON=")'
	$(PYTHON) -m venv .venv

.venv/for-use: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) install -c constraints.txt -e .
	@$(RELATIVE)
	@touch $@

.venv/for-tests: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) install -c constraints.txt -e '.[tables,fast,dev]'
	@$(RELATIVE)
	@touch $@ .venv/for-use

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .coverage .coverage.*

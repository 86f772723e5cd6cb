# make inspect: inspect the matters and write report/ · make test: the project's own tests, with a slice of the matrix
# make prove: the whole matrix, which proves every check both ways, and that the order of the checks does not matter,
# that the package works without its extras, that a thousand guides on skins read back to themselves, and that every
# defect is found on a portal of which the code knows nothing
# make matrix: the matrix alone, which writes its page in docs/ · make skins: how guides are read on skins never seen
# All set everything up first.
# PYTHON=python3.12 chooses the Python, ARGS="--department 民政局" goes to pytest.

SHELL := /bin/sh
BIN := .venv/bin
ARGS ?=
TESTING := -o addopts="" --tb=short -rfE
# More than there are processors, since each waits now and then; who has none left takes tests from another.
AT_ONCE := -n 4 --dist worksteal
APART := $(addprefix --ignore ,tests/matrix tests/order tests/packaging tests/second_portal tests/kills)
# The slice is a part of the matrix: who tests and proves in one run inspects the matrix once.
SLICE := $(if $(filter prove matrix,$(MAKECMDGOALS)),,slice)
export PYTHON
# The tests start hundreds of Pythons: none should compile everything anew, wherever it is run.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: inspect test lint slice strangers prove three-rounds packaging prove-reading prove-scans faults matrix mutants forms fuzz kills skins setup setup-dev demo bench bench-bureau manual pictures bundle lock clean
.DEFAULT_GOAL := inspect

inspect: setup
	@sh scripts/inspect.sh $(ARGS)

# The slice shares out its inspections over the processors itself, and leaves some time to what goes beside it.
test: setup-dev
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=line lint $(SLICE) strangers
	@$(BIN)/pytest $(TESTING) $(AT_ONCE) tests $(APART) $(ARGS)

lint:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

slice:
	@$(BIN)/pytest $(TESTING) tests/matrix --slice $(ARGS)

strangers:
	@$(BIN)/pytest $(TESTING) tests/second_portal $(ARGS)

OBSERVER := tests/order/test_facts_in_any_order.py
# Each process makes every fact alone once, to compare with: fewer of them than elsewhere.
OBSERVING := -n 3 --dist worksteal
prove: setup-dev
	@$(BIN)/pytest $(TESTING) tests/matrix tests/order --ignore $(OBSERVER) $(ARGS)
	@$(BIN)/pytest $(TESTING) $(OBSERVING) $(OBSERVER) $(ARGS)
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=line three-rounds packaging

# Each leaves a processor some time, which the other takes.
three-rounds:
	@$(BIN)/pytest $(TESTING) tests/plugin/test_three_rounds.py --three-rounds $(ARGS)

packaging:
	@$(BIN)/pytest $(TESTING) -n 2 --dist loadfile tests/packaging $(ARGS)

# What make test draws a part of, whole: every defect of the second portal, and a thousand guides on skins read back.
prove-reading: setup-dev
	@$(BIN)/pytest $(TESTING) tests/second_portal --all-strangers $(ARGS)
	@PAIRS=1000 $(BIN)/pytest $(TESTING) $(AT_ONCE) tests/skins/test_reading_back.py $(ARGS)

# Whole runs in 14 kinds of trouble at the portal, at a department's system and at both, each for three lengths.
faults: setup-dev
	@$(BIN)/pytest $(TESTING) -n 2 --dist worksteal tests/fault_bench --all-faults $(ARGS)

matrix: setup-dev
	@$(BIN)/pytest $(TESTING) tests/matrix --write-matrix $(ARGS)

# Changes rules, judging and rows in every small way and prints the share that the unit tests notice.
# ARGS="zicha.text.answers" takes one module, ARGS="--sample 500" some of all, ARGS=--survivors what was not noticed before.
mutants: setup-dev
	@sh scripts/setup.sh requirements-mutants.txt
	@$(BIN)/python tests/mutants/run.py $(ARGS)

# Draws SEEDS forms and asks whether each is judged rightly as 空表 and as 样表. The tests draw the first 500 of them.
SEEDS ?= 2000
forms: setup-dev
	@SEEDS=$(SEEDS) $(BIN)/pytest $(TESTING) -n 2 tests/documents/test_drawn_forms.py $(ARGS)

# Spoils thousands of the files that people write, and asks whether each is used or refused in Chinese.
MUTANTS ?= 500
fuzz: SEED = 1
fuzz: setup-dev
	@MUTANTS=$(MUTANTS) SEED=$(SEED) $(BIN)/pytest $(TESTING) -n 2 tests/spoilt $(ARGS)

# Reads scans of forms with the engine of the extra ocr, which it installs (300 MB).
prove-scans: setup-dev
	@sh scripts/setup.sh requirements-ocr.txt
	@$(BIN)/pytest $(TESTING) tests/documents/test_scans.py $(ARGS)

# Kills a process of KILLS runs at random moments, goes on with each, and compares the ledgers and what was filed.
KILLS ?= 50
kills: SEED = 1
kills: setup-dev
	@KILLS=$(KILLS) SEED=$(SEED) $(BIN)/pytest $(TESTING) -n 2 tests/kills $(ARGS)

# Draws SEEDS skins of the embedded portal from the clock, puts cases of the matrix on them, and prints for each choice of
# the grammar how they were read and judged. FROM repeats what was printed.
skins: SEEDS = 200
skins: setup-dev
	@$(BIN)/python -m tests.skins.measure $(SEEDS) $(FROM)

setup:
	@sh scripts/setup.sh requirements.txt
	@sh scripts/install-browser.sh

setup-dev:
	@sh scripts/setup.sh requirements-dev.txt
	@sh scripts/install-browser.sh for-tests

demo: setup
	@$(BIN)/zicha demo $(ARGS)

bench: setup-dev
	@$(BIN)/python benchmarks/demo_pages.py
	@$(BIN)/python benchmarks/bench.py

# 50 bodies, 20,000 matters, from their reports to the city's ledger, beside bare writers; minutes.
bench-bureau: setup-dev
	@$(BIN)/python benchmarks/many_bodies.py $(ARGS)

# The locks are for Python 3.11 to 3.13 on Linux and Windows. Needs uv, which make setup installs. ARGS=-U upgrades.
LOCK = uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" $(ARGS)

# The manual as pages in dist/manual, which need no server.
manual: setup-dev
	@$(BIN)/zensical build --strict

# The pictures of the manual's first hour, from a run on the embedded portal.
pictures: setup-dev
	@$(BIN)/python scripts/pictures.py

# One zip a platform in dist/, for computers without internet. ARGS=linux-x86_64 makes one of them.
bundle: manual
	@$(BIN)/python scripts/bundle/build.py $(ARGS)

lock: export PATH := $(CURDIR)/$(BIN):$(PATH)
lock:
	@$(LOCK) --group uv -o requirements-uv.txt
	@$(LOCK) --group pip -o requirements-pip.txt
	@$(LOCK) pyproject.toml --extra demo --extra bureau --group build -o requirements.txt
	@$(LOCK) pyproject.toml --extra demo --extra bureau --group dev -c requirements.txt -o requirements-dev.txt
	@$(LOCK) pyproject.toml --extra demo --extra bureau --extra ocr --group dev -c requirements-dev.txt -o requirements-ocr.txt
	@$(LOCK) pyproject.toml --extra demo --extra bureau --group dev --group mutants -c requirements-dev.txt -o requirements-mutants.txt

clean:
	@rm -rf .venv build dist .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis .cache

# The same targets for people and for .ci/run. Needs only Python 3.11 (or later), pip and make.
PY ?= $(shell command -v python3.11 || command -v python3)
V := .venv
BIN := $(V)/bin
PIP := $(BIN)/pip --disable-pip-version-check -q
PYTEST := $(BIN)/python -m pytest
ifdef COVER
PYTEST := $(BIN)/coverage run -m pytest
endif
# tests that drive a terminal stay together on one worker, and so those that take long (tests/conftest.py): both wait a lot
WORKERS := -n 3 --dist loadgroup
CODE := stafett_tui stafett_server scripts hatch_build.py $(wildcard benchmarks)
LOCK ?= uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q

.DEFAULT_GOAL := help
.PHONY: help setup run test check format lint types imports house cover soak bench pictures lock i18n keys protocol clean

help: ## what there is
	@sed -n 's/^\([a-z0-9]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

setup: $(V)/.done ## install everything into .venv, by hash

$(V)/.done: requirements/dev.txt pyproject.toml hatch_build.py
	@test -x $(BIN)/python || $(PY) -m venv $(V)
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

run: setup ## open the program on the demo (off a terminal: play the meeting, print the minutes)
	@$(BIN)/stafett demo

test: setup ## every test
	$(PYTEST) -q $(WORKERS)

check: setup format lint types imports cover ## the whole gate, as .ci/run runs it

format:
	$(BIN)/ruff format --check $(CODE) tests

lint:
	$(BIN)/ruff check $(CODE) tests
	$(BIN)/codespell

types:
	$(BIN)/mypy --strict $(CODE)

imports:
	$(BIN)/lint-imports --no-cache

house:
	$(PYTEST) -q tests/house tests/i18n

cover: ## all tests, with the coverage floors of each layer
	@rm -f .coverage .coverage.*
	@$(MAKE) --no-print-directory test COVER=1
	@$(BIN)/coverage combine -q
	$(BIN)/python scripts/coverage_floors.py

soak: setup ## the long runs: 200 kills, 60 s of silence, 20,000 histories of syncing (slices: tests/sync/shares.py)
	STAFETT_SOAK=1 $(PYTEST) -q $(WORKERS) --timeout 1800

bench: setup ## measure against floors, in one run
	$(BIN)/python -m benchmarks

pictures: setup ## draw docs/pictures with the program itself
	$(BIN)/python scripts/pictures.py

keys: setup ## write the key tables of docs/user from the action registry
	$(BIN)/python scripts/key_table.py

protocol: setup ## write docs/openapi.json and the tables of docs/sync.md from the models
	$(BIN)/python scripts/protocol_docs.py

i18n: setup ## compile the catalogues and list texts without a translation
	$(BIN)/python scripts/check_texts.py

lock: ## refresh the hashed requirements (needs uv; not needed to install)
	cd requirements && $(LOCK) runtime.in -o runtime.txt && $(LOCK) dev.in -o dev.txt

clean: ## remove what was made here
	rm -rf $(V) .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find stafett_tui -name '*.mo' -delete

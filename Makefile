# Two commands for a new user: `make review` and `make test`. Everything happens in .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
SAMPLE := data/samples/river-talks.txt

.PHONY: review test lint types unit bench figures fuzz clean

.venv/pyvenv.cfg:
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/pyvenv.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[embedded]'
	@touch $@

.venv/.installed-dev: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

.venv/.installed-bench: .venv/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

review: .venv/.installed  ## open the project's own sample article in the review screen
	@$(BIN)/tanqih review $(SAMPLE)

test: lint types unit  ## lint, types and all tests

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.installed-dev
	$(BIN)/mypy

unit: .venv/.installed-dev
	$(BIN)/python -m pytest -n 2

bench: .venv/.installed-bench  ## speed, start-up, memory and quality, as tables
	$(BIN)/python -m tests.benchmarks

fuzz: .venv/.installed-bench  ## ten minutes of atheris over check and every reader
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	$(BIN)/python -m tests.benchmarks.fuzz -max_total_time=600

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build

# make serve [MINUTES=folder] [PORT=8000] | make test | make check | make bench [SIZE=0.1|1|10] | make bombs
# make lock | make clean
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: serve test check format bench bombs lock clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
MINUTES ?= examples/minutes
DATA ?= data
PORT ?= 8000
SIZE ?= 0.1
HOST ?= 127.0.0.1
ifneq ($(PORT),8000)
export SAGSGRAF_BASE_IRI ?= http://127.0.0.1:$(PORT)
endif

serve: $(VENV)/runtime.stamp
	$(BIN)/sagsgraf publish --data-dir "$(DATA)" "$(MINUTES)" || test $$? -eq 1
	$(BIN)/sagsgraf serve --data-dir "$(DATA)" --host "$(HOST)" --port "$(PORT)"

test: check
	$(BIN)/python -m pytest

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Sagsgraf beside the servers that are installed (oxigraph comes along; Debian has virtuoso-opensource-7-bin
# and wrk), at so many million quads; and what bad queries do to the next visitor.
bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.serve --size "$(SIZE)" $(BENCH)

bombs: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.bombs --size "$(SIZE)" $(BENCH)

# Everything installed is locked by hash, the build backend too; nothing is resolved or built apart.
$(VENV)/runtime.stamp: requirements-build.txt requirements.txt pyproject.toml graph/__init__.py
	@test -x $(BIN)/python || { echo "Setting up $(VENV) ..."; "$(PYTHON)" -m venv $(VENV); }
	$(PIP) install --require-hashes -r requirements-build.txt -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev.stamp: $(VENV)/runtime.stamp requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	touch $@

# The lock files hold versions and hashes, no address: they serve any mirror of the index. Versions stay
# as they are where pyproject.toml allows; "make lock UPGRADE=--upgrade" takes the newest.
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe \
	--strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-annotate $(UPGRADE)
lock: $(VENV)/dev.stamp
	$(LOCK) --only-build-deps --build-deps-for editable -o requirements-build.txt pyproject.toml
	$(LOCK) -o requirements.txt pyproject.toml
	$(LOCK) --extra dev -c requirements.txt -c requirements-build.txt -o requirements-dev.txt pyproject.toml
	$(LOCK) -o tests/ckan-requirements.txt tests/ckan-requirements.in

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

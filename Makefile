# make serve [MINUTES=folder] [DATA=data] [PORT=8000] | make test | make check | make bench [SIZE=0.1|1|10] | make bombs | make ordeal
# make bench-publish | make bench-pages [DOCUMENTS=200] | make editor | make gallery | make architecture | make lock | make clean
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: serve editor screenshots test check format gallery architecture bench bench-publish bench-pages bombs ordeal sbom audit lock clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install
MINUTES ?= examples/minutes
DATA ?= data
PUBLISH ?=
PORT ?= 8000
SIZE ?= 0.1
DOCUMENTS ?= 200
HOST ?= 127.0.0.1
ifneq ($(PORT),8000)
export SAGSGRAF_BASE_IRI ?= http://127.0.0.1:$(PORT)
endif

serve: $(VENV)/runtime.stamp
	@$(BIN)/python -c "import socket; socket.create_server(('$(HOST)', $(PORT))).close()" 2>/dev/null \
		|| { echo "Nothing can listen on $(HOST), port $(PORT). Choose another: make serve PORT=8001"; exit 2; }
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory editor \
		|| echo "/sparql is served without its editor."; fi
	$(BIN)/sagsgraf publish --data-dir "$(DATA)" $(PUBLISH) "$(MINUTES)" || { status=$$?; test $$status -eq 1 \
		|| { echo "If $(DATA) holds other minutes, serve these beside them:"; \
		echo "  make serve MINUTES=$(MINUTES) DATA=another-folder"; \
		echo "or in their place:"; \
		echo "  make serve MINUTES=$(MINUTES) PUBLISH=--accept-removed"; exit $$status; }; }
	$(BIN)/sagsgraf serve --data-dir "$(DATA)" --host "$(HOST)" --port "$(PORT)"

# The editor of /sparql, which is whole without it: made of npm packages that are locked by hash.
editor: api/static/editor.js

api/static/editor.js: $(wildcard api/editor/*)
	rm -rf build/editor
	mkdir -p build
	cp -r api/editor build/editor
	cd build/editor && npm ci --ignore-scripts --no-audit --no-fund --silent && node build.mjs built.js
	mv build/editor/built.js $@

# Types are checked beside the tests, for mypy keeps one core busy and the other idle; and many tests start a Python,
# which is not to compile the same modules each time.
test: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	mkdir -p build
	$(BIN)/mypy >build/mypy.txt 2>&1 & types=$$!; status=0; \
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest || status=$$?; \
	wait $$types || status=$$?; cat build/mypy.txt; exit $$status

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# docs/galleri.md, written anew with the answers that the queries give on the examples.
gallery: $(VENV)/dev.stamp
	$(BIN)/python tests/gallery.py

# The pictures of docs/arkitektur.md, drawn anew from what the packages import.
architecture: $(VENV)/dev.stamp
	PYTHONPATH=. $(BIN)/python tests/architecture_picture.py

# The pictures of docs/, from those that the tests of pages leave in build/screenshots.
screenshots: $(VENV)/dev.stamp
	$(BIN)/python -m pytest tests/browser/test_browser_pages.py
	cp build/screenshots/case-1280.png docs/sag.png
	cp build/screenshots/search-fund-1280.png docs/soeg.png
	cp build/screenshots/sparql-svar-1280.png docs/sparql.png
	cp build/screenshots/forside-375.png docs/telefon.png

# Sagsgraf beside the servers that are installed (oxigraph comes along; Debian has virtuoso-opensource-7-bin
# and wrk), at so many million quads; and what bad queries do to the next visitor.
bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.serve --size "$(SIZE)" $(BENCH)

# What publishing so many generated minutes costs; and how long the pages of these take that nobody asked for before.
bench-publish: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.publish "$(DOCUMENTS)" --folder build/bench-publish $(BENCH)

bench-pages: $(VENV)/dev.stamp
	@test -e "build/bench-publish/$(DOCUMENTS)/data/current" || $(MAKE) --no-print-directory bench-publish BENCH=
	$(BIN)/python -m benchmarks.pages "build/bench-publish/$(DOCUMENTS)/data" $(BENCH)

# Queries that are made to keep a server busy, and files that are made to overthrow a reader.
bombs: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.bombs --size "$(SIZE)" $(BENCH)
	$(BIN)/python -m benchmarks.bomb_files

# Every command with calls that fail and killed at any moment, ten thousand copies of damaged minutes, searched
# for what is closed, and expressions that go back, some twenty minutes each; every change to what the shapes
# judge; and what reading costs.
ordeal: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.faults
	$(BIN)/python -m benchmarks.mutate --verbose $(BENCH)
	$(BIN)/python -m benchmarks.mutate_graph
	$(BIN)/python -m benchmarks.patterns
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.soak

# What the program is made of (CycloneDX), in build/sbom.json; and whether anything of it has a known weakness,
# which the index is asked. pip-audit is in an environment of its own, for it is no part of the program.
sbom: $(VENV)/dev.stamp
	PYTHONPATH=. $(BIN)/python tests/sbom.py

audit:
	@test -x build/audit/bin/pip-audit || { "$(PYTHON)" -m venv build/audit \
		&& build/audit/bin/pip install --quiet --retries 1 pip-audit==2.10.1; } || true
	@"$(PYTHON)" tests/audit.py

# Everything installed is locked by hash, the build backend too; nothing is resolved or built apart. Of what only the
# tests use much is never imported: it is compiled on import, for to compile takes longer than to install.
$(VENV)/runtime.stamp: requirements-build.txt requirements.txt pyproject.toml graph/__init__.py
	@test -x $(BIN)/python || { echo "Setting up $(VENV) ..."; "$(PYTHON)" -m venv $(VENV); }
	$(INSTALL) --require-hashes -r requirements-build.txt -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev.stamp: $(VENV)/runtime.stamp requirements-dev.txt
	$(INSTALL) --no-compile --require-hashes -r requirements-dev.txt
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
	$(LOCK) -o tests/cff-requirements.txt tests/cff-requirements.in
	$(LOCK) -o tests/openapi-requirements.txt tests/openapi-requirements.in
	$(LOCK) -o tests/tables-requirements.txt tests/tables-requirements.in

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

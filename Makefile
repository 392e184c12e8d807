# The verbs of the project. `make` alone explains them.
# Read `make VERB NAME=value` for what can be set; every path is relative, so the folder may lie anywhere.

PORT ?= 8001
PYTEST_ARGS ?=
PYTHON ?=
SAMPLES ?= yes
FOLDERS ?=
COUNT ?= 100000
SECONDS_LONG ?= 600

VENV := .venv/bin
COGGED := README.md $(wildcard docs/*.md)

.DEFAULT_GOAL := help
.PHONY: help setup run ingest serve status test lint docs golden figures bench times soak screenshots lock clean
# The verbs stand in an order and share one machine.
.NOTPARALLEL:

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup: ## install what is missing: Tesseract by apt, the locked packages in .venv
	@PYTHON="$(PYTHON)" sh scripts/setup.sh

run: setup ## ingest the inbox (the first time: samples) and serve the site; PORT=8001 SAMPLES=no
	@test "$(SAMPLES)" = no || $(VENV)/python scripts/samples.py
	@$(VENV)/risalah ingest || test $$? = 2  # files that cannot be read are told; the others are there
	@$(VENV)/risalah serve --port $(PORT)

ingest: setup ## read what lies in data/inbox/ and load it
	@$(VENV)/risalah ingest || { test $$? = 2 && \
		echo "Ada berkas yang tidak terbaca: lihat data/inbox/_LAPORAN.html dan folder data/inbox/gagal/."; }

serve: setup ## serve the site on this machine; PORT=8001
	@$(VENV)/risalah serve --port $(PORT)

status: setup ## say what came in, what failed and why, what runs next
	@$(VENV)/risalah status

# The site is tested in a browser; setup reaches for it here only.
test: export RISALAH_SETUP_TESTS ?= yes
test: setup ## run all tests, doctests included; PYTEST_ARGS="-k name"
	$(VENV)/python -m pytest $(PYTEST_ARGS)

lint: setup ## check style, types and that the docs are what cog writes
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/mypy bench scripts
	$(VENV)/cog -I scripts --check $(COGGED)

docs: setup ## let cog rewrite what the docs quote from the code
	$(VENV)/cog -I scripts -r $(COGGED)

golden: setup ## rewrite the golden records, or those of FOLDERS="a b"; read the diff
	@$(VENV)/python scripts/golden.py $(FOLDERS)

figures: setup ## measure on the documents of the repository and write docs/figures.md
	@PYTHONPATH=. $(VENV)/python scripts/figures.py

bench: setup ## measure, as ratios to the bare libraries and to a plain loop
	@OPENBLAS_NUM_THREADS=1 $(VENV)/python bench/bench.py
	@PYTHONPATH=. $(VENV)/python bench/hostile.py 50
	@PYTHONPATH=. $(VENV)/python bench/identity.py
	@PYTHONPATH=. $(VENV)/python bench/pages.py
	@PYTHONPATH=. $(VENV)/python bench/night.py
	@PYTHONPATH=. $(VENV)/python -m bench.scans

times: setup ## time the site's pages over 100,000 made documents; COUNT=100000
	@PYTHONPATH=. $(VENV)/python bench/site.py $(COUNT)

soak: setup ## read the site with twenty readers while it is written and swapped; SECONDS_LONG=600
	@PYTHONPATH=. $(VENV)/python bench/soak.py $(SECONDS_LONG)

screenshots: setup ## take the pictures of docs/screenshots anew, of data/; needs Chromium
	@PYTHONPATH=. $(VENV)/python scripts/screenshots.py data/warehouse/risalah.db data/archive

lock: setup ## resolve requirements.lock anew from pyproject.toml; needs uv
	sh scripts/lock.sh

clean: ## delete .venv and caches; never data/
	rm -rf .venv .tools .state/setup.log .state/apt-tried .state/chromium-tried .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf build dist *.egg-info
	find bench evaluation extractors flows intake models risalah scripts tests warehouse -name __pycache__ -type d -prune -exec rm -rf {} +

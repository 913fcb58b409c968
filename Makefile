# Two commands: `make reproduce` and `make test`. Each sets up the same environment first, once.
# All paths are relative, so the folder may be called anything.
PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python -m

.PHONY: reproduce test notebooks lint bench lock clean help

help:
	@echo "make reproduce   read seeds/, run every notebook, write build/"
	@echo "make test        run the whole test suite, notebooks included"
	@echo "make notebooks   run the notebooks in place, after a change that they show"
	@echo "make lint        ruff, import-linter and strict mypy"
	@echo "make bench       measure speed and memory, write benchmarks/speed.md (CORPUS=news.jsonl.gz for your own text)"
	@echo "make lock        resolve pyproject.toml into requirements.lock again"
	@echo "make clean       remove build/ and the environment"

# The stamp changes only with the lock, so a second call installs nothing.
.venv/stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else "umkm_research needs Python 3.11 to 3.13, and this is %s. Name another: make PYTHON=python3.12 ..." % sys.version.split()[0])'
	@test -x $(BIN)/python || { echo "Setting up .venv (once, a few minutes on a slow line) ..."; $(PYTHON) -m venv .venv; }
	@echo "Installing what requirements.lock pins ..."
	@$(RUN) pip install --disable-pip-version-check --progress-bar off -q --require-hashes -r requirements.lock
	@$(RUN) pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e .
	@touch $@

reproduce: .venv/stamp
	@$(RUN) umkm_research reproduce --out build

test: .venv/stamp
	$(RUN) pytest

# After a change that the lessons show: run them in place, and keep the README's figure as the lesson draws it.
notebooks: .venv/stamp
	UMKM_BUILD="$(CURDIR)/build" $(RUN) jupyter nbconvert --log-level ERROR --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False $(wildcard notebooks/*.ipynb notebooks/id/*.ipynb)
	cp build/figures/en/04-2.png notebooks/figures/

lint: .venv/stamp
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(BIN)/lint-imports
	$(RUN) mypy

# Some minutes; MOST=200000 for the largest size, then some hours.
MOST ?= 20000
bench: .venv/stamp
	$(BIN)/python benchmarks/speed.py $(CORPUS) --most $(MOST)

# Wants uv on the PATH; the only step here that is not for every reader.
lock:
	uv pip compile --universal --no-emit-index-url --generate-hashes --all-extras --python-version 3.11 --no-header -q pyproject.toml -o requirements.lock

clean:
	rm -rf build .venv

# Everything a newcomer needs: `make demo`, `make test`. The rest serves those who change the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TRAIN := training/runs/venv

.PHONY: setup dev demo test lint measure torture lock train clean

# The program and what it needs at run time, pinned with hashes.
setup: $(VENV)/.installed
$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Onrecord needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "onrecord.pth").write_text("$(CURDIR)\n")'
	printf '#!$(CURDIR)/$(BIN)/python\nfrom onrecord.cli.main import run\nrun()\n' > $(BIN)/onrecord
	chmod +x $(BIN)/onrecord
	touch $@

# The same with the tools for tests, types and style.
dev: $(VENV)/.installed-dev
$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# A brief of the contested events in examples/, and its gist in the terminal.
demo: setup
	$(BIN)/onrecord brief examples -o brief.html

test: dev
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: dev
	$(BIN)/ruff check onrecord tests gate bench training
	$(BIN)/ruff format --check onrecord tests gate bench training
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# Scores the program on annotated reports and public corpora, where they lie beside the repository, and writes docs/measures.md.
measure: dev
	$(BIN)/python gate/measure.py

# Kills `add` 1,000 times on SQLite and 200 times on PostgreSQL, and the server 20 times, and looks whether anything was lost. Half an hour.
torture: dev
	PYTHONPATH=. $(BIN)/python tests/torture.py

# Makes everything that is learned again from training/corpus: the tables of dates, figures, parties and the rule reader in some minutes, then
# the networks of the trained readers, which take two hours on two cores, go on where they were stopped, and use a GPU where there is one.
train: dev $(TRAIN)/.installed
	$(BIN)/python -m training.layers.dates --write
	$(BIN)/python -m training.layers.figures
	$(BIN)/python -m training.layers.actors --write
	$(BIN)/python -m training.rules.train
	$(TRAIN)/bin/python -m training.remake
$(TRAIN)/.installed: training/requirements.txt
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	touch $@

lock: dev
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/python -m piptools compile --quiet --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header -o requirements.lock pyproject.toml
	$(BIN)/python -m piptools compile --quiet --strip-extras --allow-unsafe --extra dev --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header -c requirements.lock -o requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) brief.html

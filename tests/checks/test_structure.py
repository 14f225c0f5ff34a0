"""What every check must be: declared under its file's name, explained, exemplified, documented."""

from pathlib import Path

import pytest
import yaml
from selaras.checks import manual, registry
from selaras.checks.model import Check, Severity

CASES = Path(__file__).parent / "cases"

# https://www.w3.org/TR/its20/#lqissue-typevalues
ITS_TYPES = {
    "terminology",
    "mistranslation",
    "omission",
    "untranslated",
    "addition",
    "duplication",
    "inconsistency",
    "grammar",
    "legal",
    "register",
    "locale-specific-content",
    "locale-violation",
    "style",
    "characters",
    "misspelling",
    "typographical",
    "formatting",
    "inconsistent-entities",
    "numbers",
    "markup",
    "pattern-problem",
    "whitespace",
    "internationalization",
    "length",
    "non-conformance",
    "uncategorized",
    "other",
}

NAMES = list(registry.modules())


@pytest.mark.parametrize("name", NAMES)
def test_is_declared_under_its_own_name(name):
    module = registry.modules()[name]
    assert isinstance(module.CHECK, Check)
    assert name == module.__name__.split(".")[-1].replace("_", "-")
    assert module.CHECK.issue_type in ITS_TYPES
    assert isinstance(module.CHECK.severity, Severity)


@pytest.mark.parametrize("name", NAMES)
def test_yields_to_checks_that_exist_and_never_in_a_circle(name):
    seen, waiting = set(), [name]
    while waiting:
        for other in registry.modules()[waiting.pop()].CHECK.yields_to:
            assert other in registry.modules(), f"{name} yields to the unknown {other}"
            assert other != name, f"{name} yields to itself"
            if other not in seen:
                seen.add(other)
                waiting.append(other)


@pytest.mark.parametrize("name", NAMES)
def test_docstring_says_what_why_bad_good_and_how_to_silence(name):
    found = manual.sections(name)
    assert set(found) == set(manual.HEADINGS)
    assert all(text.strip() for text in found.values())
    assert name in found["Silence"]


@pytest.mark.parametrize("name", NAMES)
def test_has_cases_of_both_kinds(name):
    path = CASES / f"{name}.yaml"
    assert path.is_file(), f"{name} has no cases: write {path.name}"
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert len(cases["flagged"]) >= 2
    assert len(cases["passed"]) >= 2
    assert set(cases) == {"flagged", "passed"}


def test_every_file_of_cases_belongs_to_a_check():
    assert {path.stem for path in CASES.glob("*.yaml")} <= set(NAMES)

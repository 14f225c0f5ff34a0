"""The words of the review page: complete in each language that comes along."""

import re

import pytest
from selaras.checks import registry
from selaras.checks.ledgers.figures import COLUMNS as FIGURES
from selaras.checks.ledgers.people import COLUMNS as PEOPLE
from selaras.checks.ledgers.terms import COLUMNS as TERMS
from selaras.checks.values.model import Kind
from selaras.languages.interface import REFERENCE, interfaces
from selaras.settings import GATE_FINDINGS

CODES = list(interfaces())


def test_the_language_of_reference_comes_first():
    assert CODES[0] == REFERENCE


@pytest.mark.parametrize("code", CODES)
def test_every_check_and_every_finding_of_the_gate_has_a_name_of_its_own(code):
    words = interfaces()[code]
    names = [words[f"check.{name}"] for name in (*registry.modules(), *GATE_FINDINGS)]
    assert all(name.strip() for name in names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("code", CODES)
def test_every_column_and_kind_of_the_ledgers_has_a_name(code):
    words = interfaces()[code]
    columns = {*FIGURES, *PEOPLE, *TERMS, *(kind.value for kind in Kind)}
    assert {f"ledger.{name}" for name in columns} <= set(words)


@pytest.mark.parametrize("code", CODES[1:])
def test_a_translation_fills_in_what_the_original_fills_in(code):
    from selaras.languages import load

    own, reference = load(code).table("interface"), load(REFERENCE).table("interface")
    for section, words in reference.items():
        assert set(own[section]) == set(words)
        for key, text in words.items():
            assert sorted(re.findall(r"\{\w+\}", own[section][key])) == sorted(
                re.findall(r"\{\w+\}", text)
            )

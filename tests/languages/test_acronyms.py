"""The acronyms of all languages meet by their ids, and expansions find themselves."""

import pytest
from selaras import languages
from selaras.languages.acronyms import acronyms

CODES = ["vi", "id", "en"]


@pytest.mark.parametrize("code", CODES)
def test_each_acronym_stands_for_one_thing(code):
    known = acronyms(languages.load(code))
    listed = [form for one in known.by_id.values() for form in one.acronyms]
    assert len(listed) == len(set(listed))
    assert all(one.acronyms or one.expansions for one in known.by_id.values())


@pytest.mark.parametrize(
    "short", ["UBND", "HĐND", "ĐBQH", "KHCN", "CCHC", "CBCCVC", "MTTQ", "TTHC"]
)
def test_common_acronyms_of_reports_can_be_said_in_indonesian(short):
    entry = acronyms(languages.load("vi")).by_acronym[short]
    assert acronyms(languages.load("id")).by_id[entry.id].expansions


def test_an_expansion_is_found_as_what_it_expands():
    known = acronyms(languages.load("id"))
    found = known.expansions.find("demi reformasi birokrasi dan prosedur administrasi")
    assert [sorted(mention.ids) for mention in found] == [
        ["administrative-reform"],
        ["administrative-procedure"],
    ]


def test_an_acronym_that_a_language_lacks_has_expansions_only():
    entry = acronyms(languages.load("id")).by_id["administrative-procedure"]
    assert entry.acronyms == ()
    assert entry.fixed

"""The lists of offices and bodies agree across the languages, and every form finds itself."""

import pytest
from selaras import languages
from selaras.languages.offices import bodies, offices

CODES = ["vi", "id", "en"]
COLUMNS = ["id", "preferred", "accepted", "note"]


def _names(code):
    language = languages.load(code)
    return offices(language).names.entries | bodies(language).names.entries


def test_there_are_enough_concepts_in_all_three_languages():
    shared = set.intersection(*(set(_names(code)) for code in CODES))
    assert len(shared) >= 250


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("table", ["offices", "bodies"])
def test_rows_are_whole_and_said_once(code, table):
    rows = languages.load(code).rows(table)
    assert rows
    assert list(rows[0]) == COLUMNS
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        forms = [row["preferred"], *filter(None, row["accepted"].split("|"))]
        assert all(form and form == " ".join(form.split()) for form in forms), row
        assert len(set(forms)) == len(forms), row


@pytest.mark.parametrize("table", ["offices", "bodies"])
def test_every_concept_is_known_in_every_language(table):
    ids = [{row["id"] for row in languages.load(code).rows(table)} for code in CODES]
    nameless = {"before:deputy+standing"}
    assert ids[0] | nameless == ids[1] | nameless == ids[2] | nameless


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("known", [offices, bodies])
def test_every_form_is_found_as_its_own_concept(code, known):
    names = known(languages.load(code)).names
    for entry in names.entries.values():
        for form in entry.forms:
            found = names.find(form)
            assert found, form
            assert any(entry.id in mention.ids for mention in found), form


@pytest.mark.parametrize("code", CODES)
def test_qualifiers_of_ids_are_words_of_the_language_or_part_of_the_form(code):
    language = languages.load(code)
    known = {
        part
        for gazetteer in (
            offices(language).before,
            offices(language).after,
            bodies(language).levels,
        )
        for id in gazetteer.entries
        for part in id.split("+")
    }
    used = {part for id in _names(code) for part in id.split("+")[1:]}
    assert used <= known


def test_renderings_of_the_seed_case():
    assert "Wakil Menteri" in offices(languages.load("id")).names.entries["minister+deputy"].forms
    party = bodies(languages.load("id")).names.entries["party-committee-of-people-committee"]
    assert party.preferred == "Komite Partai di Komite Rakyat"
    assert party.note

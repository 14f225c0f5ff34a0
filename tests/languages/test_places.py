"""The lists of places and of people with established names agree across the languages."""

import pytest
from selaras import languages
from selaras.languages.names import naming
from selaras.languages.places import places

CODES = ["vi", "id", "en"]


def _places(code):
    return places(languages.load(code)).entries


def test_all_languages_name_the_same_places():
    assert set(_places("vi")) == set(_places("id")) == set(_places("en"))


def test_countries_provinces_and_continents_are_there():
    ids = list(_places("vi"))
    assert sum(id.startswith("country:") for id in ids) >= 195
    assert sum(id.startswith("vn:") for id in ids) >= 63
    assert sum(id.startswith("id:") for id in ids) >= 38
    assert sum(id.startswith("continent:") for id in ids) == 6


@pytest.mark.parametrize(
    ("vi", "id", "en"),
    [
        ("Anh", "Inggris", "United Kingdom"),
        ("Hoa Kỳ", "Amerika Serikat", "United States"),
        ("Hàn Quốc", "Korea Selatan", "South Korea"),
        ("Triều Tiên", "Korea Utara", "North Korea"),
        ("Ai Cập", "Mesir", "Egypt"),
        ("Thụy Sĩ", "Swiss", "Switzerland"),
        ("Hà Nội", "Hanoi", "Hanoi"),
        ("Tây Java", "Jawa Barat", "West Java"),
        ("Bắc Kinh", "Beijing", "Beijing"),
        ("Huế", "Hue", "Hue"),
        ("Châu Phi", "Afrika", "Africa"),
    ],
)
def test_exonyms_meet_in_one_concept(vi, id, en):
    found = [
        places(languages.load(code)).find(name)[0].ids
        for code, name in (("vi", vi), ("id", id), ("en", en))
    ]
    assert frozenset.intersection(*found)


@pytest.mark.parametrize("code", CODES)
def test_every_place_is_found_by_each_of_its_forms(code):
    gazetteer = places(languages.load(code))
    for entry in gazetteer.entries.values():
        for form in entry.forms:
            assert entry.id in {id for mention in gazetteer.find(form) for id in mention.ids}, form


def test_people_with_established_names_meet():
    ids = [set(naming(languages.load(code)).people.entries) for code in CODES]
    assert ids[0] == ids[1] == ids[2]
    assert "xi-jinping" in ids[0]

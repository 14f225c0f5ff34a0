"""Names are folded for comparison, and words told to be foreign by their form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selaras import languages
from selaras.languages.names import folded, naming


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Phạm Đức Ấn", "pham duc an"),
        ("Đỗ", "do"),
        ("Đà", "da"),
        ("Xi'an", "xian"),
        ("Ørsted", "orsted"),
    ],
)
def test_folding_drops_case_marks_and_strokes(name, plain):
    assert folded(name) == plain


@given(st.text(max_size=50))
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    "word", ["Nguyễn", "Phượng", "Khuyến", "Quỳnh", "Thoại", "Ấn", "Nghiêm", "Xuyến", "Giang"]
)
def test_vietnamese_syllables_are_not_foreign(word):
    assert not naming(languages.load("vi")).is_foreign(word)


@pytest.mark.parametrize("word", ["Laura", "Biden", "Ovechkin", "Samsung", "Yogyakarta", "Trump"])
def test_other_words_are_foreign(word):
    assert naming(languages.load("vi")).is_foreign(word)


def test_a_language_without_a_pattern_calls_nothing_foreign():
    assert not naming(languages.load("id")).is_foreign("Nguyen")


@pytest.mark.parametrize(("source", "target"), [("polynesia", "polinesia"), ("assyria", "asiria")])
def test_respelling_makes_adapted_names_meet(source, target):
    respelt = naming(languages.load("id")).respelt
    assert respelt(source) == respelt(target)


def test_doubtful_family_names_are_family_names():
    vietnamese = naming(languages.load("vi"))
    assert vietnamese.doubtful < vietnamese.family_names
    assert len(vietnamese.family_names) > 100

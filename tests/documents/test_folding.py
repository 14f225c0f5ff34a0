"""Diacritics fall away, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selaras.documents.folding import folded, unmarked


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Quảng Ninh", "quang ninh"),
        ("ĐÀ NẴNG", "da nang"),
        ("Ǿrsted, Łódź", "orsted, lodz"),
        ("Xi'an-7", "xi'an-7"),
    ],
)
def test_marks_and_strokes_fall_away(text, plain):
    assert folded(text) == plain


def test_unmarked_keeps_the_case():
    assert unmarked("Đỗ Văn Tuấn") == "Do Van Tuan"


@given(st.text(max_size=50))
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(st.characters(max_codepoint=127), max_size=50))
def test_plain_text_only_loses_its_case(text):
    assert folded(text) == text.lower()
    assert unmarked(text) == text

"""The normalised copy and the way back from it."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.documents.model import Span
from selaras.documents.normalising import normalised

FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])
MARKED = st.text(alphabet=st.sampled_from("aAêệeợ̂̉́ﬁ½①Ｎ한ᄒ한 ßİ\u0f71\u0f72"), max_size=40)


@settings(deadline=None)
@given(st.one_of(MARKED, st.text(max_size=60)), FORMS)
def test_the_copy_is_the_normal_form_of_the_text(text, form):
    assert normalised(text, form).text == unicodedata.normalize(form, text)


@settings(deadline=None)
@given(st.one_of(MARKED, st.text(max_size=60)), FORMS, st.booleans())
def test_every_character_knows_where_it_stood(text, form, casefold):
    copy = normalised(text, form, casefold)
    assert len(copy.text) == len(copy.starts) == len(copy.ends)
    assert list(copy.starts) == sorted(copy.starts)
    for start, end in zip(copy.starts, copy.ends, strict=True):
        assert 0 <= start < end <= len(text)
    if copy.text:
        assert copy.original(Span(0, len(copy.text))) == Span(0, len(text))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_plain_text_maps_to_itself(text):
    copy = normalised(text, casefold=True)
    assert copy.text == text.lower()
    assert copy.starts == tuple(range(len(text)))


def test_a_word_found_in_the_copy_points_at_the_original():
    text = unicodedata.normalize("NFD", "Tỉnh Quảng Ninh")
    copy = normalised(text, "NFC", casefold=True)
    at = copy.text.index("quảng")
    span = copy.original(Span(at, at + 5))
    assert unicodedata.normalize("NFC", text[span.start : span.end]) == "Quảng"


@pytest.mark.parametrize(("at", "expected"), [(0, 0), (2, 3), (4, 5)])
def test_an_empty_span_maps_to_an_edge(at, expected):
    copy = normalised("ae\u0301io", "NFC")
    assert copy.original(Span(at, at)) == Span(expected, expected)

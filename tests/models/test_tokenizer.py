"""Pieces and their places in the text as it was given, whatever normalisation does to it."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.models.tokenizer import parts, token_batches, windows
from selaras.models.vocabulary import PrunedTokenizer


@pytest.fixture(scope="session")
def tokenizer(encoder, real_cache):
    return PrunedTokenizer(next(real_cache.glob("*/pieces.npy")).parent)


def words(tokenizer, text):
    return [text[span.start : span.end] for span in tokenizer.pieces(text).spans if len(span)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xin chào  thế giới", ["Xin", "chào", "thế", "giới"]),
        (unicodedata.normalize("NFD", "Xin chào thế"), ["Xin", "chào", "thế"]),
        ("ﬁne ﬀ ｆｕｌｌ\u3000width", ["ﬁne", "ﬀ", "ｆｕｌｌ", "width"]),
        ("½ ㎏ ①", ["½", "㎏", "①"]),
        ("memb培养 ok", ["me", "mb", "培养", "ok"]),
        ("a 👩 b", ["a", "👩", "b"]),
        ("  dua \n\t kata  ", ["dua", "kata"]),
        ("a \ud800 b\u200d \ufffd c", ["a", "\ud800", "b", "c"]),
        ("", []),
    ],
)
def test_places_are_those_of_the_original_text(tokenizer, text, expected):
    assert [unicodedata.normalize("NFC", word) for word in words(tokenizer, text)] == expected


@settings(deadline=None, max_examples=200)
@given(text=st.text(max_size=60))
def test_places_are_in_order_and_inside(tokenizer, text):
    at = 0
    for span in tokenizer.pieces(text).spans:
        if len(span):
            assert at <= span.start < span.end <= len(text)
            at = span.end


@given(st.text(alphabet="ab ", max_size=80), st.integers(1, 30))
def test_parts_make_up_the_text(text, size):
    cut = list(parts(text, size))
    assert "".join(text[part.start : part.end] for part in cut) == text
    assert all(0 < len(part) <= size for part in cut)


@given(st.integers(0, 2000), st.integers(1, 100))
def test_windows_are_few_even_and_whole(count, limit):
    cut = [range(count)[window] for window in windows(count, limit)]
    assert [number for window in cut for number in window] == list(range(count))
    assert max(map(len, cut)) <= limit
    assert max(map(len, cut)) - min(map(len, cut)) <= 1


@given(st.lists(st.integers(1, 50), max_size=60), st.integers(50, 200))
def test_batches_hold_each_text_once_within_the_budget(lengths, budget):
    batches = list(token_batches(lengths, budget))
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    assert all(max(lengths[i] for i in batch) * len(batch) <= budget for batch in batches)

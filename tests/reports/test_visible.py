import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selaras.reports.fitting import clip, clip_start, width, wrap
from selaras.reports.visible import one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u200bb\u00ad", "a<U+200B>b<U+00AD>"),
        ("a\x00\x7f", "a␀␡"),
        ("a\ud800", "a<U+D800>"),
        ("a\u200db", "a<U+200D>b"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("Đảng ủy培养", "Đảng ủy培养"),
    ],
)
def test_acting_characters_become_symbols(text, shown):
    assert visible(text) == shown


def test_line_ends_may_be_kept():
    assert visible("a\n\tb\r", keep="\n\t") == "a\n\tb␍"
    assert one_line("a\r\nb\tc") == "a b c"


@given(st.text())
def test_nothing_that_acts_is_left(text):
    acting = {"Cc", "Cs", "Zl", "Zp", "Cf"}
    left = {c for c in one_line(text) if unicodedata.category(c) in acting}
    assert left <= {"\u200c", "\u200d"}


@given(st.text(alphabet="aế培e\u0301👩\u200d ", max_size=80), st.integers(4, 30))
def test_clipped_and_wrapped_text_fits(text, cells):
    assert width(clip(text, cells)) <= cells
    assert width(clip_start(text, cells)) <= cells
    wrapped = wrap(text, cells)
    assert all(width(line) <= cells for line in wrapped.split("\n"))
    assert "".join(wrapped.split()) == "".join(text.split())


@given(st.text(alphabet="aế培", max_size=40), st.integers(4, 30))
def test_text_that_fits_is_left_alone(text, cells):
    if width(text) <= cells:
        assert clip(text, cells) == clip_start(text, cells) == text

"""Long sentences in parts that fit."""

from hypothesis import given
from hypothesis import strategies as st
from selaras.models.splitting import fitting_parts


def words(text):
    return len(text.split())


def test_the_cut_is_at_a_clause():
    text = "satu dua tiga empat lima, enam tujuh delapan sembilan"
    assert fitting_parts(text, words, 6) == ["satu dua tiga empat lima, ", text[26:]]


def test_without_clauses_or_spaces_it_cuts_all_the_same():
    assert [len(part) for part in fitting_parts("x" * 100, len, 30)] == [25] * 4


@given(st.text(alphabet="ab, .", max_size=200), st.integers(1, 20))
def test_the_parts_are_the_text_and_fit(text, limit):
    parts = fitting_parts(text, len, limit)
    assert "".join(parts) == text
    assert all(len(part) <= limit for part in parts)


def test_a_text_without_an_end_is_cut_in_time():
    assert len(fitting_parts("a " * 200_000, len, 1000)) >= 400

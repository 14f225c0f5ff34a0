"""What is asked of a model about a stretch of a source, and what its answer comes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selaras.documents.model import Span
from selaras.models.contrast import Cut, contrasts


def cut(source, stretch, target="x"):
    start = source.index(stretch)
    return Cut(source, Span(start, start + len(stretch)), target)


@pytest.mark.parametrize(
    ("source", "stretch", "rest"),
    [
        ("They came, sat down, and left.", "sat down", "They came, and left."),
        ("They came, sat down, and left.", ", and left", "They came, sat down."),
        ("After lunch, they left.", "After lunch", "they left."),
        ("They left (at noon) for home.", "(at noon)", "They left for home."),
        ("They left (at noon) for home.", "at noon", "They left for home."),
        ("They said “go” and left.", "go", "They said and left."),
        ("They left at noon.", "at noon", "They left."),
        ("All of it.", "All of it.", ""),
    ],
)
def test_what_remains_reads_like_a_sentence(source, stretch, rest):
    assert cut(source, stretch).rest == rest


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_what_remains_has_no_other_letters_than_the_source(source, one, other):
    start, end = sorted((min(one, len(source)), min(other, len(source))))
    kept = source[:start] + source[end:]
    rest = Cut(source, Span(start, end), "x").rest
    assert [c for c in rest if c.isalnum()] == [c for c in kept if c.isalnum()]


def test_a_target_is_likelier_without_what_it_does_not_translate(knowing):
    source, target = "eno owt eerht ruof", "one two four"
    cuts = [cut(source, word, target) for word in source.split()]
    found = contrasts(knowing.Knowing(), cuts)
    assert max(found) == found[2] > 0
    assert all(value < 0 for number, value in enumerate(found) if number != 2)


def test_what_cannot_be_scored_has_no_contrast():
    class Silent:
        name, quality, doubtful_surprise, least_contrast = "silent", None, None, None

        def translate(self, texts):
            return list(texts)

        def score(self, sources, targets):
            return [None] * len(sources)

    assert contrasts(Silent(), [Cut("a b", Span(0, 1), "c")]) == [None]
    assert contrasts(Silent(), []) == []

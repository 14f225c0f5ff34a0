"""Words answer words; what a side leaves out or makes up is found, and whole sides are let be."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.align.model import Alignment, Kind, Link
from selaras.align.views import Views
from selaras.align.words import WordAligner
from selaras.checks.parallel import document_of_segments

LINES = [" ".join(f"{letter}{n}" for n in range(16)) + "." for letter in string.ascii_lowercase[:9]]
TEXTS = st.text("ab,. ", min_size=1, max_size=30).filter(str.strip)
CLAUSE = ", " + " ".join(f"z{n}" for n in range(8))
LONGER = LINES[4][:-1] + CLAUSE + "."


def aligner(source, target, encoder):
    """The word alignment of each pair of lines."""
    documents = document_of_segments(source, "vi"), document_of_segments(target, "id")
    links = tuple(
        Link(n, (n,), (n,), Kind.MATCH, 1.0) for n in range(min(len(source), len(target)))
    )
    align = WordAligner(Views.of(*documents, encoder), Alignment(links))
    return documents, [align(link) for link in links]


def replaced(line):
    return [*LINES[:4], line, *LINES[5:]]


def test_the_same_words_answer_each_other(encoder):
    (source, _), found = aligner(LINES, LINES, encoder)
    for words in found:
        assert words.source_words == words.target_words
        assert {(pair.source, pair.target) for pair in words.pairs} == {(n, n) for n in range(16)}
        assert words.uncovered == words.unsupported == ()
        assert min(words.source_coverage, words.target_coverage) > 0.9
    first = found[0].source_words[3]
    assert found[0].counterpart(first) == found[0].origin(first) == (first,)
    assert source.text[first.start : first.end] == "a3"


def test_a_clause_that_the_target_leaves_out_is_found(encoder):
    (source, _), found = aligner(replaced(LONGER), LINES, encoder)
    (span,) = found[4].uncovered
    assert source.text[span.start : span.end] == CLAUSE.strip(", ")
    assert found[4].source_coverage < 0.1
    assert found[4].unsupported == ()
    assert all(words.uncovered == () for n, words in enumerate(found) if n != 4)


def test_a_clause_that_the_source_does_not_hold_is_found(encoder):
    (_, target), found = aligner(LINES, replaced(LONGER), encoder)
    (span,) = found[4].unsupported
    assert target.text[span.start : span.end] == CLAUSE.strip(", ")
    assert found[4].uncovered == ()


@pytest.mark.parametrize("link", [Link(0, (0,), (), Kind.OMISSION, 1.0)])
def test_a_gap_has_no_words(encoder, link):
    documents = document_of_segments(LINES, "vi"), document_of_segments(LINES, "id")
    assert WordAligner(Views.of(*documents, encoder), Alignment((link,)))(link) is None


@pytest.mark.parametrize("line", ["...", "—", "???!"])
def test_a_line_of_marks_alone_has_nothing_to_answer(encoder, line):
    _, found = aligner(replaced(line), LINES, encoder)
    assert found[4].pairs == ()
    assert found[4].source_words == ()


@settings(deadline=None, max_examples=40)
@given(lines=st.lists(TEXTS, min_size=1, max_size=6))
def test_everything_points_into_its_own_line(encoder, lines):
    (source, target), found = aligner(lines, LINES, encoder)
    for number, words in enumerate(found):
        for document, spans in (
            (source, [*words.source_words, *words.uncovered]),
            (target, [*words.target_words, *words.unsupported]),
        ):
            line = document.sentences[number].span
            assert all(line.contains(span) and len(span) > 0 for span in spans)
        assert 0 <= words.source_coverage <= 1
        assert 0 <= words.target_coverage <= 1
        for pair in words.pairs:
            assert 0 < pair.score <= 1

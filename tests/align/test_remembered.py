"""Remembered word alignments are those that would be made anew, wherever the sentences stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.align import remembered
from selaras.align.model import Alignment, Kind, Link
from selaras.align.remembered import all_words
from selaras.align.views import Views
from selaras.align.words import WordAligner
from selaras.checks.parallel import document_of_segments
from selaras.models.cache import Cache

LINES = [" ".join(f"{letter}{n}" for n in range(12)) + "." for letter in "abcdefgh"]
LONGER = LINES[3][:-1] + ", " + " ".join(f"z{n}" for n in range(8)) + "."


def pair(source, target, encoder):
    views = Views.of(
        document_of_segments(source, "vi"), document_of_segments(target, "id"), encoder
    )
    count = min(len(source), len(target))
    links = tuple(Link(n, (n,), (n,), Kind.MATCH, 1.0) for n in range(count))
    return views, Alignment(links)


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return Cache(tmp_path_factory.mktemp("words") / "results.sqlite")


def test_what_is_stored_is_what_was_found(encoder, cache):
    views, alignment = pair([*LINES[:3], LONGER, *LINES[4:]], LINES, encoder)
    align = WordAligner(views, alignment)
    expected = {link.id: align(link) for link in alignment.pairs}
    assert all_words(views, alignment, cache) == expected
    assert all_words(views, alignment, cache) == expected
    assert expected[3].omitted


@settings(deadline=None, max_examples=25)
@given(
    place=st.integers(0, 7),
    line=st.sampled_from([*LINES, LONGER, "x1 x2, x3.", "..."]),
    remove=st.booleans(),
)
def test_an_edit_gives_what_a_run_without_a_cache_gives(encoder, cache, place, line, remove):
    edited = [*LINES[:place], line, *LINES[place + remove :]]
    views, alignment = pair(LINES, edited, encoder)
    assert all_words(views, alignment, cache) == all_words(views, alignment, Cache(None))


def test_only_what_changed_is_aligned_anew(encoder, tmp_path, monkeypatch):
    cache = Cache(tmp_path / "results.sqlite")
    aligned = []

    class Counting(WordAligner):
        def __call__(self, link):
            aligned.append(link.id)
            return super().__call__(link)

    monkeypatch.setattr(remembered.words, "WordAligner", Counting)
    many = [f"{line[:-1]} n{n}." for n in range(20) for line in LINES]
    all_words(*pair(many, many, encoder), cache)
    counts = []
    for place in range(8):
        aligned.clear()
        edited = [*many[:place], many[place][:-1] + " again.", *many[place + 1 :]]
        all_words(*pair(many, edited, encoder), cache)
        counts.append(len(aligned))
    # Now and then an edit changes the sample that all are compared with.
    assert sorted(counts)[:5] == [1] * 5

"""Sentence ends: cases as data, and what holds for every text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras import languages
from selaras.documents import segmentation
from selaras.languages.writing import Writing, writing

CASES = yaml.safe_load(Path(__file__).with_name("segmentation.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("language", "case"), [(language, case) for language in CASES for case in CASES[language]]
)
def test_sentences_end_where_the_bars_are(language, case):
    expected = [part.strip() for part in case.split("|")]
    assert split(case.replace("|", ""), language) == expected


def split(text, language):
    rules = writing(languages.load(language))
    return [text[s.start : s.end] for s in segmentation.sentences(text, 0, len(text), rules)]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("aB1 .!?…。\"'”()\n\u00a0\u200bÔ,"), max_size=120))
def test_sentences_cover_all_but_white_space_in_order(text):
    check_cover(text, segmentation.sentences(text, 0, len(text), Writing()))


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(0, 50), st.integers(0, 50))
def test_any_stretch_of_any_text_is_covered(text, start, length):
    end = min(len(text), start + length)
    start = min(start, end)
    spans = segmentation.sentences(text, start, end, writing(languages.load("id")))
    check_cover(text[start:end], [span.shifted(-start) for span in spans])


def check_cover(text, spans):
    covered = set()
    previous = 0
    for span in spans:
        assert previous <= span.start < span.end
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        covered.update(range(span.start, span.end))
        previous = span.end
    assert all(c.isspace() for i, c in enumerate(text) if i not in covered)


@pytest.mark.parametrize(
    "text",
    ["x" * 50_000, "kata " * 20_000, "…" * 50_000, ". " * 50_000, '"' * 50_000, "(" * 50_000],
)
def test_no_sentence_is_endless(text):
    spans = segmentation.sentences(text, 0, len(text), Writing())
    assert all(len(span) <= segmentation.LONGEST for span in spans)
    check_cover(text, spans)


def test_a_long_sentence_is_cut_at_a_clause():
    text = "satu dua tiga, " * 1000
    spans = segmentation.sentences(text, 0, len(text), Writing())
    assert all(text[span.end - 1] == "," for span in spans)


@pytest.mark.parametrize("name", ["vi", "id", "en", "mt-google.vi", "mt-google.id"])
def test_line_ends_of_open_text_are_found(shared, name):
    """Lines joined by spaces fall apart again where they end with a stop."""
    file = shared / "eval" / f"flores-dev.{name}"
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    text = " ".join(lines)
    rules = writing(languages.load(name[-2:]))
    found = {span.end for span in segmentation.sentences(text, 0, len(text), rules)}
    ends, offset = set(), -1
    for line in lines:
        offset += len(line) + 1
        if line.rstrip("\"'”’)")[-1:] in (".", "!", "?"):
            ends.add(offset)
    assert len(ends & found) >= 0.996 * len(ends)
    # What is found beyond the line ends are the second sentences of some lines.
    assert len(found) <= 1.13 * len(lines)

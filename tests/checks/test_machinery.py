"""The shared machinery of the artifact checks: loops, lone marks, foreign words, passages."""

import pytest
from selaras.checks.balance import lone_marks
from selaras.checks.foreign_words import foreign_runs, words
from selaras.checks.loops import loops
from selaras.checks.passages import is_quoted, is_technical
from selaras.checks.word_forms import forms_of
from selaras.documents.model import Span
from selaras.languages import load
from selaras.languages.lexicon import lexicon


def _said(text, span):
    return text[span.start : span.end]


def _place(text, part):
    return Span(text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    ("text", "phrase", "times"),
    [
        ("ia pergi ke pasar ke pasar pagi", "ke pasar", 2),
        ("satu dua tiga satu dua tiga satu dua tiga", "satu dua tiga", 3),
        ("ya ya ya ya ya", "ya", 5),
    ],
)
def test_loops_give_the_shortest_phrase_and_how_often(text, phrase, times):
    (loop,) = loops(text)
    assert _said(text, loop.phrase) == phrase
    assert loop.times == times


@pytest.mark.parametrize(
    "text", ["", "ke pasar", "1 2 1 2 1 2", "Ini padi. Padi itu hijau.", "ya ya"]
)
def test_no_loops(text):
    assert loops(text) == ()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("(a", [0]),
        ("a [b) c]", [4]),
        ("“a „b“ c”", []),
        ('"a "b" c"', []),
        ('kata "a" dan "b', [13]),
        ("a) satu b) dua", []),
        ("((a)", [0]),
    ],
)
def test_lone_marks(text, places):
    assert [lone.place for lone in lone_marks(text)] == places


def test_either_of_two_opening_straight_marks_may_be_the_lone_one():
    (lone,) = lone_marks('"Ia berkata, "Ayo pulang" lalu pergi.')
    assert (lone.place, lone.rival) == (0, 13)


def test_foreign_runs_end_where_the_own_language_begins():
    text = "Warga được hỗ trợ vay vốn untuk berdagang di pasar."
    runs = list(foreign_runs(text, lexicon(load("id")), lexicon(load("vi"))))
    assert [_said(text, run.span) for run in runs] == ["được hỗ trợ vay vốn"]
    assert runs[0].strange


def test_words_leave_addresses_out():
    text = "Lihat https://contoh.id/berita dan surel a.b@contoh.id segera."
    assert [_said(text, span) for span in words(text)] == ["Lihat", "dan", "surel", "segera"]


def test_technical_and_quoted_passages():
    text = 'Berkas lap.pdf, judul "Laskar Pelangi" dan sisanya.'
    assert is_technical(text, _place(text, "pdf"))
    assert not is_technical(text, _place(text, "judul"))
    assert is_quoted(text, _place(text, "Laskar Pelangi"))
    assert not is_quoted(text, _place(text, "Laskar"))
    assert not is_quoted(text, _place(text, "sisanya"))


def test_word_forms_count_capitals_amid_sentences_only():
    forms = forms_of(["Rapat di Quảng Ninh membahas AI.", "Padi rapat ditanam."])
    assert forms.capitalised == {"quang": 1, "ninh": 1}
    assert forms.small["rapat"] == 1
    assert ("quang", "ninh") in forms.pairs
    assert forms.acronyms == {"ai"}

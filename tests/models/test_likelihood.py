"""From pieces to words: which words a model finds improbable, and whether the source helps."""

import pytest
from selaras.documents.model import Span
from selaras.models.interfaces import TokenScores
from selaras.models.likelihood import WordLikelihood, doubtful, score_words


class Pieces:
    """A scorer that cuts a text into given pieces and values each by what the source says."""

    name, quality, doubtful_surprise = "pieces", None, 3.0

    def __init__(self, pieces, given, alone):
        self.pieces, self.given, self.alone = pieces, given, alone

    def translate(self, texts):
        return list(texts)

    def score(self, sources, targets):
        return [self._score(*pair) for pair in zip(sources, targets, strict=True)]

    def _score(self, source, target):
        spans, position = [], 0
        for piece in self.pieces:
            start = target.index(piece, position) if piece else position
            position = start + len(piece)
            spans.append(Span(start, position))
        values = self.alone if source == "." else self.given
        return TokenScores(tuple(self.pieces), tuple(spans), tuple(values), -0.1)


def words(pieces, given, alone, text):
    [found] = score_words(Pieces(pieces, given, alone), ["nguồn"], [text])
    return found


def test_a_words_surprise_is_that_of_all_its_pieces():
    found = words(["mem", "bina", "."], [-1.0, -2.0, -9.0], [-4.0, -5.0, -1.0], "membina.")
    assert found == (WordLikelihood(Span(0, 7), 3.0, 6.0),)


def test_pieces_that_stand_nowhere_and_figures_belong_to_no_word():
    found = words(["", "di", "5", "Hanoi"], [-7.0, -1.0, -8.0, -2.0], [0.0] * 4, "di 5 Hanoi")
    assert [(word.span, word.surprise) for word in found] == [
        (Span(0, 2), 1.0),
        (Span(5, 10), 2.0),
    ]


def test_a_piece_across_two_words_counts_for_the_first():
    found = words(["a b", "c"], [-3.0, -1.0], [0.0, 0.0], "a bc")
    assert [word.surprise for word in found] == [3.0, 1.0]


def test_a_word_is_doubtful_only_if_the_source_speaks_against_it():
    rare = WordLikelihood(Span(0, 4), 12.0, 3.0)
    wrong = WordLikelihood(Span(5, 9), 12.0, -1.0)
    usual = WordLikelihood(Span(10, 14), 1.0, -0.5)
    assert doubtful([rare, wrong, usual], 8.0) == [wrong.span]


@pytest.mark.parametrize("missing", ["given", "alone"])
def test_a_text_without_scores_has_no_words(missing):
    class Silent(Pieces):
        def _score(self, source, target):
            return (
                None if (source == ".") == (missing == "alone") else super()._score(source, target)
            )

    assert score_words(Silent(["a"], [0.0], [0.0]), ["x"], ["a"]) == [()]

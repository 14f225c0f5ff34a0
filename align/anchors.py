"""Lines that a sentence encoder cannot tell apart: bare names and figures, and repeated lines.

To a sentence encoder one byline is like another, and so is one date. Such
lines are therefore compared by their words, folded to ASCII: names keep their
letters in translation, whatever becomes of their marks. Of lines that repeat
each other word by word, the first has the better claim.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from selaras.documents.folding import folded
from selaras.documents.tokens import word_spans

# A longer line says more than a name or a date.
_MOST_WORDS = 4


def conflicts(source: Sequence[str], target: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which pairs of lines cannot correspond: shape (source, target).

    True where both are bare names or figures and have no word in common.
    """
    ours = [bare_words(text) for text in source]
    theirs = [bare_words(text) for text in target]
    matrix = np.zeros((len(source), len(target)), bool)
    columns = [column for column, words in enumerate(theirs) if words]
    for row, words in enumerate(ours):
        for column in columns if words else ():
            matrix[row, column] = words.isdisjoint(theirs[column])
    return matrix


def repeats(texts: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which lines repeat an earlier line of their document word by word."""
    seen: set[str] = set()
    again = []
    for text in texts:
        again.append(text in seen)
        seen.add(text)
    return np.array(again, bool)


def bare_words(text: str) -> frozenset[str]:
    """The folded words of a line of names or figures; empty for any other line."""
    if _is_long(text):
        return frozenset()
    words = [text[span.start : span.end] for span in word_spans(text)]
    if not 0 < len(words) <= _MOST_WORDS:
        return frozenset()
    if not all(word[0].isupper() or word[0].isdigit() for word in words):
        return frozenset()
    return frozenset(map(folded, words))


def _is_long(text: str) -> bool:
    """Whether a look at the start of the text tells that it has too many words."""
    start = text.split(maxsplit=2 * _MOST_WORDS)[: 2 * _MOST_WORDS]
    return sum(any(map(str.isalnum, part)) for part in start) > _MOST_WORDS

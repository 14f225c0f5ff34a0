"""Which rows of parallel text are worth learning from.

Each filter looks at one row and says what is wrong with it; what was left out,
and for which reason, is counted and told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from selaras.documents.detecting import detect
from selaras.models.training.recipe import Limits
from selaras.models.training.rows import Row

Filter = Callable[[Row], bool]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"\w+")
_GRAM = 10
# Fewer words do not show their language.
_TELLING = 6
# Short texts differ more in length: added to both sides before they are compared.
_SLACK = 15


def filters(limits: Limits, forbidden: Iterable[str] = ()) -> dict[str, Filter]:
    """The filters by the reason that each gives; rows that share text with ``forbidden`` go."""
    grams = {gram for text in forbidden for gram in _grams(text)}
    return {
        "evaluation text": lambda row: bool(grams & {*_grams(row.source), *_grams(row.target)}),
        "length": lambda row: not _fitting(row, limits.characters),
        "ratio": lambda row: _ratio(row) > limits.ratio,
        "untranslated": lambda row: _is_copied(row),
        "numbers": lambda row: _differing_numbers(row) > limits.differing_numbers,
        "language": lambda row: not _in_languages(row),
    }


def kept(rows: Iterable[Row], chosen: dict[str, Filter], dropped: Counter[str]) -> Iterator[Row]:
    """The rows that no filter objects to; ``dropped`` counts the others by reason."""
    for row in rows:
        reason = next((name for name, objects in chosen.items() if objects(row)), None)
        if reason is None:
            yield row
        else:
            dropped[reason] += 1


def similar(rows: Sequence[Row], least: float, dropped: Counter[str]) -> list[Row]:
    """The rows whose margin, by the built-in encoder, is at least ``least``; 0 asks nothing."""
    if not least:
        return list(rows)
    from selaras.models.training.margins import margins

    chosen = [row for row, margin in zip(rows, margins(rows), strict=True) if margin >= least]
    dropped["margin"] += len(rows) - len(chosen)
    return chosen


def _fitting(row: Row, characters: int) -> bool:
    return all(0 < len(text.strip()) <= characters for text in (row.source, row.target))


def _ratio(row: Row) -> float:
    lengths = sorted((len(row.source) + _SLACK, len(row.target) + _SLACK))
    return lengths[1] / lengths[0]


def _is_copied(row: Row) -> bool:
    same = row.source.casefold().split() == row.target.casefold().split()
    return same and len(row.source.split()) > 2


def _differing_numbers(row: Row) -> int:
    one, other = (_numbers(text) for text in (row.source, row.target))
    return max((one - other).total(), (other - one).total())


def _numbers(text: str) -> Counter[str]:
    """The digits of each number; what separates thousands and decimals differs by language."""
    return Counter(re.sub(r"[.,]", "", number) for number in _NUMBER.findall(text))


def _in_languages(row: Row) -> bool:
    return _is_in(row.source, row.direction.source) and _is_in(row.target, row.direction.target)


def _is_in(text: str, language: str) -> bool:
    if len(_WORD.findall(text)) < _TELLING:
        return True
    guess = detect(text)
    return guess is None or not guess.certain or guess.code == language


def _grams(text: str) -> Iterator[tuple[str, ...]]:
    """Every ten words in a row, or all words if there are six at least."""
    words = _WORD.findall(text.casefold())
    if _TELLING <= len(words) < _GRAM:
        yield tuple(words)
    for start in range(len(words) - _GRAM + 1):
        yield tuple(words[start : start + _GRAM])

"""Measures on parallel text how far a translation model may be trusted.

Right pairs are the text's own. Wrong ones are made from it: a target of another
line, one word of a target exchanged for a word of another line, or a stretch of
another line put into a source, which its target then lacks. One half of
the pairs sets a threshold, the other tells what it is worth.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from selaras.documents.model import Span
from selaras.documents.tokens import word_spans
from selaras.errors import ModelError
from selaras.models.calibration import Calibration
from selaras.models.contrast import Cut, contrasts
from selaras.models.interfaces import Scorer
from selaras.models.likelihood import WordLikelihood, doubtful, score_words

T = TypeVar("T")

LEAST, MOST = 100, 500
# The share of right sentences in which a word may be doubted.
_ALARMS = 0.01
# A model is worth asking if it finds this share of the exchanged words, and so many times more
# of them than it doubts right sentences.
_LEAST_RECALL, _LEAST_RATIO = 0.15, 5
_LONG_WORD = 4
# The same for stretches that a target lacks. Their model is a second witness, who is asked where
# there is other evidence, so more of the right ones may be suspected.
_STRETCH_ALARMS = 0.05
_LEAST_STRETCH_RECALL = 0.3
# A stretch is this share of a sentence's words, and no fewer than so many.
_SHORTEST_SHARE, _LONGEST_SHARE, _LEAST_WORDS = 0.15, 0.35, 3


@dataclass(frozen=True, slots=True)
class _Exchanged:
    """A text with a word that does not belong there."""

    text: str
    word: Span


def calibrate(translator: Scorer, sources: Sequence[str], targets: Sequence[str]) -> Calibration:
    """Measure the model on these sentences and their translations.

    Raises ModelError if there are too few of them.
    """
    pairs = _sample(sources, targets)
    ours, theirs = [one for one, _ in pairs], [other for _, other in pairs]
    chrf, chrf_reliability = _chrf(translator.translate(ours), theirs)
    surprise, alarms, recall = _words(translator, ours, theirs)
    contrast, contrast_alarms, contrast_recall = _stretches(translator, ours, theirs)
    return Calibration(
        sentences=len(pairs),
        chrf=chrf,
        chrf_reliability=chrf_reliability,
        score_reliability=_score_reliability(translator, ours, theirs),
        surprise=surprise,
        alarms=alarms,
        recall=recall,
        contrast=contrast,
        contrast_alarms=contrast_alarms,
        contrast_recall=contrast_recall,
    )


def _sample(sources: Sequence[str], targets: Sequence[str]) -> list[tuple[str, str]]:
    """At most ``MOST`` pairs that have text on both sides, spread over all."""
    if len(sources) != len(targets):
        raise ModelError(
            f"The sources have {len(sources)} lines and the targets {len(targets)}: each line "
            "must hold the translation of the same line."
        )
    pairs = [pair for pair in zip(sources, targets, strict=True) if all(map(str.strip, pair))]
    if len(pairs) < LEAST:
        raise ModelError(f"{len(pairs)} pairs are too few to calibrate a model: give {LEAST}.")
    count = min(MOST, len(pairs))
    return [pairs[number * len(pairs) // count] for number in range(count)]


def _chrf(translations: Sequence[str], targets: Sequence[str]) -> tuple[float, float]:
    """chrF of all, and how often a translation is nearer to its own target than to the next."""
    from sacrebleu.metrics import CHRF

    metric = CHRF()
    right = [metric.sentence_score(*pair).score for pair in _as_references(translations, targets)]
    wrong = [
        metric.sentence_score(*pair).score
        for pair in _as_references(translations, _rotated(targets))
    ]
    whole = metric.corpus_score(list(translations), [list(targets)]).score
    return round(float(whole), 1), _wins(right, wrong)


def _as_references(
    translations: Sequence[str], targets: Sequence[str]
) -> list[tuple[str, list[str]]]:
    return [(one, [other]) for one, other in zip(translations, targets, strict=True)]


def _score_reliability(translator: Scorer, sources: Sequence[str], targets: Sequence[str]) -> float:
    """How often a target is likelier given its own source than given the next."""
    right = translator.score(sources, targets)
    wrong = translator.score(_rotated(sources), targets)
    both = [
        (one.mean, other.mean) for one, other in zip(right, wrong, strict=True) if one and other
    ]
    return _wins([one for one, _ in both], [other for _, other in both])


def _words(
    translator: Scorer, sources: Sequence[str], targets: Sequence[str]
) -> tuple[float | None, float, float]:
    """The threshold of a word's surprise, and its false alarms and recall on the other half."""
    right = score_words(translator, sources, targets)
    exchanged = _exchanged(targets)
    found = score_words(translator, sources, [each.text for each in exchanged])
    surprise = _threshold(right[::2])
    alarms = _share([bool(doubtful(words, surprise)) for words in right[1::2]])
    recall = _share(
        [
            any(span.overlaps(each.word) for span in doubtful(words, surprise))
            for words, each in list(zip(found, exchanged, strict=True))[1::2]
        ]
    )
    worth_asking = recall >= max(_LEAST_RECALL, _LEAST_RATIO * alarms)
    return (surprise if worth_asking else None), alarms, recall


def _threshold(right: Sequence[Sequence[WordLikelihood]]) -> float:
    """The surprise that only the allowed share of right sentences reaches."""
    most = sorted(
        (max((w.surprise for w in words if w.gain <= 0), default=0.0) for words in right),
        reverse=True,
    )
    highest_allowed = most[math.floor(_ALARMS * len(most))]
    return round(highest_allowed + 0.01, 2)


def _exchanged(targets: Sequence[str]) -> list[_Exchanged]:
    """Each target with one long word exchanged for one of another target, the same each time."""
    generator = random.Random(0)
    stock = sorted({text[w.start : w.end] for text in targets for w in _long_words(text)})
    return [_with_another_word(text, stock, generator) for text in targets]


def _with_another_word(text: str, stock: Sequence[str], generator: random.Random) -> _Exchanged:
    places = _long_words(text)
    if not places or not stock:
        return _Exchanged(text, Span(0, 0))
    place = generator.choice(places)
    word = text[place.start : place.end]
    alike = [w for w in stock if w not in text and w[0].isupper() == word[0].isupper()]
    other = generator.choice(alike or list(stock))
    changed = text[: place.start] + other + text[place.end :]
    return _Exchanged(changed, Span(place.start, place.start + len(other)))


def _stretches(
    translator: Scorer, sources: Sequence[str], targets: Sequence[str]
) -> tuple[float | None, float, float]:
    """The threshold of a contrast, and its false alarms and recall on the other half."""
    generator = random.Random(0)
    right = [
        Cut(source, _stretch(source, generator), target)
        for source, target in zip(sources, targets, strict=True)
    ]
    others = [cut.source[cut.stretch.start : cut.stretch.end] for cut in _rotated(right)]
    wrong = [_with(cut, other, generator) for cut, other in zip(right, others, strict=True)]
    found = [value or 0.0 for value in contrasts(translator, [*right, *wrong])]
    of_right, of_wrong = found[: len(right)], found[len(right) :]
    allowed = sorted(of_right[::2], reverse=True)[math.floor(_STRETCH_ALARMS * len(right) / 2)]
    least = round(max(allowed, 0.0) + 0.01, 2)
    alarms = _share([value >= least for value in of_right[1::2]])
    recall = _share([value >= least for value in of_wrong[1::2]])
    worth_asking = recall >= max(_LEAST_STRETCH_RECALL, _LEAST_RATIO * alarms)
    return (least if worth_asking else None), alarms, recall


def _stretch(text: str, generator: random.Random) -> Span:
    """Some neighbouring words of the text."""
    words = word_spans(text)
    if not words:
        return Span(0, 0)
    share = generator.uniform(_SHORTEST_SHARE, _LONGEST_SHARE)
    count = min(len(words), max(_LEAST_WORDS, round(share * len(words))))
    first = generator.randrange(len(words) - count + 1)
    return Span(words[first].start, words[first + count - 1].end)


def _with(cut: Cut, other: str, generator: random.Random) -> Cut:
    """The cut's source with another stretch put in before one of its words."""
    places = [word.start for word in word_spans(cut.source)] or [0]
    place = generator.choice(places)
    text = f"{cut.source[:place]}{other} {cut.source[place:]}"
    return Cut(text, Span(place, place + len(other)), cut.target)


def _long_words(text: str) -> list[Span]:
    return [
        span
        for span in word_spans(text)
        if len(span) >= _LONG_WORD and text[span.start : span.end].isalpha()
    ]


def _rotated(items: Sequence[T]) -> list[T]:
    return [*items[1:], *items[:1]]


def _wins(right: Sequence[float], wrong: Sequence[float]) -> float:
    """How often the first of two is the greater; a tie counts half."""
    points = [(one > other) + (one == other) / 2 for one, other in zip(right, wrong, strict=True)]
    return round(sum(points) / len(points), 3) if points else 0.5


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 3) if values else 0.0

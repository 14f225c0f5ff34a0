"""The name of a term as far as it goes: the words that always stand beside its rendering.

Words are aligned one by one, and some find no answer. A word that stands beside
every use of a rendering belongs to the name, unless it answers something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selaras.checks.model import Context
from selaras.checks.terms import Term, Use
from selaras.documents.folding import folded
from selaras.documents.model import Span
from selaras.documents.tokens import word_spans
from selaras.languages.function_words import function_words
from selaras.languages.gazetteer import word_key


def widened(context: Context, term: Term, uses: Sequence[Use]) -> list[Use]:
    """Uses of one rendering, each with the words that stand beside all of them."""
    places = [use.target for use in uses]
    most = len(word_spans(term.text))
    while len(word_spans(_written(context, places[0]))) < most:
        wider = _steady(context, uses, places, 1) or _steady(context, uses, places, -1)
        if wider is None:
            break
        places = wider
    return [
        replace(use, target=place, rendering=_written(context, place))
        for use, place in zip(uses, places, strict=True)
    ]


def own_words(context: Context, use: Use) -> list[str]:
    """The content words of a rendering that answer the term alone."""
    words = use.passage.words
    assert words is not None
    answers = [span for span in words.target_words if use.target.contains(span)]
    return [
        word
        for span in answers
        for word in _content(context, span)
        if (origins := words.origin(span)) and all(map(use.source.contains, origins))
    ]


def _steady(
    context: Context, uses: Sequence[Use], places: Sequence[Span], step: int
) -> list[Span] | None:
    """The places with their next word, if that is the same everywhere and may belong to them."""
    beside = [
        _neighbour(context, use, place, step) for use, place in zip(uses, places, strict=True)
    ]
    found = [span for span in beside if span is not None]
    forms = {folded(_written(context, span)) for span in found}
    if (
        len(uses) < 2
        or len(found) < len(uses)
        or len(forms) != 1
        or not _content(context, found[0])
    ):
        return None
    return [
        Span(min(place.start, span.start), max(place.end, span.end))
        for place, span in zip(places, found, strict=True)
    ]


def _neighbour(context: Context, use: Use, place: Span, step: int) -> Span | None:
    """The word beside a place, unless punctuation divides them or it answers something else."""
    words = use.passage.words
    if words is None:
        return None
    outside = [
        span
        for span in words.target_words
        if (span.start >= place.end if step > 0 else span.end <= place.start)
    ]
    if not outside:
        return None
    span = outside[0] if step > 0 else outside[-1]
    gap = context.target.text[min(place.end, span.end) : max(place.start, span.start)]
    origins = words.origin(span)
    answers_else = origins and not any(map(use.source.overlaps, origins))
    return None if gap.strip(" -\u00a0") or answers_else else span


def _content(context: Context, span: Span) -> list[str]:
    hollow = function_words(context.target_language)
    text = _written(context, span)
    words = [text[word.start : word.end] for word in word_spans(text)]
    return [word for word in words if word_key(word) not in hollow]


def _written(context: Context, span: Span) -> str:
    return context.target.text[span.start : span.end]

"""Several spellings of one name in the target, where the source has but one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from selaras.align.model import Link
from selaras.checks.model import Context
from selaras.checks.names.agreement import agrees
from selaras.checks.names.comparison import comparison
from selaras.checks.names.organisations import source_bodies, target_bodies
from selaras.documents.model import Document, Span
from selaras.languages.names import folded

Occurrences = dict[str, list[tuple[Span, Span]]]


@dataclass(frozen=True, slots=True)
class Variant:
    """A rarer spelling of a name, the usual one, and all places of the rarer one."""

    source: str
    text: str
    usual: str
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]

    @property
    def is_other_spelling(self) -> bool:
        """Whether the same letters are only spaced or marked otherwise."""
        one, other = (folded(form.replace(" ", "")) for form in (self.text, self.usual))
        return one == other


def name_variants(context: Context) -> Iterator[Variant]:
    """The rarer spellings of people and places, in the order of their names."""
    spellings: dict[str, Occurrences] = {}
    for match in context.shared(comparison).matches:
        text = _written(context.target, match.target)
        forms = spellings.setdefault(_written(context.source, match.source.span), {})
        forms.setdefault(text, []).append((match.source.span, match.target))
    yield from _variants(spellings)


def body_variants(context: Context) -> Iterator[Variant]:
    """The rarer renderings of bodies, where both begin with the same word."""
    renderings: dict[str, Occurrences] = {}
    for link in context.alignment.pairs:
        for source, target in _body_pairs(link, context):
            words = _written(context.target, target).split()
            key = f"{_written(context.source, source)} {words[0]}"
            renderings.setdefault(key, {}).setdefault(" ".join(words), []).append((source, target))
    for variant in _variants(renderings):
        yield Variant(
            _written(context.source, variant.source_spans[0]),
            variant.text,
            variant.usual,
            variant.source_spans,
            variant.target_spans,
        )


def _body_pairs(link: Link, context: Context) -> Iterator[tuple[Span, Span]]:
    mine, yours = context.shared(source_bodies), context.shared(target_bodies)
    free = [body for id in link.target for body in yours[id]]
    for id in link.source:
        for body in mine[id]:
            other = next((other for other in free if agrees(body, other)), None)
            if other is not None:
                free.remove(other)
                yield body.span, other.span


def _variants(spellings: Mapping[str, Occurrences]) -> Iterator[Variant]:
    for source, forms in sorted(spellings.items()):
        usual = max(forms, key=lambda form: (len(forms[form]), -_first(forms[form])))
        for form in sorted(forms, key=lambda form: _first(forms[form])):
            if form != usual and not _is_short_form(form, usual):
                places = forms[form]
                yield Variant(
                    source, form, usual, tuple(s for s, _ in places), tuple(t for _, t in places)
                )


def _first(places: Iterable[tuple[Span, Span]]) -> int:
    return min(target.start for _, target in places)


def _is_short_form(one: str, other: str) -> bool:
    """Whether one form lies within the other, or abbreviates it, or differs in case alone."""
    words, others = one.casefold().split(), other.casefold().split()
    within = set(words) <= set(others) or set(others) <= set(words)
    return within or one.isupper() or other.isupper()


def _written(document: Document, span: Span) -> str:
    return " ".join(document.text[span.start : span.end].replace("-", " ").split())

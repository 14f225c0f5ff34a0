"""The renderings of a term, put together where they are one and the same name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from selaras.checks.model import Context
from selaras.checks.naming import own_words, widened
from selaras.checks.terms import Source, Term, Use, content_words, terms
from selaras.checks.wording import occurrences, words_of
from selaras.documents.folding import folded
from selaras.documents.model import Span
from selaras.languages.inflection import Inflection, inflection

# A phrase has a usual rendering where so many of its uses, and so large a share, agree.
_FEWEST_USUAL = 2
_USUAL_SHARE = 0.6
# A single word has too many right renderings.
_FEWEST_WORDS = 2
# Words with so many first letters in common are spellings or derivations of one.
_BEGINNING = 6
# So many of a term's renderings, the most frequent ones, may complete the others.
_MOST_FORMS = 20


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way to render a term, as first written, with its uses."""

    text: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A term with its renderings, the most frequent first; ``varying`` ones break with it."""

    term: Term
    renderings: tuple[Rendering, ...]
    varying: tuple[Rendering, ...]


def rendered_terms(context: Context) -> tuple[Rendered, ...]:
    """All terms with their renderings, in the order of the source."""
    return tuple(_rendered(context, term) for term in context.shared(terms))


def _rendered(context: Context, term: Term) -> Rendered:
    inflected = inflection(context.target_language)
    groups: list[list[Use]] = []
    for use in _completed(context, [u for u in term.uses if not _is_name_itself(u, term)]):
        same = next((g for g in groups if _same(context, inflected, g[0], use)), None)
        if same is None:
            groups.append([use])
        else:
            same.append(use)
    groups.sort(key=lambda group: (-len(group), group[0].source))
    wide = [widened(context, term, group) for group in groups]
    renderings = tuple(Rendering(group[0].rendering, tuple(group)) for group in wide)
    return Rendered(term, renderings, _varying(context, term, renderings))


def _completed(context: Context, uses: Sequence[Use]) -> list[Use]:
    """The uses, each with the fullest rendering of the others that its sentence holds.

    Words are aligned one by one, and some find no answer: what is left of a
    rendering is completed by what the same term has elsewhere.
    """
    inflected = inflection(context.target_language)
    texts = [words_of(use.passage.target_text, inflected, use.passage.target.start) for use in uses]
    forms = Counter(use.rendering for use in uses).most_common(_MOST_FORMS)
    places = {
        form: [list(occurrences(words_of(form, inflected), text)) for text in texts]
        for form, _ in forms
    }
    spread = {form: sum(map(bool, found)) for form, found in places.items()}
    return [
        _fullest(context, use, {form: found[number] for form, found in places.items()}, spread)
        for number, use in enumerate(uses)
    ]


def _fullest(
    context: Context, use: Use, places: Mapping[str, list[Span]], spread: Mapping[str, int]
) -> Use:
    options = [
        (spread[form], len(place), place)
        for form, found in places.items()
        for place in found
        if place.contains(use.target)
    ]
    best = max(options, default=(0, 0, use.target))[2]
    return replace(use, target=best, rendering=context.target.text[best.start : best.end])


def _is_name_itself(use: Use, term: Term) -> bool:
    """Whether the rendering is the source's own words, or an abbreviation."""
    text = use.rendering
    return folded(text) == folded(term.text) or (text.isupper() and " " not in text)


def _same(context: Context, inflected: Inflection, one: Use, other: Use) -> bool:
    ours, theirs = (content_words(use.rendering, context.target_language) for use in (one, other))
    return len(ours) == len(theirs) and all(map(inflected.same, ours, theirs))


def _varying(
    context: Context, term: Term, renderings: Sequence[Rendering]
) -> tuple[Rendering, ...]:
    if len(renderings) < 2:
        return ()
    if term.kind is Source.NAME:
        tied = len(renderings[0].uses) == len(renderings[1].uses)
        return tuple(renderings if tied else renderings[1:])
    usual = renderings[0]
    share = len(usual.uses) / sum(len(rendering.uses) for rendering in renderings)
    if len(usual.uses) < _FEWEST_USUAL or share < _USUAL_SHARE:
        return ()
    name = content_words(usual.text, context.target_language)
    if len(name) < _FEWEST_WORDS:
        return ()
    return tuple(r for r in renderings[1:] if _breaks(context, r, name))


def _breaks(context: Context, rendering: Rendering, usual: Sequence[str]) -> bool:
    """Whether a rendering has words of its own, and its sentences lack most of the usual name."""
    inflected = inflection(context.target_language)
    return all(
        _has_own_words(context, use, usual, inflected)
        and 2 * len(_missing(context, use, usual, inflected)) >= len(usual)
        for use in rendering.uses
    )


def _has_own_words(context: Context, use: Use, usual: Sequence[str], inflected: Inflection) -> bool:
    """Whether words that answer the term, and nothing else, are none of the usual ones."""
    own = own_words(context, use)
    return any(not any(_alike(word, one, inflected) for one in usual) for word in own)


def _missing(context: Context, use: Use, usual: Sequence[str], inflected: Inflection) -> list[str]:
    """The words of the usual name that the sentence has in no form."""
    said = set(content_words(use.passage.target_text, context.target_language))
    return [word for word in usual if not any(_alike(word, one, inflected) for one in said)]


def _alike(one: str, other: str, inflected: Inflection) -> bool:
    """Whether two words are forms of one, or begin alike (administrasi, administratif)."""
    begin_alike = one.casefold()[:_BEGINNING] == other.casefold()[:_BEGINNING]
    return (begin_alike and len(one) > _BEGINNING) or inflected.same(one, other)

"""Terms that are not translated as the glossary demands: another word, or a forbidden one.

Inflected forms of the demanded term count as the term. So does its abbreviation,
where the source introduces one in brackets. Without a glossary in the settings
the check is silent.

Why: readers, indexes and laws know an institution or a concept by one name;
another one is another thing to them.

Bad: "dịch vụ công trực tuyến" · "layanan publik online", where the glossary demands
"layanan publik daring"

Good: "dịch vụ công trực tuyến" · "layanan publik daring"

Silence: ``ignore = ["terminology"]`` in the settings, or ``allowed`` as the status of the
rendering in the glossary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selaras.checks.glossary import Rendering, abbreviations, glossary, source_terms
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.places import Passage, passages
from selaras.checks.wording import Word, occurrences, words_of
from selaras.documents.model import Span
from selaras.documents.tokens import word_spans
from selaras.languages.inflection import inflection


def find(context: Context) -> Iterator[Finding]:
    """One finding a term of a sentence that is not rendered as demanded."""
    if not context.shared(glossary):
        return
    for passage in passages(context):
        words = words_of(
            passage.target_text, inflection(context.target_language), passage.target.start
        )
        for term, span in _terms(context, passage):
            yield from _judge(context, passage, words, term, span)


def _terms(context: Context, passage: Passage) -> list[tuple[str, Span]]:
    """The terms of the glossary in the source, each where it stands first."""
    found: dict[str, Span] = {}
    mentions = context.shared(source_terms).find(passage.source_text, passage.source.start)
    for mention in mentions:
        for term in mention.ids:
            found.setdefault(term, mention.span)
    return sorted(found.items(), key=lambda item: (item[1], item[0]))


def _judge(
    context: Context, passage: Passage, words: Sequence[Word], term: str, span: Span
) -> Iterator[Finding]:
    renderings = context.shared(glossary)[term]
    demanded = [rendering for rendering in renderings if rendering.status == "required"]
    wrong = [
        (rendering, place)
        for rendering in renderings
        if rendering.status == "forbidden"
        for place in _places(context, rendering, words)
    ]
    for rendering, place in wrong:
        yield _finding(context, passage, span, place, demanded, rendering)
    known = any(
        rendering.status != "forbidden" and any(True for _ in _places(context, rendering, words))
        for rendering in renderings
    )
    if demanded and not wrong and not known and not _abbreviated(context, passage, term):
        yield _finding(context, passage, span, _rendering(passage, span), demanded, None)


def _places(context: Context, rendering: Rendering, words: Sequence[Word]) -> Iterator[Span]:
    return occurrences(words_of(rendering.target, inflection(context.target_language)), words)


def _abbreviated(context: Context, passage: Passage, term: str) -> bool:
    """Whether the target has the abbreviation that the source gives the term in brackets."""
    text = passage.target_text
    said = {text[span.start : span.end] for span in word_spans(text)}
    return not said.isdisjoint(context.shared(abbreviations).get(term, ()))


def _rendering(passage: Passage, term: Span) -> Span:
    """The target words that answer the term; the whole target where none is known."""
    answers = passage.words.counterpart(term) if passage.words else ()
    return Span(answers[0].start, answers[-1].end) if answers else passage.target


def _finding(
    context: Context,
    passage: Passage,
    term: Span,
    place: Span,
    demanded: Sequence[Rendering],
    forbidden: Rendering | None,
) -> Finding:
    said = context.source.text[term.start : term.end]
    wanted = " or ".join(f"“{rendering.target}”" for rendering in demanded)
    verdict = f"“{forbidden.target}” for “{said}”" if forbidden else f"“{said}” in another way"
    hint = f"; the glossary wants {wanted}" if wanted else ""
    note = f" ({forbidden.note})" if forbidden and forbidden.note else ""
    return Finding(
        message=f"The translation puts {verdict}{hint}{note}.",
        source=(term,),
        target=(place,),
        link=passage.link.id,
        suggestion=demanded[0].target if forbidden and len(demanded) == 1 else None,
        evidence={
            "term": said,
            "wanted": [rendering.target for rendering in demanded],
            "found": forbidden.target if forbidden else None,
        },
    )


CHECK = Check("terminology", "terminology", Severity.WARNING, find, needs_alignment=True)

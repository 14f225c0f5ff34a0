"""Text that was meant to be replaced: {name}, %s, [[…]], TODO, lorem ipsum, a model's chatter.

What stands in the source in the same form is left alone. The phrases in which
models speak about their work are data of each language (`placeholders.toml`).

Why: it tells every reader that nobody read the text before it was published.

Bad: Berikut terjemahannya: Gubernur {nama} membuka rapat.

Good: Gubernur Pham Duc An membuka rapat.

Silence: `ignore = ["placeholder"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex
from selaras import languages
from selaras.checks.grouping import grouped
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import occurrences
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Sentence, Span

_FORMS = r"""
    \{\{[^{}\n]{0,80}\}\} | \$?\{\s?[\p{L}_][\w. -]{0,40}\} | \{\d{0,2}\}
    | %\([\w ]{1,40}\)[sdf] | (?<![\w%])%(?:\d\$)?[sdifu@](?!\w)
    | \[\[[^\[\]\n]{0,80}\]\] | <<[^<>\n]{1,80}>> | (?<!\w)__[A-Z][A-Z_]{1,40}__(?!\w)
    | \b(?:TODO|FIXME|TBD|TKTK)\b | \b(?i:lorem\sipsum(?:\sdolor(?:\ssit\samet)?)?)\b
    | (?<!\w)\[(?:[A-Z][A-Z _]{3,40}|\.{3,}|_{2,}|x{3,})\]
"""


def find(context: Context) -> Iterator[Finding]:
    """Flag each placeholder and each phrase of a model about its own work."""
    for side in both_sides(context):
        for sentence in side.sentences(boilerplate=True):
            yield from grouped(_in_sentence(side, sentence))


def _in_sentence(side: Side, sentence: Sentence) -> Iterator[Finding]:
    # One by one the patterns are quick to find nothing, as in most sentences; together not.
    if not any(form.search(sentence.text) for form in _each_form()):
        return
    for match in _forms().finditer(sentence.text):
        if match[0] not in occurrences(_forms(), side.other.text):
            yield side.finding(
                f'"{match[0]}" was meant to be replaced or deleted before publication.',
                Span(*match.span()).shifted(sentence.start),
                found=match[0],
            )


@lru_cache
def _each_form() -> tuple[regex.Pattern[str], ...]:
    """The forms of placeholders, and the phrases of every language: models mix them."""
    phrases = [
        phrase
        for code in languages.available()
        for phrase in languages.load(code).table("placeholders").get("phrases", ())
    ]
    forms = (_FORMS, *(rf"(?i:{phrase})" for phrase in phrases))
    return tuple(regex.compile(form, regex.VERBOSE) for form in forms)


@lru_cache
def _forms() -> regex.Pattern[str]:
    """All forms in one pattern."""
    return regex.compile("|".join(form.pattern for form in _each_form()), regex.VERBOSE)


CHECK = Check(
    name="placeholder",
    issue_type="uncategorized",
    severity=Severity.ERROR,
    find=find,
)

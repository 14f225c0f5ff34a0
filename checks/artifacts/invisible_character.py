"""Characters that nobody sees: zero-width spaces, text-direction marks, soft hyphens, controls.

Where they have a duty they are left alone: joiners inside emoji and in scripts
that need them, and no-break spaces that hold a number and its unit together. A
no-break space between two ordinary words, or beside another space, is remarked on.

Why: a hidden character inside a word makes searching, sorting and reading aloud
fail, and a direction mark can turn the order of a line around.

Bad: konfe\N{ZERO WIDTH SPACE}rensi, with a zero-width space after "konfe".

Good: konferensi

Silence: `ignore = ["invisible-character"]` in the settings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

import regex
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Span

_HIDDEN = regex.compile(
    r"""
    (?<!\p{Extended_Pictographic}\uFE0F?)\u200D(?!\p{Extended_Pictographic})
    | (?<![\p{Arabic}\p{Devanagari}\p{Bengali}\p{Tamil}\p{Khmer}\p{Myanmar}])\u200C
    | [\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200E\u200F\u2028\u2029]
    | [\u202A-\u202E\u2060-\u206F\u3164\uFFA0\uFFF9-\uFFFB\U000E0000-\U000E007F]
    | (?<!\A)\uFEFF
    | [\x00-\x08\x0E-\x1F\x7F-\x9F]
    """,
    regex.VERBOSE,
)
_SPACE = r"[\u00A0\u2000-\u200A\u202F\u205F\u3000]"
_ODD_SPACE = regex.compile(
    rf"(?<=\s){_SPACE} | {_SPACE}(?=\s) | (?<=\p{{Ll}}){_SPACE}(?=\p{{Ll}}{{3}})", regex.VERBOSE
)
_DANGEROUS = regex.compile(r"[\x00-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]")


def find(context: Context) -> Iterator[Finding]:
    """Flag the hidden characters, those of one line and one kind together."""
    for side in both_sides(context):
        yield from _grouped(side, _HIDDEN, None)
        yield from _grouped(side, _ODD_SPACE, Severity.INFO)


def _grouped(
    side: Side, pattern: regex.Pattern[str], severity: Severity | None
) -> Iterator[Finding]:
    document = side.document
    matches = pattern.finditer(document.text)
    for (_, character), group in groupby(
        matches, key=lambda match: (document.position(match.start())[0], match[0])
    ):
        spans = [Span(*match.span()) for match in group]
        yield side.finding(
            _message(document.text, character, spans),
            *spans,
            severity=Severity.ERROR if _DANGEROUS.match(character) else severity,
            suggestion=" " if severity is Severity.INFO else "",
            character=f"U+{ord(character):04X}",
            name=_name(character),
            count=len(spans),
        )


def _message(text: str, character: str, spans: list[Span]) -> str:
    place = text[max(0, spans[0].start - 12) : spans[0].start].split("\n")[-1].lstrip()
    count = f"{len(spans)} hidden characters" if len(spans) > 1 else "A hidden character"
    where = f' after "{place}"' if place else ""
    return f"{count} ({_name(character)}, U+{ord(character):04X}){where}; delete or retype it."


def _name(character: str) -> str:
    return unicodedata.name(character, "control character").lower()


CHECK = Check(
    name="invisible-character",
    issue_type="characters",
    severity=Severity.WARNING,
    find=find,
    yields_to=frozenset({"mojibake"}),
)

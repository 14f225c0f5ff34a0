"""Traces of markup in the text: tags, entities, Markdown, escapes, percent-encoding.

In a Markdown file the marks of Markdown are none, as long as they are complete.

Why: the reader sees the machinery of the page instead of its text.

Bad: Rapat <b>tahunan</b> &amp; **evaluasi** di Kota\\u00a0Hue

Good: Rapat tahunan & evaluasi di Kota Hue

Silence: `ignore = ["markup-leftover"]` in the settings.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

import regex
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.passages import is_technical, occurrences, touches
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Sentence, Span

_KINDS = {
    "tag": r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:[ \t]+[^<>]{0,500})?/?>|<!--|-->|<!\[CDATA\[",
    "entity": r"&(?:[a-zA-Z]{2,10}|\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6});"
    r"|&(?:nbsp|amp|quot|lt|gt|apos|[lr][sd]quo|[nm]dash|hellip)\b",
    "Markdown": r"\*\*|(?<!\w)__(?=\p{L})|(?<=\p{L})__(?!\w)|~~|```"
    r"|\A\#{1,6}[ ]|(?<!\S)\*\p{L}[^*\n]{0,80}\p{L}\*(?!\w)",
    "code": r"(?<![\w`])`[^`\n]{1,80}`(?!\w)",
    "link": r"!?\[[^\[\]\n]{1,200}\]\([^()\s]{1,500}\)",
    "BBCode": r"\[/?(?:b|i|u|s|url|img|quote|code|size|color|center|list)(?:=[^\[\]]{0,200})?\]",
    "escape": r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\[nrt](?![a-z])|\\[\"'/]",
    "percent-encoding": r"(?:%[0-9A-F]{2}){2,}|(?<=\p{L})%(?:20|2C|2F|3A|22|27|28|29)(?!\w*[\d%])",
    "LaTeX": r"\\[a-zA-Z]{2,20}\{|\{\\[a-zA-Z]{2,20}",
}
_CERTAIN = frozenset({"tag", "entity", "link", "code"})
_NAMES = {f"k{number}": kind for number, kind in enumerate(_KINDS)}
_ANY = regex.compile("|".join(f"(?P<{name}>{_KINDS[kind]})" for name, kind in _NAMES.items()))


def find(context: Context) -> Iterator[Finding]:
    """Flag each trace of markup; paired Markdown marks together."""
    for side in both_sides(context):
        for sentence in side.sentences():
            yield from _in_sentence(side, sentence)


def _in_sentence(side: Side, sentence: Sentence) -> Iterator[Finding]:
    by_kind: dict[tuple[str, str], list[Span]] = {}
    for match in _ANY.finditer(sentence.text):
        if match[0].startswith("&") and html.unescape(match[0]) == match[0]:
            continue
        span = Span(*match.span())
        if touches(side.document.markup, span.shifted(sentence.start)):
            continue
        kind = _NAMES[match.lastgroup or ""]
        if kind in _CERTAIN or not is_technical(sentence.text, span):
            by_kind.setdefault((kind, _pair(match[0])), []).append(span)
    for (kind, _), spans in by_kind.items():
        shown = sentence.text[spans[0].start : spans[0].end]
        yield side.finding(
            f'"{shown}" is a leftover of markup ({kind}); delete it or restore its meaning.',
            *(span.shifted(sentence.start) for span in spans),
            severity=Severity.WARNING if shown in occurrences(_ANY, side.other.text) else None,
            kind=kind,
        )


def _pair(mark: str) -> str:
    """What an opening mark and its closing one have in common."""
    return regex.sub(r"[^a-zA-Z*_~`]|(?<=\w)\s.*", "", mark)


CHECK = Check(
    name="markup-leftover",
    issue_type="markup",
    severity=Severity.ERROR,
    find=find,
)

"""A sentence that breaks off where the source goes on.

It ends without a final mark though the source has one, or on a word after which
a sentence must go on ("dan", "yang", "untuk").

Why: the end of the message is lost, often because a model's output was cut.

Bad: Gubernur menegaskan bahwa provinsi akan

Good: Gubernur menegaskan bahwa provinsi akan membantu petani.

Silence: `ignore = ["truncated"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.sides import Side, target_side
from selaras.documents.model import Role, Sentence, Span
from selaras.languages.endings import never_last

_FINAL = regex.compile(r"[.!?…。！？:;\"”'’»)\]]\s*\Z")
_SENTENCE_END = regex.compile(r"[.!?…。！？][\"”'’»)\]]*\s*\Z")
_LAST_WORD = regex.compile(r"(\p{L}[\p{L}\p{M}-]*)[\s,–—-]*([.…]*)[\"”’»)\]]*\s*\Z")
_BROKEN_OFF = regex.compile(r"[,–—-]\s*\Z")
_PROSE = frozenset({Role.BODY, Role.QUOTE})


def find(context: Context) -> Iterator[Finding]:
    """Flag each sentence of the target that ends too early."""
    side = target_side(context)
    for sentence in side.sentences():
        if sentence.role in _PROSE and _is_last_of_link(side, sentence):
            yield from _judge(side, sentence)


def _judge(side: Side, sentence: Sentence) -> Iterator[Finding]:
    source = side.counterparts(sentence)
    last = _LAST_WORD.search(sentence.text)
    hangs = last is not None and last[1] in never_last(side.language) and last[2] in ("", ".")
    complete = bool(source) and _SENTENCE_END.search(source[-1].text) is not None
    unfinished = complete and not _FINAL.search(sentence.text)
    if not (unfinished or hangs or (complete and _BROKEN_OFF.search(sentence.text))):
        return
    if hangs and source and _hangs(side, source[-1]):
        return
    start = last.start(1) if last else max(0, len(sentence.text.rstrip()) - 1)
    yield Finding(
        f'The sentence breaks off after "{sentence.text[start:].strip()}"; '
        f"{'the source ends with a full sentence' if complete else 'it must go on'}.",
        source=tuple(other.span for other in source),
        target=(Span(start, len(sentence.text.rstrip())).shifted(sentence.start),),
        evidence={"last_word": last[1] if last else "", "final_mark": not unfinished},
    )


def _hangs(side: Side, source: Sentence) -> bool:
    last = _LAST_WORD.search(source.text)
    return last is not None and last[1].lower() in never_last(side.other_language)


def _is_last_of_link(side: Side, sentence: Sentence) -> bool:
    link = side.links.get(sentence.id)
    return link is None or link.target[-1] == sentence.id


CHECK = Check(
    name="truncated",
    issue_type="omission",
    severity=Severity.WARNING,
    find=find,
)

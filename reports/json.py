"""An Audit as JSON, exactly, and back: whatever was saved can be rendered again later.

The keys are those of ``audit.schema.json`` beside this file. What stands between
the sentences is kept as well, so that a document's text comes back character by
character even when it was not embedded.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import regex
from selaras.align.model import Alignment, Kind, Link
from selaras.auditing import Audit, Scores, Summary, Tool
from selaras.checks.ledgers.model import Ledger
from selaras.checks.model import Finding, Severity, Status
from selaras.documents.model import Document, Role, Sentence, Span, line_starts
from selaras.errors import DocumentError
from selaras.models.interfaces import Quality
from selaras.reports.model import Options

SCHEMA = "selaras/audit/1"

_LONGEST = 2**28

# Legal in JSON, but they act on a terminal or cannot be encoded: written as \uXXXX instead.
_ACTING = regex.compile(r"[\x7f-\x9f\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}")


def render(audit: Audit, options: Options) -> str:
    """The audit as indented JSON."""
    return to_json(audit, options.embed_text)


def to_json(audit: Audit, embed_text: bool = False) -> str:
    """The audit as indented JSON; ``embed_text`` adds each document's full text."""
    return encode(picture(audit, embed_text), indent=1) + "\n"


def encode(value: Any, indent: int | None = None) -> str:
    """Any JSON value as text that is safe to print: acting characters are escaped."""
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(
        value, ensure_ascii=False, indent=indent, separators=separators, default=_plain
    )
    return _ACTING.sub(lambda match: _escaped(match.group()), text)


def picture(audit: Audit, embed_text: bool = False) -> dict[str, Any]:
    """The audit as JSON values."""
    return {
        "schema": SCHEMA,
        "tool": asdict(audit.tool),
        "source": _document_values(audit.source, embed_text),
        "target": _document_values(audit.target, embed_text),
        "alignment": [
            {**asdict(link), "words": _word_values(audit.words.get(link.id, ()))}
            for link in audit.alignment.links
        ],
        "findings": [finding_values(finding) for finding in audit.findings],
        "scores": asdict(audit.scores),
        "summary": asdict(audit.summary),
        "signature": audit.signature,
        "notes": list(audit.notes),
        "ledgers": [asdict(ledger) for ledger in audit.ledgers],
    }


def finding_values(finding: Finding) -> dict[str, Any]:
    """One finding as JSON values."""
    return {
        "id": finding.id,
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "link": finding.link,
        "source": [_span_values(span) for span in finding.source],
        "target": [_span_values(span) for span in finding.target],
        "suggestion": finding.suggestion,
        "evidence": dict(finding.evidence),
        "fingerprint": finding.fingerprint,
        "status": finding.status,
    }


def from_json(text: str, path: str = "the report") -> Audit:
    """The audit that :func:`to_json` wrote.

    Raises DocumentError, in one line, when ``text`` is no such audit; ``path``
    names it there.
    """
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{path} is not JSON: {error}") from error
    if not isinstance(values, dict) or values.get("schema") != SCHEMA:
        raise DocumentError(
            f"{path} is not an audit of this version of selaras (its schema is not {SCHEMA}); "
            "make one with: selaras audit SOURCE TARGET -o audit.json"
        )
    try:
        return _audit(values)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise DocumentError(
            f"{path} is a damaged audit ({_reason(error)}); make it anew"
        ) from error


def _audit(values: Mapping[str, Any]) -> Audit:
    summary = values["summary"]
    audit = Audit(
        tool=_tool(values["tool"]),
        source=_document(values["source"]),
        target=_document(values["target"]),
        alignment=Alignment(
            tuple(_link(link) for link in values["alignment"]), summary["corresponds"]
        ),
        findings=tuple(_finding(finding) for finding in values["findings"]),
        scores=Scores(**values["scores"]),
        summary=Summary(**{**summary, "fail_on": Severity(summary["fail_on"])}),
        signature=values["signature"],
        notes=tuple(values["notes"]),
        words=_words(values["alignment"]),
        ledgers=tuple(_ledger(ledger) for ledger in values["ledgers"]),
    )
    _verify(audit)
    return audit


def _tool(values: Mapping[str, Any]) -> Tool:
    quality = values.get("translator_quality")
    return Tool(**{**values, "translator_quality": Quality(quality) if quality else None})


def _document_values(document: Document, embed_text: bool) -> dict[str, Any]:
    values: dict[str, Any] = {
        "path": document.path,
        "language": document.language,
        "sha256": document.sha256,
        "length": len(document.text),
        "encoding": document.encoding,
        "notes": list(document.notes),
        "line_starts": list(document.line_starts),
        "sentences": [asdict(sentence) for sentence in document.sentences],
        "between": [{"start": start, "text": text} for start, text in _between(document)],
    }
    return {**values, "text": document.text} if embed_text else values


def _between(document: Document) -> Iterator[tuple[int, str]]:
    """The stretches between sentences that are not just spaces and line ends."""
    end, length = 0, len(document.text)
    for start, next_end in [*((s.start, s.end) for s in document.sentences), (length, length)]:
        if document.text[end:start] != _filler(end, start, document.line_starts):
            yield end, document.text[end:start]
        end = next_end


def _filler(start: int, end: int, starts: Sequence[int]) -> str:
    """Spaces for the range ``[start, end)`` of a text, with its line ends in the right places."""
    parts = []
    for line_start in starts[bisect_right(starts, start) : bisect_right(starts, end)]:
        parts.append(" " * (line_start - 1 - start) + "\n")
        start = line_start
    return "".join([*parts, " " * (end - start)])


def _document(values: Mapping[str, Any]) -> Document:
    sentences = tuple(
        Sentence(**{**sentence, "role": Role(sentence["role"])}) for sentence in values["sentences"]
    )
    starts = tuple(values["line_starts"])
    return Document(
        path=values["path"],
        language=values["language"],
        sha256=values["sha256"],
        text=_text(values, sentences, starts),
        sentences=sentences,
        encoding=values["encoding"],
        notes=tuple(values["notes"]),
        line_starts=starts,
    )


def _text(values: Mapping[str, Any], sentences: Sequence[Sentence], starts: Sequence[int]) -> str:
    """The document's text, put together again from its sentences and what stands between."""
    stretches = [(stretch["start"], stretch["text"]) for stretch in values["between"]]
    if values["length"] > _LONGEST:
        raise ValueError("no document is that long")
    pieces = sorted([*stretches, *((s.start, s.text) for s in sentences)])
    parts, position = [], 0
    for start, text in [*pieces, (values["length"], "")]:
        parts += [_filler(position, start, starts), text]
        position = start + len(text)
    return "".join(parts)


def _word_values(pairs: Iterable[tuple[Span, Span]]) -> list[list[int]]:
    return [[one.start, one.end, other.start, other.end] for one, other in pairs]


def _words(links: Iterable[Mapping[str, Any]]) -> dict[int, tuple[tuple[Span, Span], ...]]:
    return {
        link["id"]: tuple((Span(a, b), Span(c, d)) for a, b, c, d in link["words"])
        for link in links
        if link["words"]
    }


def _link(values: Mapping[str, Any]) -> Link:
    known = {key: value for key, value in values.items() if key != "words"}
    sides = {side: tuple(values[side]) for side in ("source", "target")}
    return Link(**{**known, **sides, "kind": Kind(values["kind"])})


def _ledger(values: Mapping[str, Any]) -> Ledger:
    rows = tuple(tuple(row) for row in values["rows"])
    return Ledger(values["name"], tuple(values["columns"]), rows)


def _finding(values: Mapping[str, Any]) -> Finding:
    sides = {side: tuple(_span(span) for span in values[side]) for side in ("source", "target")}
    severity, status = Severity(values["severity"]), Status(values["status"])
    return Finding(**{**values, **sides, "severity": severity, "status": status})


def _span_values(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _span(values: Mapping[str, int]) -> Span:
    return Span(values["start"], values["end"])


def _verify(audit: Audit) -> None:
    """Raise ValueError unless every offset and number points at something that is there."""
    for side, document in (("source", audit.source), ("target", audit.target)):
        _verify_sentences(document)
        linked = sorted(index for link in audit.alignment.links for index in getattr(link, side))
        if linked != list(range(len(document.sentences))):
            raise ValueError(f"not every sentence of the {side} stands in exactly one link")
        for finding in audit.findings:
            _verify_spans(getattr(finding, side), document)
    for pairs in audit.words.values():
        _verify_spans((one for one, _ in pairs), audit.source)
        _verify_spans((other for _, other in pairs), audit.target)
    links = {link.id for link in audit.alignment.links}
    if len(links) < len(audit.alignment.links):
        raise ValueError("two of its links have the same number")
    if not {finding.link for finding in audit.findings} <= {None, *links}:
        raise ValueError("a finding names a link that is not there")


def _verify_sentences(document: Document) -> None:
    if document.line_starts != line_starts(document.text):
        raise ValueError("its line ends do not fit its sentences")
    for index, sentence in enumerate(document.sentences):
        if sentence.id != index or document.text[sentence.start : sentence.end] != sentence.text:
            raise ValueError(f"sentence {index} does not stand where it says")


def _verify_spans(spans: Iterable[Span], document: Document) -> None:
    for span in spans:
        if not 0 <= span.start <= span.end <= len(document.text):
            raise ValueError(f"it points at {span.start} to {span.end}, outside {document.path}")


def _reason(error: Exception) -> str:
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)


def _escaped(character: str) -> str:
    code = ord(character)
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def _plain(value: Any) -> Any:
    """A number of an array library as a number, a set as a list in order."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return value.item()

"""The review page: one self-contained file that an editor opens after an audit.

The page is complete without its script: verdict, map, both texts and every
finding stand in the markup. The script adds walking, filtering and deciding.
Nothing may be loaded from anywhere, and only the style and the script whose
checksums the page names may run.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from selaras.align.model import Link
from selaras.auditing import Audit
from selaras.checks.model import Finding, Severity
from selaras.documents.model import Document, Sentence, Span
from selaras.reports import wording
from selaras.reports.alignment_map import HEIGHT, WIDTH, alignment_map
from selaras.reports.json import encode
from selaras.reports.marking import Flag, Piece, Shown, flags_by_sentence, pieces
from selaras.reports.model import Options
from selaras.reports.places import Place, place
from selaras.reports.visible import one_line, visible

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence as the page shows it."""

    sentence: Sentence
    begins_paragraph: bool
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Row:
    """A link with the segments of its two sides and the findings about it."""

    link: Link
    source: Sequence[Segment]
    target: Sequence[Segment]
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Item:
    """A finding in the list: where it stands, its words, and the row it belongs to."""

    finding: Finding
    place: Place
    side: str
    before: str
    flagged: str
    after: str


@dataclass(frozen=True, slots=True)
class Server:
    """Where a served page sends its decisions, and what was decided before."""

    url: str
    decisions: Sequence[Mapping[str, Any]] = ()


def render(audit: Audit, options: Options) -> str:
    """The review page as a file of its own."""
    return page(audit)


def page(audit: Audit, server: Server | None = None) -> str:
    """The review page; with a ``server`` it sends decisions there instead of keeping them."""
    style, script = _asset("review.css"), _asset("review.js")
    return (
        _environment()
        .get_template("review.html.jinja")
        .render(
            audit=audit,
            rows=_rows(audit),
            items=[_item(audit, finding) for finding in audit.findings],
            checks=sorted(Counter(finding.check for finding in audit.findings).items()),
            map=alignment_map(audit),
            map_size=(WIDTH, HEIGHT),
            strings=interface()["en"],
            languages={code: words["language_name"] for code, words in interface().items()},
            policy=_policy(style, script, server),
            style=style,
            script=script,
            data=_data(audit, server),
            ledgers=(),
        )
    )


@lru_cache
def interface() -> dict[str, dict[str, str]]:
    """The page's own words, by language and key."""
    import tomllib

    found: dict[str, dict[str, str]] = tomllib.loads(_asset("interface.toml"))
    return found


@lru_cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        visible=one_line,
        percent=wording.percent,
        evidence=lambda value: visible(value if isinstance(value, str) else encode(value)),
        worst=_worst,
    )
    return environment


@lru_cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str, server: Server | None) -> str:
    """The Content-Security-Policy: nothing but this page's own style and script."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_checksum(style)}'",
            f"script-src '{_checksum(script)}'",
            "img-src data:",
            f"connect-src {chr(39)}self{chr(39)}" if server else "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _checksum(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _rows(audit: Audit) -> list[Row]:
    source = _segments(audit.source, ((s, f) for f in audit.findings for s in f.source))
    target = _segments(audit.target, ((s, f) for f in audit.findings for s in f.target))
    findings: dict[int | None, list[Finding]] = {}
    for finding in audit.findings:
        findings.setdefault(finding.link, []).append(finding)
    return [
        Row(
            link,
            [source[index] for index in link.source],
            [target[index] for index in link.target],
            findings.get(link.id, []),
        )
        for link in audit.alignment.links
    ]


def _segments(document: Document, flags: Iterable[Flag]) -> list[Segment]:
    flagged = flags_by_sentence(document, flags)
    paragraphs = [None, *(sentence.paragraph for sentence in document.sentences)]
    return [
        Segment(
            sentence,
            sentence.paragraph != before,
            pieces(sentence, Shown(sentence.text), flagged.get(sentence.id, ())),
        )
        for sentence, before in zip(document.sentences, paragraphs, strict=False)
    ]


def _item(audit: Audit, finding: Finding) -> Item:
    there = place(audit, finding)
    before, after = there.context()
    return Item(
        finding,
        there,
        "source" if there.document is audit.source else "target",
        one_line(before[-60:]),
        one_line(there.flagged[:200]),
        one_line(after[:60]),
    )


def _data(audit: Audit, server: Server | None) -> str:
    """What the script needs to know, as JSON that cannot end its element."""
    documents = (audit.source, audit.target)
    values = {
        "findings": [
            {
                "id": finding.id,
                "fingerprint": finding.fingerprint,
                "check": finding.check,
                "severity": finding.severity,
                "status": finding.status,
                "link": finding.link,
            }
            for finding in audit.findings
        ],
        "words": {link: _shown_pairs(audit, link) for link in audit.words},
        "pair": " -> ".join(document.path for document in documents),
        "strings": interface(),
        "server": {"url": server.url, "decisions": list(server.decisions)} if server else None,
    }
    return encode(values).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _shown_pairs(audit: Audit, link_id: int) -> list[list[int]]:
    """The link's word pairs as offsets into what its two cells show."""
    link = next(link for link in audit.alignment.links if link.id == link_id)
    source, target = (
        _CellOffsets(audit.source, link.source),
        _CellOffsets(audit.target, link.target),
    )
    return [
        [*source.shown(one), *target.shown(other)]
        for one, other in audit.words[link_id]
        if source.holds(one) and target.holds(other)
    ]


class _CellOffsets:
    """From offsets into a document to offsets into the cell that shows some of its sentences."""

    def __init__(self, document: Document, sentences: Sequence[int]) -> None:
        self._parts: list[tuple[Sentence, Shown, int]] = []
        offset = 0
        for index in sentences:
            sentence = document.sentences[index]
            shown = Shown(sentence.text)
            self._parts.append((sentence, shown, offset))
            offset += shown.offset(len(sentence.text)) + 1

    def holds(self, span: Span) -> bool:
        """Whether one of the sentences holds all of the span."""
        return any(sentence.span.contains(span) for sentence, _, _ in self._parts)

    def shown(self, span: Span) -> tuple[int, int]:
        """Where the span is shown."""
        sentence, shown, offset = next(p for p in self._parts if p[0].span.contains(span))
        return (
            offset + shown.offset(span.start - sentence.start),
            offset + shown.offset(span.end - sentence.start),
        )


def _worst(findings: Sequence[Finding]) -> Severity:
    return max((f.severity or Severity.INFO for f in findings), key=lambda severity: severity.rank)

"""A small audit, made by hand, that has one of everything a report must show."""

import pytest
from selaras.align.model import Alignment, Kind, Link
from selaras.auditing import Audit, Scores, Tool, coverage, summarise
from selaras.checks.ledgers.model import Ledger
from selaras.checks.model import Finding, Severity, Status
from selaras.checks.parallel import document_of_segments
from selaras.documents.model import Document, Span

SOURCE = (
    "Hội thảo về cảng biển",
    "Sáng 3/5, 120 đại biểu dự hội thảo tại Vân Đồn.",
    "Bà Trần Thị Hoa điều hành phiên đầu.",
    "Phiên chiều bàn về kho lạnh.",
    "Hội thảo bế mạc lúc 17 giờ.",
)
TARGET = (
    "Lokakarya pelabuhan",
    "Pada 3 Mei pagi, 210 peserta hadir untuk memb培养 kerja sama.",
    "Lokakarya ditutup pukul 17.00.",
    "Ibu Tran Thi Hoa memimpin sesi pertama.",
    "Hujan \x1b[31mturun\u202e sepanjang <b>hari</b>.",
)


def flag(document: Document, words: str) -> tuple[Span, ...]:
    """The place of the first occurrence of ``words``."""
    start = document.text.index(words)
    return (Span(start, start + len(words)),)


def finding(number: int, check: str, severity: Severity, message: str, **more) -> Finding:
    """A finding as the audit completes it."""
    return Finding(
        message,
        check=check,
        severity=severity,
        id=f"F{number:03d}",
        fingerprint=f"{number:016x}",
        **more,
    )


@pytest.fixture
def audit() -> Audit:
    """Five links: two matches, a moved one, an omission, an addition; five findings."""
    source, target = document_of_segments(SOURCE, "vi"), document_of_segments(TARGET, "id")
    links = (
        Link(
            0,
            (0,),
            (0,),
            Kind.MATCH,
            0.91,
            "Seminar tentang pelabuhan laut",
            38.5,
            "Workshop on ports",
            33.1,
        ),
        Link(1, (1,), (1,), Kind.MATCH, 0.84),
        Link(2, (2,), (3,), Kind.MOVED, 0.77),
        Link(3, (3,), (), Kind.OMISSION, 0.66),
        Link(4, (4,), (2,), Kind.MATCH, 0.9),
        Link(5, (), (4,), Kind.ADDITION, 0.71),
    )
    findings = (
        finding(
            1,
            "number",
            Severity.ERROR,
            "The source says 120, the translation 210.",
            link=1,
            source=flag(source, "120"),
            target=flag(target, "210"),
            suggestion="120",
            evidence={"expected": "120", "found": "210"},
        ),
        finding(
            2,
            "foreign-script",
            Severity.ERROR,
            "Han letters stand inside the word “memb培养”.",
            link=1,
            target=flag(target, "培养"),
            evidence={"script": "Han", "word": "memb培养"},
        ),
        finding(
            3,
            "markup-leftover",
            Severity.WARNING,
            "A tag was left in the text: <b>",
            link=5,
            target=flag(target, "<b>"),
        ),
        finding(
            4,
            "invisible-character",
            Severity.INFO,
            "A character that turns the direction of writing stands here.",
            link=5,
            target=flag(target, "\u202e"),
            status=Status.BASELINE,
        ),
        finding(
            5,
            "omission",
            Severity.WARNING,
            "Nothing in the translation says what this sentence says.",
            link=3,
            source=(source.sentences[3].span,),
        ),
    )
    alignment = Alignment(links)
    return Audit(
        tool=Tool("selaras", "0.1.0", "test-encoder", None, "0" * 64),
        source=source,
        target=target,
        alignment=alignment,
        findings=findings,
        scores=Scores(*coverage(source, target, alignment)),
        summary=summarise(findings, Severity.ERROR, True),
        signature="selaras|pair:vi-id|encoder:test-encoder|translator:none|checks:0|v:0.1.0",
        words={
            1: tuple(
                (flag(source, one)[0], flag(target, other)[0])
                for one, other in (("Sáng", "pagi"), ("120", "210"), ("đại biểu", "peserta"))
            )
        },
        ledgers=(
            Ledger(
                "Figures",
                ("value", "source", "source at", "target", "target at"),
                (("120", "120", "2:11", "210", "2:18"), ("17:00", "17 giờ", "5:21", None, None)),
            ),
        ),
        notes=("no translation model is installed: translations are left out",),
    )

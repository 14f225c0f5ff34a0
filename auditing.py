"""The one pipeline: two files become an Audit, which is plain data.

Read the documents, align them, run the checks, add up. Every report, the gate
and the baseline read the Audit and nothing else.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from selaras import __version__
from selaras.align.model import Alignment, Link
from selaras.checks import registry
from selaras.checks.ledgers import LEDGERS
from selaras.checks.ledgers.model import Ledger
from selaras.checks.model import Check, Context, Finding, Severity, Status
from selaras.checks.precedence import without_yielding
from selaras.documents.model import Document, Role, Span
from selaras.doubting import Doubter
from selaras.models.interfaces import Encoder, Quality, Translator
from selaras.settings import NO_TRANSLATOR, Settings
from selaras.translations import nearness, translate, translated, trusted

if TYPE_CHECKING:
    from selaras.align.views import Views


@dataclass(frozen=True, slots=True)
class Tool:
    """What made the audit: enough to repeat it, and what its translations are good for."""

    name: str
    version: str
    encoder: str
    translator: str | None
    settings_sha256: str
    translator_quality: Quality | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures of the whole pair.

    ``coverage_source`` and ``coverage_target`` are the shares (0..1) of each
    side's characters, boilerplate aside, that stand in a link with the other
    side. ``chrf``, ``chrfpp`` and ``bleu`` compare the translation with the
    publication; ``signature`` is sacreBLEU's.
    """

    coverage_source: float
    coverage_target: float
    chrf: float | None = None
    bleu: float | None = None
    signature: str | None = None
    chrfpp: float | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of new findings by severity, and the gate's verdict."""

    error: int
    warning: int
    info: int
    gate: str
    fail_on: Severity
    corresponds: bool = True


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything an audit found out; JSON is its exact picture.

    ``words`` tells, by the id of a link, which stretches of its two sides answer
    each other word by word.
    """

    tool: Tool
    source: Document
    target: Document
    alignment: Alignment
    findings: tuple[Finding, ...]
    scores: Scores
    summary: Summary
    signature: str
    notes: tuple[str, ...] = ()
    words: Mapping[int, tuple[tuple[Span, Span], ...]] = field(default_factory=dict)
    ledgers: tuple[Ledger, ...] = ()


Progress = Callable[[str], None]


def audit(
    source_path: Path,
    target_path: Path,
    settings: Settings,
    encoder: Encoder | None = None,
    translator: Translator | None = None,
    progress: Progress = lambda stage: None,
) -> Audit:
    """Audit the publication in ``target_path`` against ``source_path``.

    ``encoder`` defaults to that of the settings, ``translator`` to the one that they
    name or that is found for this pair of languages, if any; ``progress`` is told each
    stage as it begins. Raises SelarasError when a document, a language or a model is wrong.
    """
    from selaras.align.alignment import align
    from selaras.align.views import Views
    from selaras.documents.reading import read_pair
    from selaras.models.cache import default_cache
    from selaras.models.encoders import find_encoder

    checks = registry.chosen(settings.select, settings.ignore)
    progress("reading")
    source, target = read_pair(
        source_path, target_path, settings.source_language, settings.target_language
    )
    encoder = encoder or find_encoder(settings.encoder, settings.threads)
    told: list[str] = []
    translator = translator or _translator(source.language, target.language, settings, told.append)
    translations = view = None
    if translator:
        progress("translating")
        translations = translate(source, translator)
        view = trusted(translations, translator.quality)
    progress("aligning")
    views = Views.of(source, target, encoder, view)
    alignment = align(views, default_cache())
    if translations:
        alignment = translated(target, alignment, translations)
    progress("checking")
    doubter = _doubter(source, target, alignment, translator, settings)
    context = replace(
        _context(views, alignment, settings), doubts=doubter, untranslated=doubter.untranslated
    )
    findings = examine(context, checks, settings)
    return Audit(
        tool=_tool(encoder, translator, settings),
        source=source,
        target=target,
        alignment=alignment,
        findings=findings,
        scores=score(source, target, alignment),
        summary=summarise(findings, settings.fail_on, alignment.corresponds),
        signature=_signature(source, target, encoder, translator, checks),
        notes=(*_notes(source, target, translator, settings), *told),
        words=_words(context),
        ledgers=tuple(make(context) for make in LEDGERS.values()) if alignment.corresponds else (),
    )


def _tool(encoder: Encoder, translator: Translator | None, settings: Settings) -> Tool:
    return Tool(
        "selaras",
        __version__,
        encoder.name,
        translator.name if translator else None,
        settings.sha256(),
        translator.quality if translator else None,
    )


def examine(context: Context, checks: Iterable[Check], settings: Settings) -> tuple[Finding, ...]:
    """Run the checks and return their findings: ordered, numbered, each defect once."""
    raised = [
        _complete(finding, check, context, settings)
        for check in checks
        if context.alignment.corresponds or not check.needs_alignment
        for finding in check.find(context)
    ]
    kept = sorted(without_yielding(raised, {check.name: check for check in checks}), key=_place)
    return tuple(
        replace(finding, id=f"F{number:03d}") for number, finding in enumerate(kept, start=1)
    )


def score(source: Document, target: Document, alignment: Alignment) -> Scores:
    """The figures of the pair: coverage, and nearness to the translation where there is one."""
    near = nearness(target, alignment)
    covered = coverage(source, target, alignment)
    if near is None:
        return Scores(*covered)
    return Scores(*covered, near.chrf, near.bleu, near.signature, near.chrfpp)


def coverage(source: Document, target: Document, alignment: Alignment) -> tuple[float, float]:
    """The share of each side's characters, boilerplate aside, that has a counterpart."""
    return (
        _covered(source, lambda index: alignment.by_source[index]),
        _covered(target, lambda index: alignment.by_target[index]),
    )


def summarise(findings: Sequence[Finding], fail_on: Severity, corresponds: bool) -> Summary:
    """Count the new findings and decide the gate."""
    new = [finding.severity for finding in findings if finding.status is Status.NEW]
    failing = any(severity and severity.rank >= fail_on.rank for severity in new)
    return Summary(
        error=new.count(Severity.ERROR),
        warning=new.count(Severity.WARNING),
        info=new.count(Severity.INFO),
        gate="fail" if failing else "pass",
        fail_on=fail_on,
        corresponds=corresponds,
    )


def _context(views: Views, alignment: Alignment, settings: Settings) -> Context:
    from selaras import languages
    from selaras.align.remembered import all_words
    from selaras.models.cache import default_cache

    source, target = views.source.document, views.target.document
    words = all_words(views, alignment, default_cache())
    return Context(
        source=source,
        target=target,
        alignment=alignment,
        source_language=languages.load(source.language),
        target_language=languages.load(target.language),
        words=lambda link: words.get(link.id),
        settings=settings.options,
    )


def _translator(
    source: str, target: str, settings: Settings, notify: Progress = lambda message: None
) -> Translator | None:
    """The translator that the settings ask for; None if that is none, or none is installed."""
    from selaras.models.installed import find_translator

    if settings.translator == NO_TRANSLATOR:
        return None
    name = settings.translator
    return find_translator(source, target, threads=settings.threads, notify=notify, name=name)


def _doubter(
    source: Document,
    target: Document,
    alignment: Alignment,
    translator: Translator | None,
    settings: Settings,
) -> Doubter:
    """What models for both directions doubt; the one back is looked for when it is asked."""

    def find(one: str, other: str) -> Translator | None:
        if (one, other) == (source.language, target.language):
            return translator
        if settings.translator == NO_TRANSLATOR:
            return None
        return _translator(one, other, replace(settings, translator=None))

    return Doubter(source, target, alignment, find)


def _words(context: Context) -> dict[int, tuple[tuple[Span, Span], ...]]:
    """The words that answer each other in each link for which there is a word alignment."""
    aligned = {link.id: context.words(link) for link in context.alignment.pairs}
    return {
        link: tuple((a.source_words[p.source], a.target_words[p.target]) for p in a.pairs)
        for link, a in aligned.items()
        if a is not None
    }


def _complete(finding: Finding, check: Check, context: Context, settings: Settings) -> Finding:
    severity = settings.severity.get(check.name) or finding.severity or check.severity
    return replace(
        finding,
        check=check.name,
        severity=severity,
        link=finding.link if finding.link is not None else _link(finding, context),
        fingerprint=_fingerprint(finding, check, context),
    )


def _link(finding: Finding, context: Context) -> int | None:
    for document, spans, links in (
        (context.target, finding.target, context.alignment.by_target),
        (context.source, finding.source, context.alignment.by_source),
    ):
        if spans and (sentence := document.sentence_at(spans[0].start)):
            return links[sentence.id].id
    return None


def _fingerprint(finding: Finding, check: Check, context: Context) -> str:
    """A checksum of the check, the flagged text and its sentence: not of where they stand."""
    parts = [check.name]
    for document, spans in ((context.source, finding.source), (context.target, finding.target)):
        for span in spans:
            sentence = document.sentence_at(span.start)
            parts += [document.text[span.start : span.end], sentence.text if sentence else ""]
    normalised = "\0".join(" ".join(unicodedata.normalize("NFKC", part).split()) for part in parts)
    return hashlib.sha256(normalised.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _place(finding: Finding) -> tuple[bool, Span, Span, str, str]:
    nowhere = Span(0, 0)
    target = finding.target[0] if finding.target else nowhere
    source = finding.source[0] if finding.source else nowhere
    return (not finding.target, target, source, finding.check, finding.message)


def _covered(document: Document, link_of: Callable[[int], Link]) -> float:
    sentences = [s for s in document.sentences if s.role is not Role.BOILERPLATE]
    total = sum(len(s.span) for s in sentences)
    linked = sum(len(s.span) for s in sentences if not link_of(s.id).is_gap)
    return round(linked / total, 4) if total else 0.0


def _signature(
    source: Document,
    target: Document,
    encoder: Encoder,
    translator: Translator | None,
    checks: Sequence[Check],
) -> str:
    names = ",".join(check.name for check in checks)
    return "|".join(
        [
            "selaras",
            f"pair:{source.language}-{target.language}",
            f"encoder:{encoder.name}",
            f"translator:{translator.name if translator else 'none'}",
            f"checks:{hashlib.sha256(names.encode()).hexdigest()[:8]}",
            f"v:{__version__}",
        ]
    )


def _notes(
    source: Document, target: Document, translator: Translator | None, settings: Settings
) -> tuple[str, ...]:
    notes = [f"{document.path}: {note}" for document in (source, target) for note in document.notes]
    if translator is None and settings.translator != NO_TRANSLATOR:
        pair = f"{source.language}-{target.language}"
        notes.append(f"no translation model for {pair} is installed: translations are left out")
    return tuple(notes)

"""Findings that the gate raises itself: about a pair as a whole, or about comments for selaras."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from selaras import __version__
from selaras.align.model import Alignment
from selaras.auditing import Audit, Scores, Tool, summarise
from selaras.checks.model import Finding
from selaras.documents.model import Document
from selaras.settings import GATE_FINDINGS, Settings

NOT_AUDITED = "not-audited"

# What ISO 639-2 writes for a language that nobody has determined.
_UNDETERMINED = "und"


def raised(name: str, message: str, settings: Settings, *identity: str) -> Finding:
    """A finding of the gate; ``identity`` is what makes it the same one tomorrow."""
    key = "\0".join([name, *identity])
    return Finding(
        message=message,
        check=name,
        severity=settings.severity.get(name, GATE_FINDINGS[name]),
        fingerprint=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
    )


def added(audit: Audit, findings: Iterable[Finding]) -> Audit:
    """The audit with these findings after its own, numbered on."""
    numbered = [
        replace(finding, id=f"F{number:03d}")
        for number, finding in enumerate(findings, start=len(audit.findings) + 1)
    ]
    return replace(audit, findings=(*audit.findings, *numbered))


def untranslated(source: Path, target: Path, settings: Settings, pair: str) -> Audit:
    """The audit of a pair whose translation does not exist: that is all it finds."""
    message = f"{source} has no translation {target}."
    finding = raised("missing-translation", message, settings, pair)
    return added(_unread_pair(source, target, settings), [finding])


def unaudited(source: Path, target: Path, error: str) -> Audit:
    """What reports of many pairs show for one that could not be audited."""
    settings = Settings()
    finding = raised(NOT_AUDITED, error, settings, str(source), str(target))
    audit = added(_unread_pair(source, target, settings), [finding])
    return replace(audit, summary=summarise(audit.findings, settings.fail_on, corresponds=True))


def outdated(audit: Audit, settings: Settings, pair: str, reason: str) -> Finding:
    """The finding that the source is newer than the translation; it holds for this source."""
    message = f"{audit.source.path} has changed {reason}, but {audit.target.path} has not."
    return raised("stale-translation", message, settings, pair, audit.source.sha256)


def _unread_pair(source: Path, target: Path, settings: Settings) -> Audit:
    return Audit(
        tool=Tool("selaras", __version__, "none", None, settings.sha256()),
        source=_unread(source, settings.source_language),
        target=_unread(target, settings.target_language),
        alignment=Alignment(()),
        findings=(),
        scores=Scores(0.0, 0.0),
        summary=summarise((), settings.fail_on, corresponds=True),
        signature=f"selaras|pair:none|v:{__version__}",
    )


def _unread(path: Path, language: str | None) -> Document:
    data = path.read_bytes() if path.is_file() else b""
    digest = hashlib.sha256(data).hexdigest()
    return Document(str(path), language or _UNDETERMINED, digest, "", ())

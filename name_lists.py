"""Lists of names that are right as they stand: nobody wants to hear about their spelling again.

A list is a text file with a name a line; ``#`` begins a remark. In the translation, what
a check of the writing says about a listed name is marked as accepted, and so is
what a check of names says about its rendering. Figures and dates are never
excused, nor is a name that took the place of another listed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import regex
from selaras.auditing import Audit
from selaras.checks import registry
from selaras.checks.model import Finding, Status
from selaras.documents.folding import unmarked
from selaras.documents.model import Document, Span
from selaras.errors import SettingsError
from selaras.settings import Settings

_WRITING = "artifacts"
# What the checks of the translation's names declare (ITS 2.0).
_NAMING = {"inconsistent-entities", "inconsistency", "untranslated"}


@dataclass(frozen=True, slots=True)
class NameList:
    """The names, and how to find them."""

    names: frozenset[str]

    def places(self, document: Document) -> list[Span]:
        """Where the names stand in the document, in order; a longer name holds a shorter one."""
        if not self.names:
            return []
        longest_first = sorted(self.names, key=len, reverse=True)
        pattern = regex.compile(r"(?<!\w)\L<names>(?!\w)", names=longest_first)
        return [Span(*found.span()) for found in pattern.finditer(document.text)]

    def holds(self, words: str) -> bool:
        """Whether a name is written so in either language: marks and case do not matter."""
        return _folded(words) in {_folded(name) for name in self.names}


def accept(audit: Audit, settings: Settings) -> Audit:
    """The audit with the findings about listed names marked as accepted."""
    names = NameList(frozenset(name for path in settings.names for name in read(path)))
    places = names.places(audit.target)
    if not places:
        return audit
    return replace(
        audit,
        findings=tuple(
            _accepted(finding, audit) if _excused(finding, audit, names, places) else finding
            for finding in audit.findings
        ),
    )


@lru_cache(maxsize=64)
def read(path: str) -> tuple[str, ...]:
    """The names in a file; raises SettingsError when it cannot be read."""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise SettingsError(f"cannot read the names in {path}: {error.strerror}") from None
    except ValueError:
        raise SettingsError(f"the list of names {path} is not UTF-8 text") from None
    names = (" ".join(line.partition("#")[0].split()) for line in lines)
    return tuple(dict.fromkeys(filter(None, names)))


def _excused(finding: Finding, audit: Audit, names: NameList, places: Sequence[Span]) -> bool:
    check = registry.modules().get(finding.check)
    if check is None or not finding.target or not _inside(finding.target, places):
        return False
    if registry.group(finding.check) == _WRITING:
        return True
    originals = [audit.source.text[span.start : span.end] for span in finding.source]
    concerns_names = check.CHECK.issue_type in _NAMING
    return concerns_names and bool(originals) and not any(map(names.holds, originals))


def _inside(spans: Iterable[Span], places: Sequence[Span]) -> bool:
    return all(any(place.contains(span) for place in places) for span in spans)


def _accepted(finding: Finding, audit: Audit) -> Finding:
    words = audit.target.text[finding.target[0].start : finding.target[0].end]
    accepted = {"by": "names", "reason": f"“{words}” stands in the list of names"}
    return replace(
        finding, status=Status.BASELINE, evidence={**finding.evidence, "accepted": accepted}
    )


def _folded(words: str) -> str:
    return " ".join(unmarked(words).casefold().split())

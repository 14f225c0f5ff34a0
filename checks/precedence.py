"""Where two checks see one defect, the more specific one speaks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from selaras.checks.model import Check, Finding
from selaras.documents.model import Span


def without_yielding(findings: Sequence[Finding], checks: Mapping[str, Check]) -> list[Finding]:
    """The findings less those whose text a check flags too that theirs yields to."""
    places = {name: _Places.of(findings, name) for name in _yielded_to(findings, checks)}
    return [
        finding
        for finding in findings
        if not any(places[name].meet(finding) for name in checks[finding.check].yields_to)
    ]


def _yielded_to(findings: Sequence[Finding], checks: Mapping[str, Check]) -> set[str]:
    raising = {finding.check for finding in findings}
    return {name for check in raising for name in checks[check].yields_to}


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Ranges of one text, to be asked whether one of them overlaps another range.

    ``reach`` holds the furthest end of the ranges up to each one.
    """

    starts: tuple[int, ...]
    reach: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> _Stretches:
        """The ranges in their order."""
        ordered = sorted(spans)
        ends = accumulate((span.end for span in ordered), max)
        return cls(tuple(span.start for span in ordered), tuple(ends))

    def overlap(self, spans: Iterable[Span]) -> bool:
        """Whether one of these ranges overlaps one of ``spans``."""
        return any(self._overlaps(span) for span in spans)

    def _overlaps(self, span: Span) -> bool:
        before = bisect_left(self.starts, span.end)
        return before > 0 and self.reach[before - 1] > span.start


@dataclass(frozen=True, slots=True)
class _Places:
    """Where one check's findings lie: compared in the target where both findings have a place."""

    target: _Stretches
    source: _Stretches
    source_only: _Stretches

    @classmethod
    def of(cls, findings: Iterable[Finding], check: str) -> _Places:
        """The places of the findings that ``check`` raised."""
        own = [finding for finding in findings if finding.check == check]
        return cls(
            target=_Stretches.of(span for finding in own for span in finding.target),
            source=_Stretches.of(span for finding in own for span in finding.source),
            source_only=_Stretches.of(
                span for finding in own if not finding.target for span in finding.source
            ),
        )

    def meet(self, finding: Finding) -> bool:
        """Whether one of the places is the finding's, in part at least."""
        if finding.target:
            return self.target.overlap(finding.target) or self.source_only.overlap(finding.source)
        return self.source.overlap(finding.source)

"""The alignment as a picture: the source on the left, the target on the right, ribbons between.

Heights follow the lengths of the sentences, so that the picture is as readable
for twenty of them as for two thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from selaras.align.model import Kind, Link
from selaras.auditing import Audit
from selaras.checks.model import Finding, Severity, Status
from selaras.documents.model import Document, Span

WIDTH = 120.0
HEIGHT = 1000.0
_BAR = 20.0
_GAP_SHARE = 0.12
_TICKS = {Severity.ERROR: _BAR, Severity.WARNING: 0.7 * _BAR, Severity.INFO: 0.4 * _BAR}


@dataclass(frozen=True, slots=True)
class Ribbons:
    """All links of a kind that are about equally certain (0..1), drawn as one shape.

    A browser paints a few large shapes faster than thousands of small ones.
    """

    kind: Kind
    certainty: float
    outline: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A flagged place as a stroke across one of the two bars."""

    finding: Finding
    left: float
    right: float
    height: float


@dataclass(frozen=True, slots=True)
class AlignmentMap:
    """Everything to draw, in the order of drawing; ``outlines`` tells each link's own shape."""

    ribbons: tuple[Ribbons, ...]
    ticks: tuple[Tick, ...]
    outlines: Mapping[int, str]


def alignment_map(audit: Audit) -> AlignmentMap:
    """The picture of an audit's alignment with its flagged places, the gravest on top."""
    source, target = _heights(audit.source), _heights(audit.target)
    links = audit.alignment.links
    outlines = {link.id: "".join(_outlines(link, source, target)) for link in links}
    ranked = sorted(
        (finding for finding in audit.findings if finding.status is Status.NEW),
        key=lambda finding: (finding.severity or Severity.INFO).rank,
    )
    ticks = (tick for finding in ranked for tick in _ticks(audit, finding, source, target))
    return AlignmentMap(tuple(_ribbons(links, outlines)), tuple(ticks), outlines)


def _ribbons(links: Iterable[Link], outlines: Mapping[int, str]) -> Iterator[Ribbons]:
    """The links in groups, what stands out last so that it lies on top."""
    groups: dict[tuple[Kind, float], list[str]] = defaultdict(list)
    for link in links:
        groups[link.kind, round(link.score, 1)].append(outlines[link.id])
    order = list(Kind)
    for kind, certainty in sorted(groups, key=lambda group: (order.index(group[0]), group[1])):
        yield Ribbons(kind, certainty, "".join(groups[kind, certainty]))


def _heights(document: Document) -> list[Span]:
    """Where each sentence begins and ends on its bar, in characters of all sentences."""
    found, offset = [], 0
    for sentence in document.sentences:
        found.append(Span(offset, offset + len(sentence.span)))
        offset += len(sentence.span)
    return found


def _outlines(link: Link, source: Sequence[Span], target: Sequence[Span]) -> Iterator[str]:
    """One closed shape a run of neighbouring sentences on either side, joined to the other side."""
    left = [_scaled(run, source) for run in _runs(link.source)]
    right = [_scaled(run, target) for run in _runs(link.target)]
    far = WIDTH - _BAR
    for top, bottom in left:
        yield f"M0 {top}H{_BAR:g}V{bottom}H0Z"
    for top, bottom in right:
        yield f"M{far:g} {top}H{WIDTH:g}V{bottom}H{far:g}Z"
    middle = WIDTH / 2
    for top, bottom in left:
        for other_top, other_bottom in right:
            yield (
                f"M{_BAR:g} {top}C{middle:g} {top} {middle:g} {other_top} {far:g} {other_top}"
                f"V{other_bottom}C{middle:g} {other_bottom} {middle:g} {bottom} {_BAR:g} {bottom}Z"
            )


def _runs(sentences: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of each run of neighbouring sentences."""
    runs: list[tuple[int, int]] = []
    for index in sorted(sentences):
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _scaled(run: tuple[int, int], heights: Sequence[Span]) -> tuple[str, str]:
    """Top and bottom of a run in the picture, with a little air below it."""
    unit = HEIGHT / max(1, heights[-1].end)
    top, bottom = heights[run[0]].start * unit, heights[run[1]].end * unit
    return _figure(top), _figure(bottom - _GAP_SHARE * min(bottom - top, 12.0))


def _ticks(
    audit: Audit, finding: Finding, source: Sequence[Span], target: Sequence[Span]
) -> Iterator[Tick]:
    """Strokes inwards from the outer edges, the longer the graver."""
    length = _TICKS[finding.severity or Severity.INFO]
    sides = (
        (audit.source, finding.source, source, 0.0, length),
        (audit.target, finding.target, target, WIDTH - length, WIDTH),
    )
    for document, spans, heights, left, right in sides:
        for span in spans:
            sentence = document.sentence_at(span.start)
            if sentence:
                offset = heights[sentence.id].start + span.start - sentence.start
                height = round(offset * HEIGHT / max(1, heights[-1].end), 2)
                yield Tick(finding, left, right, height)


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")

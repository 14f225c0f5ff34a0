"""Many findings of one kind in one place become one: a page of a thousand alike helps nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from selaras.checks.model import Finding

MOST = 5


def grouped(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of one sentence as they are, or, if there are too many, as one.

    The one has the message of the first, and the places of all.
    """
    found = list(findings)
    if len(found) <= MOST:
        yield from found
        return
    yield replace(
        found[0],
        message=f"{found[0].message} ({len(found)} places like this)",
        source=tuple(span for finding in found for span in finding.source),
        target=tuple(span for finding in found for span in finding.target),
        suggestion=None,
        evidence={**found[0].evidence, "places": len(found)},
    )

"""The ledger of terms: what recurs in the source, and what the translation calls it."""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.ledgers.model import Cell, Ledger
from selaras.checks.model import Context
from selaras.checks.renderings import Rendered, Rendering, rendered_terms

COLUMNS = (
    "term",
    "kind",
    "rendering",
    "count",
    "source places",
    "target places",
    "status",
)


def terms(context: Context) -> Ledger:
    """One row a rendering, the terms in the order of the source, the usual rendering first."""
    rendered = context.shared(rendered_terms)
    return Ledger("terms", COLUMNS, tuple(row for one in rendered for row in _rows(context, one)))


def _rows(context: Context, rendered: Rendered) -> Iterator[tuple[Cell, ...]]:
    for rendering in rendered.renderings:
        yield (
            rendered.term.text,
            rendered.term.kind.value,
            rendering.text,
            len(rendering.uses),
            _places(context, rendering, of_source=True),
            _places(context, rendering, of_source=False),
            _status(rendered, rendering),
        )


def _places(context: Context, rendering: Rendering, of_source: bool) -> str:
    document = context.source if of_source else context.target
    spans = [use.source if of_source else use.target for use in rendering.uses]
    return ", ".join("{}:{}".format(*document.position(span.start)) for span in spans)


def _status(rendered: Rendered, rendering: Rendering) -> str:
    if len(rendered.renderings) == 1:
        return "consistent"
    return "inconsistent" if rendering in rendered.varying else "accepted"

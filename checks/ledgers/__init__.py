"""Tables of what both sides say: figures, people and offices, terms."""

from __future__ import annotations

from collections.abc import Callable

from selaras.checks.ledgers.figures import figures
from selaras.checks.ledgers.model import Ledger
from selaras.checks.ledgers.people import people
from selaras.checks.ledgers.terms import terms
from selaras.checks.model import Context

LEDGERS: dict[str, Callable[[Context], Ledger]] = {
    "people": people,
    "figures": figures,
    "terms": terms,
}

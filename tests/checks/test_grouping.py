"""Too many findings of one kind in a sentence become one that keeps all their places."""

from selaras.checks.grouping import MOST, grouped
from selaras.checks.model import Finding
from selaras.documents.model import Span


def _findings(count):
    return [Finding(f"place {n}", target=(Span(n, n + 1),), suggestion="x") for n in range(count)]


def test_few_findings_stay_as_they_are():
    assert list(grouped(_findings(MOST))) == _findings(MOST)
    assert list(grouped([])) == []


def test_many_findings_become_one_with_all_places():
    (one,) = grouped(_findings(MOST + 1))
    assert one.target == tuple(Span(n, n + 1) for n in range(MOST + 1))
    assert one.message.startswith("place 0")
    assert str(MOST + 1) in one.message
    assert one.suggestion is None

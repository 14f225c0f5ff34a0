import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from selaras.align.model import Alignment, Kind, Link
from selaras.checks.model import Status
from selaras.checks.parallel import document_of_segments
from selaras.reports.alignment_map import HEIGHT, WIDTH, alignment_map


def test_each_link_is_drawn_once_and_each_new_place_is_a_tick(audit):
    drawn = alignment_map(audit)
    assert list(drawn.outlines) == [0, 1, 2, 3, 4, 5]
    together = "".join(ribbon.outline for ribbon in drawn.ribbons)
    assert sorted(together.split("Z")) == sorted("".join(drawn.outlines.values()).split("Z"))
    places = sum(
        len(finding.source) + len(finding.target)
        for finding in audit.findings
        if finding.status is Status.NEW
    )
    assert len(drawn.ticks) == places == 5
    assert str(drawn.ticks[-1].finding.severity) == "error"


def test_gaps_stay_on_their_side(audit):
    drawn = {ribbon.kind: ribbon.outline for ribbon in alignment_map(audit).ribbons}
    assert drawn[Kind.OMISSION].startswith("M0 ")
    assert "C" not in drawn[Kind.OMISSION]
    assert drawn[Kind.ADDITION].startswith("M100 ")
    assert "C" in drawn[Kind.MOVED]


@given(st.integers(1, 60))
def test_everything_stays_inside_the_picture(count):
    from selaras.auditing import Audit, Scores, Summary, Tool
    from selaras.checks.model import Severity

    document = document_of_segments(["từ " * (n % 7 + 1) + "." for n in range(count)], "vi")
    links = tuple(Link(n, (n,), (count - 1 - n,), Kind.MOVED, 0.5) for n in range(count))
    audit = Audit(
        Tool("selaras", "0", "none", None, ""),
        document,
        replace(document, language="id"),
        Alignment(links),
        (),
        Scores(1, 1),
        Summary(0, 0, 0, "pass", Severity.ERROR),
        "",
    )
    for outline in alignment_map(audit).outlines.values():
        numbers = [float(number) for number in re.findall(r"[\d.]+", outline)]
        assert max(numbers) <= HEIGHT
        assert WIDTH in numbers

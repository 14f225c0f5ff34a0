"""Where two checks see one defect, the more specific one speaks, and speaks once."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selaras.auditing import examine
from selaras.checks import registry
from selaras.checks.model import Check, Finding, Severity
from selaras.checks.parallel import context_of_segments
from selaras.checks.precedence import without_yielding
from selaras.documents.model import Span
from selaras.settings import Settings

ARTIFACTS = registry.chosen(["artifacts"])
SOURCE = "Tỉnh Quảng Ninh hỗ trợ các hộ nông dân trồng lúa."
CASES = [
    ("Provinsi membantu p\u0430ra petani padi.", ["homoglyph"]),
    ("Provinsi membantu memb培养 petani padi.", ["foreign-script"]),
    ("Provinsi membantu petani â€“ padi.", ["mojibake"]),
    ("Provinsi membantu&nbsp;petani padi.", ["markup-leftover"]),
    ("Provinsi quang ninh membantu petani padi.", ["casing"]),
    ("Provinsi membantu các hộ nông dân padi.", ["untranslated"]),
    ("Provinsi membantu para petani para petani para petani padi.", ["repeated-phrase"]),
    (
        "Provinsi membantu para petani padi. Provinsi membantu para petani padi.",
        ["duplicate-sentence"],
    ),
    ("Provinsi membantu {nama},petani padi.", ["placeholder"]),
    ("Provinsi membantu kon\u200bferensi petani padi.", ["invisible-character"]),
]


@pytest.mark.parametrize(("target", "speaking"), CASES)
def test_one_check_speaks(target, speaking):
    context = context_of_segments([SOURCE], [target], "vi", "id")
    findings = examine(context, ARTIFACTS, Settings())
    assert [finding.check for finding in findings if finding.target] == speaking


CHECKS = {
    name: Check(name, "other", Severity.INFO, lambda context: (), yields_to=frozenset(others))
    for name, others in (("general", ["exact", "absent"]), ("exact", ["sharp"]), ("sharp", []))
}
PLACES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 3)).map(lambda at: Span(at[0], sum(at))),
    max_size=2,
).map(tuple)
FINDINGS = st.lists(
    st.builds(
        Finding, st.just("!"), check=st.sampled_from([*CHECKS]), source=PLACES, target=PLACES
    ),
    max_size=12,
)


def share_a_place(one: Finding, other: Finding) -> bool:
    side = "target" if one.target and other.target else "source"
    return any(a.overlaps(b) for a in getattr(one, side) for b in getattr(other, side))


@given(FINDINGS)
def test_a_finding_is_left_out_exactly_where_a_more_specific_check_flags_its_text(findings):
    assert without_yielding(findings, CHECKS) == [
        one
        for one in findings
        if not any(
            other.check in CHECKS[one.check].yields_to and share_a_place(one, other)
            for other in findings
        )
    ]


def test_many_findings_take_no_more_than_a_moment():
    findings = [
        Finding("!", check=check, target=(Span(place, place + 5),))
        for place in range(0, 200_000, 20)
        for check in ("general", "exact" if place % 40 else "sharp")
    ]
    begun = perf_counter()
    kept = without_yielding(findings, CHECKS)
    assert perf_counter() - begun < 1
    assert (len(findings), len(kept)) == (20_000, 15_000)

"""What holds for every check of a text alone, whatever the text is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.auditing import examine
from selaras.checks import registry
from selaras.checks.parallel import context_of_segments
from selaras.settings import Settings

ARTIFACTS = registry.chosen(["artifacts"])

# Pieces that checks react to, so that random text meets their rules.
PIECES = [
    *["培养", "а", "�", "\u200b", "\u202e", "\xa0", "<b>", "&nbsp;", "**", "{x}", "%s", "Ã©"],
    *["“", "”", '"', "(", ")", "..", ",,", "untuk", "Quảng Ninh", "quang ninh", "AI", "và"],
    *["the", "\n", "\ud800"],
]
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=6), st.just(" ")), max_size=25
).map(lambda pieces: "A" + "".join(pieces).replace("\n", " "))


@settings(max_examples=60, deadline=None)
@given(source=TEXTS, target=TEXTS)
def test_findings_point_into_the_texts(source, target):
    context = context_of_segments([source], [target], "vi", "id")
    for finding in examine(context, ARTIFACTS, Settings()):
        assert finding.message
        assert finding.source or finding.target
        for spans, document in ((finding.source, context.source), (finding.target, context.target)):
            assert all(0 <= span.start < span.end <= len(document.text) for span in spans)


@settings(max_examples=20, deadline=None)
@given(source=TEXTS, target=TEXTS)
def test_findings_are_the_same_every_time(source, target):
    runs = [
        examine(context_of_segments([source], [target], "vi", "id"), ARTIFACTS, Settings())
        for _ in range(2)
    ]
    assert runs[0] == runs[1]


@pytest.mark.parametrize("check", ARTIFACTS, ids=lambda check: check.name)
def test_source_side_findings_are_remarks(check):
    text = "Hội  nghị {x} &nbsp; , c培 đã đã và và ( Ã© \u200b p\u0430sar � 。"
    context = context_of_segments([text], ["Konferensi."], "vi", "id")
    severities = {finding.severity for finding in check.find(context) if not finding.target}
    assert severities <= {"info"}


@pytest.mark.parametrize("piece", ["(", '" ', "memb培养 ", "Ã©", "a\u200b", "{a", "a.b", "%2"])
def test_long_lines_of_one_thing_stay_quick_and_short(piece):
    context = context_of_segments(["Câu."], [piece * 4000], "vi", "id")
    findings = [finding for check in ARTIFACTS for finding in check.find(context)]
    assert len(findings) < 60

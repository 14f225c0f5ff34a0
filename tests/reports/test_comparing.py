import json
from dataclasses import replace

from selaras.reports.comparing import compare, to_json, to_markdown, to_text


def test_findings_are_fixed_new_or_still_there(audit):
    old = replace(audit, findings=audit.findings[:3])
    new = replace(audit, findings=audit.findings[1:])
    comparison = compare(old, new)
    assert [f.check for f in comparison.fixed] == ["number"]
    assert [f.check for f in comparison.remaining] == ["foreign-script", "markup-leftover"]
    assert [f.check for f in comparison.added] == ["invisible-character", "omission"]


def test_the_same_defect_twice_counts_twice(audit):
    first = audit.findings[0]
    old = replace(audit, findings=(first,))
    new = replace(audit, findings=(first, replace(first, id="F002")))
    comparison = compare(old, new)
    assert (len(comparison.fixed), len(comparison.added), len(comparison.remaining)) == (0, 1, 1)


def test_an_audit_compared_with_itself_has_nothing_new(audit):
    comparison = compare(audit, audit)
    assert comparison.fixed == comparison.added == ()
    assert comparison.remaining == audit.findings


def test_the_comparison_is_told_in_each_form(audit):
    better = replace(audit, findings=(), summary=replace(audit.summary, gate="pass"))
    comparison = compare(audit, better)
    text = to_text(comparison)
    assert text.startswith("Fixed: 5\n  -:2:18: error number")
    assert "New: 0" in text
    assert text.endswith("gate: fail before, pass now\n")
    assert "\u202e" not in text
    assert "#### Fixed: 5" in to_markdown(comparison)
    values = json.loads(to_json(comparison))
    assert len(values["fixed"]) == 5
    assert values["gate"] == {"old": "fail", "new": "pass"}

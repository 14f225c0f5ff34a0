"""Every check against its cases: ``cases/CHECK.yaml``, lists of what it flags and what it passes.

A case has ``source`` and ``target`` (a segment, or a list of segments that
correspond one to one; "" makes a gap), optionally ``source_language`` and
``target_language`` (vi and id by default) and ``settings``. A flagged case says
in ``words`` which words of the target are flagged (those of the source in
``source_words``), in the order of the text, and may pin ``severity`` and
``suggestion`` of the first finding. A passed case expects no finding.
"""

from pathlib import Path

import pytest
import yaml
from selaras.checks import registry
from selaras.checks.parallel import context_of_segments

CASES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
}


def _listed(kind):
    return [
        pytest.param(check, case, id=f"{check}-{number}")
        for check, cases in CASES.items()
        for number, case in enumerate(cases.get(kind) or [], start=1)
    ]


def _segments(value):
    return value if isinstance(value, list) else [value]


def _findings(check, case):
    context = context_of_segments(
        _segments(case.get("source", "")),
        _segments(case.get("target", "")),
        case.get("source_language", "vi"),
        case.get("target_language", "id"),
        settings=case.get("settings"),
    )
    return context, list(registry.modules()[check].CHECK.find(context))


def _words(document, spans):
    return [document.text[span.start : span.end] for span in sorted(spans)]


@pytest.mark.parametrize(("check", "case"), _listed("flagged"))
def test_flagged(check, case):
    context, findings = _findings(check, case)
    assert findings, f"{check} is silent on: {case['target']}"
    for side in ("target", "source"):
        expected = case.get("words" if side == "target" else "source_words")
        if expected is not None:
            spans = [span for finding in findings for span in getattr(finding, side)]
            assert _words(getattr(context, side), spans) == expected
    severity = findings[0].severity or registry.modules()[check].CHECK.severity
    assert severity == case.get("severity", severity)
    assert findings[0].suggestion == case.get("suggestion", findings[0].suggestion)


@pytest.mark.parametrize(("check", "case"), _listed("passed"))
def test_passed(check, case):
    _, findings = _findings(check, case)
    assert [finding.message for finding in findings] == []

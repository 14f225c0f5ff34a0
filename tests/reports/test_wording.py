"""The sentences that open or close every report."""

from dataclasses import replace

import pytest
from selaras.auditing import Scores
from selaras.checks.model import Finding, Status
from selaras.models.interfaces import Quality
from selaras.reports import wording
from selaras.reports.registry import render


@pytest.fixture
def translated_audit(audit):
    tool = replace(audit.tool, translator="small@1", translator_quality=Quality.GIST)
    scores = Scores(0.9, 0.8, chrf=41.2, bleu=12.0, signature="chrF|nrefs:1", chrfpp=38.4)
    return replace(audit, tool=tool, scores=scores)


def test_scores_say_what_they_compare_and_what_the_model_is_good_for(audit, translated_audit):
    assert wording.scores(audit) is None
    assert wording.scores(translated_audit) == (
        "against the machine translation (gist): chrF 41.2, chrF++ 38.4, BLEU 12.0 (chrF|nrefs:1)"
    )


@pytest.mark.parametrize("name", ["table", "markdown", "html", "json"])
def test_the_quality_of_a_model_is_told_wherever_its_output_is_shown(audit, translated_audit, name):
    told = {
        "markdown": "gist",
        "html": 'data-say="quality_gist"',
        "json": '"translator_quality": "gist"',
    }
    assert told.get(name, "(gist)") in render(translated_audit, name)
    assert told.get(name, "(gist)") not in render(audit, name)


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ({}, "x (in the baseline)"),
        ({"accepted": {"by": "baseline"}}, "x (in the baseline)"),
        ({"accepted": {"by": "comment"}}, "x (silenced by a comment)"),
        ({"accepted": {"by": "names"}}, "x (a listed name)"),
        ({"accepted": ["odd"]}, "x (in the baseline)"),
    ],
)
def test_an_accepted_finding_says_by_what(evidence, said):
    assert wording.remark(Finding("x", evidence=evidence, status=Status.BASELINE)) == said

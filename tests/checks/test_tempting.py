"""Right renderings that tempt a naive check: number words, offices, acronyms, doubled negation …

``tempting.tsv`` holds a source and its translation a line, written for this test; whatever
is flagged there as error or warning is a false alarm.
"""

from pathlib import Path

import pytest
from selaras.auditing import examine
from selaras.checks import registry
from selaras.checks.model import Severity
from selaras.checks.parallel import context_of_segments
from selaras.settings import Settings

LINES = Path(__file__).with_name("tempting.tsv").read_text(encoding="utf-8").splitlines()
NAMES = ["acronym", "document-number", "name", "name-inconsistency", "organisation", "title"]
# Of 146 lines so many are flagged by some check, at most.
MOST_FLAGGED = 2


def _flagged(line, checks):
    source, target = line.split("\t")
    findings = examine(context_of_segments([source], [target], "vi", "id"), checks, Settings())
    return [finding.check for finding in findings if finding.severity is not Severity.INFO]


@pytest.mark.parametrize("line", LINES, ids=range(1, len(LINES) + 1))
def test_names_offices_and_bodies_pass(line):
    assert _flagged(line, registry.chosen(NAMES)) == []


def test_hardly_any_line_is_flagged_by_any_check():
    flagged = {line: found for line in LINES if (found := _flagged(line, registry.all_checks()))}
    assert len(flagged) <= MOST_FLAGGED, flagged

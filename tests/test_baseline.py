"""Decisions mark findings, expire, go stale, and survive the way through their file."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selaras import baseline
from selaras.baseline import Baseline, Decision, Entry
from selaras.checks.model import Finding, Severity, Status
from selaras.errors import SettingsError

TODAY = date(2025, 4, 21)
FOUND = Finding("wrong", check="number", severity=Severity.ERROR, fingerprint="aa")


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        (Entry("aa", "number"), Status.BASELINE),
        (Entry("aa", "number", decision=Decision.DISMISSED), Status.BASELINE),
        (Entry("aa", "number", decision=Decision.FIX), Status.NEW),
        (Entry("aa", "number", until=TODAY), Status.BASELINE),
        (Entry("aa", "number", until=date(2025, 4, 20)), Status.NEW),
        (Entry("bb", "number"), Status.NEW),
    ],
)
def test_an_entry_that_holds_marks_its_finding_and_hides_nothing(audit_with, entry, status):
    marked = baseline.mark(audit_with(FOUND), Baseline((entry,)), TODAY)
    assert [finding.status for finding in marked.findings] == [status]


def test_the_reason_stands_beside_the_finding(audit_with):
    entry = Entry("aa", "number", reason="quoted so", who="Sari")
    (finding,) = baseline.mark(audit_with(FOUND), Baseline((entry,)), TODAY).findings
    assert finding.evidence["accepted"]["reason"] == "quoted so"
    assert finding.evidence["accepted"]["who"] == "Sari"


def test_only_this_pair_s_entries_go_stale(audit_with):
    here, gone, elsewhere = (
        Entry("aa", "number", pair="a -> b"),
        Entry("bb", "number", pair="a -> b"),
        Entry("cc", "number", pair="c -> d"),
    )
    entries = Baseline((here, gone, elsewhere))
    assert baseline.stale(audit_with(FOUND), entries, "a -> b") == (gone,)


def test_a_newer_decision_replaces_the_older():
    older, newer = Entry("aa", "number", reason="x"), Entry("aa", "number", reason="y")
    assert Baseline((older,)).with_entries([newer]).entries == (newer,)


def test_new_findings_become_entries_and_known_ones_do_not(audit_with):
    known = Finding("", check="name", fingerprint="bb", status=Status.BASELINE)
    entries = baseline.entries_for(audit_with(FOUND, known), "a -> b", "as agreed", "Sari", TODAY)
    assert entries == (
        Entry("aa", "number", "as agreed", "Sari", TODAY, Decision.ACCEPTED, "a -> b"),
    )


ENTRIES = st.builds(
    Entry,
    fingerprint=st.text("0123456789abcdef", min_size=1),
    check=st.text(),
    reason=st.text(),
    who=st.text(),
    until=st.none() | st.dates(),
    decision=st.sampled_from(Decision),
    pair=st.text(),
)


@given(st.lists(ENTRIES, unique_by=lambda entry: entry.fingerprint))
def test_the_file_holds_every_entry_unchanged(entries):
    again = baseline.parse(baseline.to_json(Baseline(tuple(entries))))
    assert set(again.entries) == set(entries)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"schema": "other", "entries": []}',
        '{"schema": "selaras/baseline/1"}',
        '{"schema": "selaras/baseline/1", "entries": [{}]}',
        '{"schema": "selaras/baseline/1", "entries": [1]}',
        '{"schema": "selaras/baseline/1", "entries": [{"fingerprint": "a", "until": "soon"}]}',
        '{"schema": "selaras/baseline/1", "entries": [{"fingerprint": "a", "decision": "no"}]}',
        "[" * 100_000,
    ],
)
def test_a_wrong_file_is_one_clear_error(tmp_path, content):
    path = tmp_path / "selaras-baseline.json"
    path.write_text(content)
    with pytest.raises(SettingsError, match="is not a baseline"):
        baseline.load(path)

"""The gate fails for what the settings forbid, and for nothing that was accepted."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from selaras.auditing import Scores
from selaras.baseline import Baseline, Entry, Passed
from selaras.checks.model import Finding, Severity
from selaras.errors import DocumentError
from selaras.gating import Gate, Rules, judged
from selaras.project import find_project
from selaras.settings import NOTHING, Settings

TODAY = date(2025, 4, 21)
RULES = Rules(Baseline(), TODAY)
ERROR = Finding("x", check="number", severity=Severity.ERROR, fingerprint="aa", id="F001")
WARNING = Finding("y", check="name", severity=Severity.WARNING, fingerprint="bb", id="F002")


@pytest.mark.parametrize(
    ("findings", "settings", "gate"),
    [
        ([], Settings(), "pass"),
        ([WARNING], Settings(), "pass"),
        ([ERROR], Settings(), "fail"),
        ([WARNING], Settings(fail_on=Severity.WARNING), "fail"),
        ([WARNING], Settings(max_warnings=1), "pass"),
        ([WARNING, WARNING], Settings(max_warnings=1), "fail"),
        ([], Settings(thresholds={"coverage-source": 1.0}), "pass"),
        ([], Settings(thresholds={"chrf": 30.0}), "fail"),
    ],
)
def test_the_verdict_follows_the_settings(audit_with, findings, settings, gate):
    assert judged(audit_with(*findings), settings, RULES, "a -> b").summary.gate == gate


def test_a_low_score_is_named_with_what_is_asked(audit_with):
    audit = replace(audit_with(), scores=Scores(0.71, 1.0))
    audit = judged(audit, Settings(thresholds={"coverage-source": 0.9}), RULES, "a -> b")
    assert audit.notes == (
        "gate: coverage of the source is 0.71; the settings ask for at least 0.9",
    )


def test_an_accepted_error_passes_until_its_last_day(audit_with):
    until = date(2025, 4, 30)
    entries = Baseline((Entry("aa", "number", until=until, reason="agreed"),))
    before = judged(audit_with(ERROR), Settings(), Rules(entries, TODAY), "a -> b")
    after = judged(audit_with(ERROR), Settings(), Rules(entries, date(2025, 5, 1)), "a -> b")
    assert (before.summary.gate, before.summary.error) == ("pass", 0)
    assert (after.summary.gate, after.summary.error) == ("fail", 1)
    assert after.notes == (
        "baseline: F001 was accepted until 2025-04-30 (agreed) and counts again",
    )


@pytest.mark.parametrize(("strict", "gate"), [(False, "pass"), (True, "fail")])
def test_an_entry_that_matches_nothing_is_told_and_fails_only_if_strict(audit_with, strict, gate):
    entries = Baseline((Entry("ff", "number", pair="a -> b"),))
    audit = judged(audit_with(), Settings(), Rules(entries, TODAY, strict), "a -> b")
    assert audit.summary.gate == gate
    assert "matches nothing any more" in audit.notes[0]


def test_an_entry_of_a_check_that_did_not_run_is_not_told(audit_with):
    entries = Baseline((Entry("ff", "number", pair="a -> b"),))
    audit = judged(
        audit_with(), Settings(select=("spacing",)), Rules(entries, TODAY, True), "a -> b"
    )
    assert (audit.summary.gate, audit.notes) == ("pass", ())


@pytest.fixture
def gate(tmp_path, monkeypatch, audit_with):
    """Makes a gate over a project with the pairs a, b and c, of which c is not translated."""
    monkeypatch.chdir(tmp_path)
    Path("selaras.toml").write_text(
        '[[pairs]]\nsource = "{name}.vi.txt"\ntarget = "{name}.id.txt"\n'
    )
    for name in ("a.vi.txt", "a.id.txt", "b.vi.txt", "b.id.txt", "c.vi.txt"):
        Path(name).touch()

    def audit_files(source: Path, target: Path, settings: Settings):
        if source.name == "b.vi.txt":
            raise DocumentError("b.vi.txt is empty")
        return audit_with()

    def make(changed=None, settings=""):
        with Path("selaras.toml").open("a") as file:
            file.write(settings)
        return Gate(find_project(tmp_path), NOTHING, RULES, audit_files, changed)

    return make


def results(gate):
    return {pair.source[0]: gate.result(pair) for pair in gate.project.found_pairs()}


def test_each_pair_has_its_own_result(gate):
    found = results(gate())
    assert {name: result.verdict for name, result in found.items()} == {
        "a": "pass",
        "b": "error",
        "c": "fail",
    }
    assert found["b"].error == "b.vi.txt is empty"
    assert [finding.check for finding in found["c"].audit.findings] == ["missing-translation"]


def test_a_source_that_changed_alone_makes_its_translation_stale(gate):
    def found(*changed):
        return [f.check for f in results(gate(frozenset(changed)))["a"].audit.findings]

    assert found("a.vi.txt") == ["stale-translation"]
    assert found("a.vi.txt", "a.id.txt") == found("a.id.txt") == found() == []


def test_a_source_that_changed_after_its_pair_passed_makes_its_translation_stale(gate, audit_with):
    seen = audit_with()

    def found(source, target):
        passed = Passed("a.vi.txt -> a.id.txt", source, target)
        rules = Rules(Baseline(passed=(passed,)), TODAY)
        findings = results(replace(gate(), rules=rules))["a"].audit.findings
        return [(finding.id, finding.check) for finding in findings]

    assert found("old", seen.target.sha256) == [("F001", "stale-translation")]
    assert found("old", "old") == []
    assert found(seen.source.sha256, seen.target.sha256) == []


def test_a_missing_translation_may_be_accepted_for_a_while(gate):
    (missing,) = results(gate())["c"].audit.findings
    entry = Entry(missing.fingerprint, missing.check, until=date(2025, 4, 30))
    rules = Rules(Baseline((entry,)), TODAY)
    assert results(replace(gate(), rules=rules))["c"].verdict == "pass"
    later = replace(rules, today=date(2025, 5, 1))
    assert results(replace(gate(), rules=later))["c"].verdict == "fail"


def test_a_threshold_is_not_asked_of_a_translation_that_is_not_there(gate):
    wanted = '[severity]\nmissing-translation = "info"\n[thresholds]\ncoverage-source = 0.9\n'
    assert results(gate(settings=wanted))["c"].verdict == "pass"


def test_the_severity_of_a_missing_translation_is_a_setting(gate):
    found = results(gate(settings='[severity]\nmissing-translation = "warning"\n'))
    assert found["c"].verdict == "pass"

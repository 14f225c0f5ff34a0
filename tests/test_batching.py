"""A batch loses nothing when it is stopped, and no pair stops the others."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from selaras.baseline import Baseline
from selaras.batching import JOURNAL, Journal, Task, Work, pending, saved_results, tasks, totals
from selaras.checks.model import Finding, Severity
from selaras.errors import DocumentError, SettingsError
from selaras.gating import Gate, Rules
from selaras.project import Pair, find_project
from selaras.settings import NOTHING, Layer

ERROR = Finding("x", check="number", severity=Severity.ERROR, id="F001", fingerprint="aa")


@pytest.fixture
def work(tmp_path, monkeypatch, audit_with):
    """Work on the pairs a, b, c and d: clean, with an error, not to be read, not translated."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.vi", "a.id", "b.vi", "b.id", "c.vi", "c.id", "d.vi"):
        Path(name).write_text(name)

    def audit_files(source: Path, target: Path, settings):
        if source.name == "c.vi":
            raise DocumentError("c.vi is empty")
        return audit_with(*([ERROR] if source.name == "b.vi" else []))

    gate = Gate(find_project(tmp_path), NOTHING, Rules(Baseline(), date.today()), audit_files)
    return Work(gate, tmp_path / "batch", ("csv",))


def everything() -> list[Task]:
    return tasks(Pair(f"{name}.vi", f"{name}.id", NOTHING) for name in "abcd")


def done(work: Work) -> Journal:
    journal = Journal(work.folder)
    journal.begin(())
    for task in everything():
        journal.add(work.outcome(task))
    return journal


def test_each_pair_has_its_outcome_and_its_reports(work):
    outcomes = done(work).read()
    assert {name[0]: outcome.verdict.verdict for name, outcome in outcomes.items()} == {
        "a": "pass",
        "b": "fail",
        "c": "error",
        "d": "fail",
    }
    written = sorted(path.name for path in (work.folder / "reports").iterdir())
    assert written == [f"{name}.id.{end}" for name in "abd" for end in ("csv", "json")]


def test_what_is_done_is_not_done_again_but_what_failed_is_tried_again(work):
    kept, left = pending(work, everything(), done(work).read())
    assert [outcome.pair[0] for outcome in kept] == ["a", "b", "d"]
    assert [task.pair.source[0] for task in left] == ["c"]


def without_report(work: Work) -> Work:
    (work.folder / "reports" / "b.id.json").unlink()
    return work


def with_other_text(work: Work) -> Work:
    Path("b.id").write_text("changed")
    return work


def with_other_formats(work: Work) -> Work:
    return replace(work, formats=())


def with_other_settings(work: Work) -> Work:
    options = Layer("the command line", {"max-warnings": 3})
    return replace(work, gate=replace(work.gate, options=options))


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (without_report, "bc"),
        (with_other_text, "bc"),
        (with_other_formats, "abcd"),
        (with_other_settings, "abcd"),
    ],
)
def test_a_pair_is_done_again_when_something_it_depends_on_changed(work, change, left):
    journal = done(work)
    _, again = pending(change(work), everything(), journal.read())
    assert "".join(task.pair.source[0] for task in again) == left


def test_a_line_that_was_cut_off_is_no_outcome(work):
    journal = done(work)
    text = journal.path.read_text()
    for cut in range(len(text) - 200, len(text)):
        journal.path.write_text(text[:cut])
        assert {name[0] for name in journal.read()} in ({"a", "b", "c"}, {"a", "b", "c", "d"})


def test_nothing_else_in_the_journal_is_an_outcome(work):
    path = work.folder / JOURNAL
    path.parent.mkdir()
    path.write_text('null\n[]\n{"schema": 1}\n{"schema": "selaras/batch/1", "type": "pair"}\n\n')
    assert Journal(work.folder).read() == {}
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="choose another folder"):
        Journal(work.folder).read()


def test_the_worst_come_first_and_the_totals_last(work):
    journal = done(work)
    outcomes = sorted(journal.read().values(), key=lambda outcome: outcome.badness)
    journal.close(outcomes)
    lines = [json.loads(line) for line in journal.path.read_text().splitlines()]
    assert [line.get("source", line["type"])[0] for line in lines] == ["c", "d", "b", "a", "t"]
    assert lines[-1]["checks"] == {"missing-translation": 1, "number": 1}
    assert {name: lines[-1][name] for name in ("pairs", "pass", "fail", "not_audited")} == {
        "pairs": 4,
        "pass": 1,
        "fail": 2,
        "not_audited": 1,
    }
    assert list(journal.read().values()) == outcomes


def test_no_pairs_add_up_to_nothing():
    assert totals([])["coverage_source"] is None


def test_saved_reports_are_results_again(work):
    outcomes = list(done(work).read().values())
    results = list(saved_results(work.folder, outcomes))
    assert [bool(result.audit) for result in results] == [True, True, False, True]
    assert results[1].audit.findings[0].check == "number"
    assert results[2].error == "c.vi is empty"


def test_reports_of_different_pairs_never_share_a_name():
    pairs = [("a", "../x/t"), ("b", "../x/t"), ("a", "/x/t"), ("a", "t")]
    names = [task.name for task in tasks(Pair(s, t, NOTHING) for s, t in pairs)]
    assert names[0] == "x/t"
    assert len(set(names)) == 4
    assert not any(".." in Path(name).parts or name.startswith("/") for name in names)

"""The batch on the command line: what it prints, and how it goes on."""

import json
from pathlib import Path

import pytest
from selaras import cli
from selaras.checks.model import Finding, Severity
from selaras.errors import DocumentError

ERROR = Finding("Salah.", check="number", severity=Severity.ERROR, id="F001", fingerprint="aa")


@pytest.fixture
def run(capsys, monkeypatch, tmp_path, audit_with):
    """Runs the command in a folder with three pairs; the audit of ``b`` finds an error."""
    monkeypatch.chdir(tmp_path)
    audited = []

    def audit(source, target, settings, *more, **options):
        audited.append(source.name)
        if source.name == "c.vi.txt":
            raise DocumentError("c.vi.txt is empty")
        return audit_with(*([ERROR] if source.name == "b.vi.txt" else []))

    monkeypatch.setattr("selaras.auditing.audit", audit)
    for name in "abc":
        Path(f"{name}.vi.txt").touch()
        Path(f"{name}.id.txt").touch()

    def call(*arguments):
        audited.clear()
        code = cli.main(["batch", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err, list(audited)

    return call


ROWS = "a.vi.txt\ta.id.txt\nb.vi.txt\tb.id.txt\nc.vi.txt\tc.id.txt\n"


@pytest.fixture
def manifest() -> str:
    Path("pairs.tsv").write_text(ROWS)
    return "pairs.tsv"


def test_one_pair_that_cannot_be_audited_stops_no_other(run, manifest):
    code, out, err, _ = run(manifest)
    assert code == 2
    assert out.index("c.vi.txt") < out.index("b.vi.txt") < out.index("a.vi.txt")
    assert "3 pairs: 1 pass, 1 fail, 1 error" in out
    assert "most often: number 1" in out
    assert "c.vi.txt is empty" in err
    assert Path("selaras-batch/reports/a.id.txt.html").exists()


def test_a_second_run_does_only_what_is_left(run, manifest):
    run(manifest)
    assert run(manifest)[3] == ["c.vi.txt"]
    assert len(run(manifest, "--fresh")[3]) == 3


def test_a_run_that_was_stopped_goes_on(run, manifest, monkeypatch):
    from selaras import batching

    outcome = batching.Work.outcome

    def stopped(work, task):
        if task.pair.source == "b.vi.txt":
            raise KeyboardInterrupt
        return outcome(work, task)

    with monkeypatch.context() as patch:
        patch.setattr(batching.Work, "outcome", stopped)
        assert run(manifest)[0] == 130
    whole = run(manifest)
    assert whole[3] == ["b.vi.txt", "c.vi.txt"]
    first = Path("selaras-batch/batch.jsonl").read_bytes()
    run(manifest, "--fresh")
    assert Path("selaras-batch/batch.jsonl").read_bytes() == first


def test_the_worst_are_listed_and_all_are_summed(run, manifest):
    out = run(manifest, "--worst", "1", "--format", "json")[1]
    content = json.loads(out)
    assert [pair["source"] for pair in content["pairs"]] == ["c.vi.txt"]
    assert content["total"]["pairs"] == 3
    assert "b.vi.txt" not in run(manifest, "--worst", "1", "--format", "markdown")[1]


def test_one_report_of_all_pairs_also_of_those_done_before(run, manifest):
    run(manifest)
    run(manifest, "-o", "all.sarif")
    (log,) = json.loads(Path("all.sarif").read_text())["runs"]
    assert [result["ruleId"] for result in log["results"]] == ["not-audited", "number"]


def test_the_settings_or_any_manifest_name_the_pairs(run):
    Path("selaras.toml").write_text('[[pairs]]\nsource="{n}.vi.txt"\ntarget="{n}.id.txt"\n')
    assert len(run("--into", "one")[3]) == 3
    assert len(run("selaras.toml", "--into", "two")[3]) == 3
    rows = [
        {"source": f"{name}.vi.txt", "target": f"{name}.id.txt", "relation": "translation"}
        for name in "ab"
    ]
    Path("pairs.json").write_text(json.dumps({"schema": "selaras/pairs/1", "pairs": rows}))
    assert len(run("pairs.json", "--into", "three")[3]) == 2


@pytest.mark.parametrize(
    ("arguments", "content", "says"),
    [
        (["gone.json"], None, "cannot read"),
        (["pairs.json"], "{", "is no list of pairs"),
        (["pairs.json"], '{"schema": "other", "pairs": []}', "is no list of pairs"),
        (["pairs.tsv"], "only-one-column\n", "is no list of pairs"),
        (["pairs.tsv"], "", "names no pairs"),
        (["."], None, "name the folder of the translations too"),
        (["a", "b", "c"], None, "give one manifest"),
        ([], None, "there is no selaras.toml here"),
        (["pairs.tsv", "-o", "all.tmx"], ROWS, "holds one pair only"),
        (["pairs.tsv", "--jobs", "0"], ROWS, "--jobs"),
    ],
)
def test_what_is_wrong_is_one_line(run, arguments, content, says):
    if content is not None:
        Path(arguments[0]).write_text(content)
    code, out, err, audited = run(*arguments)
    assert (code, out, audited) == (2, "", [])
    assert err.startswith("selaras: ")
    assert err.count("\n") == 1
    assert says in err

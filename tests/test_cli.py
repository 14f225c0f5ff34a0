"""The command line: exit codes, one line for whatever goes wrong, and reports where they belong."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from selaras import cli
from selaras.checks import registry
from selaras.checks.model import Finding, Severity
from selaras.errors import DocumentError

ERROR = Finding("Salah.", check="number", severity=Severity.ERROR, id="F001", fingerprint="aa")
WARNING = Finding("Aneh.", check="name", severity=Severity.WARNING, id="F002", fingerprint="bb")


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Runs the command line in an empty folder: its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SELARAS_DEBUG", raising=False)

    def call(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def finds(monkeypatch, audit_with):
    """Makes every audit end with the findings, or the error, given."""

    def set_up(*findings):
        def audit(source, target, settings, encoder=None, translator=None, progress=None):
            if findings and isinstance(findings[0], Exception):
                raise findings[0]
            return audit_with(*findings, fail_on=settings.fail_on)

        monkeypatch.setattr("selaras.auditing.audit", audit)

    return set_up


AUDIT = ("audit", "a.vi.txt", "a.id.txt")


def one_line(text: str) -> bool:
    return text.startswith("selaras: ") and text.count("\n") == 1


@pytest.mark.parametrize(
    ("found", "options", "code"),
    [
        ((), (), 0),
        ((WARNING,), (), 0),
        ((ERROR,), (), 1),
        ((WARNING,), ("--fail-on", "warning"), 1),
    ],
)
def test_the_exit_code_is_the_verdict(run, finds, found, options, code):
    finds(*found)
    assert run(*AUDIT, *options)[0] == code


def test_options_win_over_the_settings_file(run, finds):
    finds(WARNING)
    Path("selaras.toml").write_text('fail-on = "warning"')
    assert run(*AUDIT)[0] == 1
    assert run(*AUDIT, "--fail-on", "error")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit",),
        ("audit", "a", "b", "--nonsense"),
        ("nonsense",),
        ("audit", "a", "b", "--select", "no-such-check"),
        ("audit", "a", "b", "--fail-on", "always"),
        ("audit", "a", "b", "--threads", "-1"),
        ("audit", "a", "b", "--format", "no-such-format"),
        ("audit", "a", "b", "-o", "report.xyz"),
        ("audit", "a", "b", "-o", "a"),
        ("audit", "a", "b", "--config", "gone.toml"),
        ("audit", "a", "b", "--baseline", "gone.json"),
        ("audit", "gone.vi.txt", "gone.id.txt"),
        ("audit", "bad\x1b[31m\nname\u202e\udcff", "b"),
        ("audit", "a\0b", "b"),
        ("audit", "x" * 5000, "b"),
        ("audit", ".", "b"),
        ("report", "gone.json"),
        ("report", "."),
        ("review", "gone.json"),
        ("diff", "gone.json", "gone.json"),
        ("checks", "explain", "no-such-check"),
        ("gate",),
        ("gate", "--findings", "no-such-format"),
        ("gate", "--report-format", "html,nonsense"),
        ("config", "show", "one-file"),
        ("baseline", "create"),
        ("baseline", "create", "--reason", "x"),
        ("baseline", "create", "--reason", "x", "--until", "soon"),
        ("baseline", "create", "--reason", "x", "--until", "2020-01-01"),
        ("baseline", "import", "gone.json"),
    ],
)
def test_what_is_wrong_is_one_line_and_exit_code_2(run, arguments):
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert one_line(err)
    assert not set(err) & {"\x1b", "\u202e"}


def test_a_broken_settings_file_is_one_line(run):
    Path("selaras.toml").write_text("[[pairs]\n")
    code, _, err = run(*AUDIT)
    assert code == 2
    assert one_line(err)
    assert "selaras.toml" in err


def test_an_error_inside_is_one_line_and_a_traceback_for_developers(run, finds, monkeypatch):
    finds(RuntimeError("oops\nagain"))
    code, _, err = run(*AUDIT)
    assert code == 2
    assert one_line(err)
    assert "SELARAS_DEBUG=1" in err
    monkeypatch.setenv("SELARAS_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run(*AUDIT)


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (MemoryError(), 2), (OSError(5, "I/O"), 2)]
)
def test_other_endings_are_one_line_too(run, monkeypatch, error, code):
    def fail(*arguments, **options):
        raise error

    monkeypatch.setattr("selaras.auditing.audit", fail)
    found, _, err = run(*AUDIT)
    assert found == code
    assert one_line(err)


def test_reports_are_printed_and_written(run, finds):
    finds(ERROR)
    code, out, err = run(*AUDIT, "-o", "out/a.json", "-o", "a.md", "-o", "concise:a.log")
    assert code == 1
    assert "number" in out
    assert err == "selaras: written: out/a.json, a.md, a.log\n"
    assert json.loads(Path("out/a.json").read_text())["summary"]["gate"] == "fail"
    assert "number" in Path("a.md").read_text()
    assert Path("a.log").read_text().count("\n") == 1


def test_quiet_prints_nothing_but_what_was_asked_for(run, finds):
    finds(ERROR)
    assert run(*AUDIT, "-q", "-o", "a.md") == (1, "", "")
    assert json.loads(run(*AUDIT, "-q", "--format", "json")[1])["summary"]["error"] == 1


def test_a_saved_audit_renders_as_the_live_one_did(run, finds):
    finds(ERROR, WARNING)
    for name in ("table", "markdown", "html", "concise", "json"):
        live = run(*AUDIT, "--format", name, "-o", "a.json")[1]
        assert run("report", "a.json", "--format", name) == (0, live, "")


def test_watching_goes_on_after_an_error_until_ctrl_c(run, finds, monkeypatch):
    def changes(paths):
        finds(DocumentError("a.id.txt is empty"))
        yield
        finds(ERROR)
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr("selaras.watching.changes", changes)
    code, out, err = run(*AUDIT, "--watch", "--format", "concise")
    assert code == 0
    assert out.count("number") == 1
    assert err == "selaras: a.id.txt is empty\nselaras: stopped\n"


def test_two_saved_audits_are_compared(run, finds):
    finds(ERROR)
    run(*AUDIT, "-o", "old.json")
    finds(WARNING)
    run(*AUDIT, "-o", "new.json")
    code, out, _ = run("diff", "old.json", "new.json")
    assert code == 0
    assert "Fixed: 1" in out
    assert "New: 1" in out
    assert run("diff", "old.json", "new.json", "--fail-on", "warning")[0] == 1
    assert json.loads(run("diff", "new.json", "old.json", "--format", "json")[1])["added"]


def test_a_table_is_plain_where_nobody_looks(run, finds):
    finds(ERROR)
    assert "\x1b" not in run(*AUDIT)[1]


def test_an_accepted_finding_passes_and_is_shown(run, finds):
    finds(ERROR)
    for name in ("a.vi.txt", "a.id.txt"):
        Path(name).touch()
    Path("selaras.toml").write_text('[[pairs]]\nsource="{n}.vi.txt"\ntarget="{n}.id.txt"\n')
    assert run("gate")[0] == 1
    code, out, _ = run("baseline", "create", "--reason", "quoted", "--who", "Sari")
    assert code == 0
    assert out.startswith("1 findings accepted in")
    code, out, _ = run("gate")
    assert code == 0
    assert "number" in out
    assert run(*AUDIT)[0] == 0
    assert run("baseline", "create", "--reason", "again")[0] == 2


def project(*names: str) -> None:
    """Lets this folder be a project with these files."""
    Path("selaras.toml").write_text('[[pairs]]\nsource="{n}.vi.txt"\ntarget="{n}.id.txt"\n')
    for name in names:
        Path(name).touch()


def test_the_baseline_takes_what_is_new_and_drops_what_is_gone(run, finds):
    project("a.vi.txt", "a.id.txt")
    finds(ERROR)
    run("baseline", "update", "--reason", "quoted")
    finds(WARNING)
    assert run("gate", "--strict-baseline")[0] == 1
    assert "1 findings accepted" in run("baseline", "update", "--reason", "agreed")[1]
    assert "1 of 2 decisions removed" in run("baseline", "prune")[1]
    (entry,) = json.loads(Path("selaras-baseline.json").read_text())["entries"]
    assert entry["fingerprint"] == "bb"
    assert entry["pair"] == "a.vi.txt -> a.id.txt"


def test_decisions_of_the_review_page_are_taken_over(run, finds):
    project("a.vi.txt", "a.id.txt")
    finds(ERROR)
    entry = {"fingerprint": "aa", "check": "number", "decision": "dismissed", "reason": "so said"}
    Path("d.json").write_text(json.dumps({"schema": "selaras/baseline/1", "entries": [entry]}))
    assert run("baseline", "import", "d.json")[0] == 0
    assert run("gate")[0] == 0


def test_the_gate_audits_all_pairs_and_says_which_cannot_be(run, finds):
    project("a.vi.txt", "a.id.txt", "b.vi.txt")
    finds()
    code, out, _ = run("gate", "--reports", "reports", "--report-format", "json")
    assert code == 1
    assert "missing-translation" in out
    assert "2 pairs: 1 pass, 1 fail" in out
    assert Path("reports/a.id.txt.json").exists()
    finds(DocumentError("a.id.txt is empty"))
    code, out, err = run("gate")
    assert code == 2
    assert "2 pairs: 1 fail, 1 error" in out
    assert one_line(err)
    assert "a.id.txt is empty" in err


def test_one_report_holds_all_pairs_even_those_that_cannot_be_audited(run, finds):
    project("a.vi.txt", "a.id.txt", "b.vi.txt")
    finds(DocumentError("a.id.txt is empty"))
    assert run("gate", "-o", "all.sarif", "-o", "all.xml", "-o", "concise:all.txt")[0] == 2
    (log,) = json.loads(Path("all.sarif").read_text())["runs"]
    assert [result["ruleId"] for result in log["results"]] == ["not-audited", "missing-translation"]
    assert Path("all.xml").read_text().count("<testsuite ") == 2
    assert Path("all.txt").read_text().splitlines() == [
        "a.id.txt:1:1: error not-audited a.id.txt is empty",
        "b.id.txt:1:1: error missing-translation b.vi.txt has no translation b.id.txt.",
    ]
    code, _, err = run("gate", "-o", "all.html")
    assert code == 2
    assert "holds one pair only" in err


def test_an_error_inside_one_pair_does_not_stop_the_others(run, finds):
    project("a.vi.txt", "a.id.txt", "b.vi.txt", "b.id.txt")
    finds(RuntimeError("oops"))
    code, out, err = run("gate")
    assert code == 2
    assert "2 pairs: 2 error" in out
    assert err.count("an error inside selaras") == 2


def test_the_versions_that_pass_are_kept_when_asked_for(run, finds):
    project("a.vi.txt", "a.id.txt", "b.vi.txt")
    finds()
    run("gate")
    assert not Path("selaras-baseline.json").exists()
    run("gate", "--record")
    kept = json.loads(Path("selaras-baseline.json").read_text())
    assert [version["pair"] for version in kept["passed"]] == ["a.vi.txt -> a.id.txt"]
    finds(ERROR)
    Path("selaras-baseline.json").unlink()
    run("gate", "--record")
    assert "passed" not in json.loads(Path("selaras-baseline.json").read_text())


def test_the_gate_as_json_prints_nothing_else(run, finds):
    project("a.vi.txt", "a.id.txt")
    finds(ERROR)
    content = json.loads(run("gate", "--format", "json")[1])
    assert content["pairs"][0]["verdict"] == "fail"


def test_the_gate_looks_only_at_the_pairs_of_the_files_given(run, finds):
    project("a.vi.txt", "a.id.txt", "b.vi.txt", "b.id.txt")
    finds()
    Path("folder").mkdir()
    for name in ("b.id.txt", "folder/../b.vi.txt"):
        assert "1 pair: 1 pass" in run("gate", name)[1]
    code, out, err = run("gate", "other.txt")
    assert (code, out) == (2, "")
    assert one_line(err)
    assert run("gate", "other.txt", "--allow-none")[0] == 0


def test_the_starting_settings_work_and_are_never_overwritten(run):
    assert run("init")[0] == 0
    code, out, _ = run("config", "show")
    assert code == 0
    assert 'fail-on = "error"  # default' in out
    assert run("init")[0] == 2


def test_config_show_tells_origins_for_a_pair(run):
    Path("selaras.toml").write_text(
        'threads = 2\n[[overrides]]\npaths = ["old/*"]\nfail-on = "info"\n'
    )
    shown = run("config", "show", "old/a.vi.txt", "old/a.id.txt")[1]
    assert "threads = 2  # selaras.toml\n" in shown
    assert 'fail-on = "info"  # selaras.toml, overrides 1\n' in shown


def test_every_check_is_listed_and_explained(run):
    listed = run("checks", "list")[1]
    for check in registry.all_checks():
        assert check.name in listed
        assert run("checks", "explain", check.name)[1].startswith(f"{check.name}\n=")


@pytest.mark.parametrize("name", cli.cli.list_commands(None))
def test_every_command_has_help(run, name):
    code, out, err = run(name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: selaras {name}")


def program(*arguments: str, **options) -> subprocess.CompletedProcess:
    """Runs selaras as a program of its own."""
    return subprocess.run(
        [sys.executable, "-m", "selaras", *arguments],
        check=False,
        stderr=subprocess.PIPE,
        **options,
    )


def test_the_package_is_the_program():
    done = program("--version", stdout=subprocess.PIPE)
    assert done.returncode == 0
    assert done.stdout.startswith(b"selaras 0.")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such device")
def test_a_full_disk_is_one_line():
    with Path("/dev/full").open("w") as full:
        done = program("checks", "list", stdout=full)
    assert done.returncode == 2
    assert one_line(done.stderr.decode())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_the_review_is_served_until_ctrl_c(run, finds, tmp_path):
    finds(ERROR)
    run(*AUDIT, "-o", "a.json")
    command = [sys.executable, "-m", "selaras", "review", "a.json"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as server:
        address = server.stdout.readline().removeprefix("review: ").strip()
        with urlopen(address) as page:
            assert b"Salah." in page.read()
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0


@pytest.mark.parametrize("arguments", [("--help",), ("checks", "list")])
def test_a_reader_that_has_gone_is_no_error(arguments):
    reading, writing = os.pipe()
    os.close(reading)
    done = program(*arguments, stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_help_imports_no_heavy_library():
    code = (
        "import sys; from selaras.cli import main; main(['--help']); main(['audit', '--help']);"
        "print({'numpy', 'ctranslate2', 'trafilatura', 'sacrebleu', 'regex'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().endswith("set()\n")

"""Reports are written whole or not at all, and never over what was audited."""

import os
import stat
import sys
from pathlib import Path

import pytest
from selaras.checks.model import Finding, Severity
from selaras.errors import DocumentError, ReportError, SettingsError
from selaras.outputs import (
    Output,
    check_outputs,
    parse_output,
    read_audit,
    write_outputs,
    write_reports,
    write_whole,
)


@pytest.mark.parametrize(
    ("value", "fallback", "output"),
    [
        ("report.html", None, Output(Path("report.html"), "html")),
        ("out/REPORT.MD", None, Output(Path("out/REPORT.MD"), "markdown")),
        ("json:report.txt", None, Output(Path("report.txt"), "json")),
        ("report", "concise", Output(Path("report"), "concise")),
        ("report.json", "concise", Output(Path("report.json"), "json")),
        ("C:report.json", None, Output(Path("C:report.json"), "json")),
    ],
)
def test_the_format_comes_from_the_prefix_or_the_ending(value, fallback, output):
    assert parse_output(value, fallback) == output


def test_an_unknown_ending_is_an_error():
    with pytest.raises(SettingsError, match="cannot tell the report format"):
        parse_output("report.xyz")


@pytest.mark.parametrize("name", ["source.txt", "./folder/../source.txt", "link.html"])
def test_an_input_is_never_overwritten(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("source.txt").touch()
    Path("link.html").symlink_to("source.txt")
    with pytest.raises(SettingsError, match="would overwrite"):
        check_outputs([Output(Path(name), "html")], [Path("source.txt")])


def test_the_same_file_twice_and_a_folder_are_refused(tmp_path):
    twice = Output(tmp_path / "a.html", "html")
    with pytest.raises(SettingsError, match="another report"):
        check_outputs([twice, twice], [])
    with pytest.raises(SettingsError, match="is a folder"):
        check_outputs([Output(tmp_path, "html")], [])


def test_a_missing_folder_is_made_and_nothing_else_is_left(tmp_path):
    write_whole(tmp_path / "a" / "b" / "report.txt", "isi")
    assert (tmp_path / "a" / "b" / "report.txt").read_text() == "isi"
    assert len(list((tmp_path / "a" / "b").iterdir())) == 1


def test_the_old_report_stays_when_the_new_one_fails(tmp_path, monkeypatch):
    path = tmp_path / "report.txt"
    path.write_text("old")

    def fail(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_can_be_written_is_written_although_another_report_fails(tmp_path):
    (tmp_path / "file").touch()
    outputs = [
        Output(tmp_path / "file" / "a.html", "html"),
        Output(tmp_path / "b.json", "json"),
    ]
    with pytest.raises(ReportError, match=r"a\.html.*1 of 2 reports are written"):
        write_outputs(outputs, lambda output: output.format)
    assert (tmp_path / "b.json").read_text() == "json"


def test_text_that_utf8_cannot_hold_is_escaped(tmp_path):
    write_whole(tmp_path / "a.txt", "x\ud800y")
    assert (tmp_path / "a.txt").read_bytes() == b"x\\ud800y"


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has neither links of this kind nor modes"
)
def test_links_are_followed_devices_written_to_and_modes_ordinary(tmp_path):
    (tmp_path / "real.txt").touch()
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_whole(tmp_path / "link.txt", "isi")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "isi"
    write_whole(Path(os.devnull), "isi")
    assert not Path(os.devnull).is_file()
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "real.txt").stat().st_mode) == 0o666 & ~mask


def test_reports_of_a_pair_lie_where_the_target_would(tmp_path, audit_with):
    write_reports(audit_with(), tmp_path / "news" / "a.id.md", ["html", "json", "concise"])
    names = sorted(path.name for path in (tmp_path / "news").iterdir())
    assert names == ["a.id.md.html", "a.id.md.json", "a.id.md.txt"]


def test_a_saved_audit_comes_back(tmp_path, audit_with):
    finding = Finding("Salah.", check="number", severity=Severity.ERROR, id="F001")
    audit = audit_with(finding)
    write_reports(audit, tmp_path / "a", ["json"])
    assert read_audit(tmp_path / "a.json") == audit


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe\x00", b"[1, 2", b'{"schema": 1}'])
def test_what_is_no_audit_is_one_clear_error(tmp_path, content):
    path = tmp_path / "audit.json"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match="audit") as error:
        read_audit(path)
    assert "\n" not in str(error.value)


def test_a_missing_audit_is_one_clear_error(tmp_path):
    with pytest.raises(DocumentError, match="cannot read"):
        read_audit(tmp_path / "gone.json")

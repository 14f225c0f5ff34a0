"""Reports are never written over what was audited, and one failure spares the others."""

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


def test_what_can_be_written_is_written_although_another_report_fails(tmp_path):
    (tmp_path / "file").touch()
    outputs = [
        Output(tmp_path / "file" / "a.html", "html"),
        Output(tmp_path / "b.json", "json"),
    ]
    with pytest.raises(ReportError, match=r"a\.html.*1 of 2 reports are written"):
        write_outputs(outputs, lambda output: output.format)
    assert (tmp_path / "b.json").read_text() == "json"


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

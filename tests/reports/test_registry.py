import pytest
from selaras.errors import SettingsError
from selaras.reports import format_of, formats, render
from selaras.reports.json import from_json, to_json


@pytest.mark.parametrize("name", list(formats()))
def test_a_saved_audit_gives_every_report_byte_for_byte(audit, name):
    assert render(from_json(to_json(audit)), name) == render(audit, name)


@pytest.mark.parametrize("name", list(formats()))
def test_every_format_ends_with_a_line_end_and_holds_no_escape(audit, name):
    report = render(audit, name)
    if isinstance(report, str):
        assert report.endswith("\n")
        assert "\x1b" not in report
        assert "\u202e" not in report


@pytest.mark.parametrize("name", list(formats()))
def test_every_ending_leads_back_to_its_format(name):
    for ending in formats()[name].endings:
        assert format_of(f"Báo cáo 😀{ending.upper()}") == name


def test_an_unknown_format_is_one_clear_error(audit):
    with pytest.raises(SettingsError, match="did you mean 'markdown'"):
        render(audit, "markdwon")
    with pytest.raises(SettingsError, match="choose one with --format"):
        format_of("report.docx")

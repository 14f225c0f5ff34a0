from dataclasses import replace

import pytest
from selaras.documents.model import Document
from selaras.reports import render
from selaras.reports.fitting import width


def test_each_finding_shows_its_place_and_its_marked_words(audit):
    report = render(audit, "table", width=160)
    assert "memb[培养]" in report
    assert "-:2:46 " in report
    assert "[Phiên chiều" in report
    assert "Suggestion: 120" in report
    assert "gate: fail (2 errors, 2 warnings, 0 notes, 1 in the baseline; fails on error)" in report
    assert "coverage: 82 % of the source, 79 % of the translation" in report
    assert report.endswith(audit.signature + "\n")
    assert "note: no translation model" in report


@pytest.mark.parametrize("cells", [80, 110, 139, 140, 170])
@pytest.mark.parametrize("show", [None, "alignment", "ledgers"])
def test_no_line_is_wider_than_the_terminal(audit, cells, show):
    longer = replace(audit, signature="-", notes=())
    for line in render(longer, "table", width=cells, show=show).splitlines():
        assert width(line) <= cells


def test_columns_stand_under_each_other_whatever_the_script(audit):
    lines = render(audit, "table", width=140).splitlines()
    column = width(lines[0][: lines[0].index("message")])
    row = next(line for line in lines if "培养]" in line)
    assert width(row[: row.index("Han letters")]) == column


def test_nothing_from_a_document_acts_on_the_terminal(audit):
    for colour in (False, True):
        report = render(audit, "table", show="alignment", colour=colour)
        assert "\x1b[31mturun" not in report
        assert "\u202e" not in report
        assert "␛[31mturun" in report
        assert "<U+202E>" in report


def test_colour_only_when_asked_for(audit):
    assert "\x1b" not in render(audit, "table")
    assert "\x1b[1;4;31m培养\x1b[0m" in render(audit, "table", colour=True)


def test_the_alignment_shows_both_texts_side_by_side(audit):
    report = render(audit, "table", show="alignment")
    assert "moved 0.77" in report
    row = next(line for line in report.splitlines() if "moved 0.77" in line)
    assert "Bà Trần Thị Hoa" in row
    assert "Ibu Tran Thi Hoa" in row


def test_no_findings_is_said(audit):
    assert "No findings." in render(replace(audit, findings=()), "table")


def test_a_path_cannot_act_on_the_terminal_either(audit):
    target: Document = replace(audit.target, path="a\x1b[2J\u202e\n.txt")
    report = render(replace(audit, target=target), "table")
    assert "\x1b" not in report
    assert "a␛[2J<U+202E> .txt:2:18" in report


def test_concise_is_one_line_a_finding(audit):
    lines = render(audit, "concise").splitlines()
    assert len(lines) == len(audit.findings)
    assert lines[1] == "-:2:46: error foreign-script Han letters stand inside the word “memb培养”."
    assert lines[4].startswith("-:4:1: warning omission ")


def test_ledgers_are_shown_when_asked_for(audit):
    report = render(audit, "table", show="ledgers")
    assert "Figures" in report
    assert "17 giờ" in report
    assert "Figures" not in render(audit, "table")
    assert "No ledgers." in render(replace(audit, ledgers=()), "table", show="ledgers")


def test_folders_are_shown_only_where_names_are_the_same(audit):
    def first_place(source, target):
        renamed = replace(
            audit,
            source=replace(audit.source, path=source),
            target=replace(audit.target, path=target),
        )
        return next(word for word in render(renamed, "table").split() if word.endswith(":2:18"))

    assert first_place("vi/a.txt", "id/b.txt") == "b.txt:2:18"
    assert first_place("vi/a.txt", "id/a.txt") == "id/a.txt:2:18"

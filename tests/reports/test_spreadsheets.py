"""CSV and XLSX: every finding is a row, and no text becomes a formula."""

import csv
import io
from dataclasses import replace

import pytest
from selaras.reports import render

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1+1", "|cmd", "%x")


def table(audit) -> list[dict[str, str]]:
    report = render(audit, "csv")
    assert report.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(report[1:])))


def test_csv_has_a_row_a_finding(audit):
    rows = table(audit)
    assert [row["id"] for row in rows] == [finding.id for finding in audit.findings]
    assert rows[1]["words"] == "培养"
    assert (rows[0]["line"], rows[0]["column"]) == ("2", "18")
    assert rows[0]["source_words"] == "120"
    assert rows[3]["status"] == "baseline"


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_defuses_formulas(audit, text):
    odd = replace(audit.findings[0], message=text, suggestion=text)
    row = table(replace(audit, findings=(odd,)))[0]
    assert row["message"].startswith("'")
    assert row["suggestion"].startswith("'")


def test_a_workbook_opens_with_its_sheets(audit):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(render(audit, "xlsx")))
    assert book.sheetnames == ["Findings", "Alignment", "Figures", "Summary"]
    findings = list(book["Findings"].values)
    assert len(findings) == 1 + len(audit.findings)
    assert findings[2][findings[0].index("words")] == "培养"
    assert findings[1][findings[0].index("line")] == 2
    alignment = list(book["Alignment"].values)
    assert len(alignment) == 1 + len(audit.alignment.links)
    assert alignment[4][1] == "omission"
    assert alignment[4][4] == ""
    assert list(book["Figures"].values)[2] == ("17:00", "17 giờ", "5:21", None, None)
    assert dict(book["Summary"].values)["coverage_source"] == audit.scores.coverage_source


def test_a_workbook_holds_no_formula_whatever_the_text(audit):
    openpyxl = pytest.importorskip("openpyxl")
    odd = [replace(audit.findings[0], message=text, suggestion=text) for text in FORMULAS]
    wild = replace(audit, findings=tuple(odd), notes=("\x00\ud800\uffff", "x" * 50_000))
    book = openpyxl.load_workbook(io.BytesIO(render(wild, "xlsx")))
    cells = [cell for sheet in book for row in sheet.rows for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    written = [cell for cell in cells if isinstance(cell.value, str) and cell.row > 1]
    assert all(cell.quotePrefix for cell in written)


def test_a_workbook_is_the_same_bytes_every_time(audit):
    assert render(audit, "xlsx") == render(audit, "xlsx")

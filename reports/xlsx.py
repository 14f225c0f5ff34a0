"""A workbook for people who live in spreadsheets: findings, alignment, ledgers, summary.

Every text is stored as text, never as a formula. The file is the smallest that
spreadsheet programs read, and the same bytes for the same audit.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from selaras.auditing import Audit
from selaras.reports.model import Options
from selaras.reports.spreadsheet import (
    Sheet,
    Value,
    alignment_sheet,
    findings_sheet,
    ledger_sheet,
    summary_sheet,
)
from selaras.reports.xml_text import legal, serialise

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# A cell holds no more, and 1980 is the first year that a ZIP archive knows.
_LONGEST_CELL = 32_767
_TIMELESS = (1980, 1, 1, 0, 0, 0)
_PLAIN, _TEXT, _HEAD = 0, 1, 2


def render(audit: Audit, options: Options) -> bytes:
    """The workbook."""
    ledgers = map(ledger_sheet, audit.ledgers)
    sheets = (findings_sheet([audit]), alignment_sheet(audit), *ledgers, summary_sheet(audit))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, root in _parts(sheets):
            entry = zipfile.ZipInfo(name, _TIMELESS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, serialise(root, indented=False))
    return file.getvalue()


def _parts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, Element]]:
    """Every file of the package."""
    names = [f"worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    yield "[Content_Types].xml", _content_types(names)
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    yield "xl/workbook.xml", _workbook(sheets)
    targets = [*(("worksheet", name) for name in names), ("styles", "styles.xml")]
    yield "xl/_rels/workbook.xml.rels", _relations(targets)
    yield "xl/styles.xml", _styles()
    for name, sheet in zip(names, sheets, strict=True):
        yield f"xl/{name}", _worksheet(sheet)


def _content_types(names: Sequence[str]) -> Element:
    root = Element("Types", xmlns=f"{_PACKAGE}/content-types")
    for ending, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        SubElement(root, "Default", Extension=ending, ContentType=kind)
    parts = [("workbook.xml", "sheet.main"), ("styles.xml", "styles")]
    for name, kind in [*parts, *((name, "worksheet") for name in names)]:
        SubElement(root, "Override", PartName=f"/xl/{name}", ContentType=f"{_CONTENT}.{kind}+xml")
    return root


def _relations(targets: Sequence[tuple[str, str]]) -> Element:
    root = Element("Relationships", xmlns=f"{_PACKAGE}/relationships")
    for number, (kind, target) in enumerate(targets, start=1):
        SubElement(
            root, "Relationship", Id=f"rId{number}", Type=f"{_RELATION}/{kind}", Target=target
        )
    return root


def _workbook(sheets: Sequence[Sheet]) -> Element:
    root = Element("workbook", {"xmlns": _MAIN, "xmlns:r": _RELATION})
    listed = SubElement(root, "sheets")
    for number, sheet in enumerate(sheets, start=1):
        SubElement(
            listed, "sheet", {"name": sheet.name, "sheetId": str(number), "r:id": f"rId{number}"}
        )
    return root


def _styles() -> Element:
    """Three styles: plain; text that wraps and stays text; the bold head."""
    root = Element("styleSheet", xmlns=_MAIN)
    fonts = SubElement(root, "fonts", count="2")
    for bold in (False, True):
        font = SubElement(fonts, "font")
        if bold:
            SubElement(font, "b")
        SubElement(font, "sz", val="11")
        SubElement(font, "name", val="Calibri")
    fills = SubElement(root, "fills", count="2")
    for pattern in ("none", "gray125"):
        SubElement(SubElement(fills, "fill"), "patternFill", patternType=pattern)
    SubElement(SubElement(root, "borders", count="1"), "border")
    plain = {"numFmtId": "0", "fillId": "0", "borderId": "0"}
    SubElement(SubElement(root, "cellStyleXfs", count="1"), "xf", {**plain, "fontId": "0"})
    formats = SubElement(root, "cellXfs", count="3")
    SubElement(formats, "xf", {**plain, "xfId": "0", "fontId": "0"})
    text = {**plain, "xfId": "0", "fontId": "0", "quotePrefix": "1", "applyAlignment": "1"}
    SubElement(SubElement(formats, "xf", text), "alignment", vertical="top", wrapText="1")
    SubElement(formats, "xf", {**plain, "xfId": "0", "fontId": "1", "applyFont": "1"})
    named = SubElement(root, "cellStyles", count="1")
    SubElement(named, "cellStyle", name="Normal", xfId="0", builtinId="0")
    return root


def _worksheet(sheet: Sheet) -> Element:
    """The sheet with its head frozen and ready to filter."""
    root = Element("worksheet", xmlns=_MAIN)
    view = SubElement(SubElement(root, "sheetViews"), "sheetView", workbookViewId="0")
    SubElement(view, "pane", ySplit="1", topLeftCell="A2", activePane="bottomLeft", state="frozen")
    columns = SubElement(root, "cols")
    for number, width in enumerate(sheet.widths, start=1):
        SubElement(
            columns, "col", min=str(number), max=str(number), width=str(width), customWidth="1"
        )
    data = SubElement(root, "sheetData")
    for number, row in enumerate(sheet.rows, start=1):
        line = SubElement(data, "row", r=str(number))
        for column, value in enumerate(row):
            if value is not None:
                _cell(line, f"{_letter(column)}{number}", value, head=number == 1)
    last = f"{_letter(len(sheet.widths) - 1)}{len(sheet.rows)}"
    SubElement(root, "autoFilter", ref=f"A1:{last}")
    return root


def _cell(line: Element, address: str, value: Value, head: bool) -> None:
    if isinstance(value, str):
        style = _HEAD if head else _TEXT
        cell = SubElement(line, "c", r=address, s=str(style), t="inlineStr")
        text = SubElement(SubElement(cell, "is"), "t", {"xml:space": "preserve"})
        text.text = legal(value)[:_LONGEST_CELL]
    else:
        cell = SubElement(line, "c", r=address, s=str(_PLAIN))
        SubElement(cell, "v").text = repr(value)


def _letter(column: int) -> str:
    """The name of one of the first 26 columns."""
    return chr(ord("A") + column)

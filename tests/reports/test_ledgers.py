"""A ledger by itself: every format holds every cell, and the terms make a glossary."""

import csv
import io
import json

import pytest
from markdown_it import MarkdownIt
from selaras.checks.glossary import Rendering, read_glossary
from selaras.checks.ledgers.model import Ledger
from selaras.checks.ledgers.terms import COLUMNS
from selaras.errors import SettingsError
from selaras.reports.ledgers import FORMATS, as_glossary, format_for, render
from selaras.reports.registry import formats

TERMS = Ledger(
    "terms",
    COLUMNS,
    (
        ("hội  nghị", "phrase", "konferensi,\nrapat", 3, "1:1", "1:1", "consistent"),
        ("đề án", "name", "program", 2, "2:1", "2:1", "accepted"),
        ("đề án", "name", "=proyek | <b>", 1, "3:1", None, "inconsistent"),
    ),
)


def test_the_table_is_as_wide_as_asked():
    for width in (80, 120):
        lines = render(TERMS, "table", width).splitlines()
        assert lines[0] == "terms"
        assert max(map(len, lines)) <= width
    assert "=proyek" in render(TERMS, "table")


def test_csv_has_every_cell_and_no_formula():
    head, *rows = csv.reader(io.StringIO(render(TERMS, "csv").removeprefix("\ufeff")))
    assert tuple(head) == COLUMNS
    assert [row[2] for row in rows] == ["konferensi, rapat", "program", "'=proyek | <b>"]
    assert rows[2][5] == ""


def test_json_names_every_cell():
    content = json.loads(render(TERMS, "json"))
    assert content["schema"] == "selaras/ledger/1"
    assert [tuple(row.values()) for row in content["rows"]] == list(TERMS.rows)
    assert tuple(content["rows"][0]) == COLUMNS


def test_markdown_is_one_table_in_which_nothing_acts():
    page = MarkdownIt().enable("table").render(render(TERMS, "markdown"))
    assert page.count("<tr>") == 4
    assert page.count("<td>") == 3 * len(COLUMNS)
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_only_what_has_one_rendering_throughout_enters_the_glossary(tmp_path, delimiter):
    path = tmp_path / ("terms.tsv" if delimiter == "\t" else "terms.csv")
    path.write_text(as_glossary(TERMS, delimiter), "utf-8")
    assert list(read_glossary(path)) == [
        ("hội nghị", Rendering("konferensi, rapat", "required", "used 3 times"))
    ]


def test_formats_are_told_by_endings(tmp_path):
    assert set(FORMATS) <= set(formats())
    found = {name: format_for(tmp_path / f"a{formats()[name].endings[0]}") for name in FORMATS}
    assert all(name == format for name, format in found.items())
    with pytest.raises(SettingsError, match="no ledger is written as html"):
        format_for(tmp_path / "a.html")

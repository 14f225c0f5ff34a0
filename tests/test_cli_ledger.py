"""The command ledger: what it prints and writes, and what it refuses."""

import csv
import json
from pathlib import Path

import pytest
from selaras import cli
from selaras.checks.ledgers import LEDGERS
from selaras.cli_ledger import ledger
from selaras.reports.ledgers import FORMATS

SEEDS = Path(__file__).parents[1] / "seeds"
PAIR = (str(SEEDS / "konferensi.vi.txt"), str(SEEDS / "konferensi.id.txt"))

LAND_SOURCE = """Tỉnh xây dựng cơ sở dữ liệu về đất đai trong năm nay.
Nhiều xã đã nhập hồ sơ vào cơ sở dữ liệu này.
Người dân tra cứu miễn phí trong cơ sở dữ liệu từ tháng Chín.
Sở Tài chính kiểm tra chi phí hằng quý.
"""
LAND_TARGET = """Provinsi membangun basis data pertanahan tahun ini.
Banyak komune telah memasukkan berkas ke dalam basis data ini.
Warga dapat mencari gratis di basis data mulai September.
Dinas Keuangan memeriksa biaya setiap triwulan.
"""


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Runs the command line in an empty folder: its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        code = cli.main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_every_ledger_and_every_format_can_be_asked_for():
    choices = {parameter.name: parameter.type for parameter in ledger.params}
    assert list(choices["name"].choices) == list(LEDGERS)
    assert tuple(choices["format_"].choices) == FORMATS


def test_it_prints_the_ledger_asked_for(run):
    code, out, err = run("ledger", "people", *PAIR, "--quiet")
    assert (code, err) == (0, "")
    assert out.startswith("people\n\nperson ")
    row = next(line for line in out.splitlines() if line.startswith("Hồ Quang Huy"))
    assert "Ho Quang Duy" in row
    assert row.endswith("differs")


def test_it_is_written_as_the_ending_tells(run, tmp_path):
    code, out, err = run("ledger", "figures", *PAIR, "-o", "new/figures.json")
    assert (code, out, err) == (0, "", f"selaras: written: {Path('new/figures.json')}\n")
    rows = json.loads((tmp_path / "new/figures.json").read_text("utf-8"))["rows"]
    changed = {(row["source"], row["target"]) for row in rows if row["status"] == "differs"}
    assert ("12.500", "15.200") in changed


def test_terms_become_a_glossary_that_the_next_audit_reads(run, tmp_path):
    texts = {
        "land.vi.txt": LAND_SOURCE,
        "land.id.txt": LAND_TARGET,
        "other.id.txt": LAND_TARGET.replace("basis data", "sistem lain"),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    pair = ("land.vi.txt", "land.id.txt")
    assert run("ledger", "terms", *pair, "--as-glossary", "-o", "terms.csv")[0] == 0
    with Path("terms.csv").open(encoding="utf-8", newline="") as file:
        assert [(entry["source"], entry["target"]) for entry in csv.DictReader(file)] == [
            ("cơ sở dữ liệu", "basis data")
        ]
    options = ("--glossary", "terms.csv", "--select", "terminology", "--format", "concise")
    assert run("audit", *pair, *options)[:2] == (0, "")
    assert "cơ sở dữ liệu" in run("audit", "land.vi.txt", "other.id.txt", *options)[1]


def test_files_that_hardly_correspond_have_no_ledger(run, tmp_path):
    for name, words in (("a.vi.txt", "Trời mưa rất to. "), ("b.id.txt", "Harga beras naik lagi. ")):
        (tmp_path / name).write_text(words * 12, "utf-8")
    code, out, err = run("ledger", "terms", "a.vi.txt", "b.id.txt", "-q")
    assert (code, out) == (2, "")
    assert "hardly correspond" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("people", *PAIR, "--as-glossary"), "--as-glossary is for terms"),
        (("terms", *PAIR, "--as-glossary", "--format", "json"), "--as-glossary is for terms"),
        (("terms", *PAIR, "-o", "terms.html"), "no ledger is written as html"),
        (("terms", *PAIR, "-o", "terms"), "cannot tell the report format"),
        (("terms", *PAIR, "-o", PAIR[0], "--format", "csv"), "overwrite an input"),
        (("names", *PAIR), "'names' is not one of"),
        (("terms", "none.vi.txt", PAIR[1]), "none.vi.txt"),
    ],
)
def test_what_cannot_be_done_is_one_line(run, arguments, said):
    code, out, err = run("ledger", *arguments, "-q")
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1

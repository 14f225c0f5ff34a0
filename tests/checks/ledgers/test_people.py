"""The ledger of people: who is named on each side, in which office, and whether they agree."""

from selaras.checks.ledgers.people import COLUMNS, people
from selaras.checks.parallel import context_of_segments

SOURCE = [
    "Ông Phạm Đức Ấn, Chủ tịch UBND tỉnh, khai mạc.",
    "Phó Bí thư Tỉnh ủy Vũ Quyết Tiến dự.",
    "Bà Lê Thị Hoa phát biểu.",
    "Ông Trần Văn Bình dự.",
]
TARGET = [
    "Bapak Pham Duc An, Ketua Komite Rakyat Provinsi, membuka acara.",
    "Sekretaris Komite Partai Provinsi Vu Quyet Tien hadir.",
    "Ibu Le Thi Huong berpidato.",
    "",
]


def _rows():
    ledger = people(context_of_segments(SOURCE, TARGET, "vi", "id"))
    assert ledger.columns == COLUMNS
    return {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in ledger.rows}


def test_agreement():
    row = _rows()["Phạm Đức Ấn"]
    assert row["status"] == "agreed"
    assert (row["source offices"], row["target offices"]) == ("Chủ tịch", "Ketua")
    assert (row["target name"], row["source place"], row["target place"]) == (
        "Pham Duc An",
        "1:5",
        "1:7",
    )


def test_another_office_and_another_name_differ():
    rows = _rows()
    assert rows["Vũ Quyết Tiến"]["status"] == "differs"
    assert rows["Lê Thị Hoa"]["status"] == "differs"
    assert rows["Lê Thị Hoa"]["target name"] == "Le Thi Huong"


def test_only_one_side():
    assert _rows()["Trần Văn Bình"]["status"] == "only in the source"
    context = context_of_segments(["", "x"], ["Bapak Tran Quoc Toan tiba.", "x"], "vi", "id")
    assert [row[-1] for row in people(context).rows] == ["only in the target"]


def test_rows_are_in_the_order_of_the_source():
    assert list(_rows()) == ["Phạm Đức Ấn", "Vũ Quyết Tiến", "Lê Thị Hoa", "Trần Văn Bình"]

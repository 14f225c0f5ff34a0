from dataclasses import replace

import pytest
from selaras.align.views import Views
from selaras.align.words import WordAligner
from selaras.checks.ledgers.terms import COLUMNS, terms
from selaras.checks.parallel import context_of_segments
from selaras.models.embedded import embedded_encoder

SOURCE = [
    "Thành phố khai trương chương trình “Chợ xanh ven biển” vào tháng Năm.",
    "Mười hộ bán rau tham gia “Chợ xanh ven biển” tuần đầu.",
    "“Chợ xanh ven biển” kéo dài đến cuối năm.",
]
TARGET = [
    "Kota itu membuka program “Pasar Hijau Pesisir” pada bulan Mei.",
    "Sepuluh pedagang sayur mengikuti “Pasar Hijau Pesisir” pada pekan pertama.",
    "“Bazar Ramah Lingkungan” berlangsung sampai akhir tahun.",
]


def rows(source, target):
    context = context_of_segments(source, target, "vi", "id")
    views = Views.of(context.source, context.target, embedded_encoder(1))
    ledger = terms(replace(context, words=WordAligner(views, context.alignment)))
    assert (ledger.name, ledger.columns) == ("terms", COLUMNS)
    return [dict(zip(COLUMNS, row, strict=True)) for row in ledger.rows]


def test_each_rendering_has_a_row_with_its_places_the_usual_one_first():
    usual, other = rows(SOURCE, TARGET)
    assert usual == {
        "term": "Chợ xanh ven biển",
        "kind": "name",
        "rendering": "Pasar Hijau Pesisir",
        "count": 2,
        "source places": "1:37, 2:27",
        "target places": "1:27, 2:35",
        "status": "accepted",
    }
    assert (other["rendering"], other["count"], other["status"]) == (
        "Bazar Ramah Lingkungan",
        1,
        "inconsistent",
    )


def test_a_term_that_is_always_the_same_is_consistent():
    (row,) = rows(SOURCE[:2], TARGET[:2])
    assert (row["count"], row["status"]) == (2, "consistent")


@pytest.mark.parametrize("count", [0, 1])
def test_what_does_not_recur_is_no_term(count):
    assert rows(SOURCE[:count] or ["Mưa."], TARGET[:count] or ["Hujan."]) == []

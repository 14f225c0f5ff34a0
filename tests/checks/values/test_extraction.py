import time
import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.checks.values.extraction import values
from selaras.checks.values.model import Quantity
from selaras.languages import load
from selaras.languages.dates import Date, Time
from selaras.languages.model import Language


def found(text, code="vi"):
    return [(value.text, str(value.kind)) for value in values(text, load(code))]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("vi", "Nghị quyết số 57-NQ/TW", [("57-NQ/TW", "document-number")]),
        ("vi", "Nghị định 47/2020/NĐ-CP", [("47/2020/NĐ-CP", "document-number")]),
        ("vi", "Quyết định 127/QĐ-TTg", [("127/QĐ-TTg", "document-number")]),
        ("vi", "Kế hoạch 155/KH-UBND", [("155/KH-UBND", "document-number")]),
        ("vi", "xem https://a.vn/b-1.html.", [("https://a.vn/b-1.html", "reference")]),
        ("vi", "gọi 0203.3835.678 nhé", [("0203.3835.678", "reference")]),
        ("vi", "thư a.b@c.vn, thẻ #QN", [("a.b@c.vn", "reference"), ("#QN", "reference")]),
        ("vi", "đạt 88,5% kế hoạch", [("88,5%", "percent")]),
        ("vi", "hơn 2.000 tỷ đồng", [("2.000 tỷ đồng", "currency")]),
        ("id", "senilai Rp2,5 triliun", [("Rp2,5 triliun", "currency")]),
        ("id", "dokumen US$ 14,7 miliar", [("US$ 14,7 miliar", "currency")]),
        ("vi", "rộng 12 héc-ta", [("12 héc-ta", "unit")]),
        ("id", "160 km / jam", [("160 km / jam", "unit")]),
        ("vi", "Sáng 21/4", [("21/4", "date")]),
        ("vi", "1/2 dặm", [("1/2 dặm", "number")]),
        ("id", "21/04/2025 15.49", [("21/04/2025", "date"), ("15.49", "time")]),
        ("vi", "khổ 6x6 cm", [("6", "number"), ("6 cm", "unit")]),
        ("vi", "7â€“2", [("7", "number"), ("2", "number")]),
        ("vi", "783 km<sup>2</sup> đất", [("783 km<sup>2</sup>", "unit")]),
        ("vi", "St James&#39; Gate", []),
        ("vi", "Hai đồng chí", [("Hai", "number")]),
    ],
)
def test_kinds(code, text, expected):
    assert found(text, code) == expected


def test_a_range_shares_its_unit_and_scale():
    first, last = values("từ 3 đến 5 triệu đồng", load("vi"))
    assert (first.reading.amount, first.reading.unit.symbol) == (3_000_000, "VND")
    assert last.reading.amount == 5_000_000
    first, last = values("tahun 1995-96", load("id"))
    assert (first.reading, last.reading) == (Date(1995), Date(1996))


def test_an_hour_may_be_a_time_or_a_duration():
    (value,) = values("11 giờ", load("vi"))
    assert Time(11, 0, exact=False) in value.readings
    assert isinstance(value.reading, Quantity)


def test_a_weekday_may_be_an_ordinal():
    (value,) = values("thứ ba", load("vi"))
    assert set(map(type, value.readings)) == {Date, Quantity}


def test_designations_are_literals_and_weak():
    (value,) = values("chiếc Il-76", load("vi"))
    assert (value.reading.text, value.weak) == ("il-76", True)


def test_decomposed_text_keeps_its_own_offsets():
    text = unicodedata.normalize("NFD", "Tổng vốn một trăm hai mươi tỷ đồng.")
    (value,) = values(text, load("vi"))
    covered = unicodedata.normalize("NFC", text[value.span.start : value.span.end])
    assert covered == "một trăm hai mươi tỷ đồng"


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="một hai năm 0123456789.,/-:% đồng km Rp$ ngày tháng NQ/TW @#\u0301\n"))
def test_values_are_in_order_and_never_overlap(text):
    for code in ("vi", "id", "en"):
        end = 0
        for value in values(text, load(code)):
            assert end <= value.span.start < value.span.end <= len(text)
            end = value.span.end


@settings(deadline=None, max_examples=60)
@given(st.text())
def test_any_text_is_read(text):
    for value in values(text, load("id")):
        assert value.span.end <= len(text)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 999_999_999), st.sampled_from(["km", "ha", "%", "tấn", "đồng", "USD"]))
def test_an_amount_with_its_unit_is_read_back(amount, unit):
    grouped = f"{amount:,}".replace(",", ".")
    (value,) = values(f"Có {grouped} {unit} ở đây", load("vi"))
    assert value.reading.amount == Fraction(amount)
    assert value.reading.unit is not None


@pytest.mark.parametrize(
    "piece", ["1", "1.", "12 345 ", "a1", "5-", "1/2/", "a@", "57-NQ/", "năm "]
)
def test_cost_is_linear_in_one_long_line(piece):
    def seconds(length):
        text = piece * (length // len(piece))
        start = time.process_time()
        values(text, load("vi"))
        return time.process_time() - start

    seconds(1000)
    assert seconds(4_000) < 12 * seconds(1_000) + 0.2


def test_a_language_without_data_still_has_values(tmp_path):
    bare = Language("xx", "None", ("Latin",), tmp_path)
    assert [value.text for value in values("1,200 km, 57-NQ/TW", bare)] == ["1,200 km", "57-NQ/TW"]

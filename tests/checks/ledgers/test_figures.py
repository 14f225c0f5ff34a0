from fractions import Fraction

import pytest
from selaras.checks.ledgers.figures import COLUMNS, figures, shown
from selaras.checks.parallel import context_of_segments
from selaras.checks.values.model import Literal, Quantity
from selaras.languages.dates import Date, Time


def rows(source, target):
    ledger = figures(context_of_segments(source, target, "vi", "id"))
    assert ledger.columns == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in ledger.rows]


def test_values_that_agree_stand_in_one_row_with_both_places():
    (row,) = rows(["Mở đầu.", "Vốn 2,5 triệu đồng."], ["Pembuka.", "Modal 2,5 juta dong."])
    assert row == {
        "type": "currency",
        "value": "2500000",
        "unit": "VND",
        "source": "2,5 triệu đồng",
        "target": "2,5 juta dong",
        "source place": "2:5",
        "target place": "2:7",
        "status": "agreed",
    }


def test_differing_missing_and_added_values_say_so():
    found = rows(["Có 88 xã và 47 km."], ["Ada 86 kecamatan pada 1998."])
    assert [(row["source"], row["target"], row["status"]) for row in found] == [
        ("88", "86", "differs"),
        ("47 km", None, "only in the source"),
        (None, "1998", "only in the target"),
    ]


def test_values_of_sentences_without_a_counterpart_are_listed():
    found = rows(["Có 88 xã.", "Ngày 21/4."], ["Ada 88 kecamatan.", ""])
    assert [(row["value"], row["status"]) for row in found] == [
        ("88", "agreed"),
        ("--04-21", "only in the source"),
    ]


def test_a_value_that_one_side_says_twice_is_called_repeated():
    found = rows(["Có 88 xã, tức 88 đơn vị."], ["Ada 88 kecamatan."])
    assert [row["status"] for row in found] == ["agreed", "repeated in the source"]


def test_every_value_stands_in_one_row_only():
    found = rows(["Có 88 xã.", "Và 90 người."], ["Ada 90 orang.", "Dan 88 kecamatan."])
    assert sorted((row["value"], row["status"]) for row in found) == [
        ("88", "agreed"),
        ("90", "agreed"),
    ]


@pytest.mark.parametrize(
    ("reading", "text"),
    [
        (Quantity(Fraction(5, 2)), "2.5"),
        (Quantity(Fraction(1, 3)), "1/3"),
        (Quantity(Fraction(1205)), "1205"),
        (Quantity(Fraction(1, 100)), "0.01"),
        (Date(year=2025, month=4, day=21), "2025-04-21"),
        (Date(month=4), "--04"),
        (Date(day=21), "----21"),
        (Date(year=2025), "2025"),
        (Date(decade=1990), "1990s"),
        (Date(weekday=1), "day 1 of the week"),
        (Time(8, 5, exact=False), "08:05"),
        (Literal("57-NQ/TW"), "57-NQ/TW"),
    ],
)
def test_readings_are_shown_in_one_notation(reading, text):
    assert shown(reading) == text

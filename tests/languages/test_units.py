from fractions import Fraction

import pytest
from selaras.languages import load
from selaras.languages.model import Language
from selaras.languages.units import unit_names


def after(text, code):
    found = unit_names(load(code)).unit_after(text, 0)
    return (found[0].symbol, text[: found[1]]) if found else None


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("vi", " km", ("km", " km")),
        ("vi", "km/h qua cầu", ("km/h", "km/h")),
        ("id", " km / jam", ("km/h", " km / jam")),
        ("vi", " héc-ta", ("ha", " héc-ta")),
        ("id", " kilometer persegi", ("km²", " kilometer persegi")),
        ("vi", " km<sup>2</sup> (", ("km²", " km<sup>2</sup>")),
        ("vi", "%", ("%", "%")),
        ("vi", " phần trăm", ("%", " phần trăm")),
        ("vi", " đồng", ("VND", " đồng")),
        ("vi", " đồng chí", None),
        ("vi", " bộ phim", None),
        ("vi", " năm ánh sáng", ("ly", " năm ánh sáng")),
        ("vi", " năm 2020", None),
        ("id", " dolar AS", ("USD", " dolar AS")),
        ("id", " dolar", ("dollar", " dolar")),
        ("en", "-year-old", ("year", "-year")),
        ("en", " in the city", None),
        ("en", " miles per hour", ("mph", " miles per hour")),
        ("vi", " người", None),
    ],
)
def test_units_after_a_number(code, text, expected):
    assert after(text, code) == expected


@pytest.mark.parametrize(
    ("code", "text", "symbol"),
    [("id", "Rp", "IDR"), ("id", "US$ ", "USD"), ("en", "$", "dollar"), ("vi", "USD ", "USD")],
)
def test_currencies_before_a_number(code, text, symbol):
    unit, start = unit_names(load(code)).currency_before(text, len(text))
    assert (unit.symbol, start) == (symbol, 0)


def test_conversion_to_the_base_unit():
    degrees, _ = unit_names(load("en")).unit_after("°F", 0)
    assert degrees.base(Fraction(212)) == 100
    miles, _ = unit_names(load("en")).unit_after(" miles", 0)
    assert miles.base(Fraction(2)) == Fraction("3218.688")


def test_a_language_without_unit_names_knows_the_symbols(tmp_path):
    names = unit_names(Language("xx", "None", ("Latin",), tmp_path))
    assert names.unit_after(" km", 0)[0].symbol == "km"
    assert names.unit_after(" đồng", 0) is None

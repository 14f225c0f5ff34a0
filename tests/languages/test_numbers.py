import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.documents.model import Span
from selaras.languages import load
from selaras.languages.model import Language
from selaras.languages.numbers import composed, numerals, roman_amount


def amounts(text, code):
    return [numeral.amount for numeral in numerals(text, load(code))]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("vi", "một trăm hai mươi lăm", 125),
        ("vi", "mười lăm", 15),
        ("vi", "hai mươi mốt", 21),
        ("vi", "một trăm linh năm", 105),
        ("vi", "một nghìn năm trăm", 1500),
        ("vi", "ba mươi tư", 34),
        ("vi", "2,5 triệu", 2_500_000),
        ("vi", "hai triệu rưỡi", 2_500_000),
        ("vi", "2.000 tỷ", 2_000_000_000_000),
        ("vi", "1,2 nghìn tỷ", 1_200_000_000_000),
        ("vi", "2 tỷ 500 triệu", 2_500_000_000),
        ("vi", "1 000 000", 1_000_000),
        ("vi", "1.234.567,8", Fraction("1234567.8")),
        ("vi", "hai phần ba", Fraction(2, 3)),
        ("vi", "một nửa", Fraction(1, 2)),
        ("id", "seratus dua puluh lima", 125),
        ("id", "sebelas", 11),
        ("id", "dua belas", 12),
        ("id", "seribu lima ratus", 1500),
        ("id", "satu setengah juta", 1_500_000),
        ("id", "1,2 triliun", 1_200_000_000_000),
        ("id", "sepertiga", Fraction(1, 3)),
        ("id", "dua per tiga", Fraction(2, 3)),
        ("id", "tiga perempat", Fraction(3, 4)),
        ("id", "Rp5.000", 5000),
        ("en", "one hundred and twenty-five", 125),
        ("en", "two and a half million", 2_500_000),
        ("en", "half a million", 500_000),
        ("en", "a hundred", 100),
        ("en", "fifteen hundred", 1500),
        ("en", "1,200.5", Fraction("1200.5")),
        ("en", "two thirds", Fraction(2, 3)),
    ],
)
def test_one_numeral(code, text, expected):
    assert amounts(text, code) == [expected]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("vi", "thứ ba", 3),
        ("vi", "thứ tư", 4),
        ("vi", "lần thứ 60", 60),
        ("vi", "khóa XIII", 13),
        ("vi", "quý I", 1),
        ("id", "ketiga belas", 13),
        ("id", "ke-60", 60),
        ("id", "ke-XIII", 13),
        ("id", "pertama", 1),
        ("en", "60th", 60),
        ("en", "third", 3),
    ],
)
def test_ordinals(code, text, expected):
    (numeral,) = numerals(text, load(code))
    assert (numeral.amount, numeral.ordinal) == (expected, True)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("vi", "năm nay và năm ngoái"),
        ("vi", "đầu tư cho dân tư nhân"),
        ("vi", "hàng trăm, hàng nghìn người"),
        ("vi", "ông Ba và bà Bảy"),
        ("vi", "192.168.1.1"),
        ("vi", "1" * 31),
        ("id", "ribuan orang, jutaan warga"),
        ("id", "keluarga dan kesatuan"),
        ("en", "a man and the other"),
    ],
)
def test_no_numeral(code, text):
    assert amounts(text, code) == []


def test_a_year_word_after_a_number_is_no_numeral():
    assert amounts("mười năm, hai mươi năm", "vi") == [10, 20]
    assert amounts("năm 2009 có năm người", "vi") == [2009, 5]


def test_three_digits_after_a_mark_may_be_read_both_ways():
    (numeral,) = numerals("1.500", load("vi"))
    assert numeral.amounts == (1500, Fraction("1.5"))
    (numeral,) = numerals("2,50", load("vi"))
    assert numeral.amounts == (Fraction("2.5"),)


def test_a_language_without_number_words_reads_digits(tmp_path):
    bare = Language("xx", "None", ("Latin",), tmp_path)
    assert [numeral.amount for numeral in numerals("1,200 and 5", bare)] == [1200, 5]


UNITS = {
    "vi": "không một hai ba bốn năm sáu bảy tám chín",
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan",
}


def spelled_vi(number):
    """Vietnamese number words as the grammar books give them; 1 to 999 999."""
    units = UNITS["vi"].split()
    if number >= 1000:
        rest = number % 1000
        head = f"{spelled_vi(number // 1000)} nghìn"
        filler = "không trăm " if 0 < rest < 100 else ""
        if filler:
            return head if not rest else None
        return f"{head} {spelled_vi(rest)}".strip() if rest else head
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [units[hundreds], "trăm"] if hundreds else []
    if tens == 0 and ones:
        words += (["linh"] if hundreds else []) + [units[ones]]
    elif tens == 1:
        words += ["mười"] + ({0: [], 5: ["lăm"]}.get(ones) or ([units[ones]] if ones else []))
    elif tens:
        last = {0: [], 1: ["mốt"], 4: ["tư"], 5: ["lăm"]}.get(ones, [units[ones]])
        words += [units[tens], "mươi", *last]
    return " ".join(words)


def spelled_id(number):
    """Indonesian number words; 1 to 999 999."""
    units = UNITS["id"].split()
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        head = "seribu" if thousands == 1 else f"{spelled_id(thousands)} ribu"
        return f"{head} {spelled_id(rest)}" if rest else head
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        head = "seratus" if hundreds == 1 else f"{units[hundreds]} ratus"
        return f"{head} {spelled_id(rest)}" if rest else head
    if number in (10, 11):
        return "sepuluh" if number == 10 else "sebelas"
    if 12 <= number < 20:
        return f"{units[number - 10]} belas"
    tens, ones = divmod(number, 10)
    head = f"{units[tens]} puluh" if tens else ""
    return f"{head} {units[ones] if ones else ''}".strip()


@settings(deadline=None, max_examples=60)
@given(st.integers(min_value=11, max_value=999_999))
def test_number_words_are_read_back(number):
    for code, spell in (("vi", spelled_vi), ("id", spelled_id)):
        if text := spell(number):
            assert amounts(f"ada {text} xxx", code) == [number], text


def formatted(number, places, decimal, grouping):
    whole, _, rest = f"{number:.{places}f}".partition(".")
    groups = []
    while whole:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    return grouping.join(groups) + (decimal + rest if places else "")


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**9), st.integers(0, 2))
def test_digits_are_read_back_in_every_language(number, places):
    for code, decimal, grouping in (("vi", ",", "."), ("id", ",", "."), ("en", ".", ",")):
        text = formatted(number, places, decimal, grouping)
        assert amounts(f"x {text} x", code) == [number], text


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="một hai ba trăm nghìn triệu rưỡi 0123.,-/ \u0301\u200b\nXIV"))
def test_any_text_gives_numerals_in_order_inside_it(text):
    for code in ("vi", "id", "en"):
        end = 0
        for numeral in numerals(text, load(code)):
            assert end <= numeral.span.start < numeral.span.end <= len(text)
            end = numeral.span.end


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 39))
def test_roman_numerals(number):
    ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    assert roman_amount("X" * (number // 10) + ones[number % 10]) == number


def test_composed_keeps_the_way_back():
    text = unicodedata.normalize("NFD", "hơn một triệu")
    normal, offsets = composed(text)
    assert normal == "hơn một triệu"
    start = normal.index("một")
    span = Span(offsets[start], offsets[start + 3])
    assert unicodedata.normalize("NFC", text[span.start : span.end]) == "một"
    assert composed("một") == ("một", None)

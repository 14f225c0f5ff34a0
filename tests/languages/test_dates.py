import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.languages import load
from selaras.languages.dates import Date, Time, moments
from selaras.languages.model import Language

MONTHS = {
    code: [name.capitalize() for name in load(code).table("dates")["months"]][:12]
    for code in ("en",)
} | {
    "id": [
        *["Januari", "Februari", "Maret", "April", "Mei", "Juni"],
        *["Juli", "Agustus", "September", "Oktober", "November", "Desember"],
    ]
}


def values(text, code):
    return [moment.value for moment in moments(text, load(code))]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("vi", "ngày 21 tháng 4 năm 2025", Date(2025, 4, 21)),
        ("vi", "Vào 24 tháng Chín năm 1759", Date(1759, 9, 24)),
        ("vi", "ngày 21/4", Date(month=4, day=21)),
        ("vi", "tháng 4/2025", Date(2025, 4)),
        ("vi", "tháng Mười Một", Date(month=11)),
        ("vi", "mùng 2 tháng 9", Date(month=9, day=2)),
        ("vi", "Thứ Hai", Date(weekday=1)),
        ("vi", "thập niên 90", Date(decade=1990)),
        ("id", "tanggal 20 Maret 2025", Date(2025, 3, 20)),
        ("id", "bulan April tahun 2025", Date(2025, 4)),
        ("id", "tahun 1970-an", Date(decade=1970)),
        ("id", "Pada Mei lalu", Date(month=5)),
        ("id", "hari Minggu", Date(weekday=7)),
        ("en", "April 21, 2025", Date(2025, 4, 21)),
        ("en", "21st of April", Date(month=4, day=21)),
        ("en", "4/21/2025", Date(2025, 4, 21)),
        ("en", "In May last year", Date(month=5)),
        ("en", "'96", Date(1996)),
        ("en", "the 1970s", Date(decade=1970)),
        ("vi", "2025-04-21", Date(2025, 4, 21)),
    ],
)
def test_dates(code, text, expected):
    assert values(text, code) == [expected]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("vi", "15 giờ 49 phút", Time(15, 49, exact=True)),
        ("vi", "15h49", Time(15, 49, exact=True)),
        ("vi", "từ 8h30 đến", Time(8, 30, exact=False)),
        ("vi", "3 giờ chiều", Time(15, 0, exact=True)),
        ("vi", "7 giờ rưỡi tối", Time(19, 30, exact=True)),
        ("vi", "15:49:30", Time(15, 49, exact=True)),
        ("id", "pukul 15.49 WIB", Time(15, 49, exact=True)),
        ("id", "jam 8 pagi", Time(8, 0, exact=True)),
        ("id", "09.00 WITA", Time(9, 0, exact=False)),
        ("en", "3:30 p.m.", Time(15, 30, exact=True)),
        ("en", "12am", Time(0, 0, exact=True)),
        ("en", "5 o'clock", Time(5, 0, exact=False)),
    ],
)
def test_times(code, text, expected):
    assert values(text, code) == [expected]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("vi", "trong vòng 3 tháng qua"),
        ("vi", "năm tháng và một ngày"),
        ("vi", "192.168.1.1"),
        ("vi", "ngày 45 tháng 13"),
        ("id", "Minggu lalu"),
        ("id", "selama 2 jam"),
        ("en", "you may march in"),
        ("en", "25:99"),
    ],
)
def test_no_dates(code, text):
    assert values(text, code) == []


def test_ranges_give_both_ends():
    assert values("từ ngày 3 đến 5 tháng 11 năm 2020", "vi") == [
        Date(None, 11, 3),
        Date(2020, 11, 5),
    ]
    assert values("ngày 3-5/11", "vi") == [Date(None, 11, 3), Date(None, 11, 5)]
    assert values("pukul 08.00-10.30 WIB", "id") == [Time(8, 0, False), Time(10, 30, False)]


@settings(deadline=None, max_examples=60)
@given(st.dates())
def test_full_dates_are_read_back(date):
    year, month, day = max(date.year, 1000), date.month, date.day
    texts = {
        "vi": [f"ngày {day} tháng {month} năm {year}", f"{day}/{month}/{year}"],
        "id": [f"{day} {MONTHS['id'][month - 1]} {year}", f"{day}-{month}-{year}"],
        "en": [
            f"{MONTHS['en'][month - 1]} {day}, {year}",
            f"{day} {MONTHS['en'][month - 1]} {year}",
        ],
    }
    for code, forms in texts.items():
        for text in forms:
            assert values(f"x, {text}.", code) == [Date(year, month, day)], text


@settings(deadline=None, max_examples=60)
@given(st.times())
def test_times_are_read_back(time):
    texts = {
        "vi": [f"lúc {time.hour} giờ {time.minute} phút", f"{time.hour}:{time.minute:02d}"],
        "id": [f"pukul {time.hour:02d}.{time.minute:02d} WIB"],
    }
    for code, forms in texts.items():
        for text in forms:
            (found,) = values(text, code)
            assert (found.hour, found.minute) == (time.hour, time.minute)


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="ngày tháng năm 0123456789/-.: giờ'"))
def test_any_text_gives_moments_in_order_inside_it(text):
    for code in ("vi", "id", "en"):
        end = 0
        for moment in moments(text, load(code)):
            assert end <= moment.span.start < moment.span.end <= len(text)
            end = moment.span.end


def test_a_language_without_date_words_reads_numeric_dates(tmp_path):
    bare = Language("xx", "None", ("Latin",), tmp_path)
    found = [moment.value for moment in moments("21/4/2025, 15:49", bare)]
    assert found == [Date(2025, 4, 21), Time(15, 49, exact=True)]

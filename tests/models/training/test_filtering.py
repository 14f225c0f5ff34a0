from collections import Counter

import pytest
from selaras.models.training.filtering import filters, kept, similar
from selaras.models.training.recipe import Direction, Limits
from selaras.models.training.rows import Row

FORBIDDEN = "one two three four five six seven eight nine ten eleven"


def row(source, target):
    return Row("book", Direction("vi", "id"), source, target)


def reasons(*rows, **limits):
    dropped = Counter()
    list(kept(rows, filters(Limits(**limits), [FORBIDDEN]), dropped))
    return dict(dropped)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Hội nghị có 120 đại biểu", "Konferensi dihadiri 120 delegasi"),
        ("1.234,5 tấn", "1,234.5 ton"),
        ("Windows", "Windows"),
        ("Có", "Ada"),
    ],
)
def test_good_rows_stay(source, target):
    assert reasons(row(source, target)) == {}


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("", "Ada", "length"),
        ("a" * 700, "b" * 700, "length"),
        ("Có", "Ada " * 30, "ratio"),
        ("Click the big button", "click the  big button", "untranslated"),
        ("1 2 3 người", "orang 4 5 6", "numbers"),
        (
            "The committee of the city said that this is the best of all the plans for the people "
            "who live in these old houses near the river and the sea",
            "Panitia kota itu mengatakan bahwa ini adalah yang terbaik dari semua rencana bagi "
            "orang yang tinggal di rumah tua dekat sungai",
            "language",
        ),
        ("Một hai", "satu " + FORBIDDEN, "evaluation text"),
    ],
)
def test_bad_rows_go_and_the_reason_is_counted(source, target, reason):
    assert reasons(row(source, target), ratio=20.0 if reason == "evaluation text" else 2.5) == {
        reason: 1
    }


def test_nine_words_in_common_with_the_evaluation_are_no_overlap():
    shared = " ".join(FORBIDDEN.split()[:9])
    assert reasons(row("một " * 8, f"satu {shared}")) == {}


def test_without_a_least_margin_nothing_is_compared():
    rows = [row("Có", "Ada")]
    assert similar(rows, 0.0, Counter()) == rows


def test_rows_below_the_least_margin_go(monkeypatch):
    rows = [row("Có", "Ada"), row("Không", "Meja")]
    monkeypatch.setattr("selaras.models.training.margins.margins", lambda rows: [1.3, 0.9])
    dropped = Counter()
    assert similar(rows, 1.05, dropped) == rows[:1]
    assert dropped == {"margin": 1}

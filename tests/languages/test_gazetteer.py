"""Known forms are found whole, longest first, whatever their case, and nothing else is."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from selaras.languages.gazetteer import Entry, Gazetteer, read_entries, word_key

BODIES = Gazetteer(
    {
        "committee": Entry("committee", ("Ủy ban nhân dân", "UBND")),
        "party": Entry("party", ("Đảng ủy",)),
        "party-of-committee": Entry("party-of-committee", ("Đảng ủy UBND",)),
        "ministry": Entry("ministry", ("Bộ KH&CN", "Bộ Khoa học - Công nghệ")),
        "chair": Entry("chair", ("Ketua",)),
    }
)
PLACES = Gazetteer({"GB": Entry("GB", ("Anh",)), "red": Entry("red", ("sông Hồng",))}, proper=True)


def _found(gazetteer, text):
    return [(text[m.span.start : m.span.end], sorted(m.ids)) for m in gazetteer.find(text)]


def test_the_longest_form_wins():
    assert _found(BODIES, "Đảng ủy UBND tỉnh, Đảng ủy xã") == [
        ("Đảng ủy UBND", ["party-of-committee"]),
        ("Đảng ủy", ["party"]),
    ]


def test_case_hyphens_and_the_place_of_tone_marks_do_not_matter():
    assert _found(BODIES, "uỷ ban Nhân dân và Bộ Khoa học Công nghệ") == [
        ("uỷ ban Nhân dân", ["committee"]),
        ("Bộ Khoa học Công nghệ", ["ministry"]),
    ]


def test_a_single_word_with_a_capital_needs_its_capital():
    assert _found(BODIES, "Ketua tim adalah ketua") == [("Ketua", ["chair"])]


def test_places_need_their_capitals_only_where_they_have_them():
    assert _found(PLACES, "anh ấy ra Sông Hồng ở Anh") == [("Sông Hồng", ["red"]), ("Anh", ["GB"])]


def test_punctuation_divides_forms():
    assert _found(BODIES, "Đảng ủy, UBND") == [("Đảng ủy", ["party"]), ("UBND", ["committee"])]


def test_offsets_are_shifted():
    assert BODIES.find("UBND", 10)[0].span.start == 10


def test_word_key_keeps_letters_and_marks_apart():
    assert word_key("Uỷ") == word_key("ủY")
    assert word_key("Ủy") != word_key("Úy")


def test_rows_become_entries():
    entries = read_entries([{"id": "a", "preferred": "x", "accepted": "y|z", "note": "n"}])
    assert entries["a"].forms == ("x", "y", "z")
    assert entries["a"].preferred == "x"


@given(st.text(max_size=200))
def test_mentions_lie_in_the_text_in_order_and_apart(text):
    mentions = BODIES.find(text)
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))

"""Which capitalised words are names, of whom or what."""

import pytest
from selaras.checks.names.comparison import occurrence, source_names, target_names
from selaras.checks.names.extraction import words_of
from selaras.checks.names.model import Kind
from selaras.checks.parallel import context_of_segments


def _source(text, language="vi", other="id"):
    context = context_of_segments([text], ["x"], language, other)
    return [(name.text, name.kind) for name in source_names(context)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bí thư Tỉnh ủy Vũ Đại Thắng nói.", [("Vũ Đại Thắng", Kind.PERSON)]),
        ("Thứ trưởng Bộ KHCN Bùi Thế Duy nói.", [("Bùi Thế Duy", Kind.PERSON)]),
        ("Ông Nguyễn Văn An nói.", [("Nguyễn Văn An", Kind.PERSON)]),
        ("Theo bà Laura Nguyễn, AI có ích.", [("Laura Nguyễn", Kind.PERSON)]),
        ("Gặp Lê Tuấn Anh ở Anh.", [("Lê Tuấn Anh", Kind.PERSON), ("Anh", Kind.PLACE)]),
        (
            "Bí thư Thành ủy Hà Nội Nguyễn Thị Tuyến.",
            [("Hà Nội", Kind.PLACE), ("Nguyễn Thị Tuyến", Kind.PERSON)],
        ),
        ("Anh ấy đến TP Hồ Chí Minh.", [("TP Hồ Chí Minh", Kind.PLACE)]),
        ("Chủ tịch Hồ Chí Minh đọc.", [("Hồ Chí Minh", Kind.PERSON)]),
        ("Hội nghị do Trường Đại học tổ chức.", []),
        ("Đảng và Nhà nước quan tâm.", []),
        ("Ở đó có Marcus Rashford.", [("Marcus Rashford", Kind.OTHER)]),
    ],
)
def test_names_of_vietnamese(text, expected):
    assert _source(text) == expected


def test_names_of_the_other_language_are_known_without_their_marks():
    text = "Kamerad Pham Duc An, Ketua Komite Rakyat Provinsi Quang Ninh, tiba."
    context = context_of_segments(["x"], [text], "vi", "id")
    found = [(name.text, name.kind) for name in target_names(context)[0]]
    assert ("Pham Duc An", Kind.PERSON) in found
    assert ("Quang Ninh", Kind.PLACE) in found


def test_a_broken_letter_makes_no_name():
    assert _source("Ở đó có Bar© và Alex© thôi.") == []


def test_what_is_too_long_for_a_sentence_is_passed_over():
    assert _source("Ông Nguyễn Văn An nói. " * 2000) == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Hà Nội", "Di Hanoi ramai", "Hanoi"),
        ("Hạ Long", "Teluk Ha Long", "Ha Long"),
        ("Hạ Long", "Teluk Ha Longa", None),
    ],
)
def test_occurrence_does_not_mind_spaces(name, text, found):
    context = context_of_segments([f"Ở {name} nhé"], [text], "vi", "id")
    span = occurrence(source_names(context)[0][0], words_of(context.target.sentences[0]))
    assert (context.target.text[span.start : span.end] if span else None) == found

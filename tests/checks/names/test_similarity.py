"""How names differ, syllable by syllable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selaras.checks.names.similarity import Relation, alike, relation


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("pham duc an", "pham duc an", Relation.SAME),
        ("ha noi", "hanoi", Relation.SAME),
        ("pham duc an", "pham duc binh", Relation.CHANGED),
        ("pham duc an", "pham an", Relation.DROPPED),
        ("pham duc an", "duc an", Relation.DROPPED),
        ("pham duc an", "pham an duc", Relation.SWAPPED),
        ("pham duc an", "pham duc van an", Relation.ADDED),
        ("pham duc an", "an", Relation.SHORT),
        ("pham duc an", "duc", Relation.NONE),
        ("trinh thi minh thanh", "minh thanh", Relation.SHORT),
        ("trinh thi minh thanh", "trinh minh thanh", Relation.DROPPED),
        ("joe biden", "joe bidden", Relation.CHANGED),
        ("ovechkin", "ovechkn", Relation.CHANGED),
        ("pham duc an", "tran quoc toan", Relation.NONE),
        ("le van hai", "nguyen van ba", Relation.NONE),
    ],
)
def test_relation(name, other, expected):
    assert relation(name.split(), other.split()) is expected


@given(st.lists(st.text("abcde", min_size=1), min_size=1, max_size=5))
def test_a_name_is_the_same_as_itself(parts):
    assert relation(parts, parts) is Relation.SAME


def test_alike_is_about_most_letters():
    assert alike("ethelred", "etherlred")
    assert not alike("minh", "thanh")

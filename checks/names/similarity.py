"""How two names that should be one differ: by a part dropped, added, moved or altered."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum

ALIKE = 0.75
"""From which share of common letters on two words pass for spellings of one."""


class Relation(StrEnum):
    """How one name, as a sequence of folded parts, relates to another."""

    SAME = "same"
    SHORT = "short form"
    DROPPED = "a part is missing"
    ADDED = "a part is added"
    SWAPPED = "the parts are in another order"
    CHANGED = "a part is different"
    NONE = "another name"


def relation(name: Sequence[str], other: Sequence[str]) -> Relation:
    """How ``other`` relates to ``name``; ``SHORT`` is the given name or the family name alone."""
    if "".join(name) == "".join(other):
        return Relation.SAME
    if sorted(name) == sorted(other):
        return Relation.SWAPPED
    if len(other) < len(name) and _is_within(other, name):
        return _shortened(name, other)
    if len(other) == len(name) + 1 and len(name) > 1 and _is_within(name, other):
        return Relation.ADDED
    if len(name) == len(other) > 1 and _one_part_differs(name, other):
        return Relation.CHANGED
    return Relation.CHANGED if _look_alike(name, other) else Relation.NONE


def alike(one: str, other: str) -> bool:
    """Whether two words share most of their letters, in order."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _shortened(name: Sequence[str], other: Sequence[str]) -> Relation:
    if len(other) == 1:
        return Relation.SHORT if other[0] in (name[0], name[-1]) else Relation.NONE
    double_given_name = len(name) > 3 and list(other) == list(name[-2:])
    return Relation.SHORT if double_given_name else Relation.DROPPED


def _is_within(part: Sequence[str], whole: Sequence[str]) -> bool:
    remaining = iter(whole)
    return all(any(word == candidate for candidate in remaining) for word in part)


def _one_part_differs(name: Sequence[str], other: Sequence[str]) -> bool:
    return sum(a != b for a, b in zip(name, other, strict=True)) == 1


def _look_alike(name: Sequence[str], other: Sequence[str]) -> bool:
    if len(name) != len(other):
        joined, shorter = "".join(name), min(len(name), len(other))
        return shorter > 1 and alike(joined, "".join(other))
    return all(
        a == b or (min(len(a), len(b)) > 3 and alike(a, b))
        for a, b in zip(name, other, strict=True)
    )

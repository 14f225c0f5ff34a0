"""Vecalign's rule, worked out by hand, and what must hold for any two alignments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selaras.align.scoring import agreement

GOLD = [((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((), (2,)), ((4,), (3,))]


def scores(gold, predicted):
    return agreement([(gold, predicted)])


def test_an_alignment_agrees_with_itself():
    result = scores(GOLD, GOLD)
    assert [s.f1 for s in (result.strict, result.lax, result.gaps, result.moved)] == [1, 1, 1, 1]


def test_order_within_a_link_and_of_links_does_not_matter():
    shuffled = [((4,), (3,)), ((2, 1), (1,)), *GOLD[2:4], GOLD[0]]
    assert scores(GOLD, shuffled).strict.f1 == 1


def test_strict_and_lax_by_hand():
    """One link is cut in two: a right part laxly, a gap too many; the rest is right."""
    predicted = [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), ()), ((), (2,)), ((4,), (3,))]
    result = scores(GOLD, predicted)
    assert result.strict.precision == pytest.approx(4 / 6)
    assert result.strict.recall == pytest.approx(2 / 3)
    assert result.lax.precision == pytest.approx(5 / 6)
    assert result.lax.recall == 1
    assert result.gaps.precision == pytest.approx(2 / 3)
    assert result.gaps.recall == 1


def test_gaps_count_in_precision_and_not_in_recall():
    only_links = [bead for bead in GOLD if bead[0] and bead[1]]
    assert scores(GOLD, only_links).strict.precision == 1
    assert scores(GOLD, only_links).strict.recall == 1
    assert scores(only_links, GOLD).strict.precision == pytest.approx(3 / 5)


def test_a_link_is_no_lax_match_by_one_side_alone():
    assert scores([((0,), (0,))], [((0,), (1,))]).lax.f1 == 0


def test_what_was_moved_is_told_by_links_that_cross():
    gold = [((0,), (2,)), ((1,), (0,)), ((2,), (1,))]
    assert scores(gold, gold).moved.f1 == 1
    monotone = [((0,), ()), ((1,), (0,)), ((2,), (1,)), ((), (2,))]
    assert scores(gold, monotone).moved.recall == 0
    half = [((0,), (2,)), ((1,), (0,)), ((2,), ()), ((), (1,))]
    assert scores(gold, half).moved.recall == 0.5
    assert scores(gold, half).moved.precision == 1


def test_a_wrong_crossing_costs_precision():
    straight = [((n,), (n,)) for n in range(4)]
    crossed = [((0,), (0,)), ((1,), (2,)), ((2,), (1,)), ((3,), (3,))]
    assert scores(straight, crossed).moved.precision == 0


def test_counts_of_several_documents_are_added():
    good, bad = [((0,), (0,))], [((0,), ()), ((), (0,))]
    both = agreement([(good, good), (good, bad)])
    assert both.strict.precision == pytest.approx(1 / 3)
    assert both.strict.recall == 0.5


def each_once(beads):
    """The beads less the units that an earlier one holds: each unit stands in one bead."""
    seen = (set(), set())
    kept = []
    for bead in beads:
        own = tuple(tuple(n for n in bead[side] if n not in seen[side]) for side in (0, 1))
        seen[0].update(own[0])
        seen[1].update(own[1])
        kept.append(own)
    return [bead for bead in kept if any(bead)]


sides = st.lists(st.integers(0, 12), max_size=3, unique=True).map(tuple)
alignments = st.lists(st.tuples(sides, sides), max_size=10).map(each_once)


@given(alignments, alignments)
def test_scores_are_shares_and_lax_is_never_below_strict(gold, predicted):
    result = scores(gold, predicted)
    for score in (result.strict, result.lax, result.gaps, result.moved):
        assert 0 <= score.precision <= 1
        assert 0 <= score.recall <= 1
        assert 0 <= score.f1 <= 1
    assert result.lax.precision >= result.strict.precision
    assert result.lax.recall >= result.strict.recall


@given(alignments, alignments)
def test_precision_of_links_is_recall_the_other_way_round(one, other):
    one, other = ([bead for bead in beads if all(bead)] for beads in (one, other))
    assert scores(one, other).strict.recall == scores(other, one).strict.precision
    assert scores(one, other).lax.recall == scores(other, one).lax.precision

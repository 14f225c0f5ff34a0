import pytest
from hypothesis import given
from hypothesis import strategies as st
from selaras.models.training.schedule import Budget, Schedule


def test_the_rate_rises_to_its_peak_and_falls_to_its_floor():
    schedule = Schedule(peak=1.0, warm_up=10, floor=0.1)
    assert schedule.rate(0, 0.0) == pytest.approx(0.1)
    assert schedule.rate(9, 0.0) == pytest.approx(1.0)
    assert schedule.rate(500, 0.5) == pytest.approx(0.55)
    assert schedule.rate(900, 1.0) == pytest.approx(0.1)


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_the_rate_never_leaves_its_bounds(step, share):
    assert 0 < Schedule(peak=2.0, warm_up=50).rate(step, share) <= 2.0


def test_whichever_budget_is_used_up_first_ends_the_run():
    budget = Budget(minutes=10, steps=100)
    assert budget.share(50, 60) == pytest.approx(0.5)
    assert budget.share(10, 540) == pytest.approx(0.9)
    assert budget.share(500, 0) == 1.0
    assert Budget().share(10**6, 10**6) == 0.0

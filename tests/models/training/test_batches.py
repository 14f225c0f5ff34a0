import numpy as np
import pytest
from selaras.models.training import dataset
from selaras.models.training.batches import BEGIN, END, PAD, Order, batch, plan


@pytest.fixture(scope="module")
def data(prepared):
    return dataset.read(prepared)


def test_one_pass_reads_each_row_as_often_as_its_weight_says(data):
    order = Order(tokens=64, weights={"good": 2.0, "poor": 0.5})
    times = np.bincount(np.concatenate(plan(data, order, 0)), minlength=len(data))
    good = data.weights({}, ()) == 2.0
    assert set(times[good]) == {2}
    assert set(times[~good]) == {0, 1}


def test_a_batch_never_exceeds_its_size_with_padding(data):
    for rows in plan(data, Order(tokens=100), 0):
        made = batch(data, rows)
        assert len(rows) == 1 or max(made.source.size, made.target.size) <= 100


def test_the_order_depends_on_seed_and_pass_alone(data):
    def flat(seed, epoch):
        return np.concatenate(plan(data, Order(100, seed), epoch)).tolist()

    assert flat(1, 0) == flat(1, 0)
    assert flat(1, 0) != flat(1, 1)
    assert flat(1, 0) != flat(2, 0)


def test_the_first_pass_may_begin_with_short_rows(data):
    lengths = data.target.lengths
    batches = plan(data, Order(100, short_first=True), 0)
    half = len(batches) // 2
    early, late = (np.concatenate(part) for part in (batches[:half], batches[half:]))
    assert lengths[early].mean() < lengths[late].mean()


def test_a_batch_holds_each_row_with_its_beginning_and_end(data):
    rows = np.array([0, 3, 0, len(data) - 1])
    made = batch(data, rows)
    for number, row in enumerate(rows):
        target = data.target[row].tolist()
        source = [*data.source[row].tolist(), END]
        assert made.source[number][: len(source)].tolist() == source
        assert set(made.source[number][len(source) :]) <= {PAD}
        assert made.target[number][: len(target) + 1].tolist() == [BEGIN, *target]
        assert made.expected[number][: len(target) + 1].tolist() == [*target, END]
        assert set(made.expected[number][len(target) + 1 :]) <= {PAD}
    assert made.size == sum(len(data.target[row]) + 1 for row in rows)

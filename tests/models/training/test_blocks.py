import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from selaras.models.training import blocks


@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_four_bit_weights_are_stored_without_loss(seed, rows):
    chance = np.random.default_rng(seed)
    codes = chance.integers(-8, 8, (rows, 64))
    codes[:, ::32] = -8
    scales = chance.uniform(-0.2, 0.2, (rows, 2)).astype(np.float16).astype(np.float32)
    array = (codes.reshape(rows, 2, 32) * scales[..., None]).reshape(rows, 64).astype(np.float32)
    stored = blocks.packed({"weight": array})
    assert {value.dtype.name for value in stored.values()} == {"int8", "float16"}
    assert np.array_equal(blocks.unpacked(stored)["weight"], array)


def test_other_arrays_stay_as_float16():
    chance = np.random.default_rng(1)
    arrays = {"a": chance.normal(size=(3, 64)), "b": np.ones(5), "c": chance.normal(size=(2, 7))}
    stored = blocks.packed({name: array.astype(np.float32) for name, array in arrays.items()})
    assert stored.keys() == arrays.keys()
    for name, array in blocks.unpacked(stored).items():
        assert array.dtype == np.float32
        assert np.allclose(array, arrays[name], atol=2e-3)


def test_blocks_of_zeros_stay_zeros():
    stored = blocks.packed({"weight": np.zeros((2, 32), np.float32)})
    assert not blocks.unpacked(stored)["weight"].any()

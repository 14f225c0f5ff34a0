"""Coverage of word pieces: remembered or not, in one product or in parts, it is the same."""

import numpy as np
import pytest
from selaras.align import coverage as module
from selaras.align.coverage import coverage
from selaras.documents.model import Span
from selaras.models.cache import Cache
from selaras.models.interfaces import TokenVectors

TABLES = ("source", "target", "source_pieces", "target_pieces")


def sentences(seed, count):
    random = np.random.default_rng(seed)
    return [one(random, int(random.integers(1, 9))) for _ in range(count)]


def one(random, pieces):
    vectors = random.normal(size=(pieces, 8)).astype(np.float32)
    names = tuple(f"p{number}" for number in range(pieces))
    return TokenVectors(
        names, tuple(Span(n, n + 1) for n in range(pieces)), vectors / np.linalg.norm(vectors)
    )


def assert_same(found, expected):
    for name in TABLES:
        np.testing.assert_allclose(getattr(found, name), getattr(expected, name), atol=1e-5)


@pytest.mark.parametrize("edited", [None, 0, 40, 79])
def test_remembered_support_is_what_is_found_anew(tmp_path, edited):
    source, target = sentences(1, 80), sentences(2, 70)
    near = np.random.default_rng(3).random((80, 70)) < 0.1
    cache = Cache(tmp_path / "results.sqlite")
    coverage(source, target, near, cache)
    if edited is not None:
        source[edited] = one(np.random.default_rng(4), 5)
    expected = coverage(source, target, near)
    for name in TABLES:
        again = getattr(coverage(source, target, near, cache), name)
        np.testing.assert_array_equal(again, getattr(expected, name))


def test_what_is_compared_in_parts_is_the_same(monkeypatch):
    source, target = sentences(1, 30), sentences(2, 20)
    expected = coverage(source, target)
    monkeypatch.setattr(module, "_CELLS", 1000)
    assert_same(coverage(source, target), expected)

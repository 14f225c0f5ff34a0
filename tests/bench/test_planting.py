"""The planters damage what they say they damage, and the same way every time."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from planting import PLANTERS
from selaras.checks import registry

SOURCE = "Ông Phạm Đức Ấn (Chủ tịch tỉnh) nói ở Hà Nội: “Chúng tôi sẽ giúp bà con, nông dân và AI.”"
TARGET = (
    "Bapak Pham Duc An (ketua provinsi) berkata di Hanoi, “Kami akan membantu warga, petani” itu."
)


@pytest.mark.parametrize("name", PLANTERS)
def test_plants_a_defect_where_it_says(name):
    assert name in registry.modules()
    rng = random.Random(name)
    planted = [defect for _ in range(40) if (defect := PLANTERS[name](rng, SOURCE, TARGET))]
    assert planted
    for defect in planted:
        assert defect.text != TARGET
        assert defect.spans
        assert all(0 <= span.start < span.end <= len(defect.text) for span in defect.spans)


@pytest.mark.parametrize("name", PLANTERS)
def test_plants_the_same_with_the_same_seed(name):
    one, other = (PLANTERS[name](random.Random(7), SOURCE, TARGET) for _ in range(2))
    assert one == other

"""Official news in right translations: nothing is flagged; and of planted defects, nearly all are.

``official.tsv`` and ``tempting.tsv`` are pairs of sentences written for this
test, the latter such as tempt a check that compares words with words.
"""

import importlib.util
import random
import sys
from pathlib import Path

import pytest
from selaras.checks import registry
from selaras.checks.parallel import context_of_segments

CHECKS = ("name", "title", "organisation", "acronym", "name-inconsistency")
HERE = Path(__file__).parent
BENCH = Path(__file__).parents[3] / "bench"
# A translation that leaves out an office: flagged rightly.
OMISSION = "Tổng Bí thư, Chủ tịch nước Nguyễn Phú Trọng"


def _pairs(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


PAIRS = [*_pairs("official.tsv"), *_pairs("tempting.tsv")]


def _findings(source, target, checks=CHECKS):
    context = context_of_segments(source, target, "vi", "id")
    return [
        (check, finding.message)
        for check in checks
        for finding in registry.modules()[check].CHECK.find(context)
    ]


@pytest.mark.parametrize("pair", PAIRS, ids=range(len(PAIRS)))
def test_a_right_translation_passes(pair):
    source, target = pair
    expected = ["title"] if source.startswith(OMISSION) else []
    assert [check for check, _ in _findings([source], [target])] == expected


def test_right_translations_pass_as_one_document_too():
    source, target = zip(*PAIRS, strict=True)
    assert len(_findings(source, target)) == 1


@pytest.fixture(scope="module")
def planters():
    sys.path.insert(0, str(BENCH))
    try:
        path = BENCH / "defects_names.py"
        spec = importlib.util.spec_from_file_location("defects_names", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.PLANTERS
    finally:
        sys.path.remove(str(BENCH))


@pytest.mark.parametrize(
    ("check", "least"), [("name", 0.9), ("title", 0.9), ("organisation", 0.9), ("acronym", 0.9)]
)
def test_planted_defects_are_found(check, least, planters):
    planted = found = 0
    for seed in range(2):
        rng = random.Random(seed)
        for source, target in PAIRS:
            defect = planters[check](rng, source, target)
            if defect is not None and defect.text != target:
                planted += 1
                found += bool(_findings([source], [defect.text], [check]))
    assert planted >= 4
    assert found / planted >= least

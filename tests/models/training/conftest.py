"""Fixtures for the tests of training: a small language pair that a grammar makes up."""

import random
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pytest
from selaras.models.training import blocks, dataset, recipe, starting
from selaras.models.training.prepare import prepare

LETTERS = "abcdefgh"
RECIPE = """
name = "made-up"
directions = ["aa-bb"]

[limits]
pieces = 60
source_pieces = 40
target_pieces = 300
held_out = 20

[kinds]
good = 2.0
poor = 0.5

[[corpus]]
file = "aa-bb.tsv"
first = "aa"
second = "bb"

[sources]
book = { kind = "good", licence = "CC0" }
web = { kind = "poor", licence = "CC BY 4.0" }
closed = { kind = "good", licence = "none stated", clean = false }
"""


@dataclass(frozen=True)
class Grammar:
    """Sentences of a language, and of another that has other words in the opposite order."""

    words: tuple[str, ...]
    others: tuple[str, ...]

    def rows(self, count, seed=5):
        chance = random.Random(seed)
        for _ in range(count):
            chosen = chance.choices(range(len(self.words)), k=chance.randint(2, 6))
            source = " ".join(self.words[number] for number in chosen)
            yield source, " ".join(self.others[number] for number in reversed(chosen))


@pytest.fixture(scope="session")
def grammar():
    chance = random.Random(1)
    made = {"".join(chance.choices(LETTERS, k=3)) for _ in range(60)}
    words = sorted(made)
    chance.shuffle(words)
    half = len(words) // 2
    return Grammar(tuple(words[:half]), tuple(words[half : 2 * half]))


@pytest.fixture(scope="session")
def corpus(grammar, tmp_path_factory):
    """A folder with the recipe and 500 rows of three sources."""
    folder = tmp_path_factory.mktemp("corpus")
    names = ["book", "web", "closed"]
    lines = [f"{names[n % 3]}\t{a}\t{b}\n" for n, (a, b) in enumerate(grammar.rows(500))]
    (folder / "aa-bb.tsv").write_text("".join(lines), encoding="utf-8")
    (folder / "recipe.toml").write_text(RECIPE, encoding="utf-8")
    return folder


def _tiny_weights(path):
    """The weight file that the tests of models make."""
    place = Path(__file__).parents[1] / "conftest.py"
    spec = spec_from_file_location("models_conftest", place)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.weight_file(path)


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory):
    """A weight file of an encoder that knows the letters a to h."""
    return _tiny_weights(tmp_path_factory.mktemp("weights") / "tiny.bin")


@pytest.fixture(scope="session")
def prepared(corpus, tiny_encoder, tmp_path_factory):
    """The folder of the made-up language's prepared data."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SELARAS_ENCODER_WEIGHTS", str(tiny_encoder))
        prepare(recipe.read(corpus / "recipe.toml"), [corpus], folder, layers=2)
    _with_plain_norms(folder / dataset.START)
    return folder


def _with_plain_norms(path):
    """Random norms, such as the tiny encoder's, would make learning slow."""
    arrays = starting.read(path)
    for name, array in arrays.items():
        if ".norm." in name or "_norm." in name:
            array[...] = name.endswith("weight")
    np.savez_compressed(path, **blocks.packed(arrays))

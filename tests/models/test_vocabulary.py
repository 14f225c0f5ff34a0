"""A tokenizer of the pieces that a text can use cuts it as the one of all pieces does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.models import embedded, vocabulary, weights
from selaras.models.tokenizer import Tokenizer
from selaras.models.unigram import unigram_model
from selaras.models.vocabulary import PrunedTokenizer


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    opened = weights.read(embedded.weight_file())
    path = tmp_path_factory.mktemp("whole") / "tokenizer.model"
    path.write_bytes(unigram_model(zip(opened.pieces, opened.scores, strict=True)))
    return Tokenizer(path)


@pytest.fixture(scope="module")
def folder(encoder, real_cache):
    return next(real_cache.glob("*/pieces.npy")).parent


@pytest.fixture
def pruned(folder):
    return PrunedTokenizer(folder)


@pytest.mark.parametrize("language", ["vi", "id", "en"])
def test_real_text_is_cut_alike(whole, pruned, shared, language):
    texts = (shared / "eval" / f"flores-dev.{language}").read_text("utf-8").split("\n")[:300]
    pruned.prepare(texts)
    assert [pruned.pieces(text) for text in texts] == [whole.pieces(text) for text in texts]


def test_so_are_other_scripts_unknown_letters_and_very_long_words(whole, pruned):
    for text in (
        "memb培养 ok",
        "а 中文没有空格 ไทย",
        "\U0001f469\u200d ",
        "x" * 50_000,
        "<s> </s>",
    ):
        assert pruned.pieces(text) == whole.pieces(text)


@settings(deadline=None, max_examples=150)
@given(text=st.text(max_size=50))
def test_so_is_any_text(whole, folder, text):
    pruned = PrunedTokenizer(folder)
    assert pruned.pieces(text) == whole.pieces(text)


def test_pieces_that_reach_beyond_a_word_are_refused(tmp_path):
    with pytest.raises(ValueError, match="beyond a word"):
        vocabulary.write(tmp_path, ["a", "\u2581a\u2581b"], [0.0, 0.0])

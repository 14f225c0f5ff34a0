"""Byte-pair codes: merged by rank, joined again, found again in the text."""

import pytest
from selaras.models.moses import MosesTokenizer

pytest.importorskip("sacremoses", reason="belongs to the extra argos")


@pytest.fixture
def tokenizer(tmp_path):
    merges = "#version: 0.2\nh a\nha l\nhal o</w>\nd u\nn i\ndu ni\n"
    (tmp_path / "bpe.model").write_text(merges, encoding="utf-8")
    return MosesTokenizer(tmp_path / "bpe.model", "id", "en")


def test_merges_are_applied_in_their_order(tokenizer):
    assert tokenizer.pieces("halo").texts == ("halo",)
    assert tokenizer.pieces("dunia").texts == ("duni@@", "a")
    assert tokenizer.pieces("hadu").texts == ("ha@@", "d@@", "u")  # "d u" ends no word


def test_pieces_make_up_the_text_again(tokenizer):
    text = "Halo, dunia!"
    assert tokenizer.join(tokenizer.pieces(text).texts) == text


def test_places_are_those_in_the_text(tokenizer):
    text = "halo , dunia & halo."
    found = tokenizer.pieces(text)
    surfaces = [text[span.start : span.end] for span in found.spans]
    assert surfaces[:4] == ["halo", ",", "duni", "a"]
    assert surfaces[-2:] == ["halo", "."]


def test_one_long_word_is_cut_in_time(tokenizer):
    assert len(tokenizer.pieces("x" * 2000).texts) == 2000

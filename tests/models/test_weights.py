"""The weight file's format, on a tiny one."""

import numpy as np
import pytest
from selaras.errors import ModelError
from selaras.models import weights


def test_it_tells_the_network_and_the_pieces(tiny_weights):
    opened = weights.read(tiny_weights)
    assert (opened.shape.hidden, opened.shape.layers, opened.shape.vocabulary) == (32, 3, 64)
    assert opened.pieces[:4] == ("<s>", "<pad>", "</s>", "<unk>")
    assert len(opened.scores) == len(opened.pieces)


def test_rows_make_up_the_tensor_however_they_are_cut(tiny_weights):
    opened = weights.read(tiny_weights)
    whole = opened.tensor("emb.word", 64, 32)
    assert whole.shape == (64, 32)
    assert np.array_equal(np.concatenate(list(opened.rows("emb.word", 64, 32, step=7))), whole)
    assert np.array_equal(
        np.concatenate(list(opened.rows("emb.pos", 48, 32, step=5))),
        opened.tensor("emb.pos", 48, 32),
    )


def test_four_bit_blocks_hold_the_low_halves_first():
    blocks = np.zeros(1, weights._FOUR_BIT)
    blocks["scale"] = 0.5
    blocks["pairs"][0, 0] = 0xF1
    values = weights._decoded(blocks)[0]

    assert (values[0], values[16], values[1]) == (-3.5, 3.5, -4.0)


@pytest.mark.parametrize("content", [b"", b"E5S1", b"GGUF" + bytes(100), b"E5S1" + b"\xff" * 200])
def test_another_file_is_a_clear_error(tmp_path, content):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(ModelError, match="weight file"):
        weights.read(tmp_path / "file")


def test_a_cut_off_file_is_a_clear_error(tmp_path, tiny_weights):
    (tmp_path / "file").write_bytes(tiny_weights.read_bytes()[:300])
    with pytest.raises(ModelError, match="weight file"):
        weights.read(tmp_path / "file")

"""Language means: what they are made of, and that they make retrieval better."""

import numpy as np
import pytest
from selaras import languages
from selaras.errors import ModelError
from selaras.languages import Language
from selaras.models.language_means import drawn, language_mean_of
from selaras.models.means import language_mean, mean_path


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_subtracting_them_brings_translations_together_and_others_apart(encoder, shared):
    centred = {}
    for code in ("vi", "id"):
        texts = (shared / "eval" / f"flores-dev.{code}").read_text("utf-8").split("\n")[:120]
        centred[code] = unit(encoder.sentences(texts) - language_mean(languages.load(code)))
    similarity = centred["vi"] @ centred["id"].T

    assert (similarity.argmax(axis=1) == np.arange(120)).mean() >= 0.98
    assert abs(similarity.mean()) < 0.05  # 0.8 without: every sentence is like every other


def test_a_language_without_one_has_none(tmp_path):
    assert language_mean(Language("xx", "X", (), tmp_path)) is None


def test_a_damaged_one_is_a_clear_error(tmp_path):
    language = Language("xx", "X", (), tmp_path)
    mean_path(language).write_bytes(b"no numbers")
    with pytest.raises(ModelError, match="mean vector"):
        language_mean(language)


def test_every_file_weighs_the_same(encoder, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("Kalimat pertama ini cukup panjang untuk dipakai di sini.\n" * 3, "utf-8")
    two.write_text(
        "\n".join(f"Kalimat nomor {n} yang lain juga cukup panjang." for n in range(9)), "utf-8"
    )
    mean = language_mean_of(encoder, [one, two], 100)

    expected = encoder.sentences(drawn(one, 9))[0] + encoder.sentences(drawn(two, 9)).mean(axis=0)
    assert np.allclose(mean, expected / 2, atol=1e-6)


def test_a_draw_is_of_sentences_and_always_the_same(tmp_path):
    file = tmp_path / "text"
    file.write_text("\n".join(["short", *(f"{n} " * 30 for n in range(50))]), "utf-8")
    assert drawn(file, 10) == drawn(file, 10)
    assert len(set(drawn(file, 100))) == 50

"""The real encoder: what its vectors mean, where its pieces stand, and how it is built."""

import subprocess
import sys

import numpy as np
import pytest
from selaras.errors import ModelError
from selaras.models import embedded
from selaras.models.cache import Cache


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def lines(shared, language, count):
    return (shared / "eval" / f"flores-dev.{language}").read_text("utf-8").split("\n")[:count]


def hits(similarity):
    return (similarity.argmax(axis=1) == np.arange(len(similarity))).mean()


def test_a_translation_is_nearest_to_its_source(encoder, shared):
    source = encoder.sentences(lines(shared, "vi", 120))
    target = encoder.sentences(lines(shared, "id", 120))

    assert hits(source @ target.T) >= 0.97
    assert hits(unit(source - source.mean(axis=0)) @ unit(target - target.mean(axis=0)).T) >= 0.99


def test_words_of_a_translation_are_nearest_to_each_other(encoder):
    source, target = encoder.tokens(["Con mèo đen ngủ", "Kucing hitam tidur"])
    similarity = source.vectors @ target.vectors.T

    def answer(word):
        text = ("Con mèo đen ngủ", "Kucing hitam tidur")
        index = [text[0][s.start : s.end] for s in source.spans].index(word)
        span = target.spans[int(similarity[index].argmax())]
        return text[1][span.start : span.end]

    assert answer("ngủ") == "tidur"
    assert answer("đen") == "hitam"


def test_the_order_and_company_of_texts_change_nothing(encoder):
    texts = ["Một hai ba.", "x" * 300, "", "Pemerintah provinsi mengadakan konferensi. " * 9, "a"]
    together = encoder.sentences(texts)

    for text, vector in zip(texts, together, strict=True):
        assert np.array_equal(encoder.sentences([text])[0], vector)
    assert np.array_equal(encoder.sentences(texts[::-1])[::-1], together)


def test_vectors_have_unit_length_whatever_the_text(encoder):
    texts = ["", " \n", "\0", "\ud800", "‮abc", "👩‍👩‍👧", "培养", "kata " * 3000]
    vectors = encoder.sentences(texts)

    assert vectors.dtype == np.float32
    assert vectors.shape == (len(texts), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_long_text_is_read_to_its_end(encoder):
    filler = "Hội nghị bàn về dữ liệu. " * 150
    tail = "Kucing hitam tidur di atas atap. " * 40
    short, with_end, end = encoder.sentences([filler, filler + tail, tail])
    tokens = encoder.tokens([filler + "KUCING"])[0]

    assert with_end @ end > short @ end + 0.03
    assert tokens.spans[-1].end == len(filler) + len("KUCING")
    assert len(tokens.spans) == len(tokens.vectors) == len(tokens.pieces) > 512


def test_no_texts_give_no_vectors(encoder):
    assert encoder.sentences([]).shape == (0, 384)
    assert encoder.tokens([]) == []


def test_a_cached_result_is_the_fresh_one(real_cache, encoder, tmp_path, monkeypatch):
    monkeypatch.setenv("SELARAS_CACHE", str(real_cache))
    texts = ["Xin chào.", "Halo semuanya, apa kabar?"]
    first = embedded.embedded_encoder(cache=Cache(tmp_path / "c.sqlite"))
    second = embedded.embedded_encoder(cache=Cache(tmp_path / "c.sqlite"))
    expected = first.sentences(texts), first.tokens(texts)
    monkeypatch.setattr(second, "_states", None)  # nothing may be computed again

    assert np.array_equal(second.sentences(texts), expected[0])
    assert np.array_equal(second.tokens(texts)[1].vectors, expected[1][1].vectors)
    assert np.array_equal(encoder.sentences(texts), expected[0])


def test_a_machine_without_weights_gets_one_clear_line(tmp_path, monkeypatch):
    monkeypatch.setenv("SELARAS_CACHE", str(tmp_path))
    monkeypatch.setattr(embedded, "_PACKAGE", "no_such_package")

    with pytest.raises(ModelError, match="SELARAS_ENCODER_WEIGHTS") as caught:
        embedded.embedded_encoder()
    assert "\n" not in str(caught.value)


def test_two_processes_that_build_at_once_share_one_folder(tmp_path, tiny_weights):
    code = "from selaras.models.embedded import built; print(built())"
    environment = {"SELARAS_CACHE": str(tmp_path), "SELARAS_ENCODER_WEIGHTS": str(tiny_weights)}
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment)
        for _ in range(3)
    ]
    folders = {process.communicate(timeout=60)[0] for process in running}

    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(folders) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["multilingual-e5-small-format2"]


def test_a_damaged_build_is_replaced(tmp_path, monkeypatch, tiny_weights):
    monkeypatch.setenv("SELARAS_CACHE", str(tmp_path))
    monkeypatch.setenv("SELARAS_ENCODER_WEIGHTS", str(tiny_weights))
    told = []
    model = embedded.built(told.append) / "words" / "model.bin"
    whole = model.read_bytes()
    model.write_bytes(whole[:-1] + b"x")
    embedded.built(told.append)
    embedded.built(told.append)

    assert model.read_bytes() == whole
    assert len(told) == 2

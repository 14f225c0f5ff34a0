"""Encoders other than the built-in: converted with random weights, compared, and aligned with."""

import json

import numpy as np
import pytest
from selaras import languages
from selaras.align.alignment import align
from selaras.align.views import Views
from selaras.checks.parallel import document_of_segments
from selaras.errors import ModelError
from selaras.models import encoders, installed, means
from selaras.models.cache import Cache
from selaras.models.converting_encoders import Wishes
from selaras.models.encoder import Dense

SIZES = {
    "hidden_size": 32,
    "num_hidden_layers": 3,
    "num_attention_heads": 2,
    "intermediate_size": 64,
}
TEXTS = ["ab cd ef.", "bm cjka", "a", "mn op " * 40]


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("SELARAS_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("SELARAS_CACHE", str(tmp_path / "cache"))


def write_json(path, content):
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def bert(tiny, folder):
    from transformers import BertConfig, BertModel

    letters = [*"abcdefghijklmnop", *(f"##{c}" for c in "abcdefghijklmnop"), ".", "query", ":"]
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    config = BertConfig(vocab_size=len(pieces), max_position_embeddings=48, **SIZES)
    BertModel(config).save_pretrained(folder)
    write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "BertTokenizer", "do_lower_case": False},
    )
    return folder


def xlmr(tiny, folder):
    from transformers import XLMRobertaConfig, XLMRobertaModel

    folder.mkdir()
    pieces = tiny.pieces_model()
    (folder / "sentencepiece.bpe.model").write_bytes(pieces)
    size = len(tiny.vocabulary(pieces)) + 2
    config = XLMRobertaConfig(vocab_size=size, max_position_embeddings=50, **SIZES)
    XLMRobertaModel(config).save_pretrained(folder)
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "XLMRobertaTokenizer"})
    return folder


def original(folder, text):
    """The last states that transformers itself computes."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder, use_fast=False)
    model = AutoModel.from_pretrained(folder).eval()
    with torch.no_grad():
        return model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0].numpy()


def unit(vector):
    return vector / np.linalg.norm(vector)


@pytest.mark.slow
@pytest.mark.parametrize("make", [bert, xlmr])
def test_vectors_are_those_of_the_original(tiny, tmp_path, make):
    pytest.importorskip("transformers")
    folder = make(tiny, tmp_path / "original")
    for pooling in ("mean", "first"):
        installed.install_encoder(folder, Wishes(pooling, "MIT", pooling=pooling), "float32")
        encoder = encoders.find_encoder(pooling, cache=Cache(None))
        found = encoder.sentences(TEXTS[:3])
        for text, vector in zip(TEXTS, found, strict=False):
            states = original(folder, text)
            expected = states.mean(axis=0) if pooling == "mean" else states[0]
            assert vector @ unit(expected) == pytest.approx(1, abs=1e-3)
    assert encoder.sentences(TEXTS).shape == (4, 32), "longer than its positions"
    words = encoder.tokens(["ab cd"])[0]
    assert "".join("ab cd"[span.start : span.end] for span in words.spans) == "abcd"


@pytest.mark.slow
def test_a_layer_on_top_is_applied(tiny, tmp_path):
    pytest.importorskip("transformers")
    from safetensors.numpy import save_file

    folder = bert(tiny, tmp_path / "original")
    write_json(folder / "1_Pooling" / "config.json", {"pooling_mode_cls_token": True})
    tanh = "torch.nn.modules.activation.Tanh"
    write_json(folder / "2_Dense" / "config.json", {"activation_function": tanh})
    generator = np.random.default_rng(2)
    weight = generator.normal(size=(12, 32)).astype(np.float32)
    bias = generator.normal(size=12).astype(np.float32)
    save_file(
        {"linear.weight": weight, "linear.bias": bias}, folder / "2_Dense" / "model.safetensors"
    )
    installed.install_encoder(folder, Wishes("labse-like", "Apache-2.0"), "float32")
    [vector] = encoders.find_encoder("labse-like", cache=Cache(None)).sentences(["ab cd"])
    expected = np.tanh(original(folder, "ab cd")[0] @ weight.T + bias)
    assert vector @ unit(expected) == pytest.approx(1, abs=1e-3)


@pytest.mark.slow
def test_documents_are_aligned_with_it(tiny, tmp_path):
    pytest.importorskip("transformers")
    installed.install_encoder(bert(tiny, tmp_path / "original"), Wishes("mine", "MIT", "query: "))
    encoder = encoders.find_encoder("mine", cache=Cache(None))
    segments = tiny.sentences(12)
    source, target = document_of_segments(segments, "vi"), document_of_segments(segments, "id")
    found = align(Views.of(source, target, encoder))
    assert sum(link.source == link.target for link in found.links) == 12
    assert [each.name for each in encoders.installed_encoders()] == ["mine"]
    assert installed.verify("mine")
    installed.remove("mine")
    assert encoders.installed_encoders() == []


def test_a_mean_belongs_to_an_encoder(tmp_path):
    language = languages.load("id")
    assert means.language_mean(language, "mine") is None
    path = means.mean_path(language, "mine")
    path.parent.mkdir(parents=True)
    np.save(path, np.ones(4, np.float32))
    means._read.cache_clear()
    assert means.language_mean(language, "mine").tolist() == [1, 1, 1, 1]
    assert means.language_mean(language).shape == (384,)


def test_a_layer_bends_and_turns_vectors():
    layer = Dense(np.array([[0.0, 2.0]], np.float32), np.array([1.0], np.float32))
    assert layer(np.array([[5.0, 0.5]], np.float32)) == pytest.approx(np.tanh(2.0))


def test_an_unknown_encoder_names_those_there_are():
    with pytest.raises(ModelError, match="there are: multilingual-e5-small"):
        encoders.find_encoder("labse")


@pytest.mark.parametrize("content", ["{", '{"name": "x"}'])
def test_a_damaged_description_is_told(tmp_path, content):
    folder = tmp_path / "models" / "mine"
    folder.mkdir(parents=True)
    (folder / encoders.FILE).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="convert it again"):
        encoders.find_encoder("mine")

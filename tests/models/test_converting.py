"""Models of the library transformers: made small here, converted, and run by our own code."""

import json

import pytest
from selaras.errors import ModelError
from selaras.models import converting, engine, installed
from selaras.models.cache import Cache
from selaras.models.registry import Entry

SIZES = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    "max_position_embeddings": 128,
}


def write_json(path, content):
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("SELARAS_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(engine, "_LONGEST", 24)


def m2m(tiny, folder):
    from transformers import M2M100Config, M2M100ForConditionalGeneration
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

    pieces = tiny.vocabulary(tiny.pieces_model())[3:]
    vocabulary = ["<s>", "<pad>", "</s>", "<unk>", *pieces]
    languages = [f"__{code}__" for code in FAIRSEQ_LANGUAGE_CODES["m2m100"]]
    folder.mkdir()
    (folder / "sentencepiece.bpe.model").write_bytes(tiny.pieces_model())
    write_json(folder / "vocab.json", {piece: n for n, piece in enumerate(vocabulary)})
    size = len(vocabulary) + len(languages) + 8
    M2M100ForConditionalGeneration(M2M100Config(vocab_size=size, **SIZES)).save_pretrained(folder)
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "M2M100Tokenizer"})
    write_json(folder / "special_tokens_map.json", {"additional_special_tokens": languages})
    return folder


def marian(tiny, folder):
    from transformers import MarianConfig, MarianMTModel

    vocabulary = ["</s>", "<unk>", *tiny.vocabulary(tiny.pieces_model())[3:], "<pad>"]
    folder.mkdir()
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(tiny.pieces_model())
    write_json(folder / "vocab.json", {piece: n for n, piece in enumerate(vocabulary)})
    pad = len(vocabulary) - 1
    config = MarianConfig(
        vocab_size=len(vocabulary),
        pad_token_id=pad,
        decoder_start_token_id=pad,
        eos_token_id=0,
        forced_eos_token_id=0,
        **SIZES,
    )
    MarianMTModel(config).save_pretrained(folder)
    names = {"tokenizer_class": "MarianTokenizer", "source_lang": "vi", "target_lang": "id"}
    write_json(folder / "tokenizer_config.json", names)
    return folder


def reference(folder, source, target):
    """The log-probabilities that transformers itself gives the target's tokens."""
    import torch
    from transformers import AutoModelForSeq2SeqLM

    model = AutoModelForSeq2SeqLM.from_pretrained(folder).eval()
    start = model.config.decoder_start_token_id
    with torch.no_grad():
        logits = model(
            input_ids=torch.tensor([source]), decoder_input_ids=torch.tensor([[start, *target]])
        ).logits[0]
    return torch.log_softmax(logits, dim=-1)


@pytest.mark.slow
def test_m2m_scores_as_the_original_does(tiny, tmp_path):
    pytest.importorskip("transformers")
    folder = m2m(tiny, tmp_path / "m2m")
    entry = Entry("m2m", "transformers", ("vi", "id"), "MIT", multilingual=True)
    installed.install_transformers(folder, entry, quantization="float32")
    found = installed.find_translator("vi", "id", cache=Cache(None))
    [score] = found.score(["ab cd"], ["bm cjka"])

    ids = json.loads((folder / "vocab.json").read_text())
    tokens = json.loads((folder / "special_tokens_map.json").read_text())
    languages = tokens["additional_special_tokens"]
    number = {**ids, **{token: len(ids) + n for n, token in enumerate(languages)}}
    source = [number[t] for t in found.engine.wrapped(found.engine.source_pieces("ab cd"))]
    target = [number["__id__"], *(number[piece] for piece in score.pieces)]
    expected = reference(folder, source, target)

    assert [*score.log_probabilities, score.end] == pytest.approx(
        [float(expected[n + 1, t]) for n, t in enumerate([*target[1:], ids["</s>"]])], abs=2e-2
    )
    assert found.translate(["ab cd"]) != [""]
    assert "__id__" not in found.translate(["ab cd"])[0]


@pytest.mark.slow
def test_marian_scores_as_the_original_does(tiny, tmp_path):
    pytest.importorskip("transformers")
    folder = marian(tiny, tmp_path / "marian")
    entry = Entry("opus", "transformers", ("vi", "id"), "Apache-2.0")
    installed.install_transformers(folder, entry, quantization="float32")
    found = installed.find_translator("vi", "id", cache=Cache(None))
    [score] = found.score(["ab cd"], ["bm cjka"])

    number = json.loads((folder / "vocab.json").read_text())
    source = [number[t] for t in found.engine.wrapped(found.engine.source_pieces("ab cd"))]
    target = [number[piece] for piece in score.pieces]
    expected = reference(folder, source, target)
    assert [*score.log_probabilities, score.end] == pytest.approx(
        [float(expected[n, t]) for n, t in enumerate([*target, number["</s>"]])], abs=2e-2
    )


def test_pickled_weights_are_not_read(tmp_path):
    write_json(tmp_path / "config.json", {"model_type": "marian"})
    (tmp_path / "pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'touch hacked'\ntR.")
    with pytest.raises(ModelError, match="safetensors"):
        converting.convert(tmp_path, tmp_path / "out")


@pytest.mark.parametrize("content", ['{"model_type": "llama"}', "{}", "no json"])
def test_an_unknown_kind_is_a_clear_error(tmp_path, content):
    (tmp_path / "config.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"kind|cannot be read"):
        converting.convert(tmp_path, tmp_path / "out")


def test_a_model_for_nllb_gets_its_names_of_languages(tmp_path):
    write_json(tmp_path / "config.json", {"model_type": "m2m_100"})
    write_json(tmp_path / "tokenizer_config.json", {"tokenizer_class": "NllbTokenizer"})
    family, pieces = converting._family(tmp_path)
    assert family.tokens["vi"] == "vie_Latn"
    assert pieces == ("sentencepiece.bpe.model", "sentencepiece.bpe.model")

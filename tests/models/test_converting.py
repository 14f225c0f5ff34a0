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


def loud(model):
    """The model with weights so large that each sentence gets a translation of its own."""
    import torch

    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() == 2 and "shared" not in name and "embed" not in name:
                weight.mul_(30 if "encoder_attn" in name else 3)
    return model


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
    config = M2M100Config(vocab_size=size, **SIZES)
    loud(M2M100ForConditionalGeneration(config)).save_pretrained(folder)
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
    loud(MarianMTModel(config)).save_pretrained(folder)
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
        [float(expected[n + 1, t]) for n, t in enumerate([*target[1:], ids["</s>"]])], abs=1e-3
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
    # CTranslate2 leaves the padding out of what may come, transformers does not.
    assert [*score.log_probabilities, score.end] == pytest.approx(
        [float(expected[n, t]) for n, t in enumerate([*target, number["</s>"]])], abs=2e-2
    )


def greedy(folder, sources, longest, forced=None):
    """The pieces that transformers itself decodes greedily: sources of one length together."""
    import torch
    from transformers import AutoModelForSeq2SeqLM

    model = AutoModelForSeq2SeqLM.from_pretrained(folder).eval()
    number = vocabulary(folder)
    names = {number: token for token, number in number.items()}
    found = {}
    for size, most in sorted({(len(s), m) for s, m in zip(sources, longest, strict=True)}):
        alike = [tuple(source) for source in sources if len(source) == size]
        with torch.no_grad():
            outputs = model.generate(
                torch.tensor([[number[token] for token in source] for source in alike]),
                num_beams=1,
                do_sample=False,
                max_new_tokens=most,
                forced_bos_token_id=forced,
                forced_eos_token_id=None,
                suppress_tokens=[number["<unk>"]],
            )
        for source, output in zip(alike, outputs.tolist(), strict=True):
            tokens = [names.get(token, f"#{token}") for token in output[1:]]
            end = tokens.index("</s>") if "</s>" in tokens else len(tokens)
            found[source] = tokens[forced is not None : end]
    return [found[tuple(source)] for source in sources]


def vocabulary(folder):
    ids = json.loads((folder / "vocab.json").read_text())
    path = folder / "special_tokens_map.json"
    more = json.loads(path.read_text())["additional_special_tokens"] if path.is_file() else []
    return {**ids, **{token: len(ids) + n for n, token in enumerate(more)}}


@pytest.mark.slow
@pytest.mark.parametrize("make", [m2m, marian])
def test_greedy_translations_are_the_originals_token_for_token(tiny, tmp_path, make):
    """All of 200 with the original's float32; int8 parts from it, most in such loud models."""
    pytest.importorskip("transformers")
    import torch

    torch.manual_seed(5)
    folder = make(tiny, tmp_path / "original")
    multilingual = make is m2m
    same = {}
    for quantization in ("float32", "int8"):
        entry = Entry(quantization, "transformers", ("vi", "id"), "MIT", multilingual=multilingual)
        installed.install_transformers(folder, entry, quantization)
        installed.use((quantization,), "vi", "id")
        found = installed.find_translator("vi", "id", cache=Cache(None), beam=1).engine
        sources = [found.source_pieces(text) for text in tiny.sentences(200)]
        if quantization == "float32":
            expected = greedy(
                folder,
                [found.wrapped(source) for source in sources],
                [engine.longest(len(source)) for source in sources],
                vocabulary(folder)["__id__"] if multilingual else None,
            )
        ours = [tokens[multilingual:] for tokens in found.decode(sources)]
        same[quantization] = sum(a == b for a, b in zip(ours, expected, strict=True))
    assert len({tuple(tokens) for tokens in expected}) > 150
    assert same["float32"] == 200
    assert same["int8"] > 20


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

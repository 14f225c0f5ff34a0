"""Tiny translation models with random weights, in the very formats of the real ones."""

import io
import json
import random
import zipfile
from pathlib import Path

import numpy as np

WORDS = 120
WIDTH = 16


def words():
    generator = random.Random(3)
    letters = "abcdefghijklmnop"
    return ["".join(generator.choices(letters, k=generator.randint(2, 6))) for _ in range(WORDS)]


def sentences(count):
    generator = random.Random(4)
    return [" ".join(generator.choices(words(), k=10)) + "." for _ in range(count)]


def pieces_model(size=90):
    """A sentencepiece model, trained here on made-up words."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences(400)),
        model_writer=model,
        vocab_size=size,
        bos_id=1,
        eos_id=2,
        unk_id=0,
        minloglevel=2,
    )
    return model.getvalue()


def vocabulary(pieces, *more):
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_proto=pieces)
    return [processor.id_to_piece(number) for number in range(len(processor))] + list(more)


def write_model(folder, tokens, seed=1, **config):
    """A Transformer of one layer with random weights, in CTranslate2's format."""
    from ctranslate2.specs import TransformerSpec

    spec = TransformerSpec.from_config((1, 1), 2, pre_norm=True)
    generator = np.random.default_rng(seed)

    def linear(part, rows, columns=WIDTH):
        part.weight = generator.normal(scale=0.4, size=(rows, columns)).astype(np.float32)
        part.bias = generator.normal(scale=0.1, size=rows).astype(np.float32)

    def norm(part):
        part.gamma, part.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    def feed_forward(part):
        norm(part.layer_norm)
        linear(part.linear_0, 2 * WIDTH)
        linear(part.linear_1, WIDTH, 2 * WIDTH)

    def attention(part, *rows):
        norm(part.layer_norm)
        for layer, count in zip(part.linear, rows, strict=True):
            linear(layer, count)

    embeddings = generator.normal(size=(len(tokens), WIDTH)).astype(np.float32)
    spec.encoder.embeddings[0].weight = embeddings
    spec.decoder.embeddings.weight = embeddings
    linear(spec.decoder.projection, len(tokens))
    for stack in (spec.encoder, spec.decoder):
        norm(stack.layer_norm)
        attention(stack.layer[0].self_attention, 3 * WIDTH, WIDTH)
        feed_forward(stack.layer[0].ffn)
    attention(spec.decoder.layer[0].attention, WIDTH, 2 * WIDTH, WIDTH)
    for name, value in config.items():
        setattr(spec.config, name, value)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    Path(folder).mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def model_folder(folder, *tokens, seed=1):
    """A model beside its tokenizer, as people pass them on."""
    pieces = pieces_model()
    write_model(folder, vocabulary(pieces, *tokens), seed)
    (folder / "sentencepiece.model").write_bytes(pieces)
    return folder


def argos_package(path, source, target, tokenizer=None, seed=1, more=()):
    """A package as Argos Translate publishes them; ``tokenizer`` is its name and content."""
    pieces = pieces_model()
    name, content = tokenizer or ("sentencepiece.model", pieces)
    tokens = vocabulary(pieces)
    if name == "bpe.model":
        tokens = [
            "<unk>",
            "<s>",
            "</s>",
            *(f"{c}@@" for c in "abcdefgh"),
            *"abcdefgh.",
            "ab",
            "ab@@",
        ]
    top = f"translate-{source}_{target}-1_0"
    metadata = {"from_code": source, "to_code": target, "package_version": "1.0"}
    model = path.parent / f"{path.name}-model"
    write_model(model, tokens, seed)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(f"{top}/metadata.json", json.dumps(metadata))
        package.writestr(f"{top}/{name}", content)
        package.writestr(f"{top}/stanza/some.pt", b"never taken out")
        for file in model.iterdir():
            package.write(file, f"{top}/model/{file.name}")
        for member, content in more:
            package.writestr(member, content)
    return path

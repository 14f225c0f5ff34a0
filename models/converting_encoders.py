"""Converts sentence encoders of the library transformers to CTranslate2 (extra ``convert``).

BERT (among them LaBSE) and XLM-R are known. What the library
sentence-transformers notes beside a model (how states are pooled, a layer on
top) is followed. Nothing is unpickled, and no code that comes with a model is run.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from selaras.errors import ModelError
from selaras.models.building import SENTENCES, WORDS
from selaras.models.converting import read_json, refuse_pickles, run_converter
from selaras.models.encoders import DENSE, SENTENCEPIECE, WORDPIECE, EncoderDescription

# Of the layers: the lower ones' vectors stay closest to the single words.
_WORD_SHARE = 2 / 3
_XLMR_PIECES = "sentencepiece.bpe.model"
_TANH = "torch.nn.modules.activation.Tanh"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says about an encoder; where that is nothing, the model's files are asked."""

    name: str
    licence: str
    prefix: str = ""
    pooling: str | None = None


def is_encoder(source: Path) -> bool:
    """Whether the folder holds a model of a kind that encodes sentences."""
    path = source / "config.json"
    return path.is_file() and read_json(path).get("model_type") in _KINDS


def convert_encoder(
    source: Path, folder: Path, wishes: Wishes, quantization: str = "int8"
) -> EncoderDescription:
    """Write the encoder in ``source`` into ``folder``; raises ModelError when it cannot be used."""
    refuse_pickles(source)
    config = read_json(source / "config.json")
    described = _KINDS[config["model_type"]](source, config, wishes)
    run_converter(source, folder / SENTENCES, quantization)
    with tempfile.TemporaryDirectory() as lower:
        _cut_off(source, Path(lower), max(1, round(config["num_hidden_layers"] * _WORD_SHARE)))
        run_converter(Path(lower), folder / WORDS, quantization)
    pieces = WORDPIECE if described.tokenizer == WORDPIECE else _XLMR_PIECES
    shutil.copyfile(source / pieces, folder / described.tokenizer)
    return _with_pooling(described, source, folder, wishes)


def _bert(source: Path, config: dict[str, Any], wishes: Wishes) -> EncoderDescription:
    path = source / "tokenizer_config.json"
    lower = read_json(path).get("do_lower_case", True) if path.is_file() else True
    return EncoderDescription(
        name=wishes.name,
        origin=str(source),
        licence=wishes.licence,
        tokenizer=WORDPIECE,
        begin="[CLS]",
        end="[SEP]",
        positions=config["max_position_embeddings"],
        dimensions=config["hidden_size"],
        prefix=wishes.prefix,
        lower=bool(lower),
    )


def _xlmr(source: Path, config: dict[str, Any], wishes: Wishes) -> EncoderDescription:
    return EncoderDescription(
        name=wishes.name,
        origin=str(source),
        licence=wishes.licence,
        tokenizer=SENTENCEPIECE,
        begin="<s>",
        end="</s>",
        # Its positions begin after that of the padding.
        positions=config["max_position_embeddings"] - config.get("pad_token_id", 1) - 1,
        dimensions=config["hidden_size"],
        prefix=wishes.prefix,
    )


_KINDS = {"bert": _bert, "xlm-roberta": _xlmr}


def _cut_off(source: Path, lower: Path, layers: int) -> None:
    """The model without its upper layers: the same files, and a configuration that says so."""
    for path in source.iterdir():
        if path.is_file() and path.name != "config.json":
            (lower / path.name).symlink_to(path.resolve())
    config = {**read_json(source / "config.json"), "num_hidden_layers": layers}
    (lower / "config.json").write_text(json.dumps(config), encoding="utf-8")


def _with_pooling(
    described: EncoderDescription, source: Path, folder: Path, wishes: Wishes
) -> EncoderDescription:
    """How states become a vector: as the user says, else as the model's files do, else the mean."""
    noted = source / "1_Pooling" / "config.json"
    first = noted.is_file() and bool(read_json(noted).get("pooling_mode_cls_token"))
    pooling = wishes.pooling or ("first" if first else "mean")
    layer = next(iter(sorted(source.glob("*_Dense"))), None)
    if layer is None:
        return replace(described, pooling=pooling)
    weight, bias = _layer(layer)
    np.savez(folder / DENSE, weight=weight, bias=bias)
    return replace(described, pooling=pooling, dense=True, dimensions=len(bias))


def _layer(folder: Path) -> tuple[Any, Any]:
    """The weights of the layer on top."""
    from safetensors.numpy import load_file

    refuse_pickles(folder)
    if read_json(folder / "config.json").get("activation_function") != _TANH:
        raise ModelError(f"The layer in {folder} is of a kind that selaras does not know.")
    tensors = load_file(folder / "model.safetensors")
    return tensors["linear.weight"], tensors["linear.bias"]

"""Converts translation models of the library transformers to CTranslate2 (extra ``convert``).

Weights are read from safetensors files only: nothing is unpickled, and no code
that comes with a model is run.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from selaras.errors import ModelError
from selaras.models.description import MODEL, SOURCE_PIECES, TARGET_PIECES
from selaras.models.families import MARIAN, Family, m2m, nllb

_ONE_TOKENIZER = ("sentencepiece.bpe.model", "sentencepiece.bpe.model")


def convert(source: Path, folder: Path, quantization: str = "int8") -> Family:
    """Write the model in ``source`` into ``folder``, and return how it wants its texts.

    Raises ModelError when the model is of a kind that is not known, or not safe.
    """
    family, pieces = _family(source)
    refuse_pickles(source)
    run_converter(source, folder / MODEL, quantization)
    for file, name in zip(pieces, (SOURCE_PIECES, TARGET_PIECES), strict=True):
        shutil.copyfile(source / file, folder / name)
    return family


def run_converter(source: Path, folder: Path, quantization: str) -> None:
    """Write the model in ``source`` into the new ``folder``; raises ModelError if it cannot be."""
    try:
        from ctranslate2.converters import TransformersConverter

        TransformersConverter(str(source)).convert(str(folder), quantization=quantization)
    except ImportError as error:
        raise ModelError(
            "Converting a model needs more packages: install selaras with its extra, "
            "pip install 'selaras[convert]'."
        ) from error
    except (ValueError, RuntimeError, OSError, KeyError, AttributeError) as error:
        raise ModelError(f"{source} cannot be converted: {error}") from error


def _family(source: Path) -> tuple[Family, tuple[str, str]]:
    """How the model wants its texts, and the files of its tokenizers."""
    kind = read_json(source / "config.json").get("model_type")
    if kind == "marian":
        return MARIAN, ("source.spm", "target.spm")
    if kind == "m2m_100":
        tokenizer = str(read_json(source / "tokenizer_config.json").get("tokenizer_class", ""))
        return (nllb() if tokenizer.startswith("Nllb") else m2m()), _ONE_TOKENIZER
    raise ModelError(
        f"{source} holds a model of the kind {kind!r}; selaras converts the translation models "
        "of the kinds 'm2m_100' (M2M-100, NLLB-200) and 'marian' (OPUS-MT), and the sentence "
        "encoders of the kinds 'bert' (such as LaBSE) and 'xlm-roberta'."
    )


def refuse_pickles(source: Path) -> None:
    """Raise ModelError unless the weights are in a file that cannot run code when it is read."""
    if not any(source.glob("*.safetensors")):
        raise ModelError(
            f"{source} holds no .safetensors file: weights in other formats can run code when "
            "they are read, so selaras does not read them."
        )


def read_json(path: Path) -> dict[str, Any]:
    """The object in a file of JSON; raises ModelError if there is none."""
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}") from error
    return values

"""Families of translation models: the tokens each wants around a source and before a target."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selaras import languages
from selaras.errors import ModelError
from selaras.models.description import MODEL, SOURCE_PIECES, TARGET_PIECES

_END = "</s>"
# The names that tokenizers have beside models in CTranslate2's format: one a side, or one for both.
_TOKENIZERS = (
    ("source.model", "target.model"),
    ("source.spm", "target.spm"),
    ("sentencepiece.bpe.model", "sentencepiece.bpe.model"),
    ("sentencepiece.model", "sentencepiece.model"),
    ("spm.model", "spm.model"),
    ("tokenizer.model", "tokenizer.model"),
)
_MODEL_FILES = ("*.bin", "*.json", "*.txt")


@dataclass(frozen=True, slots=True)
class Family:
    """The tokens as a :class:`~selaras.models.description.Description` holds them."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()
    tokens: Mapping[str, str] = field(default_factory=dict)


PLAIN = Family()
MARIAN = Family(after=(_END,))


def m2m() -> Family:
    """M2M-100: the language's code between underscores, before the source and the target."""
    return _both_sides({code: f"__{code}__" for code in languages.available()})


def nllb() -> Family:
    """NLLB-200: as M2M-100, with FLORES' names of the languages."""
    tables = {code: languages.load(code).table("models") for code in languages.available()}
    return _both_sides({code: table["flores"] for code, table in tables.items() if table})


def tagged() -> Family:
    """Models with the target's tag, such as <2id>, before the source."""
    tags = {code: f"<2{code}>" for code in languages.available()}
    return Family(before=("{target}",), tokens=tags)


def copy_model(source: Path, folder: Path) -> Family:
    """Copy a model in CTranslate2's format, and tell its family by its vocabulary."""
    pieces = _tokenizers(source)
    (folder / MODEL).mkdir()
    for pattern in _MODEL_FILES:
        for path in source.glob(pattern):
            shutil.copyfile(path, folder / MODEL / path.name)
    for path, name in zip(pieces, (SOURCE_PIECES, TARGET_PIECES), strict=True):
        shutil.copyfile(path, folder / name)
    return _recognised(source, pieces)


def _both_sides(tokens: Mapping[str, str]) -> Family:
    return Family(("{source}",), (_END,), ("{target}",), tokens)


def _tokenizers(source: Path) -> tuple[Path, Path]:
    for one, other in _TOKENIZERS:
        if (source / one).is_file() and (source / other).is_file():
            return source / one, source / other
    names = ", ".join(sorted({name for pair in _TOKENIZERS for name in pair}))
    raise ModelError(f"{source} holds no tokenizer of sentencepiece: one of {names} must be there.")


def _recognised(source: Path, pieces: tuple[Path, Path]) -> Family:
    vocabulary = _vocabulary(source)
    for family in (m2m(), nllb(), tagged()):
        tokens = {code: token for code, token in family.tokens.items() if token in vocabulary}
        if tokens:
            return Family(family.before, family.after, family.target_prefix, tokens)
    marian = pieces[0].suffix == ".spm" and not _config(source).get("add_source_eos")
    return MARIAN if marian else PLAIN


def _vocabulary(source: Path) -> set[str]:
    for path in sorted(source.glob("*vocabulary*")):
        text = path.read_text(encoding="utf-8")
        return set(json.loads(text) if path.suffix == ".json" else text.splitlines())
    raise ModelError(f"{source} is not a model in CTranslate2's format: it has no vocabulary.")


def _config(source: Path) -> dict[str, Any]:
    path = source / "config.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}

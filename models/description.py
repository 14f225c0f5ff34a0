"""What is known of an installed model: where it came from, what it translates, how it wants texts.

It stands as ``model.json`` in the model's folder, beside ``model/`` (CTranslate2's
files) and the tokenizer's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from selaras.errors import ModelError
from selaras.models.interfaces import Quality

FILE = "model.json"
MODEL = "model"
# The tokenizers by their files: sentencepiece for each side, or Moses with byte-pair codes.
SOURCE_PIECES, TARGET_PIECES, MERGES = "source.model", "target.model", "bpe.model"


@dataclass(frozen=True, slots=True)
class Description:
    """A translation model.

    ``before``, ``after`` and ``target_prefix`` are the tokens around the source
    and before the target; ``{source}`` and ``{target}`` in them stand for the
    languages' tokens, which ``tokens`` gives by language code: a multilingual model
    that reads the target's tag before the source has ``before=("{target}",)`` and
    ``tokens={"id": "<2id>"}``. ``checksums`` are the SHA-256 of the files that were
    fetched for it, ``quality`` is what its publisher says its output is good for.
    ``longest_source`` is the number of pieces that it translates well at once; longer
    sentences are cut at clauses (0: as much as every known model was trained on).
    """

    name: str
    origin: str
    licence: str
    source_languages: tuple[str, ...]
    target_languages: tuple[str, ...]
    non_commercial: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()
    tokens: Mapping[str, str] = field(default_factory=dict)
    checksums: Mapping[str, str] = field(default_factory=dict)
    quality: Quality | None = None
    longest_source: int = 0

    def translates(self, source: str, target: str) -> bool:
        """Whether it has this direction."""
        return (
            source != target and source in self.source_languages and target in self.target_languages
        )

    def filled(self, pattern: tuple[str, ...], source: str, target: str) -> list[str]:
        """The tokens of ``pattern`` for this direction."""
        names = {"{source}": source, "{target}": target}
        return [self.tokens[names[token]] if token in names else token for token in pattern]

    def write(self, folder: Path) -> None:
        """Put it into the model's folder."""
        content = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / FILE).write_text(content, encoding="utf-8")


def read(folder: Path) -> Description:
    """The description in a model's folder; raises ModelError if it is none."""
    try:
        values = json.loads((folder / FILE).read_text(encoding="utf-8"))
        lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        quality = Quality(values["quality"]) if values.get("quality") else None
        return Description(**{**values, **lists, "quality": quality})
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(
            f"{folder} holds no model that selaras knows ({error}): remove it and fetch it again."
        ) from error

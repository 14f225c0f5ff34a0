"""Translation models on CTranslate2: one for a direction, or two through a language between."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from selaras.documents.model import Span
from selaras.errors import ModelError
from selaras.models import calibration
from selaras.models.cache import Cache
from selaras.models.calibration import Calibration
from selaras.models.description import MERGES, MODEL, SOURCE_PIECES, TARGET_PIECES, Description
from selaras.models.devices import open_model
from selaras.models.interfaces import Quality, TokenScores, Translator
from selaras.models.moses import MosesTokenizer
from selaras.models.store import CHECKSUMS
from selaras.models.tokenizer import Pieces, Tokenizer

# Pieces of a source that are translated at once: within what every known model was trained on.
_LIMIT = 200
# Pieces of a translation after which it is cut off: more than any honest one has.
_LONGEST = 512
_BEAM = 4
_BATCH = 2048
_ROUND = 256
# Log-probabilities differ between batches by 2e-6; so rounded, they do not.
_DIGITS = 4

Notify = Callable[[str], None]


class Subwords(Protocol):
    """What a translator needs of a tokenizer."""

    def pieces(self, text: str) -> Pieces:
        """The pieces of ``text``."""

    def join(self, pieces: Sequence[str]) -> str:
        """The text that the pieces make up."""


class ModelTranslator:
    """One model for one direction."""

    def __init__(
        self,
        folder: Path,
        description: Description,
        source: str,
        target: str,
        device: str = "cpu",
        threads: int = 0,
        cache: Cache | None = None,
        notify: Notify = lambda message: None,
    ) -> None:
        if not description.translates(source, target):
            raise ModelError(f"The model {description.name} does not translate {source}-{target}.")
        self._folder = folder
        self._description = description
        self._languages = (source, target)
        self._device, self._threads = device, threads
        self._cache = cache or Cache(None)
        self._notify = notify

    @property
    def name(self) -> str:
        """Name and version, as reports show it."""
        return f"{self._description.name}@{self._fingerprint[:8]}"

    @property
    def quality(self) -> Quality | None:
        """What its translations are good for, as measured here or told by its publisher."""
        return self.calibration.quality if self.calibration else self._description.quality

    @cached_property
    def calibration(self) -> Calibration | None:
        """How far it may be trusted; None where nobody measured it."""
        return calibration.read(self._folder, *self._languages)

    @property
    def doubtful_surprise(self) -> float | None:
        """The surprise from which it doubts a word; None where its judgement is worth nothing."""
        return self.calibration.surprise if self.calibration else None

    def translate(self, texts: Sequence[str]) -> list[str]:
        """The translation of each text; white space in it counts as one space."""
        lines = [" ".join(text.split()) for text in texts]
        distinct = list(dict.fromkeys(filter(None, lines)))
        known = {"": b"", **self._cache.get(self._space("translation"), distinct)}
        missing = [line for line in distinct if line not in known]
        for start in range(0, len(missing), _ROUND):
            some = missing[start : start + _ROUND]
            fresh = {
                line: translation.encode("utf-8")
                for line, translation in zip(some, self._translated(some), strict=True)
            }
            self._cache.put(self._space("translation"), fresh)
            known.update(fresh)
        return [known[line].decode("utf-8") for line in lines]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[TokenScores | None]:
        """The scores of each target given its source; None where a text is too long or empty."""
        pairs = list(zip(sources, targets, strict=True))
        keys = [json.dumps(pair) for pair in pairs]
        known = self._cache.get(self._space("score"), keys)
        missing = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        fresh = self._scored(missing)
        self._cache.put(self._space("score"), fresh)
        known.update(fresh)
        return [
            self._token_scores(target, json.loads(known[key])) if key in known else None
            for key, (_, target) in zip(keys, pairs, strict=True)
        ]

    @cached_property
    def _fingerprint(self) -> str:
        """What a translation depends on: the model's files, CTranslate2, the search."""
        import ctranslate2

        files = (self._folder / CHECKSUMS).read_bytes()
        rest = f"{ctranslate2.__version__} {_BEAM} {_LIMIT} {_LONGEST}"
        return hashlib.sha256(files + rest.encode()).hexdigest()[:16]

    def _space(self, kind: str) -> str:
        return f"{self._fingerprint}/{self._device}/{'-'.join(self._languages)}/{kind}"

    @cached_property
    def _model(self) -> Any:
        return open_model("Translator", self._folder / MODEL, self._device, self._threads)

    @cached_property
    def _source_subwords(self) -> Subwords:
        return self._subwords(SOURCE_PIECES)

    @cached_property
    def _target_subwords(self) -> Subwords:
        return self._subwords(TARGET_PIECES)

    def _subwords(self, file: str) -> Subwords:
        if (self._folder / MERGES).is_file():
            return MosesTokenizer(self._folder / MERGES, *self._languages)
        return Tokenizer(self._folder / file)

    def _tokens(self, pattern: tuple[str, ...]) -> list[str]:
        return self._description.filled(pattern, *self._languages)

    def _wrapped(self, pieces: Sequence[str]) -> list[str]:
        """The source as the model wants it."""
        before, after = self._description.before, self._description.after
        return [*self._tokens(before), *pieces, *self._tokens(after)]

    def _translated(self, lines: list[str]) -> list[str]:
        """Each line's translation: that of its parts, if it is too long for the model."""
        parts = [self._parts(line) for line in lines]
        translations = iter(self._decoded([part for of_line in parts for part in of_line]))
        return [" ".join(next(translations) for _ in of_line) for of_line in parts]

    def _parts(self, line: str) -> list[str]:
        from selaras.models.splitting import fitting_parts

        parts = fitting_parts(line, lambda part: len(self._pieces(part)), _LIMIT)
        if len(parts) > 1:
            self._notify(
                f"A sentence of {len(line)} characters is too long for {self._description.name}: "
                f"it is translated in {len(parts)} parts."
            )
        return parts

    def _pieces(self, text: str) -> tuple[str, ...]:
        return self._source_subwords.pieces(text).texts

    def _decoded(self, parts: list[str]) -> list[str]:
        prefix = self._tokens(self._description.target_prefix)
        results = self._model.translate_batch(
            [self._wrapped(self._pieces(part)) for part in parts],
            target_prefix=[prefix] * len(parts) if prefix else None,
            beam_size=_BEAM,
            max_batch_size=_BATCH,
            batch_type="tokens",
            max_input_length=0,
            max_decoding_length=_LONGEST,
            disable_unk=True,
        )
        return [self._joined(result.hypotheses[0]) for result in results]

    def _joined(self, tokens: list[str]) -> str:
        """The text of a translation's pieces, without the languages' tokens."""
        languages = set(self._description.tokens.values())
        return self._target_subwords.join([t for t in tokens if t not in languages])

    def _scored(self, pairs: dict[str, tuple[str, str]]) -> dict[str, bytes]:
        """Log-probabilities by key, for the pairs that the model can read as a whole."""
        prefix = self._tokens(self._description.target_prefix)
        cut = {
            key: (self._pieces(source), self._target_subwords.pieces(target).texts)
            for key, (source, target) in pairs.items()
        }
        fitting = {
            key: pair for key, pair in cut.items() if all(0 < len(p) <= _LONGEST for p in pair)
        }
        if not fitting:
            return {}
        results = self._model.score_batch(
            [self._wrapped(source) for source, _ in fitting.values()],
            [[*prefix, *target] for _, target in fitting.values()],
            max_batch_size=_BATCH,
            batch_type="tokens",
            offset=len(prefix),
        )
        return {
            key: json.dumps([round(value, _DIGITS) for value in result.log_probs]).encode()
            for key, result in zip(fitting, results, strict=True)
        }

    def _token_scores(self, target: str, values: list[float]) -> TokenScores:
        pieces = self._target_subwords.pieces(target)
        spans: tuple[Span, ...] = pieces.spans
        return TokenScores(pieces.texts, spans, tuple(values[:-1]), values[-1])


class PivotTranslator:
    """Two translators, through a language between, which reviewers can read as a gloss."""

    def __init__(self, first: Translator, second: Translator) -> None:
        self._first, self._second = first, second

    @property
    def name(self) -> str:
        """Names and versions, as reports show them."""
        return f"{self._first.name}+{self._second.name}"

    @property
    def quality(self) -> Quality | None:
        """That of the weaker model; None where one was not measured."""
        first, second = self._first.quality, self._second.quality
        return min(first, second, key=list(Quality).index) if first and second else None

    def translate(self, texts: Sequence[str]) -> list[str]:
        """The translation of each text."""
        return self.from_gloss(self.gloss(texts))

    def from_gloss(self, glosses: Sequence[str]) -> list[str]:
        """The translation of each text in the language between."""
        return self._second.translate(glosses)

    def gloss(self, texts: Sequence[str]) -> list[str]:
        """Each text in the language between."""
        return self._first.translate(texts)

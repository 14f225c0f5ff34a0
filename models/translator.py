"""Translators with a memory: one model for a direction, or two through a language between."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import astuple
from functools import cached_property
from pathlib import Path

from selaras.documents.model import Span
from selaras.errors import ModelError
from selaras.models import calibration
from selaras.models.cache import Cache
from selaras.models.calibration import Calibration
from selaras.models.description import Description
from selaras.models.engine import SEARCH, Engine, Output
from selaras.models.interfaces import Quality, TokenScores, Translator
from selaras.models.store import CHECKSUMS

# Half the work of four, and hardly worse.
BEAM = 2
# Texts that are translated before they are remembered.
_ROUND = 256
# Hardly a sentence has more characters; such texts would take minutes, and say nothing.
_NO_SENTENCE = 2000

Notify = Callable[[str], None]


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
        beam: int = BEAM,
    ) -> None:
        if not description.translates(source, target):
            raise ModelError(f"The model {description.name} does not translate {source}-{target}.")
        self._folder = folder
        self._description = description
        self._languages = (source, target)
        self._cache = cache or Cache(None)
        self._notify = notify
        self._about = f"{device} {beam}"
        self.engine = Engine(folder, description, self._languages, device, threads, beam)

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

    @property
    def least_contrast(self) -> float | None:
        """The contrast from which it takes a stretch of the source for untranslated, or None."""
        return self.calibration.contrast if self.calibration else None

    def translate(self, texts: Sequence[str]) -> list[str]:
        """The translation of each text; white space in it counts as one space.

        It is empty for a text that is too long to be a sentence.
        """
        lines = [" ".join(text.split()) for text in texts]
        distinct = [line for line in dict.fromkeys(lines) if 0 < len(line) <= _NO_SENTENCE]
        space = self._space("translation")
        known = self._cache.get(space, distinct)
        missing = [line for line in distinct if line not in known]
        for start in range(0, len(missing), _ROUND):
            some = missing[start : start + _ROUND]
            outputs = self.engine.translate(some)
            fresh = {
                line: json.dumps(astuple(output), ensure_ascii=False).encode("utf-8")
                for line, output in zip(some, outputs, strict=True)
            }
            self._cache.put(space, fresh)
            known.update(fresh)
        found = {line: Output(*json.loads(known[line])) for line in distinct}
        self._warn(list(found.values()), sum(len(line) > _NO_SENTENCE for line in lines))
        return [found[line].text if line in found else "" for line in lines]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[TokenScores | None]:
        """The scores of each target given its source; None where a text is too long or empty."""
        pairs = list(zip(sources, targets, strict=True))
        keys = [json.dumps(pair) for pair in pairs]
        space = self._space("score")
        known = self._cache.get(space, keys)
        missing = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        fresh = {
            key: json.dumps(values).encode()
            for key, values in zip(missing, self.engine.score(list(missing.values())), strict=True)
        }
        self._cache.put(space, fresh)
        known.update(fresh)
        return [
            self._token_scores(target, json.loads(known[key]))
            for key, (_, target) in zip(keys, pairs, strict=True)
        ]

    @cached_property
    def _fingerprint(self) -> str:
        """What a translation depends on: the model's files, CTranslate2, the search."""
        import ctranslate2

        files = (self._folder / CHECKSUMS).read_bytes()
        rest = f"{ctranslate2.__version__} {self._about} {SEARCH}"
        return hashlib.sha256(files + rest.encode()).hexdigest()[:16]

    def _space(self, kind: str) -> str:
        return f"{self._fingerprint}/{'-'.join(self._languages)}/{kind}"

    def _warn(self, outputs: Sequence[Output], left_out: int) -> None:
        """Tell what the reader of a translation should know; the same for remembered ones."""
        name = self._description.name
        if left_out:
            self._notify(
                f"{_sentences(left_out)} of more than {_NO_SENTENCE:,} characters: not translated."
            )
        if split := sum(output.parts > 1 for output in outputs):
            self._notify(
                f"{_sentences(split)} too long for {name}: translated in parts, cut at clauses."
            )
        if cut := sum(not output.ended for output in outputs):
            self._notify(
                f"{name} came to no end in {_sentences(cut)}: the translation is cut off there "
                "and worth little."
            )

    def _token_scores(self, target: str, values: list[float] | None) -> TokenScores | None:
        if values is None:
            return None
        pieces = self.engine.target_pieces(target)
        spans: tuple[Span, ...] = pieces.spans
        return TokenScores(pieces.texts, spans, tuple(values[:-1]), values[-1])


def _sentences(count: int) -> str:
    return f"{count} {'sentence' if count == 1 else 'sentences'}"


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

"""A translation model, opened for one direction: translations and log-probabilities of texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol

from selaras.models.description import MERGES, MODEL, SOURCE_PIECES, TARGET_PIECES, Description
from selaras.models.devices import open_model
from selaras.models.moses import MosesTokenizer
from selaras.models.splitting import fitting_parts
from selaras.models.tokenizer import Pieces, Tokenizer

# Pieces of a source that are translated at once: within what every known model was trained on.
_LIMIT = 200
# Pieces of a translation after which it is cut off: three for each of the source and some more,
# counted in steps of the source's length, so that texts of like length go together. No honest
# translation is longer; one that is never ended.
_LONGEST = 512
# Runs of so many pieces stand only once in a translation that otherwise would not end.
_NO_REPEATED = 3
_STEP, _PER_PIECE, _MORE = 16, 3, 32
# Pieces of a text that is scored: with the tokens around it, within 512 places.
_SCORED = 500
_BATCH = 2048
# Log-probabilities differ between batches by 2e-6; so rounded, they do not.
_DIGITS = 4

# What a translation depends on besides the model.
SEARCH = f"{_LIMIT} {_LONGEST} {_STEP} {_PER_PIECE} {_MORE} {_NO_REPEATED}"


@dataclass(frozen=True, slots=True)
class Output:
    """A translation, in how many parts it was made, and whether the model ended each of them."""

    text: str
    parts: int
    ended: bool


class Subwords(Protocol):
    """What an engine needs of a tokenizer."""

    def pieces(self, text: str) -> Pieces:
        """The pieces of ``text``."""

    def join(self, pieces: Sequence[str]) -> str:
        """The text that the pieces make up."""


class Engine:
    """One model on one device; it is opened at first use."""

    def __init__(
        self,
        folder: Path,
        description: Description,
        languages: tuple[str, str],
        device: str,
        threads: int,
        beam: int,
    ) -> None:
        self._folder, self._description, self._languages = folder, description, languages
        self._device, self._threads, self._beam = device, threads, beam

    def translate(self, lines: Sequence[str]) -> list[Output]:
        """Each line's translation: that of its parts, if it is too long for the model."""
        limit = self._description.longest_source or _LIMIT
        parts = [fitting_parts(line, self._size, limit) for line in lines]
        sources = [self.source_pieces(part) for of_line in parts for part in of_line]
        pairs = iter(list(zip(sources, self.decode(sources), strict=True)))
        return [self._output([next(pairs) for _ in of_line]) for of_line in parts]

    def decode(self, sources: Sequence[Sequence[str]]) -> list[list[str]]:
        """The pieces of each translation, as the model gives them.

        Where it came to no end, it mostly turned in a circle: there it is asked again, and may
        not repeat itself.
        """
        found = self._decoded(sources)
        endless = [n for n, tokens in enumerate(found) if len(tokens) >= longest(len(sources[n]))]
        if endless:
            again = self._decoded([sources[n] for n in endless], _NO_REPEATED)
            for number, tokens in zip(endless, again, strict=True):
                found[number] = tokens
        return found

    def _decoded(self, sources: Sequence[Sequence[str]], no_repeated: int = 0) -> list[list[str]]:
        found: dict[int, Any] = {}
        for most, numbers in _by_longest(sources).items():
            batch = [self.wrapped(sources[number]) for number in numbers]
            found.update(zip(numbers, self._begun(batch, most, no_repeated), strict=True))
        return [found[number].result().hypotheses[0] for number in range(len(sources))]

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[list[float] | None]:
        """The log-probability of each piece of a target and of its end, given its source.

        None for a pair that the model cannot read as a whole.
        """
        cut = [
            (self.source_pieces(source), self.target_pieces(target).texts)
            for source, target in pairs
        ]
        fitting = [pair for pair in cut if all(0 < len(side) <= _SCORED for side in pair)]
        values = iter(self._scored(fitting) if fitting else [])
        return [
            next(values) if all(0 < len(side) <= _SCORED for side in pair) else None for pair in cut
        ]

    def source_pieces(self, text: str) -> tuple[str, ...]:
        """The source's pieces."""
        return self._source_subwords.pieces(text).texts

    def target_pieces(self, text: str) -> Pieces:
        """The target's pieces with their places in it."""
        return self._target_subwords.pieces(text)

    def wrapped(self, pieces: Sequence[str]) -> list[str]:
        """The source as the model wants it."""
        before, after = self._description.before, self._description.after
        return [*self._tokens(before), *pieces, *self._tokens(after)]

    @cached_property
    def target_prefix(self) -> list[str]:
        """What stands before every target."""
        return self._tokens(self._description.target_prefix)

    @cached_property
    def model(self) -> Any:
        """The model itself."""
        folder = self._folder / MODEL
        return _opened(folder, _stamp(folder), self._device, self._threads)

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

    def _size(self, text: str) -> int:
        return len(self.source_pieces(text))

    def _begun(self, batch: list[list[str]], most: int, no_repeated: int) -> list[Any]:
        """The translations of a batch, under way."""
        prefix = self.target_prefix
        begun: list[Any] = self.model.translate_batch(
            batch,
            target_prefix=[prefix] * len(batch) if prefix else None,
            beam_size=self._beam,
            max_batch_size=_BATCH,
            batch_type="tokens",
            max_input_length=0,
            max_decoding_length=most,
            no_repeat_ngram_size=no_repeated,
            disable_unk=True,
            asynchronous=True,
        )
        return begun

    def _output(self, parts: list[tuple[tuple[str, ...], list[str]]]) -> Output:
        return Output(
            " ".join(self._joined(tokens) for _, tokens in parts),
            len(parts),
            all(len(tokens) < longest(len(source)) for source, tokens in parts),
        )

    def _joined(self, tokens: list[str]) -> str:
        """The text of a translation's pieces, without the languages' tokens."""
        languages = set(self._description.tokens.values())
        return self._target_subwords.join([t for t in tokens if t not in languages])

    def _scored(self, pairs: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[list[float]]:
        prefix = self.target_prefix
        results = self.model.score_batch(
            [self.wrapped(source) for source, _ in pairs],
            [[*prefix, *target] for _, target in pairs],
            max_batch_size=_BATCH,
            batch_type="tokens",
            offset=len(prefix),
        )
        return [[round(value, _DIGITS) for value in result.log_probs] for result in results]


@lru_cache(maxsize=2)
def _opened(folder: Path, stamp: tuple[int, ...], device: str, threads: int) -> Any:
    """The model; kept, so that the next documents of a run find it open."""
    return open_model("Translator", folder, device, threads)


def _stamp(folder: Path) -> tuple[int, ...]:
    """What changes when another model is put in the same place; nothing if there is none."""
    return tuple(path.stat().st_mtime_ns for path in sorted(folder.glob("*")))


def longest(pieces: int) -> int:
    """How long the translation of so many pieces may become."""
    steps = -(-pieces // _STEP)
    return min(_LONGEST, _PER_PIECE * _STEP * steps + _MORE)


def _by_longest(sources: Sequence[Sequence[str]]) -> dict[int, list[int]]:
    """The numbers of the sources by how long their translations may become, the longest first."""
    groups: dict[int, list[int]] = {}
    for number in sorted(range(len(sources)), key=lambda number: -len(sources[number])):
        groups.setdefault(longest(len(sources[number])), []).append(number)
    return groups

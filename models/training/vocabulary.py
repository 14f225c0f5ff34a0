"""The vocabularies: pieces of the built-in encoder, pruned to what the languages at hand need.

Both sides keep the encoder's own pieces, so that its vectors can start both
embeddings, and names are cut alike in source and target. The target's falls
back to bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from selaras.models import weights
from selaras.models.embedded import weight_file
from selaras.models.unigram import SPECIAL, unigram_model

# A byte must never be cheaper than the characters' own pieces.
_BYTE_SCORE = -30.0
_BYTES = tuple(f"<0x{number:02X}>" for number in range(256))
_SPACE = "▁"
# Single characters seen less often are left to the bytes.
_SEEN = 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces, and for each its row in the encoder's embeddings (-1: none)."""

    pieces: tuple[str, ...]
    rows: tuple[int, ...]

    def write(self, path: Path, scores: Sequence[float]) -> None:
        """The vocabulary as a sentencepiece model; ``scores`` are the encoder's, by row."""
        costs = [scores[row] if row >= 0 else _BYTE_SCORE for row in self.rows]
        pairs = zip(self.pieces, costs, strict=True)
        path.write_bytes(unigram_model(pairs, byte_fallback=_BYTES[0] in self.pieces))


@dataclass(frozen=True, slots=True)
class Inventory:
    """The encoder's pieces and their scores."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]

    def count(self, texts: Iterable[str]) -> Counter[int]:
        """How often each piece stands in the texts."""
        import sentencepiece

        model = unigram_model(zip(self.pieces, self.scores, strict=True))
        processor = sentencepiece.SentencePieceProcessor(model_proto=model)
        counts: Counter[int] = Counter()
        for numbers in processor.encode(list(texts), num_threads=1):
            counts.update(numbers)
        return counts

    def pruned(self, counts: Counter[int], size: int, byte_fallback: bool) -> Vocabulary:
        """The ``size`` commonest pieces, with all characters that were seen or are ASCII.

        Control pieces come first; the others keep the encoder's order.
        """
        more = _BYTES if byte_fallback else ()
        characters = {
            number
            for number, piece in enumerate(self.pieces)
            if len(piece.lstrip(_SPACE) or piece) == 1
            and (counts[number] >= _SEEN or _plain(piece))
        }
        room = max(0, size - len(SPECIAL) - len(more) - len(characters))
        common = sorted(counts.keys() - characters, key=lambda number: (-counts[number], number))
        special = range(len(SPECIAL))
        chosen = [number for number in common if number not in special][:room]
        rows = (*special, *sorted(characters.union(chosen).difference(special)))
        pieces = tuple(self.pieces[number] for number in rows)
        return Vocabulary(pieces + more, rows + (-1,) * len(more))


def inventory() -> Inventory:
    """The pieces of the built-in encoder."""
    opened = weights.read(weight_file())
    return Inventory(opened.pieces, opened.scores)


def common_words(languages: Iterable[str], count: int) -> list[str]:
    """The commonest words of each language, so that text of another kind is covered too."""
    import wordfreq

    known = wordfreq.available_languages()
    return [
        form
        for code in languages
        if code in known
        for word in wordfreq.top_n_list(code, count)
        for form in (word, word.capitalize())
    ]


def _plain(piece: str) -> bool:
    return piece == _SPACE or (piece.isascii() and piece.isprintable())

"""How common the words of a language are: from wordfreq, and ``words.csv`` in its folder.

Frequencies are on the Zipf scale: the decimal logarithm of a word's count in a
thousand million words, so that 3 is a word met once in a million and 6 once in
a thousand. A language that neither source knows has an empty lexicon, and the
checks that need one keep silent about it.
"""

from __future__ import annotations

import importlib.util
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from selaras.languages.model import Language

_COMMON = 3.5
_SHORTEST_STEM = 4


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of a language, in lower case, with their Zipf frequencies.

    ``prefixes`` and ``suffixes`` may be added to a word; those in ``bound`` are
    never words by themselves. A ``syllabic`` language sets a space after each
    syllable, so that a space says nothing about where words begin; one that
    ``compounds`` makes new words by joining two. ``clausal`` words make clauses:
    verbs and pronouns that names of bodies and titles of works hardly hold.
    """

    zipf_of: Mapping[str, float]
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    bound: frozenset[str] = frozenset()
    syllabic: bool = False
    compounds: bool = False
    clausal: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.zipf_of)

    @cached_property
    def letters(self) -> frozenset[str]:
        """The letters that the language's common words are written with."""
        return frozenset("".join(word for word, zipf in self.zipf_of.items() if zipf >= _COMMON))

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """All words in alphabetical order."""
        return tuple(sorted(self.zipf_of))

    def beginning_with(self, head: str) -> tuple[str, ...]:
        """The words that begin with ``head``, in alphabetical order."""
        first = bisect_left(self.in_order, head)
        return self.in_order[first : bisect_left(self.in_order, head + "\U0010ffff")]

    def zipf(self, word: str) -> float:
        """The word's frequency, whatever its case; 0 if it is not listed."""
        return self.zipf_of.get(word.lower().replace("’", "'"), 0.0)

    def knows(self, word: str) -> bool:
        """Whether the word is listed: as it stands, part by part, or less its affixes."""
        parts = [part for part in word.lower().replace("’", "'").split("-") if part]
        return all(self._knows_part(part) for part in parts)

    def _knows_part(self, word: str) -> bool:
        return word in self.zipf_of or any(
            len(stem) >= _SHORTEST_STEM and stem in self.zipf_of for stem in self._stems(word)
        )

    def _stems(self, word: str) -> Iterator[str]:
        """What is left of the word without an ending, a prefix, or both."""
        for suffix in ("", *self.suffixes):
            if word.endswith(suffix):
                rest = word.removesuffix(suffix)
                yield rest
                yield from (rest[len(p) :] for p in self.prefixes if rest.startswith(p))


@lru_cache
def lexicon(language: Language) -> Lexicon:
    """The lexicon of ``language``; empty if there is none."""
    affixes = language.table("affixes")
    own = {row["word"]: float(row["zipf"]) for row in language.rows("words")}
    return Lexicon(
        zipf_of={**_listed(language.code), **own},
        prefixes=tuple(affixes.get("prefixes", ())),
        suffixes=tuple(affixes.get("suffixes", ())),
        bound=frozenset(affixes.get("bound", ())),
        syllabic=affixes.get("syllabic", False),
        compounds=affixes.get("compounds", False),
        clausal=frozenset(language.table("function_words").get("clausal", ())),
    )


@lru_cache
def listed_words(code: str) -> Lexicon:
    """The words of any language that wordfreq knows, by its code, without affixes."""
    return Lexicon(_listed(code))


def _listed(code: str) -> dict[str, float]:
    """The words of wordfreq's smaller list, which falls by a hundredth of a Zipf a row.

    Read as it lies in the package: importing that takes longer than all of this.
    """
    path = _lists() / f"small_{code}.msgpack.gz"
    if not path.is_file():
        return {}
    import gzip

    import msgpack

    _, *rows = msgpack.unpackb(gzip.decompress(path.read_bytes()))
    frequencies = [round(9 - row / 100, 2) for row in range(len(rows))]
    return {word: zipf for zipf, words in zip(frequencies, rows, strict=True) for word in words}


@lru_cache
def _lists() -> Path:
    package = importlib.util.find_spec("wordfreq")
    assert package is not None
    return Path(str(package.origin)).parent / "data"

"""How the words of a language are inflected: ``inflection.toml`` in its folder.

Affixes are taken off only to compare two words: what remains need not be a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from selaras.languages.gazetteer import word_key
from selaras.languages.model import Language

_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Inflection:
    """Prefixes (each with the letters that it may have replaced) and suffixes."""

    prefixes: tuple[tuple[str, str], ...] = ()
    suffixes: tuple[str, ...] = ()

    def stems(self, word: str) -> frozenset[str]:
        """What may remain of ``word`` without its affixes; the word itself among them."""
        whole = word_key(word)
        bare = {whole} | {whole.removesuffix(suffix) for suffix in self.suffixes}
        stems = set(bare)
        for prefix, replaced in self.prefixes:
            stems |= {
                replaced + stem.removeprefix(prefix) for stem in bare if stem.startswith(prefix)
            }
        return frozenset(stem for stem in stems if len(stem) >= _SHORTEST) | {whole}

    def same(self, one: str, other: str) -> bool:
        """Whether two words may be forms of one word."""
        return one == other or not self.stems(one).isdisjoint(self.stems(other))


@lru_cache
def inflection(language: Language) -> Inflection:
    """The inflection of ``language``; none without data."""
    table = language.table("inflection")
    return Inflection(
        prefixes=tuple((prefix, replaced) for prefix, replaced in table.get("prefixes", ())),
        suffixes=tuple(table.get("suffixes", ())),
    )

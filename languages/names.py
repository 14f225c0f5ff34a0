"""How people are named: ``names.toml`` and ``people.csv`` in a language's folder.

``folded`` is how names are compared across languages: without case, marks and
punctuation, for a language that has no such letters drops them rightly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex
from selaras.documents import folding
from selaras.languages.gazetteer import Gazetteer, read_entries, word_key
from selaras.languages.model import Language

# Marks inside a name that some spellings leave out.
_PUNCTUATION = str.maketrans("", "", "'’-")


@dataclass(frozen=True, slots=True)
class Naming:
    """What tells a name from other capitalised words.

    ``honorifics`` stand before a name; ``family_names`` begin one where the family
    name comes first (``folded_family_names`` in a language that drops the marks),
    ``doubtful`` ones only after an honorific or an office; ``particles`` stand
    inside one in lower case; ``ordinary`` words are none though they are
    capitalised. ``syllable`` matches what a folded word of the language itself
    looks like: other words are foreign, and are kept, at most spelt by the
    language's ``respellings`` (``ph`` as ``f``).
    """

    honorifics: Gazetteer
    family_names: frozenset[str]
    folded_family_names: frozenset[str]
    doubtful: frozenset[str]
    folded_doubtful: frozenset[str]
    particles: frozenset[str]
    ordinary: frozenset[str]
    syllable: regex.Pattern[str] | None
    people: Gazetteer
    respellings: tuple[tuple[str, str], ...]

    def is_foreign(self, word: str) -> bool:
        """Whether ``word`` cannot be a word of the language; unknown counts as no."""
        return self.syllable is not None and not self.syllable.fullmatch(folded(word))

    def respelt(self, word: str) -> str:
        """A folded foreign word as the language would spell it, to compare spellings."""
        for old, new in self.respellings:
            word = word.replace(old, new)
        return word


@lru_cache
def naming(language: Language) -> Naming:
    """How people are named in ``language``; empty if it does not say."""
    table = language.table("names")
    honorifics = [
        {"id": form, "preferred": form, "accepted": ""} for form in table.get("honorifics", ())
    ]
    return Naming(
        honorifics=Gazetteer(read_entries(honorifics)),
        family_names=frozenset(map(word_key, table.get("family_names", ()))),
        folded_family_names=frozenset(map(folded, table.get("family_names", ()))),
        doubtful=frozenset(map(word_key, table.get("doubtful", ()))),
        folded_doubtful=frozenset(map(folded, table.get("doubtful", ()))),
        respellings=tuple((old, new) for old, new in table.get("respellings", ())),
        particles=frozenset(table.get("particles", ())),
        ordinary=frozenset(word.casefold() for word in table.get("ordinary", ())),
        syllable=regex.compile(table["syllable"], regex.VERBOSE) if "syllable" in table else None,
        people=Gazetteer(read_entries(language.rows("people")), proper=True),
    )


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """``word`` of a name without case, marks, apostrophes and hyphens: "Xi'an" and "Xian" agree."""
    return folding.folded(word).translate(_PUNCTUATION)

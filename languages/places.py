"""Countries, provinces, cities, seas …: ``places.csv`` in a language's folder."""

from __future__ import annotations

from functools import lru_cache

from selaras.languages.gazetteer import Gazetteer, read_entries
from selaras.languages.model import Language


@lru_cache
def places(language: Language) -> Gazetteer:
    """The places that ``language`` has names for; empty if it has none."""
    return Gazetteer(read_entries(language.rows("places")), proper=True)

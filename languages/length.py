"""How long a language's texts are: ``length.toml`` in its folder."""

from __future__ import annotations

from selaras.languages.model import Language


def expansion(source: Language, target: Language) -> float | None:
    """How many characters of the target a character of the source becomes; None if unknown."""
    ours, theirs = (language.table("length").get("characters") for language in (source, target))
    return float(theirs / ours) if ours and theirs else None

"""How the sentences of a language end: its abbreviations, and the words that open sentences."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from selaras.languages.model import Language

_COMMON = Path(__file__).with_name("writing.toml")


@dataclass(frozen=True, slots=True)
class Writing:
    """Abbreviations by what follows them, each without its last full stop.

    ``before_name`` never end a sentence, ``before_number`` not before a digit,
    ``closing`` do before a capital, and ``after_name`` only before one of the
    ``openers``, the words that open sentences and hardly ever begin a name. A single
    letter after a word of ``before_letter`` is a label or a unit, no initial. The
    ``sections`` are words that begin a line with their number, as articles of a law do.
    """

    before_name: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    after_name: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    before_letter: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()


@lru_cache
def writing(language: Language | None = None) -> Writing:
    """The language's own data, if one is given, joined with what all languages share."""
    own = language.table("writing") if language else {}
    common = _common()
    return Writing(
        **{
            name: _spellings([*common.get(name, ()), *own.get(name, ())])
            for name in Writing.__dataclass_fields__
        }
    )


@lru_cache
def _common() -> dict[str, Any]:
    return tomllib.loads(_COMMON.read_text(encoding="utf-8"))


def _spellings(forms: list[str]) -> frozenset[str]:
    """The forms as listed; one in lower case also capitalised and in capitals."""
    lower = [form for form in forms if form.islower()]
    return frozenset(forms) | {form.capitalize() for form in lower} | {f.upper() for f in lower}

"""What a page of a language carries around its text: captions, bylines, dates, navigation."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from selaras.languages.model import Language

_COMMON = Path(__file__).with_name("page.toml")


@dataclass(frozen=True, slots=True)
class Page:
    """Words that tell what a line is.

    ``captions`` and ``bylines`` stand before a colon ("Photo: …", "By: …"),
    ``date_words`` in lines that hold nothing but a date; ``boilerplate`` are
    patterns of whole lines, ``teasers`` of how a link to another article begins.
    """

    captions: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    date_words: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    teasers: tuple[str, ...] = ()


@lru_cache
def page(language: Language) -> Page:
    """The language's own words joined with those that pages of all languages carry."""
    own, common = language.table("page"), _common()
    return Page(
        **{name: (*own.get(name, ()), *common.get(name, ())) for name in Page.__dataclass_fields__}
    )


@lru_cache
def _common() -> dict[str, Any]:
    return tomllib.loads(_COMMON.read_text(encoding="utf-8"))

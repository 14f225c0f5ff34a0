"""What the review page says in each language that has words for it."""

from __future__ import annotations

from functools import lru_cache

from selaras.languages.model import available, load

# The language in which every word of the page exists; others fall back on it.
REFERENCE = "en"


@lru_cache
def interfaces() -> dict[str, dict[str, str]]:
    """The words of the page by language and key, the language of reference first.

    The keys of checks begin with ``check.``, those of ledgers, their columns and cells
    with ``ledger.``; what a language lacks is said in the language of reference.
    """
    reference = _words(REFERENCE)
    others = (code for code in available() if code != REFERENCE)
    own = {code: words for code in others if (words := _words(code))}
    return {REFERENCE: reference, **{code: reference | words for code, words in own.items()}}


def _words(code: str) -> dict[str, str]:
    table = load(code).table("interface")
    prefixes = {"page": "", "checks": "check.", "ledgers": "ledger."}
    return {
        prefix + key: text
        for section, prefix in prefixes.items()
        for key, text in table.get(section, {}).items()
    }

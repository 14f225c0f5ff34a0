"""Stretches of a sentence that are not prose (addresses, handles), or that are quoted.

Checks of spelling and spacing leave the first alone, and read the second mildly.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import regex
from selaras.documents.model import Span

_TECHNICAL = regex.compile(
    r"""
    \b[a-zA-Z][a-zA-Z0-9+.-]{1,15}://[^\s<>"“”]{1,2000}
    | \bwww\.[^\s<>"“”]{1,2000}
    | [\w.+%-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+
    | (?<!\w)[@\#]\w{1,100}
    | (?<![\w`])`[^`\n]{1,80}`(?!\w)
    | (?<=\])\([^()\s]{1,1000}\)
    | \b(?:[a-zA-Z0-9-]{1,63}\.){1,4}(?:com|org|net|gov|edu|info|[a-z]{2})\b
      (?:/[^\s<>"“”]{0,2000})?
    | \b\w{1,64}\.(?:pdf|docx?|xlsx?|pptx?|html?|txt|csv|jpe?g|png|mp[34]|zip|json|xml|js|py)\b
    """,
    regex.VERBOSE,
)
# Something of this stands in each of them: most sentences have none of it.
_HINT = regex.compile(r"[@#`]|://|\]\(|\.[^\s.]|www\.")
_QUOTED = regex.compile(
    r"“[^”]{1,400}”|«[^»]{1,400}»|‘[^’]{1,400}’|\([^()]{1,400}\)|\[[^\[\]]{1,400}\]"
    r'|(?<![\p{L}\p{N}.,!?])"(?=\S)[^"]{1,400}(?<=\S)"(?![\p{L}\p{N}])'
)

_MOST = 0.6


@lru_cache(maxsize=256)
def technical(text: str) -> tuple[Span, ...]:
    """Web and mail addresses, handles, tags, file names and code in ``text``."""
    if not _HINT.search(text):
        return ()
    return tuple(Span(*match.span()) for match in _TECHNICAL.finditer(text))


@lru_cache(maxsize=256)
def quoted(text: str) -> tuple[Span, ...]:
    """What stands between quotation marks or brackets in ``text``, with them."""
    return tuple(Span(*match.span()) for match in _QUOTED.finditer(text))


@lru_cache(maxsize=32)
def occurrences(pattern: regex.Pattern[str], text: str) -> frozenset[str]:
    """All that ``pattern`` matches in ``text``: to see at once whether the other side has it."""
    return frozenset(match[0] for match in pattern.finditer(text))


def is_technical(text: str, span: Span) -> bool:
    """Whether ``span`` touches an address, a handle or a file name."""
    return touches(technical(text), span)


def touches(places: Sequence[Span], span: Span) -> bool:
    """Whether ``span`` overlaps one of ``places``, which are in order and apart."""
    if not places:
        return False
    index = bisect_right(places, span.start, key=lambda place: place.start)
    return any(span.overlaps(place) for place in places[max(0, index - 1) : index + 1])


def is_quoted(text: str, span: Span) -> bool:
    """Whether ``span`` makes up most of what stands between quotation marks or brackets."""
    around = quoted(text)
    index = bisect_right(around, span.start, key=lambda other: other.start) - 1
    if index < 0 or not around[index].contains(span):
        return False
    return len(span) >= _MOST * (len(around[index]) - 2)

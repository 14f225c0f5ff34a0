"""Characters of a document that would act on the reader's screen, shown as visible symbols.

A document may hold terminal escapes, bidirectional overrides or characters that
nobody sees. None of them reaches a terminal or a page as it is.
"""

from __future__ import annotations

import regex

# Controls, lone surrogates, unassigned-for-ever code points, and format characters (bidi controls,
# zero-width ones, tags). Joiners stay where scripts and emoji need them: after anything but
# Latin letters, digits, punctuation and spaces.
_ACTING = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]"
    r"|(?![\u200c\u200d])\p{Cf}"
    r"|(?:(?<=[\p{Latin}\p{Nd}\p{P}\p{Z}])|^)[\u200c\u200d]"
)
_PICTURES = 0x2400


def visible(text: str, keep: str = "") -> str:
    """``text`` with every acting character as a symbol (␛, <U+202E>), except those in ``keep``."""
    return _ACTING.sub(lambda match: _symbol(match.group(), keep), text)


def one_line(text: str) -> str:
    """``text`` visible and on one line: line ends and tabs become single spaces."""
    return visible(regex.sub(r"\r\n|[\n\r\t]", " ", text))


def _symbol(character: str, keep: str) -> str:
    code = ord(character)
    if character in keep:
        return character
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == 0x7F:
        return "\u2421"
    return f"<U+{code:04X}>"

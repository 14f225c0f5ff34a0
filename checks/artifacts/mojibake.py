"""Text that was decoded with the wrong encoding, such as "Há»™i nghá»‹" for "Hội nghị".

Only sequences that turn into sensible letters or punctuation when decoded
rightly are flagged, so that words which merely hold unusual letters are safe.

Why: the reader sees rubbish instead of a name or a dash, and searches fail. It
comes from a page or a database that took UTF-8 bytes for another encoding.

Bad: Festival itu menampilkan kafÃ© terapung.

Good: Festival itu menampilkan kafé terapung.

Silence: `ignore = ["mojibake"]` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.sides import Side, both_sides
from selaras.documents.model import Sentence, Span

_WRONG_ENCODINGS = ("cp1252", "mac_roman", "cp437")
_SENSIBLE = regex.compile(
    r"[\p{Latin}\p{P}\p{Sc}\p{Sm}\p{M}\p{Extended_Pictographic}"
    r"\N{NO-BREAK SPACE}\N{SOFT HYPHEN}°´¨®©™]+"
)
_MOST_ROUNDS = 3


def find(context: Context) -> Iterator[Finding]:
    """Flag the sequences that their right decoding turns into sensible text, by sentence."""
    for side in both_sides(context):
        for sentence in side.sentences(boilerplate=True):
            if damage := list(_wrongly_decoded(sentence.text)):
                yield _finding(side, sentence, damage)


def _finding(side: Side, sentence: Sentence, damage: list[tuple[int, int, str]]) -> Finding:
    repairs = {sentence.text[start:end]: right for start, end, right in damage}
    shown = ", ".join(f'"{wrong}" is "{right}"' for wrong, right in list(repairs.items())[:4])
    return side.finding(
        f"{shown}, read with the wrong encoding; restore the text.",
        *(Span(start, end).shifted(sentence.start) for start, end, _ in damage),
        suggestion=damage[0][2] if len(damage) == 1 else None,
        repairs=repairs,
    )


def _wrongly_decoded(text: str) -> Iterator[tuple[int, int, str]]:
    """Each damaged run with what it should read."""
    if text.isascii():
        return
    end = 0
    for match in _damage().finditer(text):
        right = _repaired(match[0])
        if right is not None and match.start() >= end and not _closes_capitals(text, match):
            end = match.end()
            yield match.start(), match.end(), right


def _closes_capitals(text: str, match: regex.Match[str]) -> bool:
    """Whether this is an accented capital at the end of a quotation in capitals."""
    before = text[: match.start()][-1:]
    return before.isupper() and len(match[0]) == 2 and match[0][1] in "”’»"


def _repaired(run: str) -> str | None:
    """The run decoded rightly, as often as it was decoded wrongly; None if that makes no sense."""
    right = run
    for _ in range(_MOST_ROUNDS):
        once = next(filter(None, (_decoded(right, wrong) for wrong in _WRONG_ENCODINGS)), None)
        if once is None:
            break
        right = once
    return right if right != run else None


def _decoded(run: str, wrong: str) -> str | None:
    codes = _codes(wrong)
    if any(character not in codes for character in run):
        return None
    try:
        right = bytes(codes[character] for character in run).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return right if _SENSIBLE.fullmatch(right) else None


@lru_cache
def _codes(encoding: str) -> dict[str, int]:
    """The byte of each non-ASCII character; bytes that cp1252 leaves out are control characters."""
    codes: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        codes.setdefault(bytes([byte]).decode(encoding, "ignore") or chr(byte), byte)
        if encoding == "cp1252" and byte < 0xA0:
            codes.setdefault(chr(byte), byte)
    return codes


@lru_cache
def _damage() -> regex.Pattern[str]:
    """Runs of characters whose bytes in some wrong encoding look like UTF-8."""
    forms = []
    for encoding in _WRONG_ENCODINGS:
        codes = _codes(encoding)
        leads = {
            size: _class(codes, low, high)
            for size, low, high in ((1, 0xC2, 0xDF), (2, 0xE0, 0xEF), (3, 0xF0, 0xF4))
        }
        follows = _class(codes, 0x80, 0xBF)
        sequence = "|".join(f"{lead}{follows}{{{size}}}" for size, lead in leads.items())
        forms.append(f"(?:{sequence})+")
    return regex.compile("|".join(forms))


def _class(codes: dict[str, int], low: int, high: int) -> str:
    members = "".join(
        regex.escape(character) for character, byte in codes.items() if low <= byte <= high
    )
    return f"[{members}]"


CHECK = Check(
    name="mojibake",
    issue_type="characters",
    severity=Severity.ERROR,
    find=find,
)

"""Brackets and quotation marks that stand alone, found by reading a text once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»", "（": "）", "「": "」", "《": "》"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MARK = regex.compile(r'[()\[\]{}“”„«»（）「」《》"]')
# "a)", "1)", "ii)" number the items of a list; ":)" and ";-)" smile.
_NUMBERING = regex.compile(
    r"(?:\A|[;:,.\n]\s*)(?:\p{L}|\p{N}{1,2}|[ivx]{1,4})\Z|(?<!\p{N})\s[a-h1-9]\Z|[:;=]-?\Z"
)
_STRAIGHT = regex.compile('"')
_OPENS_AFTER = frozenset("([{“‘«-–—/\"'")


@dataclass(frozen=True, slots=True)
class Lone:
    """A mark without its partner: where it stands, and whether it opens.

    ``rival`` is the place of another mark of which the same could be said: of
    straight marks that follow each other in the same direction either may be it.
    """

    place: int
    mark: str
    opens: bool
    rival: int | None = None

    @property
    def is_quote(self) -> bool:
        """Whether the mark is a quotation mark rather than a bracket."""
        return self.mark in '“”„«»「」《》"'


def lone_marks(text: str) -> list[Lone]:
    """The brackets and quotation marks of ``text`` that have no partner, in order."""
    return sorted([*_lone_pairs(text), *_lone_straight(text)], key=lambda lone: lone.place)


def _lone_pairs(text: str) -> Iterator[Lone]:
    waiting: list[Lone] = []
    open_now: Counter[str] = Counter()
    for match in _MARK.finditer(text):
        mark, place = match[0], match.start()
        if mark == '"':
            continue
        if mark in "“”" and waiting and waiting[-1].mark == "„":
            open_now[waiting.pop().mark] -= 1
        elif mark in _PAIRS or mark == "„":
            waiting.append(Lone(place, mark, True))
            open_now[mark] += 1
        elif open_now[_CLOSING[mark]]:
            while (last := waiting.pop()).mark != _CLOSING[mark]:
                open_now[last.mark] -= 1
                yield last
            open_now[last.mark] -= 1
        elif mark != ")" or not _NUMBERING.search(text[max(0, place - 8) : place]):
            yield Lone(place, mark, False)
    yield from waiting


def _lone_straight(text: str) -> Iterator[Lone]:
    """Straight quotation marks, by the side on which they touch a word; inch signs left out."""
    waiting: list[int] = []
    closed = None
    for match in _STRAIGHT.finditer(text):
        place = match.start()
        if _opens(text, place, bool(waiting)):
            waiting.append(place)
        elif waiting:
            waiting.pop()
            closed = place
        elif not text[place - 1 : place].isdigit():
            yield Lone(place, '"', False, rival=closed)
    for place in waiting:
        following = text.find('"', place + 1)
        yield Lone(place, '"', True, rival=following if following >= 0 else None)


def _opens(text: str, place: int, is_open: bool) -> bool:
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    starts = not before or before.isspace() or before in _OPENS_AFTER
    ends = not after or after.isspace() or after in ".,;:!?)]}”’"
    return starts if starts != ends else not is_open

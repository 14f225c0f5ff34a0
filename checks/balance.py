"""Brackets and quotation marks that stand alone, found by reading a text once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»", "（": "）", "「": "」", "《": "》"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MARK = regex.compile(r'[()\[\]{}“”„«»（）「」《》"]')
# "a)", "1)", "ii)" number the items of a list; ":)" and ";-)" smile.
_NUMBERING = regex.compile(r"(?:^|[\s;,:(])[\p{L}\p{N}]{1,3}\Z|[:;]-?\Z|[:;=]\Z")
_OPENS_AFTER = frozenset("([{“‘«-–—/\"'")


@dataclass(frozen=True, slots=True)
class Lone:
    """A mark without its partner: where it stands, and whether it is a quotation mark."""

    place: int
    mark: str
    opens: bool

    @property
    def is_quote(self) -> bool:
        """Whether the mark is a quotation mark rather than a bracket."""
        return self.mark in '“”„«»「」《》"'


def lone_marks(text: str) -> list[Lone]:
    """The brackets and quotation marks of ``text`` that have no partner, in order."""
    return sorted([*_lone_pairs(text), *_lone_straight(text)], key=lambda lone: lone.place)


def _lone_pairs(text: str) -> Iterator[Lone]:
    waiting: list[Lone] = []
    for match in _MARK.finditer(text):
        mark, place = match[0], match.start()
        if mark == '"':
            continue
        if mark in "“”" and waiting and waiting[-1].mark == "„":
            waiting.pop()
        elif mark in _PAIRS or mark == "„":
            waiting.append(Lone(place, mark, True))
        elif waiting and waiting[-1].mark == _CLOSING[mark]:
            waiting.pop()
        elif any(lone.mark == _CLOSING[mark] for lone in waiting):
            while waiting[-1].mark != _CLOSING[mark]:
                yield waiting.pop()
            waiting.pop()
        elif mark != ")" or not _NUMBERING.search(text[max(0, place - 5) : place]):
            yield Lone(place, mark, False)
    yield from waiting


def _lone_straight(text: str) -> Iterator[Lone]:
    """Straight quotation marks by the side on which they touch a word; inch signs left out."""
    places = [place for place, character in enumerate(text) if character == '"']
    if len(places) % 2 == 0:
        return
    waiting = None
    for place in places:
        opens = _opens(text, place, waiting is not None)
        if not opens and waiting is None and text[place - 1 : place].isdigit():
            continue
        if opens and waiting is not None:
            yield Lone(waiting, '"', True)
        if not opens and waiting is None:
            yield Lone(place, '"', False)
        waiting = place if opens else None
    if waiting is not None:
        yield Lone(waiting, '"', True)


def _opens(text: str, place: int, is_open: bool) -> bool:
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    starts = not before or before.isspace() or before in _OPENS_AFTER
    ends = not after or after.isspace() or after in ".,;:!?)]}”’"
    return starts if starts != ends else not is_open

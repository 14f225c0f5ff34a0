"""A stand-in for a translation model: machine translations of known lines, looked up by the line.

Sentences of the seeded documents are lines, parts of lines, or two lines joined.
A part is given the words at the same place in the line's translation. To imitate
weaker models, a share of the words is lost, and as many others stand among them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence


class StandIn:
    """Translates what its lines are made of; ``damage`` is the share of words exchanged."""

    name = "stand-in"

    def __init__(
        self, lines: Sequence[str], translations: Sequence[str], damage: float = 0.0
    ) -> None:
        rng = random.Random(0)
        words = [word for line in translations for word in line.split()]
        self._lines = lines
        self._text = "\n".join(line.casefold() for line in lines)
        self._starts: dict[int, int] = {}
        place = 0
        for number, line in enumerate(lines):
            self._starts[place] = number
            place += len(line.casefold()) + 1
        self.translations = [_damaged(line, words, damage, rng) for line in translations]

    def translate(self, texts: Sequence[str]) -> list[str]:
        """The translation of each text; empty where it is no part of the lines."""
        return [self._translated(text) for text in texts]

    def _translated(self, text: str) -> str:
        if found := self._part(text):
            return found
        places = [at for at in range(len(text)) if text.startswith("; ", at)]
        for at in places:
            head, tail = self._part(text[:at]), self._part(text[at + 2 :])
            if head and tail:
                return f"{head} {tail}"
        return ""

    def _part(self, text: str) -> str:
        """The words of a line's translation at the place where the text stands in the line."""
        wanted = text.casefold().rstrip(" .!?…")
        at = self._text.find(wanted) if wanted else -1
        if at < 0:
            return ""
        begin = self._text.rfind("\n", 0, at) + 1
        number = self._starts[begin]
        words = self.translations[number].split()
        share = len(words) / max(1, len(self._lines[number]))
        first = round((at - begin) * share)
        last = round((at - begin + len(text)) * share)
        return " ".join(words[first : max(first + 1, last)])


def _damaged(line: str, others: Sequence[str], share: float, rng: random.Random) -> str:
    return " ".join(rng.choice(others) if rng.random() < share else word for word in line.split())

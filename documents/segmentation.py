"""Where sentences end: rules that hold for every language, with each language's abbreviations.

A stop ends a sentence unless something speaks against it: a small letter
follows, an abbreviation or an initial stands before it, it numbers a list item,
or it stands inside short brackets. Quotation marks and brackets that close
right behind the stop belong to the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex
from selaras.documents.model import Span
from selaras.languages.writing import Writing

LONGEST = 4000
"""No sentence is longer, in characters: what has no stop for so long is cut."""

_STOPS = ".!?…。！？｡"
_FULL_WIDTH = "。！？｡"
_CLOSERS = "\"'”’»›)\\]}）】」』"
_OPENERS = "\"'“‘«‹([{（【「『„¿¡*_–—-•"
_END = regex.compile(rf"[{_STOPS}][{_STOPS}{_CLOSERS}]*(?:[ \t\u00a0]+[\"”](?=\s|\Z))?")
_NEXT = regex.compile(rf"\s*+[{regex.escape(_OPENERS)}\s]{{0,6}}")
_NEXT_WORD = regex.compile(r"[\p{L}\p{M}]{0,24}")
_TOKEN = regex.compile(r"(?r)[^\s\"“”‘«(\[{‐-–-]{1,40}")
_ENUMERATOR = regex.compile(r"\s*[(\[]?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXLC]{1,5}|\p{L})\Z")
_SECTION = regex.compile(r"\s*(?P<word>[\p{L}\p{M}]+(?: [\p{Ll}\p{M}]+)?)(?=\s)")
_INLINE_ITEM = regex.compile(r"[:;]\s(?:\d{1,2}|\p{L})\Z")
_LAST_WORD = regex.compile(r"(?:[\p{L}\p{M}]+|[\d°])\Z")
_DOTTED = regex.compile(r"\p{L}{1,4}(?:\.\p{L}{1,4})+")
_ADDRESS = regex.compile(r"[@/]|www\.|\p{Ll}\.(?:com|net|org|info|gov|edu|vn|id|co|tv|io)\b")
_LAST_LETTER = regex.compile(r"(?r)[\p{L}\p{N}]")
_BRACKETS = regex.compile(r"[()]")
_LONGEST_BRACKET = 200
_CUT = regex.compile(r".*[;:,]\s|.*\s", regex.DOTALL)


def sentences(text: str, start: int, end: int, writing: Writing) -> list[Span]:
    """The sentences in ``text[start:end]``, in order, without white space at their ends."""
    block = _Block(text, start, end, writing)
    spans: list[Span] = []
    for boundary in (*block.boundaries(), end):
        spans += _within_longest(text, start, boundary)
        start = boundary
    return spans


@dataclass(frozen=True, slots=True)
class _Stop:
    """A run of stops and closing marks: where it stands, and the words around it."""

    start: int
    end: int
    marks: str
    before: str
    after: str
    glued: bool

    @property
    def ends_in_bracket(self) -> bool:
        """Whether a closing bracket follows the stop."""
        return self.marks[-1] in ")]}）】"

    @property
    def before_number(self) -> bool:
        """Whether a number follows."""
        return self.after[:1].isdigit()

    @property
    def full_stop(self) -> bool:
        """Whether it is a single full stop, which may belong to an abbreviation."""
        return self.marks[0] == "." and not any(mark in _STOPS for mark in self.marks[1:])


class _Block:
    """A stretch of running text that is being divided."""

    def __init__(self, text: str, start: int, end: int, writing: Writing) -> None:
        self.text, self.start, self.end, self.writing = text, start, end, writing

    def boundaries(self) -> Iterator[int]:
        """The offsets at which one sentence ends and the next begins."""
        brackets = _Brackets(self.text, self.start, self.end)
        quotes, counted = 0, self.start
        last = _LAST_LETTER.search(self.text, self.start, self.end)
        for match in _END.finditer(self.text, self.start, self.end):
            quotes += self.text.count('"', counted, match.start())
            counted = match.start()
            stop = self._stop(match.start(), match.end(), quotes % 2 == 1)
            if last is None or stop.end > last.start():
                break
            if not brackets.around(stop.end) and self._ends(stop):
                yield stop.end

    def _stop(self, start: int, end: int, inside_quotes: bool) -> _Stop:
        marks = self.text[start:end]
        glued = end < self.end and not self.text[end].isspace()
        if glued and marks[-1] == '"' and not inside_quotes and len(marks) > 1:
            end, marks = end - 1, marks[:-1]
        token = _TOKEN.match(self.text, self.start, start)
        following = _NEXT.match(self.text, end, self.end)
        offset = following.end() if following else end
        word = _NEXT_WORD.match(self.text, offset, min(self.end, offset + 24))
        after = (word.group() if word else "") or self.text[offset : offset + 1]
        if len(after) == 1 and self.text[offset + 1 : offset + 2] == ".":
            after += "."
        return _Stop(start, end, marks, token.group() if token else "", after, glued)

    def _ends(self, stop: _Stop) -> bool:
        if stop.marks[0] in _FULL_WIDTH:
            return True
        if stop.after[:1] in _STOPS:
            return False
        if stop.glued:
            return self._ends_glued(stop)
        if _starts_small(stop.after):
            return stop.marks == "." and self._is_whole_word(stop.before)
        if not stop.full_stop:
            return True
        return self._full_stop_ends(stop)

    def _ends_glued(self, stop: _Stop) -> bool:
        """Whether a sentence ends although no space follows, as in "…triển.Ông Nam"."""
        return (
            len(stop.before) > 1
            and stop.before[-1].islower()
            and stop.after[:1].isupper()
            and (stop.after[1:2].islower() or stop.after in self.writing.openers)
            and not self._is_abbreviation(stop.before)
            and not _ADDRESS.search(stop.before)
        )

    def _full_stop_ends(self, stop: _Stop) -> bool:
        before, writing = stop.before, self.writing
        if before in writing.closing:
            return not stop.ends_in_bracket
        if self._is_enumerator(stop) or (before in writing.before_number and stop.before_number):
            return False
        if (_is_initial(before) and self._is_label(stop)) or self._is_place(before):
            return True
        if _is_initial(before) or before in writing.after_name or _is_dotted(before):
            return stop.after in writing.openers and not stop.ends_in_bracket
        return _last(before) not in writing.before_name

    def _is_label(self, stop: _Stop) -> bool:
        """Whether the letter before the stop is a label or a unit, as in "vitamin C", "90 F"."""
        before = self.text[max(self.start, stop.start - 30) : stop.start - 1].rstrip(" \u00a0")
        word = _LAST_WORD.search(before)
        return word is not None and (
            word[0].lower() in self.writing.before_letter or not word[0].isalpha()
        )

    def _is_place(self, token: str) -> bool:
        """Whether it is an abbreviation with a name glued to it, as in "TP.HCM"."""
        first, _, rest = token.partition(".")
        known = self.writing.before_name
        return first in known and len(rest) > 1 and rest.isalpha() and rest not in known

    def _is_whole_word(self, word: str) -> bool:
        """Whether it is no abbreviation, so that a sentence ends though a small letter follows.

        Machine translation loses capitals. Abbreviations are short, and hardly
        ever keep a diacritic.
        """
        long = len(word) >= (4 if word.isascii() else 3)
        known = self._is_abbreviation(word) or self._is_abbreviation(word.capitalize())
        return long and word.isalpha() and word.islower() and not known

    def _is_enumerator(self, stop: _Stop) -> bool:
        if stop.start - self.start > 16:
            return _INLINE_ITEM.search(self.text, stop.start - 6, stop.start) is not None
        section = _SECTION.match(self.text, self.start, stop.start)
        named = section is not None and section["word"].capitalize() in self.writing.sections
        number = section.end("word") if section and named else self.start
        return _ENUMERATOR.fullmatch(self.text, number, stop.start) is not None

    def _is_abbreviation(self, token: str) -> bool:
        known = self.writing
        return any(
            form in group
            for form in (token, _last(token))
            for group in (known.before_name, known.before_number, known.closing, known.after_name)
        )


class _Brackets:
    """The short bracketed stretches of a block; asked for rising offsets only."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._spans = _bracketed(text, start, end)
        self._current = next(self._spans, None)

    def around(self, offset: int) -> bool:
        """Whether ``offset`` stands inside short brackets."""
        while self._current and self._current.end <= offset:
            self._current = next(self._spans, None)
        return self._current is not None and self._current.start < offset


def _bracketed(text: str, start: int, end: int) -> Iterator[Span]:
    opened = None
    for match in _BRACKETS.finditer(text, start, end):
        if match.group() == "(":
            if opened is None or match.start() - opened > _LONGEST_BRACKET:
                opened = match.start()
        elif opened is not None:
            if match.start() - opened <= _LONGEST_BRACKET:
                yield Span(opened, match.end())
            opened = None


def _is_initial(token: str) -> bool:
    """Whether it is a single capital, as in "George W. Bush"."""
    return len(token) == 1 and token.isupper()


def _is_dotted(token: str) -> bool:
    """Whether it is an abbreviation with inner full stops, such as "J.K" or "M.Si"."""
    return not token.islower() and _DOTTED.fullmatch(token) is not None


def _last(token: str) -> str:
    """The last part of a chain of abbreviations: "TS" of "GS.TS"; the token if it is none."""
    return token if token.count(".") != 1 else token.rsplit(".", 1)[-1]


def _starts_small(word: str) -> bool:
    """Whether a word begins with a small letter; a brand such as "iPad" does not count."""
    return word[:1].islower() and not word[1:2].isupper()


def _within_longest(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without outer white space, cut where it is too long for one sentence."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        match = _CUT.match(text, start + LONGEST // 2, start + LONGEST)
        cut = match.end() if match else start + LONGEST
        yield from _within_longest(text, start, cut)
        start = cut
        while text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)

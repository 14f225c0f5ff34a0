"""Numbers as a language writes them: in digits, in words, or mixed ("2,5 triệu").

``numerals(text, language)`` finds them with their exact amounts. The words come
from the language's ``numbers.toml``; without that file digits alone are read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

import regex
from selaras.documents.model import Span
from selaras.languages.model import Language

LONGEST = 30
"""Digits that a number may have; longer strings of digits are no amounts."""

# Digits with their separators; groups of three may also be set apart by spaces.
_TOKEN = regex.compile(
    r"""
      (?P<digits> \d++ (?:[.,]\d++)*+
        (?: (?<=(?<!\d)\d{1,3}) (?:[\u00a0\u202f\ ]\d{3}(?!\d))++ (?:[.,]\d++)? )? )
    | (?P<word> [\p{L}\p{M}]++ )
    """,
    regex.VERBOSE,
)
_JOINER = regex.compile(r"[^\S\n]{1,3}|-")
_ROMAN = regex.compile(r"(?<![\p{L}\p{N}])X{0,3}(?:IX|IV|V?I{0,3})(?![\p{L}\p{N}])(?<=[IVX])")
_WORD_BEFORE = regex.compile(r"([\p{L}\p{M}]++)[\s-]$")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Unless:
    """When a word is no numeral: before or after certain words, or after a number."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    after_number: bool = False


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A language's numerals.

    ``decimal`` and ``grouping`` are the separators. ``words`` gives each word's
    parts, each a role and an amount: a ``unit`` counts as it stands, a ``head``
    only at the head of a numeral or before a multiplier, a ``tail`` only after a
    ten; ``teen``, ``tens``, ``hundred`` and ``scale`` multiply, a ``half`` adds
    half of the last multiplier, a ``filler`` joins. ``whole`` are fractions in
    one word, ``denominators`` follow a numeral, an ``infix`` stands between two
    ("một phần ba"). ``money_scales`` are letters behind
    amounts of money ("$5m"). Ordinals are marked by a word before (``ordinal_before``),
    a syllable written together (``ordinal_fused``), an ending of digits
    (``ordinal_after``), or are words of their own. One Roman letter alone is a
    number only after one of ``roman_after``.
    """

    decimal: str = "."
    grouping: str = ","
    words: Mapping[str, tuple[tuple[str, Fraction], ...]] = field(default_factory=dict)
    whole: Mapping[str, Fraction] = field(default_factory=dict)
    denominators: Mapping[str, Fraction] = field(default_factory=dict)
    infix: frozenset[str] = frozenset()
    ordinal_before: frozenset[str] = frozenset()
    ordinal_fused: tuple[str, ...] = ()
    ordinal_after: tuple[str, ...] = ()
    ordinal_words: Mapping[str, Fraction] = field(default_factory=dict)
    roman_after: frozenset[str] = frozenset()
    unless: Mapping[str, Unless] = field(default_factory=dict)
    openers: frozenset[str] = frozenset()
    money_scales: Mapping[str, Fraction] = field(default_factory=dict)

    def may_begin(self, word: str) -> bool:
        """Whether a numeral may begin with ``word``: a quick test that spares the long one."""
        return word in self.openers or word.startswith(self.ordinal_fused)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: where it stands and what it amounts to.

    ``amounts`` holds the reading by the language's own separators first, then
    the other one where digits allow it ("1.500" read by English rules);
    ``mantissa`` is the number before scale words, ``plain`` says that it is
    written in digits without separators or scale, ``spelled`` in words alone.
    """

    span: Span
    amounts: tuple[Fraction, ...]
    mantissa: Fraction
    plain: bool = False
    spelled: bool = False
    ordinal: bool = False
    fraction: bool = False

    @property
    def amount(self) -> Fraction:
        """The likeliest amount."""
        return self.amounts[0]


@lru_cache
def number_words(language: Language) -> NumberWords:
    """The language's numerals; only separators where it has no ``numbers.toml``."""
    table = language.table("numbers")
    ordinals, fractions = table.get("ordinals", {}), table.get("fractions", {})
    lexicon = _lexicon(table)
    listed = (*lexicon, *fractions.get("whole", ()), *ordinals.get("words", ()))
    return NumberWords(
        decimal=table.get("decimal", "."),
        grouping=table.get("grouping", ","),
        words=lexicon,
        openers=frozenset(phrase.split()[0] for phrase in listed),
        whole={word: Fraction(*parts) for word, parts in fractions.get("whole", {}).items()},
        denominators=_amounts(fractions.get("denominators", {})),
        infix=frozenset(fractions.get("infix", ())),
        money_scales=_amounts(table.get("money_scales", {})),
        ordinal_before=frozenset(ordinals.get("before", ())),
        ordinal_fused=tuple(ordinals.get("fused", ())),
        ordinal_after=tuple(ordinals.get("after", ())),
        ordinal_words=_amounts(ordinals.get("words", {})),
        roman_after=frozenset(table.get("roman", {}).get("after", ())),
        unless={
            word: Unless(
                frozenset(rule.get("before", ())),
                frozenset(rule.get("after", ())),
                rule.get("after_number", False),
            )
            for word, rule in table.get("unless", {}).items()
        },
    )


def _amounts(table: Mapping[str, Any]) -> dict[str, Fraction]:
    return {word: Fraction(amount) for word, amount in table.items()}


def _lexicon(table: Mapping[str, Any]) -> dict[str, tuple[tuple[str, Fraction], ...]]:
    roles = {
        "unit": "units",
        "head": "heads",
        "tail": "tails",
        "teen": "teens",
        "tens": "tens",
        "hundred": "hundreds",
        "scale": "scales",
    }
    lexicon: dict[str, tuple[tuple[str, Fraction], ...]] = {
        word: ((role, Fraction(amount)),)
        for role, name in roles.items()
        for word, amount in table.get(name, {}).items()
    }
    lexicon |= {word: (("half", Fraction(1, 2)),) for word in table.get("halves", ())}
    lexicon |= {word: (("filler", Fraction(0)),) for word in table.get("fillers", ())}
    for word, parts in table.get("expansions", {}).items():
        lexicon[word] = tuple(step for part in parts.split() for step in lexicon[part])
    return lexicon


def digits_read(digits: str, words: NumberWords) -> tuple[Fraction, ...]:
    """The amounts that a string of digits and separators may stand for, likeliest first.

    Empty when it is no amount: a version, an address, a number longer than any.
    """
    compact = regex.sub(r"\s", "", digits)
    if sum(character.isdigit() for character in compact) > LONGEST:
        return ()
    readings = [
        reading
        for decimal, grouping in ((words.decimal, words.grouping), (words.grouping, words.decimal))
        if (reading := _by_separators(compact, decimal, grouping)) is not None
    ]
    return tuple(dict.fromkeys(readings))


def _by_separators(digits: str, decimal: str, grouping: str) -> Fraction | None:
    whole, _, places = digits.partition(decimal)
    groups = whole.split(grouping)
    well_grouped = len(groups) == 1 or (
        1 <= len(groups[0]) <= 3
        and groups[0] != "0"
        and all(len(group) == 3 for group in groups[1:])
    )
    if not well_grouped or decimal in places or grouping in places:
        return None
    return Fraction("".join(groups) + (f".{places}" if places else ""))


@dataclass(frozen=True, slots=True)
class _Token:
    span: Span
    text: str
    surface: str
    amounts: tuple[Fraction, ...] = ()
    joined: bool = False

    @property
    def is_digits(self) -> bool:
        return self.surface[0].isdigit()


class _Sum:
    """Adds the parts of one numeral up, refusing what cannot continue it."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.group: Fraction | None = None
        self.last: Fraction | None = None
        self.multiplier = Fraction(1)
        self.scaled: Fraction | None = None
        self.closed = False
        self.filled = False

    @property
    def amount(self) -> Fraction:
        return self.total + (self.group or 0)

    @property
    def mantissa(self) -> Fraction:
        """The number before the scale words; the amount itself where others follow them."""
        return self.amount if self.scaled is None or self.group or self.closed else self.scaled

    def take(self, role: str, amount: Fraction) -> bool:
        """Whether the part continues the numeral; it is then added."""
        if self.closed:
            return False
        taken = bool(getattr(self, f"_{role}")(amount))
        self.filled = taken and role == "filler"
        return taken

    def digits(self, amount: Fraction) -> bool:
        """Whether digits may stand here: first, or after a larger scale word."""
        if self.closed or self.group is not None or (self.last or amount + 1) <= amount:
            return False
        self.group, self.multiplier = amount, Fraction(1)
        return True

    def _unit(self, amount: Fraction) -> bool:
        if self.group is None:
            return self.digits(amount)
        base = 10 if amount < 10 else 100
        if not self.group or self.group % base or self.group.denominator > 1:
            return False
        self.group += amount
        self.multiplier = Fraction(1)
        return True

    def _head(self, amount: Fraction) -> bool:
        return self._unit(amount)

    def _tail(self, amount: Fraction) -> bool:
        return bool(self.group) and self._unit(amount)

    def _teen(self, amount: Fraction) -> bool:
        if self.group is None or not 1 <= self.group % 100 <= 9:
            return False
        self.group += amount
        return True

    def _tens(self, amount: Fraction) -> bool:
        if self.group is None or not 1 <= self.group % 100 <= 9 or self.group.denominator > 1:
            return False
        digit = self.group % 10
        self.group += digit * amount - digit
        self.multiplier = amount
        return True

    def _hundred(self, amount: Fraction) -> bool:
        if self.group is None or not 0 < self.group < amount:
            return False
        self.group *= amount
        self.multiplier = amount
        return True

    def _scale(self, amount: Fraction) -> bool:
        if self.group is None and not self.total:
            return False
        if self.group is not None:
            self.scaled = None if self.total else self.group
        if self.last is None or amount > self.last:
            self.total = self.amount * amount
        elif self.group is None:
            self.total *= amount
        else:
            self.total += self.group * amount
        self.group, self.last, self.multiplier = None, amount, amount
        return True

    def _half(self, amount: Fraction) -> bool:
        if self.group is None and not self.total:
            return self.digits(amount)
        if self.multiplier == 1 and (self.group is None or self.group.denominator > 1):
            return False
        if self.group is not None:
            self.group += amount * self.multiplier
        else:
            self.total += amount * self.multiplier
            self.closed = True
        return True

    def _filler(self, amount: Fraction) -> bool:
        return self.multiplier > 10 and not self.filled


def numerals(text: str, language: Language) -> list[Numeral]:
    """The numbers in ``text``, in order; ``text`` should be in composed form (NFC)."""
    words = number_words(language)
    found = sorted(
        [*_Reader(text, words).numerals(), *_romans(text, words)], key=lambda numeral: numeral.span
    )
    return [
        numeral
        for before, numeral in zip([None, *found], found, strict=False)
        if before is None or before.span.end <= numeral.span.start
    ]


class _Reader:
    """Reads the numerals of one text from its tokens."""

    def __init__(self, text: str, words: NumberWords) -> None:
        self.text = text
        self.words = words
        self.tokens = self._tokens()

    def numerals(self) -> Iterator[Numeral]:
        index, last_end = 0, -1
        while index < len(self.tokens):
            numeral, after = self._read(index, last_end)
            if numeral:
                yield numeral
                last_end = after
            index = max(after, index + 1)

    def _tokens(self) -> list[_Token]:
        tokens: list[_Token] = []
        end = 0
        for match in _TOKEN.finditer(self.text):
            surface = match[0]
            amounts = digits_read(surface, self.words) if match["digits"] else ()
            span = Span(*match.span())
            glued = bool(tokens) and tokens[-1].is_digits and span.start == end
            joined = glued or (bool(tokens) and self._is_joiner(end, span.start))
            tokens.append(_Token(span, surface.casefold(), surface, amounts, joined))
            end = span.end
        return tokens

    def _is_joiner(self, start: int, end: int) -> bool:
        between = self.text[start:end]
        return between == " " or bool(_JOINER.fullmatch(between))

    def _read(self, start: int, last_end: int) -> tuple[Numeral | None, int]:
        """The numeral at token ``start``, if there is one, and the token after it."""
        if not self.tokens[start].is_digits and not self.words.may_begin(self.tokens[start].text):
            return None, start + 1
        if whole := self._whole_fraction(start):
            return whole
        ordinal = self._ordinal_mark(start)
        total, spelled, after = self._sum(start, ordinal)
        if after == start or self._is_excluded(start, after, last_end, spelled):
            return self._ordinal_word(start)
        return self._finished(start, after, total, spelled, ordinal)

    def _sum(self, start: int, ordinal: bool) -> tuple[_Sum, bool, int]:
        total, spelled, index, good = _Sum(), True, start, start
        while index < len(self.tokens) and (index == start or self._joined(index)):
            token = self.tokens[index]
            if self._begins_another(index, total):
                break
            if token.is_digits:
                if not token.amounts or not total.digits(token.amounts[0]):
                    break
                spelled, width = False, 1
            else:
                width = self._take_word(total, index, start, ordinal)
                if not width:
                    break
            index += width
            good = good if total.filled else index
        return total, spelled, good

    def _joined(self, index: int) -> bool:
        token, before = self.tokens[index], self.tokens[index - 1]
        hyphen = self.text[before.span.end] == "-" if token.joined else False
        return token.joined and not (hyphen and (token.is_digits or before.is_digits))

    def _take_word(self, total: _Sum, index: int, start: int, ordinal: bool) -> int:
        """How many tokens of the word at ``index`` continue the numeral; 0 for none."""
        for width in (3, 2, 1):
            word = self._phrase(index, width)
            if index == start and ordinal and word not in self.words.words:
                word = self._without_fused(word)
            steps = self.words.words.get(word)
            if steps and self._fits(total, steps, index, width, start, ordinal):
                return width
        return 0

    def _fits(
        self,
        total: _Sum,
        steps: tuple[tuple[str, Fraction], ...],
        index: int,
        width: int,
        start: int,
        ordinal: bool,
    ) -> bool:
        if len(steps) > 1 and total.amount:
            return total.group is None and all(total.take(*step) for step in steps)
        role, amount = steps[0]
        inside = role == "head" and index > start and not total.filled
        if inside and not self._multiplier_follows(index + width):
            return False
        if role == "tail" and index == start:
            role = "unit" if ordinal else role
        return total.take(role, amount) and all(total.take(*step) for step in steps[1:])

    def _begins_another(self, index: int, total: _Sum) -> bool:
        """Whether a second numeral of the same scale begins: "three million and five million"."""
        if total.last is None or total.group is not None:
            return False
        return self.words.words.get(self._phrase(index + 1, 1)) == (("scale", total.last),)

    def _multiplier_follows(self, index: int) -> bool:
        steps = self.words.words.get(self._phrase(index, 1), (("", Fraction(0)),))
        return steps[0][0] in ("tens", "hundred", "scale")

    def _phrase(self, index: int, width: int) -> str:
        tokens = self.tokens[index : index + width]
        if len(tokens) < width or not all(token.joined for token in tokens[1:]):
            return ""
        return " ".join(token.text for token in tokens)

    def _without_fused(self, word: str) -> str:
        for mark in self.words.ordinal_fused:
            if word.startswith(mark) and word[len(mark) :] in self.words.words:
                return word[len(mark) :]
        return word

    def _ordinal_mark(self, index: int) -> bool:
        """Whether the token is marked as an ordinal: "thứ ba", "ketiga", "ke-3", "3rd"."""
        token = self.tokens[index]
        before = self._before(index)
        if before in self.words.ordinal_before:
            return True
        if token.is_digits:
            fused = before in self.words.ordinal_fused
            after = self.tokens[index + 1 : index + 2]
            suffix = bool(after) and after[0].span.start == token.span.end
            return fused or (suffix and after[0].text in self.words.ordinal_after)
        return self._without_fused(token.text) != token.text

    def _ordinal_word(self, index: int) -> tuple[Numeral | None, int]:
        token = self.tokens[index]
        amount = self.words.ordinal_words.get(token.text)
        if amount is None or not self._needs_mark(index):
            return None, index + 1
        return Numeral(token.span, (amount,), amount, spelled=True, ordinal=True), index + 1

    def _needs_mark(self, index: int) -> bool:
        """Ordinal words count alone, or, where the language marks ordinals before, so marked."""
        return not self.words.ordinal_before or self._ordinal_mark(index)

    def _is_excluded(self, start: int, after: int, last_end: int, spelled: bool) -> bool:
        """Whether a lone word is no numeral here: a homograph, or a capitalised name."""
        if not spelled or after - start > 1:
            return False
        token = self.tokens[start]
        amount = self.words.words.get(token.text, (("", Fraction(0)),))[0][1]
        if token.surface[0].isupper() and amount <= 12 and self._before(start):
            return not self._ordinal_mark(start)
        rule = self.words.unless.get(token.text)
        if rule is None:
            return False
        following = self.tokens[after].text if after < len(self.tokens) else ""
        follows_digits = after < len(self.tokens) and self.tokens[after].is_digits
        return (
            follows_digits
            or following in rule.before
            or self._before(start) in rule.after
            or (rule.after_number and last_end == start and token.joined)
        )

    def _before(self, index: int) -> str:
        return self.tokens[index - 1].text if index and self.tokens[index].joined else ""

    def _whole_fraction(self, index: int) -> tuple[Numeral, int] | None:
        for width in (4, 3, 2, 1):
            amount = self.words.whole.get(self._phrase(index, width))
            if amount is not None:
                span = Span(self.tokens[index].span.start, self.tokens[index + width - 1].span.end)
                last = self.words.ordinal_words.get(self.tokens[index + width - 1].text)
                amounts = (amount, last) if last else (amount,)  # "a third term"
                numeral = Numeral(span, amounts, amount, spelled=True, fraction=True)
                return numeral, index + width
        return None

    def _finished(
        self, start: int, after: int, total: _Sum, spelled: bool, ordinal: bool
    ) -> tuple[Numeral, int]:
        amount, fraction, denominator_end = self._over_denominator(total.amount, after)
        if fraction:
            span = Span(self.tokens[start].span.start, self.tokens[denominator_end - 1].span.end)
            return (
                Numeral(span, (amount,), amount, spelled=spelled, fraction=True),
                denominator_end,
            )
        first = self.tokens[start]
        span = Span(first.span.start, self.tokens[after - 1].span.end)
        alone = after - start == 1 and first.is_digits
        numeral = Numeral(
            span=span,
            amounts=self._all_amounts(start, after, amount),
            mantissa=total.mantissa,
            plain=alone and first.surface.isdigit(),
            spelled=spelled,
            ordinal=ordinal,
        )
        return numeral, after

    def _over_denominator(self, amount: Fraction, after: int) -> tuple[Fraction, bool, int]:
        if after >= len(self.tokens) or not self.tokens[after].joined:
            return amount, False, after
        token = self.tokens[after]
        if (denominator := self.words.denominators.get(token.text)) is not None:
            return amount / denominator, True, after + 1
        if token.text in self.words.infix and after + 1 < len(self.tokens):
            below, _, end = self._sum(after + 1, ordinal=True)
            if end > after + 1 and 1 < below.amount <= 1000:
                return amount / below.amount, True, end
        return amount, False, after

    def _all_amounts(self, start: int, after: int, amount: Fraction) -> tuple[Fraction, ...]:
        """The amount, and what it is when the first digits are read by the other separators."""
        first = self.tokens[start].amounts
        if len(first) < 2 or not first[0]:
            return (amount,)
        if after - start > 1 and any(token.is_digits for token in self.tokens[start + 1 : after]):
            return (amount,)
        return (amount, amount / first[0] * first[1])


def _romans(text: str, words: NumberWords) -> Iterator[Numeral]:
    for match in _ROMAN.finditer(text):
        if not match[0]:
            continue
        if len(match[0]) == 1 and not _follows(text, match.start(), words.roman_after):
            continue
        amount = Fraction(roman_amount(match[0]))
        yield Numeral(Span(*match.span()), (amount,), amount, ordinal=True)


def _follows(text: str, start: int, words: frozenset[str]) -> bool:
    before = _WORD_BEFORE.search(text, max(0, start - 20), start)
    return before is not None and before[1].casefold() in words


def roman_amount(numeral: str) -> int:
    """The value of a Roman numeral made of I, V and X."""
    values = [_ROMAN_DIGITS[letter] for letter in numeral]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def composed(text: str) -> tuple[str, list[int] | None]:
    """``text`` in composed form (NFC), and where each character stood; None if unchanged."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    parts, offsets, start = [], [], 0
    for cluster in regex.finditer(r"\P{M}\p{M}*+|\p{M}++", text):
        part = unicodedata.normalize("NFC", cluster[0])
        parts.append(part)
        offsets += [cluster.start()] * len(part)
        start = cluster.end()
    return "".join(parts), [*offsets, start]

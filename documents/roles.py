"""What each block and sentence does on the page, and why: by layout and the language's own words.

Body is what everything is unless something speaks for another role, because
whatever is called boilerplate is not compared with the other side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import regex
from selaras.documents.layout import Block
from selaras.documents.model import Role, Span
from selaras.languages.page import Page

Verdict = tuple[Role, str]

_ENDS_SENTENCE = regex.compile(r"[.!?…。！？;:,][\"'”’»)\]）」』]*\Z")
_ASKS = regex.compile(r"[?!][\"'”’»)]*\Z")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_HAS_WORD = regex.compile(r"[\p{L}\p{N}]")
_NUMERIC = regex.compile(r"[\d.,/:\-–|()]+")
_QUOTE_MARK = regex.compile(r"[\"“”«»„「」『』]")
_PAIRS = {"“": "”", "«": "»", "„": "”", "「": "」", "『": "』", '"': '"'}
_SMALL_LINE = 80
_CAPTION_WORDS = 70
_HEADING_WORDS = 30
_NAME_WORDS = 6
_CLOSING_WORDS = 9
_KICKER_WORDS = 3
_AMID_TEXT = frozenset({Role.HEADING, Role.LIST, Role.TABLE, Role.QUOTE})
_FEWEST_TEASERS = 3


def with_roles(text: str, blocks: Sequence[Block], page: Page) -> list[Block]:
    """The blocks, each with its role and the reason; those the layout decided stay."""
    given = [replace(block, role=Role.BODY) if not block.role else block for block in blocks]
    decided = _first_pass(text, blocks, page)
    for rule in (_teaser_lists, _title, _opening_names, _subheadings, _closing_lines):
        for number, verdict in rule(text, blocks, decided).items():
            decided.setdefault(number, verdict)
    return [
        replace(block, role=decided[number][0], reason=decided[number][1])
        if number in decided
        else block
        for number, block in enumerate(given)
    ]


def quoted(text: str, block: Block) -> list[Span]:
    """The stretches between quotation marks; one left open goes on to the block's end.

    That happens in quotations of several paragraphs, each of which opens anew.
    """
    spans: list[Span] = []
    opened: tuple[int, str] | None = None
    for match in _QUOTE_MARK.finditer(text, block.start, block.end):
        mark = match.group()
        if opened and mark == opened[1]:
            spans.append(Span(opened[0], match.end()))
            opened = None
        elif not opened and mark in _PAIRS:
            opened = (match.start(), _PAIRS[mark])
    if opened and opened[0] == block.start:
        spans.append(Span(opened[0], block.end))
    return spans


def is_quotation(span: Span, quotations: Sequence[Span], text: str) -> bool:
    """Whether a sentence stands wholly inside quotation marks, its final stop aside."""
    index = bisect_right(quotations, span.start, key=lambda quotation: quotation.start) - 1
    if index < 0:
        return False
    end = span.end
    while end > quotations[index].end and text[end - 1] in ".!?…":
        end -= 1
    return end <= quotations[index].end


def _first_pass(text: str, blocks: Sequence[Block], page: Page) -> dict[int, Verdict]:
    """What a line's own words or its layout say."""
    decided = {}
    for number, block in enumerate(blocks):
        if block.role:
            decided[number] = (block.role, block.reason)
        for verdict in _by_words(block.of(text), page):
            if not block.role or verdict[0] is Role.BOILERPLATE:
                decided[number] = verdict
            break
    return decided


def _by_words(line: str, page: Page) -> Iterator[Verdict]:
    if not _HAS_WORD.search(line):
        yield Role.BOILERPLATE, "no letter or digit"
    if len(line) > 10 * _SMALL_LINE:
        return
    patterns = _patterns(page)
    if patterns.boilerplate.fullmatch(line):
        yield Role.BOILERPLATE, "a known line of page furniture"
    if len(line) < 3 * _SMALL_LINE and patterns.teaser.match(line):
        yield Role.BOILERPLATE, "a link to another article"
    if _is_date(line, page):
        yield Role.DATELINE, "nothing but a date"
    if patterns.caption.search(line) and _count_words(line) <= _CAPTION_WORDS:
        yield Role.CAPTION, "a picture's credit"
    if len(line) < 2 * _SMALL_LINE and patterns.byline.match(line) and not _ASKS.search(line):
        yield Role.BYLINE, "names its author"


class _Patterns:
    """What a language's pages carry, made ready for matching."""

    def __init__(self, page: Page) -> None:
        captions, bylines = _either(page.captions), _either(page.bylines)
        self.date_words = frozenset(word.casefold() for word in page.date_words)
        self.boilerplate = _compiled(rf"[\[(]?(?:{'|'.join(page.boilerplate) or '(?!)'})[\])]?")
        self.teaser = _compiled(rf"(?:{'|'.join(page.teasers) or '(?!)'})\s*\S")
        self.caption = regex.compile(
            rf"(?:^|[.!?…\"”)]\s*|[(\[|–—-]\s*)(?i:{captions})\s*(?:[:/©]|\.\s+\p{{Lu}})\s*\S"
            rf"|[(\[](?i:{captions})[)\]]|^(?i:{captions})$"
        )
        self.byline = regex.compile(rf"[(\[]?(?i:{bylines})\s*[:|]\s*\S")


@lru_cache
def _patterns(page: Page) -> _Patterns:
    return _Patterns(page)


def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE)


def _either(words: Sequence[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def _is_date(line: str, page: Page) -> bool:
    """Whether a short line holds numbers and words of dates only, after at most a place name."""
    if len(line) > _SMALL_LINE or not any(character.isdigit() for character in line):
        return False
    known = _patterns(page).date_words
    tokens = line.split()
    dated = [
        bool(_NUMERIC.fullmatch(token)) or token.strip(".,;:()|-–").casefold() in known
        for token in tokens
    ]
    place = next((i + 1 for i, token in enumerate(tokens[:4]) if token.endswith(",")), 0)
    numbers = sum(character.isdigit() for character in line)
    if all(dated):
        return numbers >= 3
    return numbers >= 4 and place > 0 and len(dated) > place and all(dated[place:])


def _teaser_lists(
    text: str, blocks: Sequence[Block], decided: dict[int, Verdict]
) -> dict[int, Verdict]:
    """Lists of links to other articles: title, the same title again, a line about it; and again."""
    twins = [
        number
        for number in range(1, len(blocks))
        if blocks[number].of(text) == blocks[number - 1].of(text)
    ]
    verdicts: dict[int, Verdict] = {}
    for run in _runs(twins, longest_gap=4):
        if len(run) >= _FEWEST_TEASERS:
            last = min(run[-1] + 1, len(blocks) - 1)
            for number in range(run[0] - 1, last + 1):
                verdicts[number] = (Role.BOILERPLATE, "in a list of links to other articles")
    return verdicts


def _runs(numbers: Sequence[int], longest_gap: int) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number - runs[-1][-1] <= longest_gap:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _title(text: str, blocks: Sequence[Block], decided: dict[int, Verdict]) -> dict[int, Verdict]:
    """The title and its repetitions."""
    free = [number for number in range(len(blocks)) if number not in decided]
    if not free or not _has_prose(text, blocks, free) or not _leads(free[0], decided):
        return {}
    title = blocks[free[0]].of(text)
    if not _looks_like_heading(title.rstrip("?!")):
        return {}
    verdicts = {n: (Role.HEADING, "repeats the title") for n in free if blocks[n].of(text) == title}
    verdicts[free[0]] = (Role.HEADING, "the first line, without a stop")
    if len(free) > 1 and _count_words(title) <= _KICKER_WORDS:
        following = blocks[free[1]].of(text)
        if _looks_like_heading(following) and not _is_name(following):
            verdicts[free[1]] = (Role.HEADING, "the title below a short line")
    return verdicts


def _subheadings(
    text: str, blocks: Sequence[Block], decided: dict[int, Verdict]
) -> dict[int, Verdict]:
    """Lines without a stop that stand alone between paragraphs."""
    free = [number for number in range(len(blocks)) if number not in decided]
    if not _has_prose(text, blocks, free):
        return {}
    article = [n for n in range(len(blocks)) if n not in decided or decided[n][0] in _AMID_TEXT]
    verdicts: dict[int, Verdict] = {}
    for before, number, after in zip(article, article[1:], article[2:], strict=False):
        paragraphs = all(
            other in decided or _stops(blocks[other].of(text)) for other in (before, after)
        )
        if number not in decided and paragraphs and _looks_like_heading(blocks[number].of(text)):
            verdicts[number] = (Role.HEADING, "a line without a stop between paragraphs")
    return verdicts


def _leads(number: int, decided: dict[int, Verdict]) -> bool:
    """Whether only page furniture, dates and bylines stand before it."""
    before = {decided[earlier][0] for earlier in range(number) if earlier in decided}
    return before <= {Role.BOILERPLATE, Role.DATELINE, Role.BYLINE, Role.CAPTION}


def _has_prose(text: str, blocks: Sequence[Block], numbers: Sequence[int]) -> bool:
    """Whether most of the text ends its paragraphs with a stop, so that a missing one tells."""
    lengths = [(blocks[n].end - blocks[n].start, _stops(blocks[n].of(text))) for n in numbers]
    return 2 * sum(length for length, stops in lengths if stops) > sum(n for n, _ in lengths)


def _stops(line: str) -> bool:
    return _ENDS_SENTENCE.search(line[-8:]) is not None


def _looks_like_heading(line: str) -> bool:
    return len(line) < 4 * _SMALL_LINE and _count_words(line) <= _HEADING_WORDS and not _stops(line)


def _closing_lines(
    text: str, blocks: Sequence[Block], decided: dict[int, Verdict]
) -> dict[int, Verdict]:
    """Short lines without a stop after the last paragraph: who wrote it, and for whom."""
    verdicts: dict[int, Verdict] = {}
    for number in reversed(range(len(blocks))):
        if number in decided:
            continue
        line = blocks[number].of(text)
        bracketed = line[0] in "([" and line[-1] in ")]." and _count_words(line) <= _NAME_WORDS
        if not bracketed and (_stops(line) or _count_words(line) > _CLOSING_WORDS):
            break
        verdicts[number] = (Role.BYLINE, "a short line after the last paragraph")
    return verdicts if len(verdicts) <= 4 and len(verdicts) < len(blocks) - len(decided) else {}


def _opening_names(
    text: str, blocks: Sequence[Block], decided: dict[int, Verdict]
) -> dict[int, Verdict]:
    """A name that stands alone near the title."""
    verdicts: dict[int, Verdict] = {}
    for number in range(1, min(5, len(blocks))):
        line = blocks[number].of(text)
        if number not in decided and _is_name(line) and _any_heading(decided, number):
            verdicts[number] = (Role.BYLINE, "a name alone near the title")
    return verdicts


def _any_heading(decided: dict[int, Verdict], before: int) -> bool:
    return any(decided[n][0] is Role.HEADING for n in range(before) if n in decided)


def _is_name(line: str) -> bool:
    if _stops(line):
        return False
    words = line.split()
    return 2 <= len(words) <= _NAME_WORDS - 1 and all(
        word[0].isupper() and not word.isupper() for word in words
    )


def _count_words(line: str) -> int:
    return len(_WORD.findall(line))

"""Offices and bodies in a sentence, with what qualifies them: deputy, acting, province …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex
from selaras.checks.model import Context
from selaras.documents.model import Document, Span
from selaras.languages import Language
from selaras.languages.gazetteer import Mention
from selaras.languages.offices import Qualified, offices

LONGEST_SENTENCE = 20_000
"""From how many characters on a sentence is none, but a table or damage, and is passed over."""

_NO_OFFICE = "none:"
_GAP = " \u00a0"
# What stands before an issuer within the number of a document (7125/KH-UBND).
_IN_NUMBERS = ("-", "/")
# At most two words of a name, which leave the modifier with the office behind them.
_PLACE = regex.compile(r"\s(?:\p{Lu}[\p{L}.]*\s){1,2}")


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that an office or a body may mean: what it is, and what qualifies it."""

    head: str
    qualifiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Office:
    """An office or a body in a document; ``readings`` is what its form may mean."""

    text: str
    span: Span
    readings: frozenset[Reading]

    @property
    def heads(self) -> frozenset[str]:
        """What it may be, whatever qualifies it."""
        return frozenset(reading.head for reading in self.readings)

    @property
    def qualifiers(self) -> frozenset[str]:
        """What qualifies all readings."""
        return frozenset.intersection(*(reading.qualifiers for reading in self.readings))


def offices_in(text: str, start: int, known: Qualified) -> list[Office]:
    """The offices in ``text`` with the modifiers beside them, in order."""
    if len(text) > LONGEST_SENTENCE:
        return []
    before, after = known.before.find(text, start), known.after.find(text, start)
    plain = [
        _by_first_word(_plain(mention, text, start), known)
        for mention in known.names.find(text, start)
    ]
    both = [_read_anew(office, before, text, start, known) for office in plain]
    found = [_extended(office, before, after, text, start) for office in both]
    return [
        office
        for office in found
        if not any(head.startswith(_NO_OFFICE) for head in office.heads)
        and not any(other is not office and other.span.contains(office.span) for other in found)
    ]


def source_offices(context: Context) -> dict[int, list[Office]]:
    """The offices of each source sentence by its id; for ``Context.shared``."""
    return _by_sentence(context.source, context.source_language)


def target_offices(context: Context) -> dict[int, list[Office]]:
    """The offices of each target sentence by its id; for ``Context.shared``."""
    return _by_sentence(context.target, context.target_language)


def _by_sentence(document: Document, language: Language) -> dict[int, list[Office]]:
    known = offices(language)
    return {
        sentence.id: offices_in(sentence.text, sentence.start, known)
        for sentence in document.sentences
    }


def bodies_in(text: str, start: int, known: Qualified) -> list[Office]:
    """The bodies in ``text`` with the level beside them, in order."""
    if len(text) > LONGEST_SENTENCE:
        return []
    bodies = [
        _plain(mention, text, start)
        for mention in known.names.find(text, start)
        if text[: mention.span.start - start][-1:] not in _IN_NUMBERS
    ]
    levels = [
        level
        for level in known.levels.find(text, start)
        if not any(level.span.overlaps(body.span) for body in bodies)
    ]
    return [_levelled(body, levels, text, start) for body in bodies]


def _read_anew(
    office: Office, before: Sequence[Mention], text: str, start: int, known: Qualified
) -> Office:
    """The office with the readings it has too if its first word is a modifier: ``Wakil Ketua``."""
    for mention in before:
        if mention.span.start == office.span.start and mention.span.end < office.span.end:
            rest = text[mention.span.end - start : office.span.end - start]
            for inner in known.names.find(_capitalised(rest), mention.span.end):
                if inner.span.end == office.span.end and len(rest) - len(inner.span) < 3:
                    qualified = _joined(_plain(inner, text, start), mention, text, start)
                    return replace(office, readings=office.readings | qualified.readings)
    return office


def _by_first_word(office: Office, known: Qualified) -> Office:
    """The office with all readings of its first word, if one of its own is called so too.

    "Ketua Komisi" is whatever "Ketua" is, for the head of a commission is both; "Sekretaris
    Jenderal" is no "Sekretaris".
    """
    word, _, rest = office.text.partition(" ")
    mentions = known.names.find(_capitalised(word)) if rest else []
    ids = {id for mention in mentions for id in mention.ids}
    readings = frozenset(reading for id in ids for reading in _readings(id))
    both = office.readings | readings if office.readings & readings else office.readings
    return replace(office, readings=both)


def _capitalised(text: str) -> str:
    """Offices that are written small are none by themselves, but as a part of a longer one."""
    start = len(text) - len(text.lstrip())
    return text[: start + 1].upper() + text[start + 1 :]


def _plain(mention: Mention, text: str, start: int) -> Office:
    return Office(
        _text(mention.span, text, start),
        mention.span,
        frozenset(reading for id in mention.ids for reading in _readings(id)),
    )


def _readings(id: str) -> list[Reading]:
    """What an id means: itself, and what it is a special case of (``minister/foreign``)."""
    head, *qualifiers = id.split("+")
    heads = {head, head.partition("/")[0]}
    return [Reading(one, frozenset(qualifiers)) for one in sorted(heads)]


def _extended(
    office: Office, before: Sequence[Mention], after: Sequence[Mention], text: str, start: int
) -> Office:
    """The office with all modifiers that stand right before or behind it."""
    for mention in reversed(before):
        if _touch(mention.span, office.span, text, start) or _belongs(mention, office, text, start):
            office = _joined(office, mention, text, start)
    for mention in after:
        if _touch(office.span, mention.span, text, start):
            office = _joined(office, mention, text, start)
    return office


def _joined(office: Office, mention: Mention, text: str, start: int) -> Office:
    span = Span(min(office.span.start, mention.span.start), max(office.span.end, mention.span.end))
    added = frozenset(part for id in mention.ids for part in id.split("+"))
    readings = frozenset(
        replace(reading, qualifiers=reading.qualifiers | added) for reading in office.readings
    )
    return Office(_text(span, text, start), span, readings)


def _levelled(body: Office, levels: Sequence[Mention], text: str, start: int) -> Office:
    """The body with the level beside it, unless its own name has one; a level may be ambiguous."""
    for mention in levels:
        beside = _touch(body.span, mention.span, text, start) or _touch(
            mention.span, body.span, text, start
        )
        if beside and not any(reading.qualifiers for reading in body.readings):
            span = Span(
                min(body.span.start, mention.span.start), max(body.span.end, mention.span.end)
            )
            readings = frozenset(
                Reading(reading.head, frozenset({level}))
                for reading in body.readings
                for level in mention.ids
            )
            return Office(_text(span, text, start), span, readings)
    return body


def _touch(one: Span, other: Span, text: str, start: int) -> bool:
    gap = text[one.end - start : other.start - start] if one.end <= other.start else "?"
    return 0 < len(gap) < 3 and not gap.strip(_GAP + ".")


def _belongs(modifier: Mention, office: Office, text: str, start: int) -> bool:
    """Whether only a country or place stands between them: "former U.S. Speaker"."""
    gap = text[modifier.span.end - start : office.span.start - start]
    return _PLACE.fullmatch(gap) is not None


def _text(span: Span, text: str, start: int) -> str:
    return text[span.start - start : span.end - start]

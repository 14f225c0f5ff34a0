"""Planters: each puts one defect of its kind into a clean pair of sentences, at random.

A planter gets a source of chance, the source sentence and its translation, and
returns the damaged translation with the places of the damage, or None where the
sentence gives it nothing to damage. :data:`PLANTERS` lists them by the name of
the check that should find them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from selaras.documents.folding import folded
from selaras.documents.model import Span


@dataclass(frozen=True, slots=True)
class Planted:
    """A damaged translation and where the damage is."""

    text: str
    spans: tuple[Span, ...]


Planter = Callable[[random.Random, str, str], Planted | None]

PLANTERS: dict[str, Planter] = {}

_WHOLE_SENTENCES = 0.25


def plants(check: str) -> Callable[[Planter], Planter]:
    """Register a planter under the check that should find its defects."""

    def register(planter: Planter) -> Planter:
        PLANTERS[check] = planter
        return planter

    return register


def replaced(text: str, span: Span, new: str) -> Planted:
    """``text`` with ``span`` replaced; the damage is where the new text stands."""
    damaged = text[: span.start] + new + text[span.end :]
    return Planted(damaged, (Span(span.start, max(span.start + 1, span.start + len(new))),))


def words(text: str, shortest: int = 1) -> list[Span]:
    """The words of letters in ``text`` that are long enough."""
    found = (Span(*match.span()) for match in re.finditer(r"[^\W\d_]+", text))
    return [span for span in found if len(span) >= shortest]


def small_words(text: str, shortest: int = 1) -> list[Span]:
    """The words in lower case that are long enough."""
    return [span for span in words(text, shortest) if text[span.start : span.end].islower()]


def _chosen(rng: random.Random, spans: list[Span]) -> Span | None:
    return rng.choice(spans) if spans else None


@plants("foreign-script")
def foreign_script(rng: random.Random, source: str, target: str) -> Planted | None:
    span = _chosen(rng, small_words(target, 5))
    if span is None:
        return None
    letters = rng.choice(
        ["培养", "恩", "数据", "발전", "の", "ข้อมูล", "данные", "सूचना", "والبيانات", "חברה"]
    )
    cut = rng.randrange(span.start + 1, span.end + 1)
    return replaced(target, Span(cut, rng.choice([cut, span.end])), letters)


@plants("homoglyph")
def homoglyph(rng: random.Random, source: str, target: str) -> Planted | None:
    twins = {
        "a": "аα",
        "e": "е",
        "o": "оο",
        "p": "рρ",
        "c": "с",
        "i": "іι",
        "x": "х",
        "y": "у",
        "A": "АΑ",
        "B": "ВΒ",
        "S": "Ѕ",
        "K": "КΚ",
        "M": "МΜ",
        "T": "ТΤ",
    }
    places = [
        at for span in words(target, 3) for at in range(span.start, span.end) if target[at] in twins
    ]
    if not places:
        return None
    at = rng.choice(places)
    return replaced(target, Span(at, at + 1), rng.choice(twins[target[at]]))


@plants("mojibake")
def mojibake(rng: random.Random, source: str, target: str) -> Planted | None:
    kind = rng.randrange(3)
    if kind == 0:
        names = [span for span in words(source, 3) if not source[span.start : span.end].isascii()]
        span, place = _chosen(rng, names), _chosen(rng, words(target, 3))
        if span is None or place is None:
            return None
        wrong = _misread(source[span.start : span.end])
        planted = replaced(target, place, wrong)
        return Planted(
            planted.text,
            tuple(
                Span(place.start + at, place.start + at + 1)
                for at, c in enumerate(wrong)
                if not c.isascii()
            )[:1],
        )
    if kind == 1:
        place = _chosen(rng, [Span(m.start(), m.end()) for m in re.finditer(" ", target)])
        return place and replaced(target, place, _misread(rng.choice(["–", "—", "“", "…", "\xa0"])))
    place = _chosen(
        rng, [Span(s.end - 1, s.end) for s in words(target, 5) if target[s.end - 1] in "aeiou"]
    )
    accents = {"a": "áàâãạ", "e": "éèêế", "i": "íìị", "o": "óòôõộ", "u": "úùủü"}
    return place and replaced(target, place, _misread(rng.choice(accents[target[place.start]])))


def _misread(text: str) -> str:
    return "".join(_one_byte(byte) for byte in text.encode())


def _one_byte(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@plants("replacement-character")
def replacement_character(rng: random.Random, source: str, target: str) -> Planted | None:
    span = _chosen(rng, small_words(target, 5))
    if span is None:
        return None
    at = rng.randrange(span.start + 1, span.end - 1)
    return replaced(target, Span(at, at + 1), rng.choice(["\ufffd", "?", "\ufffd\ufffd", "\ue000"]))


@plants("invisible-character")
def invisible_character(rng: random.Random, source: str, target: str) -> Planted | None:
    span = _chosen(rng, words(target, 4))
    if span is None:
        return None
    at = rng.randrange(span.start + 1, span.end)
    hidden = [
        "\u200b",
        "\u200c",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\xad",
        "\u200e",
        "\u200f",
        "\u202e",
        "\u202a",
        "\x08",
    ]
    return replaced(target, Span(at, at), rng.choice(hidden))


@plants("markup-leftover")
def markup_leftover(rng: random.Random, source: str, target: str) -> Planted | None:
    span = _chosen(rng, small_words(target, 3))
    if span is None:
        return None
    word = target[span.start : span.end]
    forms = [
        "<b>{}</b>",
        "<br/>{}",
        "{}</p>",
        '<a href="x">{}</a>',
        "**{}**",
        "__{}__",
        "`{}`",
        "[{}](https://contoh.id)",
        "{}&nbsp;",
        "&quot;{}&quot;",
        "{}&#8211;",
        "{}\\n",
        "\\u00a0{}",
        "[b]{}[/b]",
        "{}%20",
        "<span class='x'>{}",
        "&lt;{}",
    ]
    form = rng.choice(forms)
    if form == "{}%20":
        return replaced(target, Span(span.end, min(len(target), span.end + 1)), "%20")
    new = form.format(word)
    marked = re.split(re.escape(word), new, maxsplit=1)
    start = span.start if marked[0] else span.start + len(word)
    return Planted(
        target[: span.start] + new + target[span.end :],
        (Span(start, start + len(marked[0] or marked[1])),),
    )


@plants("placeholder")
def placeholder(rng: random.Random, source: str, target: str) -> Planted | None:
    forms = [
        "{nama}",
        "{0}",
        "%s",
        "%(jumlah)d",
        "[[nama]]",
        "{{tanggal}}",
        "${judul}",
        "TODO",
        "lorem ipsum",
        "[masukkan nama]",
        "[NAMA]",
        "translated text here",
    ]
    if rng.random() < 0.3:
        opener = rng.choice(
            [
                "Berikut terjemahannya: ",
                "Here is the translation: ",
                "Berikut adalah terjemahan teks tersebut: ",
                "Sure! Here's the translation: ",
                "Tentu, berikut terjemahannya: ",
            ]
        )
        return Planted(opener + target, (Span(0, len(opener)),))
    span = _chosen(rng, words(target, 4))
    return span and replaced(target, span, rng.choice(forms))


@plants("spacing")
def spacing(rng: random.Random, source: str, target: str) -> Planted | None:
    commas = [match.start() for match in re.finditer(r"(?<=[a-z])[,;](?= [a-z])", target)]
    kind = rng.randrange(4)
    if kind == 0 and commas:
        at = rng.choice(commas)
        return replaced(target, Span(at, at + 1), " " + target[at])
    if kind == 1 and commas:
        at = rng.choice(commas)
        planted = replaced(target, Span(at, at + 2), target[at])
        return Planted(planted.text, (Span(at, at + 2),))
    if kind == 2 and re.search(r"[a-z]\.$", target):
        return replaced(target, Span(len(target) - 1, len(target)), " .")
    spaces = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", target)]
    if not spaces:
        return None
    at = rng.choice(spaces)
    return replaced(target, Span(at, at + 1), "  ")


@plants("punctuation")
def punctuation(rng: random.Random, source: str, target: str) -> Planted | None:
    commas = [match.start() for match in re.finditer(r"(?<=[a-z]),(?= [a-z])", target)]
    if not commas:
        return None
    at = rng.choice(commas)
    return replaced(target, Span(at, at + 1), rng.choice([",,", ", ,", "，", "、", ",."]))


@plants("unbalanced")
def unbalanced(rng: random.Random, source: str, target: str) -> Planted | None:
    pairs = re.finditer(
        r"\([^()\"]+\)|(?<!\S)\"[^\s\"()][^\"()]*(?<!\s)\"(?!\w)|“[^“”()]+”", target
    )
    span = _chosen(rng, [Span(*match.span()) for match in pairs])
    if span is None or target.count('"') % 2:
        return None
    lost, kept = rng.choice([(span.start, span.end - 1), (span.end - 1, span.start)])
    damaged = target[:lost] + target[lost + 1 :]
    kept -= lost < kept
    return Planted(damaged, (Span(kept, kept + 1),))


@plants("repeated-words")
def repeated_words(rng: random.Random, source: str, target: str) -> Planted | None:
    span = _chosen(rng, small_words(target, 3))
    if span is None:
        return None
    word = target[span.start : span.end]
    return replaced(target, span, f"{word} {word}")


@plants("repeated-phrase")
def repeated_phrase(rng: random.Random, source: str, target: str) -> Planted | None:
    spans = words(target)
    size = rng.randint(2, 6)
    if len(spans) <= size + 1:
        return None
    first = rng.randrange(len(spans) - size)
    phrase = Span(spans[first].start, spans[first + size - 1].end)
    said = target[phrase.start : phrase.end]
    if re.search(r"[.,;:()\"]", said) or len(set(said.lower().split())) < 2:
        return None
    return replaced(target, phrase, " ".join([said] * rng.randint(2, 4)))


@plants("duplicate-sentence")
def duplicate_sentence(rng: random.Random, source: str, target: str) -> Planted | None:
    if len(words(target)) < 5 or target.rstrip()[-1:] not in ".?!":
        return None
    twin = target.rstrip()
    return Planted(f"{twin} {twin}", (Span(len(twin) + 1, 2 * len(twin) + 1),))


@plants("truncated")
def truncated(rng: random.Random, source: str, target: str) -> Planted | None:
    spans = words(target)
    if len(spans) < 10:
        return None
    cut = rng.choice(spans[len(spans) // 3 : -2]).end
    if rng.random() < 0.15:
        cut -= 1
    return Planted(target[:cut], (Span(max(0, cut - 15), cut),))


@plants("untranslated")
def untranslated(rng: random.Random, source: str, target: str) -> Planted | None:
    theirs, ours = words(source), words(target)
    kind = rng.randrange(3)
    if kind == 0 or len(theirs) < 8 or len(ours) < 8:
        return Planted(source, (Span(0, len(source)),))
    size = rng.randint(3, 7) if kind == 1 else len(theirs) // 2
    first = rng.randrange(len(theirs) - size)
    clause = source[theirs[first].start : theirs[first + size - 1].end]
    place = rng.randrange(max(1, len(ours) - size))
    span = Span(ours[place].start, ours[min(len(ours) - 1, place + size - 1)].end)
    return replaced(target, span, clause)


def foreign(lines: Sequence[str]) -> Planter:
    """A planter of sentences and clauses of four to twelve words from text in another language."""

    def plant(rng: random.Random, source: str, target: str) -> Planted | None:
        line = rng.choice(lines)
        theirs, ours = words(line), words(target)
        if rng.random() < _WHOLE_SENTENCES:
            return Planted(line, (Span(0, len(line)),))
        size = rng.randint(4, 12)
        if len(theirs) < size or len(ours) <= size:
            return None
        first, place = rng.randrange(len(theirs) - size + 1), rng.randrange(len(ours) - size)
        clause = line[theirs[first].start : theirs[first + size - 1].end]
        if re.search(r"[.,;:()\"“”\d]", clause):
            return None
        return replaced(target, Span(ours[place].start, ours[place + size - 1].end), clause)

    return plant


@plants("casing")
def casing(rng: random.Random, source: str, target: str) -> Planted | None:
    theirs = {folded(source[span.start : span.end]) for span in words(source, 2)}
    names = [
        span
        for span in words(target, 2)
        if target[span.start].isupper()
        and re.search(r"\w[,)]? $", target[: span.start])
        and folded(target[span.start : span.end]) in theirs
    ]
    span = _chosen(rng, names)
    if span is None:
        return None
    name = target[span.start : span.end]
    shouted = rng.random() < 0.2 and len(name) > 4 and not name.isupper()
    return replaced(target, span, name.upper() if shouted else name.lower())


@plants("broken-word")
def broken_word(rng: random.Random, source: str, target: str) -> Planted | None:
    if rng.random() < 0.5:
        span = _chosen(rng, small_words(target, 7))
        if span is None:
            return None
        cut = rng.randrange(span.start + 3, span.end - 2)
        planted = replaced(target, Span(cut, cut), " ")
        return Planted(planted.text, (Span(span.start, span.end + 1),))
    small = small_words(target, 3)
    pairs = [(a, b) for a, b in pairwise(small) if b.start == a.end + 1 and target[a.end] == " "]
    if not pairs:
        return None
    left, right = rng.choice(pairs)
    return Planted(target[: left.end] + target[right.start :], (Span(left.start, right.end - 1),))

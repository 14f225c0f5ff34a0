"""Pairs of documents with known links, made from parallel sentences by seeded damage.

Nothing here is a real document: sentences that translate each other are joined
to paragraphs, and merging, splitting, deletion, foreign insertion, moved blocks
and site furniture are applied in known places, so that every link is known.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from selaras.documents.model import Document, Role, Sentence, line_starts

SentencePair = tuple[str, str]

# The two sides share nothing: a furniture line has no counterpart.
FURNITURE = (
    [
        "Loading...",
        "Theo dõi chúng tôi trên Facebook",
        "Xem thêm tin cùng chuyên mục",
        "Ảnh: Minh Hòa",
        "Thu Hằng",
        "Gửi bình luận của bạn",
        "Tin mới nhất",
    ],
    [
        "Komentar (0)",
        "Bagikan artikel ini",
        "Baca juga: harga beras naik menjelang hari raya",
        "Foto: Rahmat Hidayat",
        "Penulis: Dewi Lestari",
        "Sumber: https://example.org/berita/123",
        "Dapatkan berita pilihan lewat surel",
    ],
)


@dataclass
class Unit:
    """Sentences of both sides that say the same; one side may be empty."""

    source: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    moved: bool = False
    furniture: bool = False


@dataclass(frozen=True)
class Pair:
    """Two documents and their gold links, as sentence numbers of each side."""

    source: Document
    target: Document
    gold: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    moved: frozenset[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(frozen=True)
class Damage:
    """How much of each kind of damage a document gets (shares of its sentences)."""

    merge: float = 0.0
    split: float = 0.0
    missing: tuple[float, float] = (0.0, 0.0)
    foreign: float = 0.0
    blocks: int = 0
    furniture: int = 0


KINDS = {
    "clean, 1:1": Damage(),
    "merged and split sentences": Damage(merge=0.12, split=0.25),
    "comparable": Damage(missing=(0.15, 0.25), foreign=0.1),
    "comparable, blocks moved": Damage(missing=(0.1, 0.15), foreign=0.05, blocks=1, furniture=3),
    "all of these at once": Damage(0.12, 0.25, (0.15, 0.25), 0.1, 1, 3),
}
LONG = Damage(0.12, 0.25, (0.15, 0.25), 0.05, 12, 20)


def parallel_lines(source: Path, target: Path) -> list[SentencePair]:
    """The lines of two files that translate each other line by line."""
    sides = [path.read_text(encoding="utf-8").splitlines() for path in (source, target)]
    return list(zip(*sides, strict=True))


def make_pair(
    pairs: Sequence[SentencePair],
    strangers: Sequence[SentencePair],
    damage: Damage,
    rng: random.Random,
    languages: tuple[str, str] = ("vi", "id"),
) -> Pair:
    """One document pair from consecutive sentence pairs; ``strangers`` feed insertions."""
    units = [Unit([one], [other]) for one, other in pairs]
    units = _merged(units, damage.merge, rng)
    for unit in units:
        if rng.random() < damage.split:
            _split(unit, rng)
    for side in (0, 1):
        _delete(units, side, rng.uniform(*damage.missing), rng)
    units = [unit for unit in units if unit.source or unit.target]
    units = _with_strangers(units, strangers, damage.foreign, rng)
    orders = [list(units), list(units)]
    for _ in range(damage.blocks):
        _move_block(orders[rng.randrange(2)], rng)
    for side in (0, 1):
        orders[side] = _with_furniture(orders[side], side, damage.furniture, rng)
    return _laid_out(orders, languages, rng)


def _merged(units: list[Unit], share: float, rng: random.Random) -> list[Unit]:
    """Join neighbouring units where one side then says both in one sentence."""
    merged: list[Unit] = []
    index = 0
    while index < len(units):
        unit = units[index]
        if index + 1 < len(units) and rng.random() < share:
            after = units[index + 1]
            joined = Unit(unit.source + after.source, unit.target + after.target)
            side = joined.source if rng.random() < 0.5 else joined.target
            side[:] = [_glue(*side)]
            merged.append(joined)
            index += 2
        else:
            merged.append(unit)
            index += 1
    return merged


def _glue(first: str, second: str) -> str:
    head = first.rstrip(" .!?…")
    return f"{head}; {second[0].lower()}{second[1:]}"


def _split(unit: Unit, rng: random.Random) -> None:
    """Break one sentence of one side in two at a clause mark near its middle."""
    side = unit.source if rng.random() < 0.5 else unit.target
    if len(unit.source) != 1 or len(unit.target) != 1:
        return
    text = side[0]
    places = [
        place
        for mark in ("; ", ", ")
        for place in _places(text, mark)
        if 25 <= place <= len(text) - 25
    ]
    if places:
        place = min(places, key=lambda at: abs(at - len(text) / 2))
        rest = text[place + 2 :]
        side[:] = [text[:place] + ".", rest[0].upper() + rest[1:]]


def _places(text: str, mark: str) -> list[int]:
    places, at = [], text.find(mark)
    while at >= 0:
        places.append(at)
        at = text.find(mark, at + 1)
    return places


def _delete(units: list[Unit], side: int, share: float, rng: random.Random) -> None:
    """Empty one side of random runs of units, until ``share`` of them is gone."""
    wanted = round(share * len(units))
    gone = 0
    while gone < wanted:
        start = rng.randrange(len(units))
        for unit in units[start : start + rng.choice((1, 1, 2, 3))]:
            here, there = (unit.source, unit.target) if side == 0 else (unit.target, unit.source)
            if here and there and gone < wanted:
                here.clear()
                gone += 1


def _with_strangers(
    units: list[Unit], strangers: Sequence[SentencePair], share: float, rng: random.Random
) -> list[Unit]:
    units = list(units)
    # No stranger stands on both sides: it would have a counterpart after all.
    unused = list(strangers)
    rng.shuffle(unused)
    for side in (0, 1):
        for _ in range(min(round(share * len(units)), len(unused))):
            text = unused.pop()[side]
            stranger = Unit([text], []) if side == 0 else Unit([], [text])
            units.insert(rng.randrange(len(units) + 1), stranger)
    return units


def _move_block(order: list[Unit], rng: random.Random) -> None:
    """Cut a block of units out of one side's order and set it down elsewhere."""
    size = rng.randint(2, max(2, min(5, len(order) // 4)))
    start = rng.randrange(len(order) - size)
    block = order[start : start + size]
    del order[start : start + size]
    distance = [at for at in range(len(order) + 1) if abs(at - start) >= size]
    place = rng.choice(distance or [0])
    order[place:place] = block
    for unit in block:
        unit.moved = True


def _with_furniture(order: list[Unit], side: int, count: int, rng: random.Random) -> list[Unit]:
    order = list(order)
    for _ in range(count):
        text = rng.choice(FURNITURE[side])
        unit = Unit([text], [], furniture=True) if side == 0 else Unit([], [text], furniture=True)
        order.insert(rng.choice((0, len(order), rng.randrange(len(order) + 1))), unit)
    return order


def _laid_out(orders: list[list[Unit]], languages: tuple[str, str], rng: random.Random) -> Pair:
    """Write both sides as text, with the numbers of each unit's sentences."""
    sides, numbers = [], []
    for side, order in enumerate(orders):
        document, ids = _written(order, side, languages[side], rng)
        sides.append(document)
        numbers.append(ids)
    units = {id(unit): unit for order in orders for unit in order}
    beads = {key: (numbers[0].get(key, ()), numbers[1].get(key, ())) for key in units}
    gold = [bead for bead in beads.values() if bead[0] and bead[1]]
    gold += [((one,), ()) for source, target in beads.values() if not target for one in source]
    gold += [((), (one,)) for source, target in beads.values() if not source for one in target]
    moved = frozenset(beads[key] for key, unit in units.items() if unit.moved and all(beads[key]))
    return Pair(sides[0], sides[1], tuple(gold), moved)


def _written(
    order: list[Unit], side: int, language: str, rng: random.Random
) -> tuple[Document, dict[int, tuple[int, ...]]]:
    sentences: list[Sentence] = []
    numbers: dict[int, tuple[int, ...]] = {}
    text, paragraph = "", 0
    for unit in order:
        own: list[int] = []
        for part in unit.source if side == 0 else unit.target:
            if text:
                fresh = unit.furniture or sentences[-1].role is Role.BOILERPLATE
                fresh = fresh or rng.random() < 0.3
                text += "\n" if fresh else " "
                paragraph += fresh
            role = Role.BOILERPLATE if unit.furniture else Role.BODY
            own.append(len(sentences))
            sentences.append(
                Sentence(len(sentences), len(text), len(text) + len(part), paragraph, role, part)
            )
            text += part
        if own:
            numbers[id(unit)] = tuple(own)
    document = Document("-", language, "", text, tuple(sentences), line_starts=line_starts(text))
    return document, numbers


def corpus_of_pairs(
    lines: Sequence[SentencePair],
    damage: Damage,
    count: int,
    seed: int,
    size: Callable[[random.Random], int] = lambda rng: rng.randint(10, 30),
) -> list[Pair]:
    """``count`` document pairs from windows of consecutive lines."""
    rng = random.Random(seed)
    made = []
    for _ in range(count):
        length = min(size(rng), len(lines))
        start = rng.randrange(len(lines) - length + 1)
        window = lines[start : start + length]
        strangers = [*lines[:start], *lines[start + length :]] or window
        made.append(make_pair(window, strangers, damage, rng))
    return made

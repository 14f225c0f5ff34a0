"""Writes the example pair and its gold annotation from konferensi.toml.

``python -m selaras.seeds.build`` plants every defect; :func:`build` plants those
of the checks it is given, none included, so that the clean pair can be audited too.

No offset is typed by hand: sentences and plantings are wrapped in marks, private-use
characters that no text holds. The marks are taken out at the very end, and where
they stood are the offsets.
"""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SOURCE, TARGET, GOLD = "konferensi.vi.txt", "konferensi.id.txt", "gold.json"

# Opening marks are numbered, links in one private-use plane and plantings in the other.
_LINK, _PLANTING, _CLOSE = 0xF0000, 0x100000, "\U0010fffd"

Range = tuple[int, int]
Ranges = Mapping[int, list[Range]]
Planting = Mapping[str, Any]
Paragraphs = list[list[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """The pair as text, with its links and planted defects by character offsets."""

    source: str
    target: str
    alignment: list[dict[str, Any]]
    defects: list[dict[str, Any]]

    def files(self) -> dict[str, str]:
        """The content of each file of the example, by its name."""
        return {SOURCE: self.source, TARGET: self.target, GOLD: self._gold()}

    def _gold(self) -> str:
        return (
            f'{{\n"source": "{SOURCE}",\n"target": "{TARGET}",\n'
            f'"alignment": [\n{_lines(self.alignment)}\n],\n'
            f'"defects": [\n{_lines(self.defects)}\n]\n}}\n'
        )


def description() -> Mapping[str, Any]:
    """What konferensi.toml says: paragraphs of linked sentences, and plantings."""
    return tomllib.loads((FOLDER / "konferensi.toml").read_text(encoding="utf-8"))


def build(described: Mapping[str, Any], checks: Collection[str] | None = None) -> Example:
    """The example with the defects of ``checks`` planted, or with every one."""
    source, target = _side(described, "vi"), _side(described, "id")
    plantings = {
        _PLANTING + number: planting
        for number, planting in enumerate(described["planting"])
        if checks is None or planting["check"] in checks
    }
    new_links = count(_LINK + sum(map(len, source)) + sum(map(len, target)))
    for mark, planting in plantings.items():
        _plant(planting, mark, source, target, new_links)
    source_text, in_source = without_marks(_text(source))
    target_text, in_target = without_marks(_text(target))
    moved = [
        span
        for mark, planting in plantings.items()
        if "move" in planting
        for span in in_target[mark]
    ]
    return Example(
        source_text,
        target_text,
        _alignment(in_source, in_target, moved),
        [_defect(planting, in_source[m], in_target[m]) for m, planting in plantings.items()],
    )


def without_marks(marked: str) -> tuple[str, defaultdict[int, list[Range]]]:
    """The text less its marks, and the ranges that each mark enclosed."""
    kept: list[str] = []
    opened: list[tuple[int, int]] = []
    ranges: defaultdict[int, list[Range]] = defaultdict(list)
    for character in marked:
        if character == _CLOSE:
            mark, start = opened.pop()
            if start < len(kept):
                ranges[mark].append((start, len(kept)))
        elif ord(character) >= _LINK:
            opened.append((ord(character), len(kept)))
        else:
            kept.append(character)
    return "".join(kept), ranges


def write() -> None:
    """Write the files of the example beside this module."""
    for name, content in build(description()).files().items():
        (FOLDER / name).write_text(content, encoding="utf-8", newline="\n")


def _side(described: Mapping[str, Any], language: str) -> Paragraphs:
    """The paragraphs of one side, each a list of sentences marked with their links."""
    links = count(_LINK)
    return [
        [
            _marked(mark, sentence)
            for link in paragraph["link"]
            for mark in [next(links)]
            for sentence in link[language]
        ]
        for paragraph in described["paragraph"]
    ]


def _text(paragraphs: Paragraphs) -> str:
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs) + "\n"


def _marked(mark: int, text: str) -> str:
    return f"{chr(mark)}{text}{_CLOSE}"


def _plant(
    planting: Planting, mark: int, source: Paragraphs, target: Paragraphs, new_links: Iterator[int]
) -> None:
    """Put one defect into the target, and mark what it concerns on both sides."""
    if "insert" in planting:
        _insert(planting, mark, target, new_links)
    elif "drop" in planting:
        target.remove(_paragraph(target, planting["drop"]))
        _mark_paragraph(source, planting["source"], mark)
    elif "move" in planting:
        _mark_paragraph(source, planting["source"], mark)
        paragraph = _mark_paragraph(target, planting["move"], mark)
        target.remove(paragraph)
        target.insert(target.index(_paragraph(target, planting["after"])) + 1, paragraph)
    else:
        _replace(target, planting["find"], planting["replace"], mark)
        if source_words := planting.get("source"):
            _replace(source, _plain(source_words), source_words, mark)


def _insert(planting: Planting, mark: int, target: Paragraphs, new_links: Iterator[int]) -> None:
    added = [_marked(next(new_links), _marked(mark, text)) for text in planting["insert"]]
    paragraph = _paragraph(target, planting["after"])
    if planting.get("paragraph"):
        target.insert(target.index(paragraph) + 1, added)
    else:
        place = next(i for i, sentence in enumerate(paragraph) if planting["after"] in sentence)
        paragraph[place + 1 : place + 1] = added


def _paragraph(paragraphs: Paragraphs, words: str) -> list[str]:
    """The one paragraph that holds ``words``."""
    (found,) = [p for p in paragraphs if any(words in sentence for sentence in p)]
    return found


def _mark_paragraph(paragraphs: Paragraphs, words: str, mark: int) -> list[str]:
    paragraph = _paragraph(paragraphs, words)
    paragraph[:] = [_marked(mark, sentence) for sentence in paragraph]
    return paragraph


def _replace(paragraphs: Paragraphs, old: str, new: str, mark: int) -> None:
    """Put ``new`` where ``old`` stands, once in all; what is set in ⟦ ⟧ is marked, or all of it."""
    if "⟦" not in new:
        new = f"⟦{new}⟧"
    new = new.replace("⟦", chr(mark)).replace("⟧", _CLOSE)
    paragraph = _paragraph(paragraphs, old)
    (place,) = [i for i, sentence in enumerate(paragraph) if old in sentence]
    if paragraph[place].count(old) > 1:
        raise ValueError(f"{old!r} stands more than once")
    paragraph[place] = paragraph[place].replace(old, new)


def _plain(text: str) -> str:
    return text.replace("⟦", "").replace("⟧", "")


def _alignment(source: Ranges, target: Ranges, moved: list[Range]) -> list[dict[str, Any]]:
    """All links in the order of the source; additions follow what they follow in the target."""
    place = {mark: (ranges[0][0], 0) for mark, ranges in source.items() if mark < _PLANTING}
    before = -1
    for mark, ranges in sorted(target.items(), key=lambda item: item[1][0]):
        if mark in place:
            before = place[mark][0]
        elif mark < _PLANTING:
            place[mark] = (before, ranges[0][0] + 1)
    return [
        {
            "source": source.get(mark, []),
            "target": target.get(mark, []),
            "kind": _kind(source.get(mark), target.get(mark), moved),
        }
        for mark in sorted(place, key=lambda mark: place[mark])
    ]


def _kind(source: list[Range] | None, target: list[Range] | None, moved: list[Range]) -> str:
    if not source:
        return "addition"
    if not target:
        return "omission"
    return "moved" if target[0] in moved else "match"


def _defect(planting: Planting, source: list[Range], target: list[Range]) -> dict[str, Any]:
    return {
        "check": planting["check"],
        "source": source,
        "target": target,
        "note": planting["note"],
    }


def _lines(entries: Iterable[Mapping[str, Any]]) -> str:
    """One entry a line, so that a change of the example reads well as a difference."""
    return ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)


if __name__ == "__main__":
    write()

"""What a name is in a document, and how the names of a link differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from selaras.align.model import Link
from selaras.documents.model import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: as written, folded for comparison, and its place in the document."""

    text: str
    folded: str
    span: Span

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_acronym(self) -> bool:
        """Whether it is all capitals, and of more than one letter."""
        return len(self.text) > 1 and self.text.isupper()


class Kind(StrEnum):
    """What a name names, as far as its form and its company tell."""

    PERSON = "person"
    LIKELY_PERSON = "likely person"
    PLACE = "place"
    OTHER = "name"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a document: its folded parts, and the ids of what it is known to name.

    A ``PERSON`` follows an honorific or an office, or begins with a family name;
    a ``LIKELY_PERSON`` begins with a family name that is an ordinary word as well.
    """

    text: str
    span: Span
    parts: tuple[str, ...]
    kind: Kind
    ids: frozenset[str] = frozenset()

    @property
    def squashed(self) -> str:
        """The parts without the spaces between them: ``Hanoi`` is ``Ha Noi``."""
        return "".join(self.parts)


class Change(StrEnum):
    """What became of a name of the source, or where one of the target comes from."""

    ALTERED = "altered"
    REPLACED = "replaced"
    PARTIAL = "partial"
    MISSING = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Difference:
    """A name that is not the same on both sides of a link; one side may be None."""

    change: Change
    link: Link
    source: Name | None
    target: Name | None


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the source and where the target of the link names the same."""

    link: Link
    source: Name
    target: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """All names of both documents that correspond, and all that do not."""

    matches: tuple[Match, ...]
    differences: tuple[Difference, ...]

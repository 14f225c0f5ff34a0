"""What a check is, what it sees, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from selaras.align.model import Alignment, Link, WordAlignment
from selaras.documents.model import Document, Sentence, Span
from selaras.languages import Language
from selaras.models.likelihood import Doubts

T = TypeVar("T")


class Severity(StrEnum):
    """How much a finding weighs; ``rank`` orders them."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return list(Severity).index(self)


class Status(StrEnum):
    """Whether a finding is new or was accepted in the baseline."""

    NEW = "new"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect, with its exact places on both sides.

    A check fills the message, the spans (into the documents' texts), the link
    where one is concerned, the suggestion where one is certain, and evidence
    (JSON values: expected and found values, the script, counts). ``severity``
    stays None unless this finding weighs otherwise than its check declares. The
    rest is filled by the audit.
    """

    message: str
    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    link: int | None = None
    suggestion: str | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    check: str = ""
    id: str = ""
    fingerprint: str = ""
    status: Status = Status.NEW


@dataclass(frozen=True)
class Context:
    """All that a check sees: two documents, their alignment, and shared lookups.

    ``words`` gives the word alignment of a link, computed once for all checks,
    or None when there is no encoder for it; ``doubts`` the words of a link that a
    calibrated translation model finds improbable; ``untranslated`` says of stretches of
    the links' sources, all at once, how much likelier it finds the target without each
    (None: hardly). ``settings`` holds the options of
    the checks (glossaries, thresholds) by name.
    """

    source: Document
    target: Document
    alignment: Alignment
    source_language: Language
    target_language: Language
    words: Callable[[Link], WordAlignment | None] = lambda link: None
    doubts: Callable[[Link], Doubts] = lambda link: Doubts()
    untranslated: Callable[[Sequence[tuple[Link, Span]]], Sequence[float | None]] = lambda asked: (
        [None] * len(asked)
    )
    settings: Mapping[str, Any] = field(default_factory=dict)
    _shared: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def shared(self, compute: Callable[[Context], T]) -> T:
        """``compute(self)``, computed once an audit however many checks ask for it."""
        if compute not in self._shared:
            self._shared[compute] = compute(self)
        found: T = self._shared[compute]
        return found

    def source_sentences(self, link: Link) -> tuple[Sentence, ...]:
        """The link's sentences of the source."""
        return tuple(self.source.sentences[index] for index in link.source)

    def target_sentences(self, link: Link) -> tuple[Sentence, ...]:
        """The link's sentences of the target."""
        return tuple(self.target.sentences[index] for index in link.target)

    def pairs(self) -> Iterator[tuple[Link, tuple[Sentence, ...], tuple[Sentence, ...]]]:
        """Each link that joins both sides, with its sentences."""
        for link in self.alignment.pairs:
            yield link, self.source_sentences(link), self.target_sentences(link)


@dataclass(frozen=True, slots=True)
class Check:
    """A check's declaration: what the registry lists and the audit runs.

    ``issue_type`` is one of the ITS 2.0 localization quality issue types
    (W3C, https://www.w3.org/TR/its20/#lqissue-typevalues). ``yields_to`` names
    more specific checks: where one of them flags overlapping text, this one
    keeps silent. ``options`` names what the settings may say about this check
    alone; it finds them in ``Context.settings`` under its name.
    """

    name: str
    issue_type: str
    severity: Severity
    find: Callable[[Context], Iterable[Finding]]
    needs_alignment: bool = False
    yields_to: frozenset[str] = frozenset()
    options: frozenset[str] = frozenset()

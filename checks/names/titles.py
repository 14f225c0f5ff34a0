"""How the offices of a link differ: person by person, then those that nobody named holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from selaras.align.model import Link
from selaras.checks.model import Context
from selaras.checks.names.agreement import agrees, is_minor, pair
from selaras.checks.names.appointments import Holder, appointments
from selaras.checks.names.model import Kind, Name
from selaras.checks.names.offices import Office, offices_in
from selaras.languages.offices import offices

_NEARBY = 2


class Fault(StrEnum):
    """What is wrong with an office."""

    QUALIFIED = "qualified otherwise"
    MINOR = "qualified otherwise, slightly"
    ANOTHER = "another office"
    LOST = "missing"


@dataclass(frozen=True, slots=True)
class TitleDifference:
    """An office that the target changes or leaves out; ``holder`` is None if nobody is named."""

    fault: Fault
    link: Link
    holder: Name | None
    source: Office
    target: Office | None


def title_differences(context: Context) -> list[TitleDifference]:
    """All offices that differ; for ``Context.shared``."""
    appointed = context.shared(appointments)
    found: list[TitleDifference] = []
    for link, mine, yours in appointed.unheld:
        holders = [holder for holder in appointed.holders if holder.link is link]
        found += _link_differences(link, holders, mine, yours, context)
    return found


def _link_differences(
    link: Link,
    holders: Sequence[Holder],
    mine: Sequence[Office],
    yours: Sequence[Office],
    context: Context,
) -> Iterator[TitleDifference]:
    free = pair(mine, yours)
    spare_source, spare_target = list(free.lost), list(free.added)
    for source, target in free.changed:
        yield _qualified(link, None, source, target)
    for holder in holders:
        yield from _of_holder(holder, spare_source, spare_target, context)
    if len(spare_source) == len(spare_target) == 1:
        yield from _only_ones(link, spare_source[0], spare_target[0], context)


def _only_ones(
    link: Link, source: Office, target: Office, context: Context
) -> Iterator[TitleDifference]:
    """The only office of a link that nobody named holds, where the target has another one."""
    proper = _kind(source) == _kind(target) == ""
    if proper and not _is_told_nearby(source, link, context):
        yield TitleDifference(Fault.ANOTHER, link, None, source, target)


def _of_holder(
    holder: Holder, spare_source: list[Office], spare_target: list[Office], context: Context
) -> Iterator[TitleDifference]:
    pairing = pair(holder.source_offices, holder.target_offices)
    for source, target in pairing.changed:
        yield _qualified(holder.link, holder.source, source, target)
    lost = _without_answer(pairing.lost, spare_target)
    added = _without_answer(pairing.added, spare_source)
    for source in lost:
        other = next((office for office in added if _kind(office) == _kind(source)), None)
        if other is not None:
            added.remove(other)
            yield TitleDifference(Fault.ANOTHER, holder.link, holder.source, source, other)
        elif (
            _is_named(holder)
            and _kind(source) == ""
            and not _is_told_nearby(source, holder.link, context)
        ):
            yield TitleDifference(Fault.LOST, holder.link, holder.source, source, None)


def _is_named(holder: Holder) -> bool:
    return holder.source.kind in {Kind.PERSON, Kind.LIKELY_PERSON}


def _qualified(link: Link, holder: Name | None, source: Office, target: Office) -> TitleDifference:
    fault = Fault.MINOR if is_minor(source, target) else Fault.QUALIFIED
    return TitleDifference(fault, link, holder, source, target)


def _without_answer(left: Iterable[Office], spare: list[Office]) -> list[Office]:
    """The offices that nothing in ``spare`` agrees with; what does is used up."""
    remaining = []
    for office in left:
        answer = next((other for other in spare if agrees(office, other)), None)
        if answer is None:
            remaining.append(office)
        else:
            spare.remove(answer)
    return remaining


def _kind(office: Office) -> str:
    """``degree``, ``rank`` or ``""`` for an office proper: only like replaces like."""
    kinds = {head.partition(":")[0] if ":" in head else "" for head in office.heads}
    return min(kinds)


def _is_told_nearby(office: Office, link: Link, context: Context) -> bool:
    first, last = min(link.target), max(link.target)
    sentences = context.target.sentences[max(0, first - _NEARBY) : last + _NEARBY + 1]
    known = offices(context.target_language)
    return any(
        office.heads & other.heads
        for sentence in sentences
        for other in offices_in(sentence.text, sentence.start, known)
    )

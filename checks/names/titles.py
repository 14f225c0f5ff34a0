"""How the offices of a link differ: person by person, then those that nobody named holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from selaras.align.model import Link
from selaras.checks.model import Context
from selaras.checks.names.agreement import agrees, is_minor, pair
from selaras.checks.names.appointments import Holder, appointments
from selaras.checks.names.model import Kind, Name
from selaras.checks.names.offices import Office, source_offices, target_offices
from selaras.checks.names.organisations import source_bodies, target_bodies

_NEARBY = 2
_PROPER = "office"
# A body belongs to an office that stands so many characters before it, at most.
_GAP = 2
# Of so many offices of one person, a single one that is missing was left out.
_FEWEST_LISTED = 3


class Fault(StrEnum):
    """What is wrong with an office."""

    QUALIFIED = "qualified otherwise"
    MINOR = "qualified otherwise, slightly"
    ANOTHER = "another office"
    LOST = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class TitleDifference:
    """An office that the target changes, leaves out or adds, and the person named, if any."""

    fault: Fault
    link: Link
    holder: Name | None
    source: Office | None
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
    yield from _unheld(link, spare_source, spare_target, context)
    yield from _left_out(link, mine, spare_source, spare_target)


def _unheld(
    link: Link, lost: list[Office], added: list[Office], context: Context
) -> Iterator[TitleDifference]:
    """Offices that nobody named holds: another one at the same body, or in the only one's stead."""
    for source in list(lost):
        other = next((o for o in added if _at_one_body(source, o, link, context)), None)
        if other is not None and _are_proper(source, other):
            lost.remove(source)
            added.remove(other)
            yield TitleDifference(Fault.ANOTHER, link, None, source, other)
    if len(lost) == len(added) == 1 and _are_proper(lost[0], added[0]):
        moved = _is_told_nearby(lost[0], link, context) and _was_told_nearby(
            added[0], link, context
        )
        if not moved:
            yield TitleDifference(Fault.ANOTHER, link, None, lost[0], added[0])
    elif not lost:
        for target in added:
            if _is_full(target, link, context) and not _was_told_nearby(target, link, context):
                yield TitleDifference(Fault.ADDED, link, None, None, target)


def _left_out(
    link: Link, listed: Sequence[Office], lost: Sequence[Office], added: Sequence[Office]
) -> Iterator[TitleDifference]:
    """The one office of an enumeration that the target does not have."""
    proper = [office for office in listed if _PROPER in _kinds(office)]
    if len(proper) >= _FEWEST_LISTED and len(lost) == 1 and not added and lost[0] in proper:
        yield TitleDifference(Fault.LOST, link, None, lost[0], None)


def _are_proper(one: Office, other: Office) -> bool:
    """Whether both are offices, no degrees or ranks."""
    return _PROPER in _kinds(one) & _kinds(other)


def _is_full(target: Office, link: Link, context: Context) -> bool:
    """Whether an office of the target is told in full: in several words, or with its body."""
    if _PROPER not in _kinds(target) or not target.text[0].isupper():
        return False
    behind = _body_behind(target, link.target, context.shared(target_bodies))
    return " " in target.text or behind is not None


def _at_one_body(source: Office, target: Office, link: Link, context: Context) -> bool:
    """Whether the bodies right behind two offices agree."""
    mine = _body_behind(source, link.source, context.shared(source_bodies))
    yours = _body_behind(target, link.target, context.shared(target_bodies))
    return mine is not None and yours is not None and agrees(mine, yours)


def _body_behind(
    office: Office, ids: Iterable[int], found: Mapping[int, Sequence[Office]]
) -> Office | None:
    near = range(office.span.end + 1, office.span.end + _GAP + 1)
    return next((body for id in ids for body in found[id] if body.span.start in near), None)


def _of_holder(
    holder: Holder, spare_source: list[Office], spare_target: list[Office], context: Context
) -> Iterator[TitleDifference]:
    pairing = pair(holder.source_offices, holder.target_offices)
    for source, target in pairing.changed:
        yield _qualified(holder.link, holder.source, source, target)
    lost = _without_answer(pairing.lost, spare_target)
    added = _without_answer(pairing.added, spare_source)
    for source in lost:
        other = next((office for office in added if _kinds(office) & _kinds(source)), None)
        if other is not None:
            added.remove(other)
            yield TitleDifference(Fault.ANOTHER, holder.link, holder.source, source, other)
        elif (
            _is_named(holder)
            and _PROPER in _kinds(source)
            and (
                len(holder.source_offices) >= _FEWEST_LISTED > len(pairing.lost)
                or not _is_told_nearby(source, holder.link, context)
            )
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


def _kinds(office: Office) -> set[str]:
    """``degree``, ``rank`` or ``office`` for an office proper: only like replaces like."""
    return {head.partition(":")[0] if ":" in head else _PROPER for head in office.heads}


def _is_told_nearby(office: Office, link: Link, context: Context) -> bool:
    return _has_nearby(office, context.shared(target_offices), link.target)


def _was_told_nearby(office: Office, link: Link, context: Context) -> bool:
    return _has_nearby(office, context.shared(source_offices), link.source)


def _has_nearby(office: Office, found: Mapping[int, Sequence[Office]], ids: Sequence[int]) -> bool:
    """Whether the sentences around those with ``ids`` have the office."""
    around = range(min(ids) - _NEARBY, max(ids) + _NEARBY + 1)
    return any(office.heads & other.heads for id in around for other in found.get(id, ()))

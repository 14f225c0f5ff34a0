"""Which offices or bodies of one side answer those of the other, and which were changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selaras.checks.names.offices import Office

_MINOR = frozenset({"standing", "honorary"})


@dataclass(frozen=True, slots=True)
class Pairing:
    """Offices or bodies of the source and the target that do not agree.

    ``changed`` are those with one head but other qualifiers (the deputy became
    the head); ``lost`` and ``added`` have nothing at all on the other side.
    """

    changed: tuple[tuple[Office, Office], ...]
    lost: tuple[Office, ...]
    added: tuple[Office, ...]


def pair(source: Sequence[Office], target: Sequence[Office]) -> Pairing:
    """Take out what agrees, one to one; then what differs by its qualifiers alone."""
    lost, added = differing(source, target)
    changed = _take(lost, added, differs_in_qualifiers)
    return Pairing(tuple(changed), tuple(lost), tuple(added))


def differing(
    source: Sequence[Office], target: Sequence[Office]
) -> tuple[list[Office], list[Office]]:
    """What remains of both sides when what agrees, level and all, is taken out one to one."""
    lost, added = list(source), list(target)
    _take(lost, added, agrees)
    return lost, added


def agrees(one: Office, other: Office) -> bool:
    """Whether some reading of both is the same."""
    return bool(one.readings & other.readings)


def differs_in_qualifiers(one: Office, other: Office) -> bool:
    """Whether both may be one office or body, but qualified otherwise."""
    return bool(one.heads & other.heads)


def is_minor(one: Office, other: Office) -> bool:
    """Whether they differ at most in what hardly changes the office (standing, honorary)."""
    differences = [
        a.qualifiers ^ b.qualifiers
        for a in one.readings
        for b in other.readings
        if a.head == b.head
    ]
    return any(difference <= _MINOR for difference in differences)


def _take(
    lost: list[Office], added: list[Office], fits: Callable[[Office, Office], bool]
) -> list[tuple[Office, Office]]:
    taken = []
    for office in list(lost):
        other = next((other for other in added if fits(office, other)), None)
        if other is not None:
            lost.remove(office)
            added.remove(other)
            taken.append((office, other))
    return taken

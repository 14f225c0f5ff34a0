"""How a language renders an office or a body, to be suggested to the editor."""

from __future__ import annotations

from selaras.checks.names.offices import Office
from selaras.languages import Language
from selaras.languages.offices import Qualified, bodies, offices


def office_renderings(office: Office, language: Language) -> list[str]:
    """The preferred renderings of an office with its modifiers; of each thing it may mean, one."""
    return _renderings(office, offices(language))


def body_renderings(body: Office, language: Language) -> list[str]:
    """The preferred renderings of a body with its level; of each thing it may mean, one."""
    return _renderings(body, bodies(language))


def _renderings(office: Office, known: Qualified) -> list[str]:
    general = {head.partition("/")[0] for head in office.heads if "/" in head}
    found = [
        _rendering(reading.head, sorted(reading.qualifiers), known)
        for reading in office.readings
        if reading.head not in general
    ]
    return sorted({rendering for rendering in found if rendering})


def _rendering(head: str, qualifiers: list[str], known: Qualified) -> str | None:
    entries = known.names.entries
    whole = entries.get("+".join([head, *qualifiers]))
    if whole:
        return whole.preferred
    if head not in entries:
        return None
    words = [entries[head].preferred]
    for qualifier in qualifiers:
        if qualifier in known.before.entries:
            words.insert(0, _cased(known.before.entries[qualifier].preferred, words[0]))
        elif qualifier in known.after.entries:
            words.append(_cased(known.after.entries[qualifier].preferred, words[0]))
        elif qualifier in known.levels.entries:
            words.append(_cased(known.levels.entries[qualifier].preferred, words[0]))
    return " ".join(words)


def _cased(word: str, model: str) -> str:
    """The word with capitals if the model has one."""
    return word.title() if model[:1].isupper() else word

"""How fast a translation model is on this machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selaras.models.interfaces import Translator


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds until the first sentence, then sentences and characters a second."""

    opening: float
    sentences: float
    characters: float


def measure(
    translator: Translator, texts: Sequence[str], clock: Callable[[], float] = time.perf_counter
) -> Speed:
    """Translate ``texts`` once with a translator that has no cache, and take the time."""
    begin = clock()
    translator.translate(texts[:1])
    opened = clock()
    translator.translate(texts)
    seconds = max(clock() - opened, 1e-9)
    return Speed(opened - begin, len(texts) / seconds, sum(map(len, texts)) / seconds)

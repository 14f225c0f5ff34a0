"""How fast training goes: the learning rate over a budget of minutes or steps."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """What a run may take: minutes, steps, or whichever comes first; 0 is no limit."""

    minutes: float = 0.0
    steps: int = 0

    def share(self, step: int, seconds: float) -> float:
        """How much of the budget is used, from 0 to 1; a run without a budget stays at 0."""
        used = [0.0]
        if self.minutes:
            used.append(seconds / (60 * self.minutes))
        if self.steps:
            used.append(step / self.steps)
        return min(1.0, max(used))


@dataclass(frozen=True, slots=True)
class Schedule:
    """A warm-up over some steps to ``peak``, then half a cosine down to ``floor`` of it.

    The rate stays at its peak until the share ``hold`` of the budget is used.
    """

    peak: float
    warm_up: int = 100
    floor: float = 0.05
    hold: float = 0.0

    def rate(self, step: int, share: float) -> float:
        """The learning rate at ``step``, when ``share`` of the budget is used."""
        falling = max(0.0, share - self.hold) / max(1e-9, 1 - self.hold)
        fallen = self.floor + (1 - self.floor) * (1 + math.cos(math.pi * falling)) / 2
        return self.peak * min(1.0, (step + 1) / max(1, self.warm_up)) * fallen

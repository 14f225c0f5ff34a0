"""How many threads a model gets."""

from __future__ import annotations

import os


def worker_count(threads: int) -> int:
    """``threads``, or the number of cores this process may use if that is 0."""
    if threads > 0:
        return threads
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

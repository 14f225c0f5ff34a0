"""Waits for files to change."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

_INTERVAL = 0.5


def changes(paths: Sequence[Path], interval: float = _INTERVAL) -> Iterator[None]:
    """Yields at once, and again each time one of the files has changed."""
    seen = None
    while True:
        now = [_state(path) for path in paths]
        if now != seen:
            seen = now
            yield
        else:
            time.sleep(interval)


def _state(path: Path) -> tuple[int, int] | None:
    """What changes with a file: its time and size; None while it is missing."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size

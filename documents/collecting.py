"""Finding documents: the readable files of a folder, or those that a pattern matches."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from selaras.errors import DocumentError

# Endings of files that selaras reads, when nobody has named the file itself.
READABLE = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".xhtml"})


def collect(place: str) -> list[Path]:
    """The files of a folder and those below it, or of a pattern, in order.

    Raises DocumentError when there are none.
    """
    path = Path(place)
    if path.is_dir():
        found = sorted(_below(path))
    elif path.exists():
        found = [path]
    else:
        found = sorted(Path(name) for name in glob.glob(place, recursive=True))  # noqa: PTH207
        found = [path for path in found if path.is_file()]
    if not found:
        raise DocumentError(f"no document found at {place}; give a folder, a file or a pattern")
    return found


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and Path(name).suffix.lower() in READABLE:
                yield Path(parent, name)

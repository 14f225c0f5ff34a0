"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Put ``content`` into ``path`` at once: who reads the file sees the old or the new one.

    A missing folder is made. Raises OSError, and leaves no half-written file.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    if is_special(path):
        path.write_bytes(data)
        return
    path = resolved(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".selaras-{secrets.token_hex(8)}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def resolved(path: Path) -> Path:
    """The file itself, whatever links lead to it."""
    return Path(os.path.realpath(path))


def is_special(path: Path) -> bool:
    """Whether the path is a device or a pipe, which cannot be replaced."""
    return path.exists() and not path.is_file() and not path.is_dir()

"""Where models live on this machine, and how a folder of one lands there whole or not at all.

A folder is filled beside its final place and then renamed, so that another
process sees all of it or nothing; its list of checksums tells damage later.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from selaras.errors import ModelError

CHECKSUMS = "checksums.json"
_CHUNK = 1 << 20
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")


def cache_folder() -> Path:
    """The folder for what selaras can make again: SELARAS_CACHE, or the user's cache."""
    if chosen := os.environ.get("SELARAS_CACHE"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_cache_dir("selaras", appauthor=False))


def models_folder() -> Path:
    """The folder of installed models: SELARAS_MODELS, or in the user's data."""
    if chosen := os.environ.get("SELARAS_MODELS"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("selaras", appauthor=False), "models")


def new_folder(name: str) -> Path:
    """Where a model of this name will stand; raises ModelError if it cannot or one is there."""
    # "none" stands for no model where one is named.
    if not _NAME.fullmatch(name) or name == "none":
        raise ModelError(f"{name!r} cannot name a model: use letters, digits, dots and hyphens.")
    folder = models_folder() / name
    if folder.exists():
        raise ModelError(f"A model called {name} is installed already: remove it first.")
    return folder


def ensure_folder(folder: Path, fill: Callable[[Path], None]) -> Path:
    """``folder``, whole: as it stands there, or else filled by ``fill`` and put there.

    Safe for several processes at once: the first to finish wins, the others use
    its folder. A damaged folder is replaced.
    """
    if is_whole(folder):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
            fresh = Path(beside, "fresh")
            fresh.mkdir()
            fill(fresh)
            write_checksums(fresh)
            _put(fresh, folder, Path(beside, "damaged"))
    except OSError as error:
        raise ModelError(
            f"Cannot write to {folder.parent} ({error.strerror or error}): make room there, "
            "or set SELARAS_CACHE and SELARAS_MODELS to folders that can be written."
        ) from error
    return folder


def write_checksums(folder: Path) -> None:
    """Note size and checksum of each file in ``folder``, in a file beside them."""
    sums = {path.relative_to(folder).as_posix(): _sum(path) for path in _files(folder)}
    (folder / CHECKSUMS).write_text(json.dumps(sums, indent=1, sort_keys=True), encoding="utf-8")


def is_whole(folder: Path) -> bool:
    """Whether every file of ``folder`` is there and is what was noted of it."""
    try:
        listed = folder / CHECKSUMS
        sums = json.loads(listed.read_text(encoding="utf-8"))
        since = listed.stat().st_mtime_ns
        return bool(sums) and all(_is(folder / name, noted, since) for name, noted in sums.items())
    except (OSError, ValueError, AttributeError):
        return False


def _is(path: Path, noted: list[int], since: int) -> bool:
    """Whether a file is what was noted; one that nobody wrote to ``since`` then is not read."""
    state = path.stat()
    if state.st_mtime_ns < since:
        return state.st_size == noted[0]
    return _sum(path) == noted


def _put(fresh: Path, folder: Path, damaged: Path) -> None:
    """Rename ``fresh`` to ``folder``; what stands there stays if it is whole."""
    try:
        fresh.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        if not is_whole(folder):
            folder.rename(damaged)
            fresh.rename(folder)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != CHECKSUMS)


def _sum(path: Path) -> list[int]:
    """Size and CRC-32: against damage, not malice."""
    value = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            value = zlib.crc32(chunk, value)
        return [file.tell(), value]


def remove_folder(folder: Path) -> None:
    """Delete ``folder`` so that no other process sees half of it."""
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        folder.rename(Path(beside, "removed"))
        shutil.rmtree(beside, ignore_errors=True)

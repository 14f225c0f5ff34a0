"""Results of models, kept across runs in one SQLite file of the user's cache.

A result belongs to a space (the model's fingerprint and what was asked of it)
and a text, of which only the checksum is stored. The cache may vanish, be full
or be damaged at any time: then the result is computed again, nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from selaras.models.store import cache_folder

T = TypeVar("T")

# Bytes of the file after which the oldest entries go.
LIMIT = 512 * 1024 * 1024
_FORMAT = 1
_AT_ONCE = 500
_PAGE = 8192


def default_cache() -> Cache:
    """The cache of this user; one that keeps nothing if SELARAS_NO_CACHE is set."""
    if os.environ.get("SELARAS_NO_CACHE", "0") not in {"", "0"}:
        return Cache(None)
    return Cache(cache_folder() / f"results-{_FORMAT}.sqlite")


class Cache:
    """Bytes by space and text. With no path, and after a failure, it keeps nothing."""

    def __init__(self, path: Path | None, limit: int = LIMIT) -> None:
        self._path = path
        self._limit = limit
        self._connection: sqlite3.Connection | None = None

    def get(self, space: str, texts: Sequence[str]) -> dict[str, bytes]:
        """What is known of ``texts``."""
        known: dict[str, bytes] = {}
        for start in range(0, len(texts), _AT_ONCE):
            keys = {_key(space, text): text for text in texts[start : start + _AT_ONCE]}
            rows = self._attempt(partial(_select, keys=tuple(keys))) or []
            known.update((keys[key], content) for key, content in rows)
        return known

    def put(self, space: str, results: Mapping[str, bytes]) -> None:
        """Keep ``results``, by text."""
        rows = [(_key(space, text), content) for text, content in results.items()]
        self._attempt(lambda connection: self._insert(connection, rows))

    def close(self) -> None:
        """Let go of the file; a later call opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do ``work``; with a damaged file, begin a new one; with any other failure, give up."""
        for _ in range(2):
            if self._path is None:
                return None
            try:
                return work(self._open(self._path))
            except sqlite3.OperationalError as error:
                self._give_up(error)
            except sqlite3.DatabaseError:
                self._discard(self._path)
            except OSError as error:
                self._give_up(error)
        return None

    def _open(self, path: Path) -> sqlite3.Connection:
        if self._connection is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=5, check_same_thread=False)
            self._connection = connection
            connection.execute(f"PRAGMA page_size = {_PAGE}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS results "
                "(id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, content BLOB NOT NULL)"
            )
        return self._connection

    def _insert(self, connection: sqlite3.Connection, rows: list[tuple[bytes, bytes]]) -> None:
        with connection:
            connection.executemany(
                "INSERT OR IGNORE INTO results (key, content) VALUES (?, ?)", rows
            )
            while _used(connection) > self._limit and _forget_oldest(connection):
                pass

    def _give_up(self, _error: Exception) -> None:
        self.close()
        self._path = None

    def _discard(self, path: Path) -> None:
        self.close()
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{path}{suffix}").unlink(missing_ok=True)


def _key(space: str, text: str) -> bytes:
    content = f"{space}\0{text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).digest()


def _select(connection: sqlite3.Connection, keys: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    marks = ",".join("?" * len(keys))
    rows = connection.execute(f"SELECT key, content FROM results WHERE key IN ({marks})", keys)
    return rows.fetchall()


def _used(connection: sqlite3.Connection) -> int:
    pages, free = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count")
    )
    return int(pages - free) * _PAGE


def _forget_oldest(connection: sqlite3.Connection) -> bool:
    """Drop the older quarter of the entries; False if there were none."""
    oldest = "SELECT id FROM results ORDER BY id LIMIT max(1, (SELECT count(*) FROM results) / 4)"
    return connection.execute(f"DELETE FROM results WHERE id IN ({oldest})").rowcount > 0

"""Fetches a file: it resumes, is checked, and is put in place whole or not at all.

A broken connection is taken up again where it broke, also by a later run; a
file of the wrong size or checksum is thrown away. Proxies are those of the
environment; SELARAS_OFFLINE=1 forbids every connection.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selaras.errors import ModelError
from selaras.models.registry import RemoteFile
from selaras.models.store import cache_folder

Progress = Callable[[str, int, int | None], None]

# Bytes that a file may have if its size is not known beforehand.
LARGEST = 8 * 1024**3
_CHUNK = 1 << 18
_TRIES = 5
_TIMEOUT = 30
_BROKEN = (OSError, http.client.HTTPException)


def fetch(
    file: RemoteFile,
    destination: Path,
    progress: Progress = lambda name, done, total: None,
    pause: float = 1.0,
) -> str:
    """Put ``file`` at ``destination`` and return its SHA-256.

    ``progress`` is told the name, the bytes done and the bytes in all;
    ``pause`` seconds, doubling, lie between tries. Raises ModelError.
    """
    _allow(file.url)
    partial = _partial(file)
    for attempt in range(_TRIES):
        try:
            _continue(file, partial, progress)
            break
        except _BROKEN as error:
            _stop_if_final(error, file, attempt)
            time.sleep(pause * 2**attempt)
    checksum = _checked(file, partial)
    destination.parent.mkdir(parents=True, exist_ok=True)
    partial.replace(destination)
    return checksum


def _allow(url: str) -> None:
    if os.environ.get("SELARAS_OFFLINE", "0") not in {"", "0"}:
        raise ModelError(f"SELARAS_OFFLINE is set, so {url} is not fetched.")
    if not url.startswith(("https://", "http://")):
        raise ModelError(f"{url} is not a web address.")


def _partial(file: RemoteFile) -> Path:
    """Where the file grows; the name tells which file it is, so that a later run goes on."""
    key = hashlib.sha256(f"{file.url} {file.sha256}".encode()).hexdigest()[:16]
    path = cache_folder() / "downloads" / f"{key}.part"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _continue(file: RemoteFile, partial: Path, progress: Progress) -> None:
    """Fetch what is still missing of the file."""
    done = partial.stat().st_size if partial.exists() else 0
    if done and done == file.size:
        return
    headers = {"User-Agent": "selaras", "Accept-Encoding": "identity"}
    if done:
        headers["Range"] = f"bytes={done}-"
    request = urllib.request.Request(file.url, headers=headers)
    with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:
        if response.status != http.HTTPStatus.PARTIAL_CONTENT or not _goes_on(response, done):
            done = 0
        length = response.headers.get("Content-Length")
        total = done + int(length) if length and length.isdigit() else None
        _refuse_wrong_size(file, partial, total)
        with partial.open("ab" if done else "wb") as output:
            _copy(response, output, file, done, total, progress)
    if total is not None and partial.stat().st_size < total:
        raise http.client.IncompleteRead(b"")


def _copy(
    response: Any, output: Any, file: RemoteFile, done: int, total: int | None, progress: Progress
) -> None:
    limit = file.size or LARGEST
    while chunk := response.read(_CHUNK):
        done += len(chunk)
        if done > limit:
            output.close()
            _discard(Path(output.name), f"{file.url} is larger than it should be ({limit} bytes)")
        output.write(chunk)
        progress(file.name, done, total or file.size)


def _goes_on(response: Any, done: int) -> bool:
    """Whether the answer really begins where the partial file ends."""
    return str(response.headers.get("Content-Range", "")).startswith(f"bytes {done}-")


def _refuse_wrong_size(file: RemoteFile, partial: Path, total: int | None) -> None:
    expected = file.size
    if total is not None and (total > LARGEST or (expected and total != expected)):
        _discard(
            partial, f"{file.url} has {total} bytes, not {expected or 'at most ' + str(LARGEST)}"
        )


def _stop_if_final(error: Exception, file: RemoteFile, attempt: int) -> None:
    """Raise ModelError unless another try may help."""
    code = error.code if isinstance(error, urllib.error.HTTPError) else None
    if code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        _partial(file).unlink(missing_ok=True)
    elif code is not None and code < 500 and code != http.HTTPStatus.TOO_MANY_REQUESTS:
        raise ModelError(f"{file.url} cannot be fetched: the server answers {code}.") from error
    if attempt == _TRIES - 1:
        raise ModelError(
            f"{file.url} cannot be fetched ({error}): check the connection and run the command "
            "again, it goes on where it stopped."
        ) from error


def _checked(file: RemoteFile, partial: Path) -> str:
    size = partial.stat().st_size
    if file.size is not None and size != file.size:
        _discard(partial, f"{file.url} has {size} bytes, not {file.size}")
    with partial.open("rb") as content:
        checksum = hashlib.file_digest(content, "sha256").hexdigest()
    if file.sha256 is not None and checksum != file.sha256:
        _discard(partial, f"{file.url} has the checksum {checksum}, not {file.sha256}")
    return checksum


def _discard(partial: Path, reason: str) -> None:
    partial.unlink(missing_ok=True)
    raise ModelError(f"{reason}: it was not kept. The file was changed or damaged on its way.")

"""What selaras says on the terminal: reports, progress, and errors of one line.

Nothing that comes from a document or a file's name reaches the terminal raw.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, TextIO

from selaras.errors import SettingsError


def prepare_streams() -> None:
    """Let standard output and error take any text: UTF-8, and what has no UTF-8 form escaped."""
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _nowhere() -> TextIO:
    """In place of a stream that the caller has closed."""
    return Path(os.devnull).open("w", encoding="utf-8")


def look(stream: IO[str], plain: bool = False) -> dict[str, Any]:
    """How a report should look on ``stream``: its width, and colours unless refused."""
    if not stream.isatty():
        return {}
    colourless = plain or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return {"width": shutil.get_terminal_size().columns, "colour": not colourless}


def say(text: str | bytes) -> None:
    """Print a report on standard output; when its reader has gone, stay silent."""
    try:
        if isinstance(text, bytes):
            _say_bytes(text)
        else:
            sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        silence()


def _say_bytes(content: bytes) -> None:
    if sys.stdout.isatty():
        raise SettingsError("this format is not text: write it to a file with -o")
    sys.stdout.buffer.write(content)


def silence() -> None:
    """Send what standard output still holds, and all that follows, nowhere.

    Otherwise Python would complain, at its end, that it cannot be written.
    """
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def note(message: str) -> None:
    """Print one line on standard error."""
    from selaras.reports.visible import one_line

    with contextlib.suppress(OSError):
        print(f"selaras: {one_line(message)}", file=sys.stderr, flush=True)


class Progress:
    """Names the current stage on standard error, where a person is watching."""

    def __init__(self, quiet: bool = False) -> None:
        self._shown = not quiet and sys.stderr.isatty()

    def __call__(self, stage: str) -> None:
        """Replace the stage named before by this one."""
        if self._shown:
            sys.stderr.write(f"\r\x1b[K{stage} …")
            sys.stderr.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *unused: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Make room for what is printed next."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

"""What version control knows: which files have changed since a revision."""

from __future__ import annotations

import subprocess
from pathlib import Path

from selaras.errors import SettingsError


def changed_files(folder: Path, revision: str) -> frozenset[str]:
    """The files below ``folder`` that differ from where ``revision`` and HEAD part.

    Paths are relative to ``folder``; new files that are not ignored count too.
    Raises SettingsError when this is no repository or has no such revision.
    """
    found = _git(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        reason = (found.stderr.strip().splitlines() or ["no reason given"])[0]
        raise SettingsError(
            f"git knows no revision {revision!r} in {folder} ({reason}); "
            "a shallow clone may lack it: fetch its history"
        )
    commit = found.stdout.strip()
    start = _git(folder, "merge-base", commit, "HEAD").stdout.strip() or commit
    changed = _git(folder, "diff", "--name-only", "--relative", "--no-renames", "-z", start).stdout
    new = _git(folder, "ls-files", "--others", "--exclude-standard", "-z").stdout
    return frozenset(path for path in (changed + new).split("\0") if path)


def author(folder: Path) -> str:
    """The name under which git would commit here; empty when it knows none."""
    try:
        return _git(folder, "config", "user.name").stdout.strip()
    except SettingsError:
        return ""


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except FileNotFoundError:
        raise SettingsError("git is not installed; it is needed to see what has changed") from None

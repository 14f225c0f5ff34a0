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
    commit = _git(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise SettingsError(
            f"git knows no revision {revision!r} in {folder} (a shallow clone may lack it: "
            "fetch its history)"
        )
    start = _git(folder, "merge-base", commit.strip(), "HEAD") or commit
    changed = _git(folder, "diff", "--name-only", "--relative", "--no-renames", "-z", start.strip())
    new = _git(folder, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(path for path in f"{changed or ''}{new or ''}".split("\0") if path)


def author(folder: Path) -> str:
    """The name under which git would commit here; empty when it knows none."""
    try:
        return (_git(folder, "config", "user.name") or "").strip()
    except SettingsError:
        return ""


def _git(folder: Path, *arguments: str) -> str | None:
    """What git prints, or None when it fails."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except FileNotFoundError:
        raise SettingsError("git is not installed; it is needed to see what has changed") from None
    return done.stdout if done.returncode == 0 else None

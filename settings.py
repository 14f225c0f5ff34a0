"""What the user may choose, validated, with the origin of each value."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from selaras.checks.model import Severity


@dataclass(frozen=True, slots=True)
class Settings:
    """The effective settings of one audit.

    ``options`` holds the options of single checks, by the check's name.
    """

    source_language: str | None = None
    target_language: str | None = None
    fail_on: Severity = Severity.ERROR
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    threads: int = 0

    def sha256(self) -> str:
        """A checksum of everything that can change an audit's result."""
        values = asdict(self)
        del values["threads"]
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()

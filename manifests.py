"""Proposed pairs of documents: as a table, and as manifests that later commands read.

The TOML form is a settings file: ``selaras gate --config`` audits the pairs
it names.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selaras.align.pairing import Pairing, Proposal, Relation
from selaras.documents.model import Document
from selaras.errors import SettingsError
from selaras.reports.visible import one_line

SCHEMA = "selaras/pairs/1"
_COLUMNS = ("source", "target", "relation", "score", "coverage_source", "coverage_target")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The pairing of two lists of documents; ``skipped`` are files that could not be read."""

    sources: tuple[Document, ...]
    targets: tuple[Document, ...]
    pairing: Pairing
    skipped: tuple[str, ...] = ()

    def row(self, proposal: Proposal) -> tuple[str, str, str, float, float, float]:
        """A proposal with the documents' paths: the values of the columns."""
        return (
            self.sources[proposal.source].path,
            self.targets[proposal.target].path,
            proposal.relation.value,
            proposal.score,
            proposal.coverage_source,
            proposal.coverage_target,
        )

    @property
    def lone(self) -> tuple[list[str], list[str]]:
        """The paths of the documents without a partner, on either side."""
        return (
            [self.sources[number].path for number in self.pairing.lone_sources],
            [self.targets[number].path for number in self.pairing.lone_targets],
        )


def render(manifest: Manifest, format: str, folder: Path | None = None) -> str:
    """The manifest in a format; paths in TOML are relative to ``folder``."""
    if format == "toml":
        return _toml(manifest, folder or Path.cwd())
    return _RENDERERS[format](manifest)


def _table(manifest: Manifest) -> str:
    from tabulate import tabulate

    rows = [
        (relation, f"{score:.2f}", f"{here:.0%} / {there:.0%}", one_line(source), one_line(target))
        for source, target, relation, score, here, there in _rows(manifest)
    ]
    headers = ("relation", "score", "covered", "source", "target")
    parts = [tabulate(rows, headers, disable_numparse=True) if rows else "No pairs found."]
    titles = ("sources without a partner", "targets without a partner", "left out")
    for title, names in zip(titles, (*manifest.lone, manifest.skipped), strict=True):
        if names:
            parts.append("\n".join([f"{title}:", *(f"  {one_line(name)}" for name in names)]))
    return "\n\n".join(parts) + "\n"


def _tsv(manifest: Manifest) -> str:
    """One pair a line; a document without a partner stands on a line of its own."""
    rows: list[Sequence[Any]] = [_COLUMNS, *_rows(manifest)]
    rows += [(name, "", "none", "", "", "") for name in manifest.lone[0]]
    rows += [("", name, "none", "", "", "") for name in manifest.lone[1]]
    return "".join("\t".join(one_line(str(cell)) for cell in row) + "\n" for row in rows)


def _json(manifest: Manifest) -> str:
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in _rows(manifest)]
    content = {
        "schema": SCHEMA,
        "pairs": [row for row in rows if row["relation"] == Relation.TRANSLATION],
        "related": [row for row in rows if row["relation"] == Relation.RELATED],
        "lone": dict(zip(("sources", "targets"), manifest.lone, strict=True)),
        "skipped": manifest.skipped,
    }
    return json.dumps(content, indent=1, ensure_ascii=True) + "\n"


def _toml(manifest: Manifest, folder: Path) -> str:
    return "\n".join(_toml_table(manifest, p, folder) for p in manifest.pairing.translations)


def _toml_table(manifest: Manifest, proposal: Proposal, folder: Path) -> str:
    source, target = manifest.sources[proposal.source], manifest.targets[proposal.target]
    values = {
        "source": _relative(source.path, folder),
        "target": _relative(target.path, folder),
        "source-language": source.language,
        "target-language": target.language,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    return "\n".join([f"[[pairs]]  # score {proposal.score:.2f}", *lines]) + "\n"


def _relative(path: str, folder: Path) -> str:
    """The path as settings have it; raises SettingsError where they cannot name it."""
    try:
        relative = Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        relative = ".."
    if ".." in relative.split("/") or set("*{") & set(relative):
        raise SettingsError(
            f"a TOML manifest in {folder} cannot name {path}: it names files below its own "
            "folder, without * and { in their names; choose another folder, or JSON"
        )
    return relative


def _rows(manifest: Manifest) -> Iterator[tuple[str, str, str, float, float, float]]:
    return map(manifest.row, manifest.pairing.proposals)


_RENDERERS: dict[str, Callable[[Manifest], str]] = {"table": _table, "tsv": _tsv, "json": _json}
FORMATS = (*_RENDERERS, "toml")


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """The translations that a manifest in JSON or TSV names: source and target of each.

    Raises SettingsError when it is no manifest.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        pairs = _pairs_in_tsv(text) if path.suffix.lower() == ".tsv" else _pairs_in_json(text)
    except OSError as error:
        raise SettingsError(f"cannot read {path}: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SettingsError(
            f"{path} is no list of pairs; make one with: selaras pair SOURCES TARGETS -o pairs.json"
        ) from None
    if not pairs:
        raise SettingsError(f"nothing was audited: {path} names no pairs")
    return pairs


def _pairs_in_json(text: str) -> list[tuple[str, str]]:
    content = json.loads(text)
    if content["schema"] != SCHEMA:
        raise ValueError
    return [(str(row["source"]), str(row["target"])) for row in content["pairs"]]


def _pairs_in_tsv(text: str) -> list[tuple[str, str]]:
    """The rows that are translations; a plain table of two columns holds nothing else."""
    rows = [line.split("\t") for line in text.splitlines() if line]
    if rows and tuple(rows[0]) == _COLUMNS:
        rows = [row for row in rows[1:] if row[2] == Relation.TRANSLATION]
    if not all(len(row) >= 2 and row[0] and row[1] for row in rows):
        raise ValueError
    return [(row[0], row[1]) for row in rows]

"""Argos packages: a zip archive with a CTranslate2 model and its tokenizer.

Only the files that translation needs are taken out, each to a place of our own
choosing, so that no name in the archive can lead elsewhere.
"""

from __future__ import annotations

import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from selaras.errors import ModelError
from selaras.models.description import MERGES, MODEL, SOURCE_PIECES, TARGET_PIECES

# Bytes of the unpacked files, far over those of any package there is.
_LARGEST = 3 * 1024**3
_MOST_FILES = 2000
_MODEL_FILES = (".bin", ".json", ".txt", ".yml", ".vocab")


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says of itself."""

    source: str
    target: str
    version: str
    target_prefix: str


def read(archive: Path) -> Package:
    """What a package says of itself; raises ModelError if it is none."""
    with _opened(archive) as package:
        metadata = json.loads(package.read(_one(_safe_members(package), "metadata.json")))
        return Package(
            str(metadata["from_code"]),
            str(metadata["to_code"]),
            str(metadata.get("package_version", "")),
            str(metadata.get("target_prefix") or ""),
        )


def unpack(archive: Path, folder: Path) -> None:
    """Take a package's files into ``folder``; raises ModelError if it is none or not safe."""
    with _opened(archive) as package:
        for member, path in _wanted(_safe_members(package)):
            _extract(package, member, folder / path)


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(archive) as package:
            yield package
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, EOFError) as error:
        raise ModelError(f"{archive} is not an Argos package: {error}") from error
    except NotImplementedError as error:
        raise ModelError(f"{archive} is packed in a way that cannot be read: {error}") from error


def _safe_members(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The archive's files; refuses names that lead outside, and sizes that no model has."""
    members = [member for member in package.infolist() if not member.is_dir()]
    if len(members) > _MOST_FILES or sum(member.file_size for member in members) > _LARGEST:
        raise ModelError(f"{package.filename} is refused: unpacked it would be far too large.")
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        link = (member.external_attr >> 16) & 0o170000 == 0o120000
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or link:
            raise ModelError(
                f"{package.filename} is refused: its file {member.filename!r} leads outside."
            )
    return members


def _wanted(members: list[zipfile.ZipInfo]) -> list[tuple[zipfile.ZipInfo, str]]:
    """The files to take, with the places they get."""
    taken = [
        (member, f"{MODEL}/{path.name}")
        for member in members
        if (path := PurePosixPath(member.filename)).parent.name == MODEL
        and len(path.parts) == 3
        and path.suffix in _MODEL_FILES
    ]
    by_name = {PurePosixPath(member.filename).name: member for member in members}
    if "sentencepiece.model" in by_name:
        pieces = by_name["sentencepiece.model"]
        return [*taken, (pieces, SOURCE_PIECES), (pieces, TARGET_PIECES)]
    if "bpe.model" in by_name:
        return [*taken, (by_name["bpe.model"], MERGES)]
    raise ValueError("it has no tokenizer")


def _one(members: list[zipfile.ZipInfo], name: str) -> zipfile.ZipInfo:
    found = [member for member in members if PurePosixPath(member.filename).name == name]
    if not found:
        raise ValueError(f"it has no {name}")
    return min(found, key=lambda member: member.filename.count("/"))


def _extract(package: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with package.open(member) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)

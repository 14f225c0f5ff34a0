"""Two places full of documents: read what can be read, and propose which belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from selaras import languages
from selaras.documents.collecting import collect
from selaras.documents.model import Document
from selaras.errors import DocumentError, LanguageError, SelarasError
from selaras.manifests import Manifest

if TYPE_CHECKING:
    from selaras.models.interfaces import Encoder

Progress = Callable[[str], None]


def propose(
    places: tuple[str, str],
    wanted: tuple[str | None, str | None],
    encoder: Encoder,
    progress: Progress = lambda stage: None,
) -> Manifest:
    """Pair the documents of two places: folders, patterns or files.

    Each document's language is detected; where ``wanted`` names a language, only
    documents in it count on that side. When both places hold the same files, the
    language of most of them is the source's. Raises SelarasError when a side is empty.
    """
    from selaras.align.pairing import pair

    _refuse_unknown(wanted)
    found = [collect(place) for place in places]
    read, skipped = _read(sorted({*found[0], *found[1]}), progress)
    sides = [[read[path] for path in paths if path in read] for paths in found]
    if found[0] == found[1] and wanted == (None, None):
        sides = _parted(sides[0])
    sources, targets = (
        tuple(_in_language(side, place, language))
        for side, place, language in zip(sides, places, wanted, strict=True)
    )
    return Manifest(sources, targets, pair(sources, targets, encoder, progress), skipped)


def _refuse_unknown(wanted: tuple[str | None, str | None]) -> None:
    for language in wanted:
        if language:
            languages.load(language)
    if wanted[0] and wanted[0] == wanted[1]:
        raise LanguageError(f"source and target are both {languages.load(wanted[0]).name}")


def _read(
    paths: Sequence[Path], progress: Progress
) -> tuple[dict[Path, Document], tuple[str, ...]]:
    """The documents that can be read, and why the others cannot."""
    from selaras.documents.reading import read

    documents, skipped = {}, []
    for number, path in enumerate(paths, start=1):
        progress(f"reading {number} of {len(paths)}")
        try:
            documents[path] = read(path)
        except SelarasError as error:
            skipped.append(str(error))
    return documents, tuple(skipped)


def _parted(heap: Sequence[Document]) -> list[list[Document]]:
    """One heap of documents in two: those in the language of most, and all others."""
    counts = Counter(document.language for document in heap)
    if len(counts) < 2:
        raise LanguageError("all documents are in one language; give those of another one too")
    most = min(counts, key=lambda language: (-counts[language], language))
    return [
        [document for document in heap if document.language == most],
        [document for document in heap if document.language != most],
    ]


def _in_language(documents: Sequence[Document], place: str, language: str | None) -> list[Document]:
    """The documents in a language, or all; raises DocumentError when that is none."""
    found = [document for document in documents if language in (None, document.language)]
    if not found:
        told = f" in {languages.load(language).name}" if language else ""
        raise DocumentError(f"no document{told} to pair at {place}")
    return found

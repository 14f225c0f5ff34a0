"""Two files aligned: read, linked sentence by sentence, and word by word if asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from selaras.align.formats.model import Aligned
from selaras.documents.model import Document

if TYPE_CHECKING:
    from selaras.models.interfaces import Encoder


@dataclass(frozen=True, slots=True)
class Request:
    """What to align, and how it is to be read.

    Languages that are None are detected; ``sentences`` says that each line is a
    sentence already; ``words`` asks for the words of each link.
    """

    source: Path
    target: Path
    source_language: str | None = None
    target_language: str | None = None
    sentences: bool = False
    words: bool = False


def align_files(
    request: Request,
    encoder: Encoder,
    progress: Callable[[str], None] = lambda stage: None,
) -> Aligned:
    """Align two files; raises SelarasError when a file, a language or the model is wrong."""
    from selaras.align.alignment import align
    from selaras.align.views import Views
    from selaras.align.words import WordAligner

    progress("reading")
    source, target = _read(request)
    progress("aligning")
    views = Views.of(source, target, encoder)
    alignment = align(views)
    if not request.words:
        return Aligned(source, target, alignment)
    progress("aligning words")
    aligner = WordAligner(views, alignment)
    words = {link.id: aligner(link) for link in alignment.pairs}
    return Aligned(source, target, alignment, {n: found for n, found in words.items() if found})


def _read(request: Request) -> tuple[Document, Document]:
    from selaras.documents.reading import read_pair, read_segments

    languages = request.source_language, request.target_language
    if not request.sentences:
        return read_pair(request.source, request.target, *languages)
    return read_segments(request.source, languages[0]), read_segments(request.target, languages[1])

"""From a file to its lines and back, for the command that translates one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from selaras.documents.reading import read, read_segments
from selaras.errors import DocumentError


def read_lines(path: Path, language: str, one_a_line: bool) -> list[str]:
    """The sentences of a document, with an empty line between paragraphs; or its lines as they are.

    White space inside a sentence counts as one space, so that it stays one line.
    """
    if one_a_line:
        return _plain_lines(path, language)
    lines: list[str] = []
    paragraph = None
    for sentence in read(path, language).sentences:
        if paragraph is not None and sentence.paragraph != paragraph:
            lines.append("")
        paragraph = sentence.paragraph
        lines.append(" ".join(sentence.text.split()))
    return lines


def rendered(lines: Sequence[str], translations: Sequence[str], aligned: bool) -> str:
    """The translations as text, or as a table of source and translation."""
    if aligned:
        return _joined(f"{a}\t{b}" for a, b in zip(lines, translations, strict=True) if a)
    return _joined(translations)


def parallel_lines(path: Path) -> list[str]:
    """The lines of a file of parallel text, as they are: their order is what matters."""
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{path} cannot be read as UTF-8 text: {error}") from error


def _plain_lines(path: Path, language: str) -> list[str]:
    text = read_segments(path, language).text
    lines = text.replace("\r\n", "\n").split("\n")
    return [" ".join(line.split()) for line in (lines[:-1] if lines[-1] == "" else lines)]


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)

"""Reading a publication: a file becomes a Document with sentences, offsets and roles."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import regex
from selaras import languages
from selaras.documents import segmentation
from selaras.documents.decoding import Decoded, decode
from selaras.documents.detecting import Guess, detect
from selaras.documents.formats import refuse_formats
from selaras.documents.html import extract
from selaras.documents.layout import Block, plain_blocks, trimmed
from selaras.documents.markdown import inline_markup, markdown_blocks
from selaras.documents.model import Document, Role, Sentence, Span, line_starts
from selaras.documents.roles import is_quotation, quoted, with_roles
from selaras.documents.subtitles import subtitle_blocks
from selaras.errors import DocumentError, LanguageError
from selaras.languages.page import page
from selaras.languages.writing import writing

_MARKDOWN = (".md", ".markdown")
_HTML = (".html", ".htm", ".xhtml")
_SUBTITLES = (".srt", ".vtt")
_LARGEST = 64 << 20
_SHELL_PIPES = ("/dev/fd/", "/dev/stdin", "/proc/")
_HEAD = 1000
_BEGINS_HTML = regex.compile(
    r"\s*(?:<\?xml[^<>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    regex.IGNORECASE | regex.DOTALL,
)


def read_pair(
    source_path: Path,
    target_path: Path,
    source_language: str | None = None,
    target_language: str | None = None,
) -> tuple[Document, Document]:
    """Read a source and its translation; languages that are not given are detected.

    Raises DocumentError when a file cannot be read or both are the same text,
    LanguageError when a language is unsupported or the same on both sides.
    """
    source = read(source_path, source_language)
    target = read(target_path, target_language)
    if source.text.strip() == target.text.strip():
        raise DocumentError(
            f"{source_path} and {target_path} hold the same text; give two editions"
        )
    if source.language == target.language:
        name = languages.load(source.language).name
        raise LanguageError(
            f"{source_path} and {target_path} are both {name}; if that is wrong, say the languages "
            "with --source-lang and --target-lang"
        )
    return source, target


def read(path: Path, language: str | None = None) -> Document:
    """Read one publication; the language is detected when it is not given."""
    data = _bytes(path)
    decoded = decode(data, str(path))
    return _document(decoded, data, str(path), language)


def read_text(text: str, path: str = "-", language: str | None = None) -> Document:
    """The Document of a text that is already in memory."""
    data = text.encode("utf-8", "surrogatepass")
    return _document(Decoded(text, "utf-8"), data, path, language)


def read_segments(path: Path, language: str | None = None) -> Document:
    """Read a file that is already segmented, one sentence a line."""
    data = _bytes(path)
    decoded = decode(data, str(path))
    code = _language(decoded.text, str(path), language)
    return _assembled(decoded, data, str(path), code, tuple(_segments(decoded.text)))


def _segments(text: str) -> Iterator[Sentence]:
    """One sentence for each line that is not empty; its paragraph is the line's number from 0."""
    offset, count = 0, 0
    for number, line in enumerate(text.split("\n")):
        start, end = trimmed(text, offset, offset + len(line))
        if start < end:
            yield Sentence(count, start, end, number, Role.BODY, text[start:end])
            count += 1
        offset += len(line) + 1


def _bytes(path: Path) -> bytes:
    try:
        _refuse_devices(path)
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise DocumentError(f"there is no file {path}") from None
    except IsADirectoryError:
        raise DocumentError(f"{path} is a folder; give a text or HTML file") from None
    except PermissionError:
        raise DocumentError(f"{path} may not be read: permission denied") from None
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path} cannot be read: {error}") from None
    if len(data) > _LARGEST:
        raise DocumentError(
            f"{path} is larger than {_LARGEST >> 20} MB: no publication is; give the article alone"
        )
    return data


def _refuse_devices(path: Path) -> None:
    """Raise DocumentError for what may never end; a shell's own pipes are let pass."""
    mode = path.stat().st_mode
    regular = stat.S_ISREG(mode) or stat.S_ISDIR(mode)
    if not regular and not (stat.S_ISFIFO(mode) and str(path).startswith(_SHELL_PIPES)):
        raise DocumentError(f"{path} is a device or a pipe; give a text or HTML file")


def _document(decoded: Decoded, data: bytes, path: str, language: str | None) -> Document:
    refuse_formats(decoded.text, path)
    decoded, blocks, markup = _content(decoded, path)
    text = decoded.text
    code = _language(text, path, language)
    blocks = with_roles(text, blocks, page(languages.load(code)))
    document = _assembled(decoded, data, path, code, _sentences(text, blocks, code))
    return replace(document, markup=markup)


def _content(decoded: Decoded, path: str) -> tuple[Decoded, list[Block], tuple[Span, ...]]:
    """The text (of HTML the article's, else as read), its blocks, and markup within its lines."""
    text, suffix = decoded.text, Path(path).suffix.lower()
    if suffix in _HTML or _BEGINS_HTML.match(text[:_HEAD]):
        found = extract(text)
        notes = (*decoded.notes, *found.notes)
        return replace(decoded, text=found.text, notes=notes), found.blocks, ()
    if suffix in _SUBTITLES:
        return decoded, subtitle_blocks(text), ()
    if suffix in _MARKDOWN:
        return decoded, markdown_blocks(text), inline_markup(text)
    return decoded, plain_blocks(text), ()


def _assembled(
    decoded: Decoded, data: bytes, path: str, code: str, sentences: tuple[Sentence, ...]
) -> Document:
    if not sentences:
        raise DocumentError(f"{path} is empty: it holds no text to audit")
    return Document(
        path=path,
        language=code,
        sha256=hashlib.sha256(data).hexdigest(),
        text=decoded.text,
        sentences=sentences,
        encoding=decoded.encoding,
        notes=decoded.notes,
        line_starts=line_starts(decoded.text),
    )


def _language(text: str, path: str, given: str | None) -> str:
    guess = detect(text)
    if given is not None:
        _contradict(path, languages.load(given).code, guess)
        return given
    if not text.strip():
        raise DocumentError(f"{path} is empty: it holds no text to audit")
    if guess is None:
        raise LanguageError(f"{path} holds no words to tell its language by")
    if guess.code not in languages.available():
        known = ", ".join(languages.load(code).name for code in languages.available())
        raise LanguageError(
            f"{path} looks like {guess.name}; selaras knows {known} "
            "(if that is wrong, say the language with --source-lang or --target-lang)"
        )
    return guess.code


def _contradict(path: str, given: str, guess: Guess | None) -> None:
    """Raise LanguageError when the text is certainly not in the language given."""
    if guess and guess.certain and guess.code != given:
        raise LanguageError(
            f"{path} was given as {languages.load(given).name} but is {guess.name}; "
            "correct --source-lang or --target-lang"
        )


def _sentences(text: str, blocks: list[Block], language: str) -> tuple[Sentence, ...]:
    rules = writing(languages.load(language))
    found: list[Sentence] = []
    for paragraph, block in enumerate(blocks):
        quotations = quoted(text, block) if block.role is Role.BODY else []
        for span in segmentation.sentences(text, block.start, block.end, rules):
            role, reason = block.role or Role.BODY, block.reason
            if is_quotation(span, quotations, text):
                role, reason = Role.QUOTE, "inside quotation marks"
            words = text[span.start : span.end]
            found.append(Sentence(len(found), span.start, span.end, paragraph, role, words, reason))
    return tuple(found)

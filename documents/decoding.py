"""Bytes become text: which encoding, and what is not text at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from selaras.errors import DocumentError
from selaras.languages.encodings import font_encoding

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF file; save its text as .txt first"),
    (b"PK\x03\x04", "a ZIP or office file; save it as plain text or HTML first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as plain text or HTML first"),
    (b"{\\rtf", "an RTF file; save it as plain text or HTML first"),
    (b"\x89PNG", "a picture, not text"),
    (b"\xff\xd8\xff", "a picture, not text"),
    (b"GIF8", "a picture, not text"),
    (b"RIFF", "a picture or sound, not text"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"BZh", "a compressed file; unpack it first"),
    (b"\xfd7zXZ", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf", "a compressed file; unpack it first"),
    (b"\x7fELF", "a program, not text"),
)
_DECLARED = re.compile(rb"charset=[\"']?([\w-]+)")
_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as decoded, the encoding, and remarks for the report."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, path: str) -> Decoded:
    """The text in ``data``; a byte order mark is not part of it.

    Raises DocumentError, naming ``path``, when the bytes are not text.
    """
    _refuse_known_formats(data, path)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding, path)
    if wide := _sixteen_bits(data[:_SAMPLE]):
        return _decode_as(data, wide, path, f"read as {wide}: it has no byte order mark")
    if b"\0" in data:
        raise DocumentError(f"{path} is not text: it holds NUL bytes; give a text or HTML file")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _damaged_utf8(data) or _guess(data, path, error)


def _refuse_known_formats(data: bytes, path: str) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(f"{path} is {what}")


def _decode_as(data: bytes, encoding: str, path: str, *notes: str) -> Decoded:
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    if damaged > max(3, len(text) // 20):
        raise DocumentError(f"{path} is not text: it cannot be read as {encoding}")
    return Decoded(text, encoding, (*notes, *_damage(damaged, encoding)))


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 in which a few bytes are broken; None if it is something else."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    foreign = sum(1 for character in text[:_SAMPLE] if character > "\x7f")
    if damaged * 20 > foreign * max(1, len(text) // _SAMPLE):
        return None
    return Decoded(text, "utf-8", _damage(damaged, "utf-8"))


def _damage(count: int, encoding: str) -> tuple[str, ...]:
    if count <= 0:
        return ()
    places = "1 place" if count == 1 else f"{count} places"
    return (f"{places} could not be decoded as {encoding}: \ufffd stands there",)


def _sixteen_bits(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of Latin text is nearly always zero."""
    even, odd = sample[::2], sample[1::2]
    zero_even, zero_odd = even.count(0) / max(1, len(even)), odd.count(0) / max(1, len(odd))
    if zero_odd > 0.3 and zero_even < 0.05:
        return "utf-16-le"
    if zero_even > 0.3 and zero_odd < 0.05:
        return "utf-16-be"
    return None


def _guess(data: bytes, path: str, error: UnicodeDecodeError) -> Decoded:
    """The likeliest legacy encoding."""
    for encoding in _candidates(data[:_SAMPLE]):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") * 100 <= len(text):
            note = f"the encoding was guessed: {encoding}; save the file as UTF-8 to be sure"
            return Decoded(text, encoding, (note,))
    western = data.decode("cp1252", "replace")
    if not _is_binary(data[:_SAMPLE]) and font_encoding(western):
        return Decoded(western, "cp1252")
    raise DocumentError(
        f"{path} cannot be read as text (byte {error.start} is not UTF-8 and no other "
        "encoding fits); save it as UTF-8"
    )


def _candidates(sample: bytes) -> Iterator[str]:
    from charset_normalizer import from_bytes

    if _is_binary(sample):
        return
    if (declared := _DECLARED.search(sample[:2048])) and (name := _known(declared.group(1))):
        yield name
    found = [match.encoding for match in from_bytes(sample)]
    # Where several fit, the commonest on the web is the likeliest.
    if found[:1] != ["cp1258"] and "cp1252" in found:
        yield "cp1252"
    yield from found


def _known(name: bytes) -> str | None:
    try:
        return codecs.lookup(name.decode("ascii")).name
    except LookupError:
        return None


def _is_binary(sample: bytes) -> bool:
    """Whether it holds many control characters, as no text does."""
    return sum(1 for byte in sample if byte < 32 and byte not in b"\t\n\r\f\x1b") * 50 > len(sample)

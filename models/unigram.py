"""Unigram models of sentencepiece, written field by field from pieces and their scores."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator

# The control pieces by id, as the embedded network was trained.
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")

_NORMAL, _UNKNOWN, _CONTROL, _BYTE = 1, 2, 3, 6
_BYTE_PIECE = re.compile("<0x[0-9A-F]{2}>")


def unigram_model(pieces: Iterable[tuple[str, float]], byte_fallback: bool = False) -> bytes:
    """Pieces and their scores as sentencepiece stores them: a protocol buffer, field by field.

    The control pieces come first. With ``byte_fallback`` a piece such as ``<0x41>`` is a byte.
    """
    return b"".join(_tokenizer(pieces, byte_fallback))


def _tokenizer(pieces: Iterable[tuple[str, float]], byte_fallback: bool) -> Iterator[bytes]:
    from sentencepiece import SentencePieceNormalizer

    for piece, score in pieces:
        yield _field(1, _piece(piece, score))
    unknown, begin, end, pad = (SPECIAL.index(p) for p in ("<unk>", "<s>", "</s>", "<pad>"))
    # 3: a unigram model; 35: characters that no piece has are spelled in bytes.
    fallback = ((35, 1),) if byte_fallback else ()
    trainer = ((3, 1), *fallback, (40, unknown), (41, begin), (42, end), (43, pad))
    yield _field(2, b"".join(_number(tag, value) for tag, value in trainer))
    yield SentencePieceNormalizer(rule_name="nmt_nfkc").serialized_model_proto()
    # A space before the first word, runs of spaces as one, spaces visible.
    yield _field(3, b"".join(_number(tag, 1) for tag in (3, 4, 5)))


def _piece(piece: str, score: float) -> bytes:
    return _field(1, piece.encode()) + b"\x15" + struct.pack("<f", score) + _number(3, _kind(piece))


def _kind(piece: str) -> int:
    if piece == "<unk>":
        return _UNKNOWN
    if piece in SPECIAL or piece == "<mask>":
        return _CONTROL
    return _BYTE if _BYTE_PIECE.fullmatch(piece) else _NORMAL


def _field(tag: int, content: bytes) -> bytes:
    return _varint(tag << 3 | 2) + _varint(len(content)) + content


def _number(tag: int, value: int) -> bytes:
    return _varint(tag << 3) + _varint(value)


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    parts.append(value)
    return bytes(parts)

"""XML documents as text: indented, legal, and with no character that acts on a terminal."""

from __future__ import annotations

from xml.etree import ElementTree

import regex
from selaras.reports.visible import visible

# Characters that XML 1.0 forbids, even as references.
ILLEGAL = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Cs}]")
# Legal, but they act on a terminal: written as references, which mean the same.
_ACTING = regex.compile(r"[\x7f-\x9f\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}")


def legal(text: str) -> str:
    """``text`` with the characters that XML forbids shown as symbols."""
    return ILLEGAL.sub(lambda match: visible(match.group()), text)


def serialise(root: ElementTree.Element, doctype: str = "", indented: bool = True) -> str:
    """The document with its declaration; ``doctype`` is a line of its own."""
    if indented:
        ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    inert = _ACTING.sub(lambda match: f"&#x{ord(match.group()):X};", body)
    head = ['<?xml version="1.0" encoding="UTF-8"?>', *([doctype] if doctype else [])]
    return "\n".join([*head, inert]) + "\n"

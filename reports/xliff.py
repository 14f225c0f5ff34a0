"""The alignment as XLIFF 2.0, with the findings as notes: for whoever corrects in a CAT tool.

Characters that XML cannot hold become ``cp`` elements, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from selaras.align.model import Link
from selaras.auditing import Audit
from selaras.documents.model import Document
from selaras.reports.model import Options
from selaras.reports.places import notes_by_link
from selaras.reports.xml_text import ILLEGAL, legal, serialise

_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def render(audit: Audit, options: Options) -> str:
    """One unit a link, in reading order; a gap has an empty side."""
    root = Element(
        "xliff",
        {
            "xmlns": _NAMESPACE,
            "version": "2.0",
            "srcLang": audit.source.language,
            "trgLang": audit.target.language,
        },
    )
    file = SubElement(root, "file", {"id": "f1", "original": legal(audit.source.path)})
    notes = notes_by_link(audit)
    for link in audit.alignment.links:
        _unit(file, audit, link, notes.get(link.id, ()))
    # Indenting would add white space to what stands between "cp" elements.
    return serialise(root, indented=False)


def _unit(file: Element, audit: Audit, link: Link, notes: Sequence[str]) -> None:
    unit = SubElement(file, "unit", {"id": f"u{link.id}", "type": f"selaras:{link.kind}"})
    unit.tail = "\n"
    if notes:
        listed = SubElement(unit, "notes")
        for note in notes:
            SubElement(listed, "note", appliesTo="target").text = legal(note)
    segment = SubElement(unit, "segment", state="translated" if link.target else "initial")
    _fill(SubElement(segment, "source", {_SPACE: "preserve"}), audit.source, link.source)
    if link.target:
        _fill(SubElement(segment, "target", {_SPACE: "preserve"}), audit.target, link.target)


def _fill(element: Element, document: Document, sentences: Sequence[int]) -> None:
    """Put the sentences' text into the element, characters that XML forbids as ``cp``."""
    text = " ".join(document.sentences[index].text for index in sentences)
    element.text, last, position = "", None, 0
    for match in ILLEGAL.finditer(text):
        _append(element, last, text[position : match.start()])
        last = SubElement(element, "cp", hex=f"{ord(match.group()):04X}")
        position = match.end()
    _append(element, last, text[position:])


def _append(element: Element, last: Element | None, text: str) -> None:
    """Text after the last child, or at the beginning of the element."""
    if last is None:
        element.text = text
    else:
        last.tail = text

"""The alignment as a translation memory, TMX 1.4b, with scores and findings as notes.

Only links that join both sides are units of a memory; gaps are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from selaras import __version__
from selaras.align.model import Alignment, Link
from selaras.auditing import Audit
from selaras.documents.model import Document
from selaras.reports.model import Options
from selaras.reports.places import notes_by_link
from selaras.reports.xml_text import legal, serialise

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def render(audit: Audit, options: Options) -> str:
    """The audit's alignment as a translation memory."""
    return memory(audit.source, audit.target, audit.alignment, notes_by_link(audit))


def memory(
    source: Document,
    target: Document,
    alignment: Alignment,
    notes: Mapping[int, Sequence[str]] | None = None,
) -> str:
    """A translation memory of two aligned documents; ``notes`` go by the id of the link."""
    root = Element("tmx", version="1.4")
    SubElement(
        root,
        "header",
        {
            "creationtool": "selaras",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "selaras",
            "adminlang": "en",
            "srclang": source.language,
            "datatype": "plaintext",
        },
    )
    body = SubElement(root, "body")
    for link in alignment.pairs:
        _unit(body, link, source, target, (notes or {}).get(link.id, ()))
    return serialise(root, '<!DOCTYPE tmx SYSTEM "tmx14.dtd">')


def _unit(
    body: Element, link: Link, source: Document, target: Document, notes: Iterable[str]
) -> None:
    unit = SubElement(body, "tu", tuid=str(link.id))
    for note in notes:
        SubElement(unit, "note").text = legal(note)
    for name, value in (("kind", link.kind), ("score", f"{link.score:.4f}")):
        SubElement(unit, "prop", type=f"x-{name}").text = value
    for document, sentences in ((source, link.source), (target, link.target)):
        variant = SubElement(unit, "tuv", {_LANGUAGE: document.language})
        text = " ".join(document.sentences[index].text for index in sentences)
        SubElement(variant, "seg").text = legal(text)

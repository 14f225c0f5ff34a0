"""Text that is no publication: both languages in one file, data, fonts of before Unicode."""

from __future__ import annotations

import regex
from selaras.errors import DocumentError
from selaras.languages.encodings import font_encoding

_HEAD = 4000
_BILINGUAL = "holds both languages; export the source and the translation as two texts"
_FORMATS = (
    (
        r"\A[^<]{0,10}(?:<\?xml[^>]*>)?\s*(?:<!--.*?-->\s*)*<xliff\b",
        f"an XLIFF file: it {_BILINGUAL}",
    ),
    (r"\A.{0,400}<tmx\b", f"a translation memory: it {_BILINGUAL}"),
    (r"(?m)^msgid \"[^\n]*\n(?:\"[^\n]*\n)*msgstr\b", f"a gettext file: it {_BILINGUAL}"),
    (
        r"\A\s*<\?xml(?!.{0,900}<(?:!doctype\s+html|html)\b)",
        "an XML file; save its text as .txt or .html",
    ),
    (
        r"\A\s*[\[{]\s*(?:[\[{]\s*)*\"[^\"\n]{1,200}\"\s*[:,\]]",
        "a JSON file; save its text as .txt",
    ),
)
_PATTERNS = tuple(
    (regex.compile(pattern, regex.IGNORECASE | regex.DOTALL), what) for pattern, what in _FORMATS
)


def refuse_formats(text: str, path: str) -> None:
    """Raise DocumentError, with what to do, for a text that only a person can make readable."""
    head = text[:_HEAD]
    for pattern, what in _PATTERNS:
        if pattern.search(head):
            raise DocumentError(f"{path} is {what}")
    if encoding := font_encoding(text):
        raise DocumentError(
            f"{path} is {encoding.language} in the font encoding {encoding.name}, not in Unicode; "
            "convert it to Unicode first"
        )

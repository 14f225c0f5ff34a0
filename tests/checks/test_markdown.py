"""Markdown files keep the marks of Markdown; broken ones are still found."""

from dataclasses import replace

import pytest
from selaras.checks import registry
from selaras.checks.parallel import context_of_segments
from selaras.documents.reading import read_text

SOURCE = "Xem **bản ghi** [ở đây](a.md) và `lệnh` của ông, rồi chạy *ngay* lệnh đó.\n"


@pytest.mark.parametrize(
    ("path", "text", "flagged"),
    [
        ("a.md", "Lihat **catatan** [di sini](a.md) dan `perintah` itu, *segera* jalan.", []),
        ("a.md", "Lihat **catatan di sini dan perintah itu, lalu segera jalankan.", ["**"]),
        ("a.txt", "Lihat **catatan** di sini dan `perintah` itu.", ["**", "**", "`perintah`"]),
    ],
)
def test_marks_of_the_format_are_no_leftovers(path, text, flagged):
    target = read_text(text, path, "id")
    context = context_of_segments([SOURCE], [text], "vi", "id")
    context = replace(context, target=target)
    found = [
        text[span.start : span.end]
        for name in ("markup-leftover", "punctuation")
        for finding in registry.modules()[name].CHECK.find(context)
        for span in finding.target
    ]
    assert found == flagged

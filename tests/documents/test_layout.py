"""Lines, wrapped paragraphs and Markdown become blocks."""

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.documents.layout import plain_blocks
from selaras.documents.markdown import inline_markup, markdown_blocks
from selaras.documents.model import Role

PROSE = (
    "Provinsi itu menggelar konferensi tentang data dan kecerdasan buatan untuk pegawai. Banyak "
    "orang hadir di sana, dan mereka membahas cara memakai data dengan aman dan cepat. Ketua "
    "komite meminta semua pegawai belajar sendiri setiap hari agar tidak tertinggal jauh."
)


def texts(text, blocks):
    return [block.of(text) for block in blocks]


def test_hard_wrapped_paragraphs_are_joined():
    for width in (50, 72, 80, 100):
        wrapped = textwrap.fill(PROSE, width)
        text = f"Judul berita\n\n{wrapped}\n\n{wrapped}\n"
        assert texts(text, plain_blocks(text)) == ["Judul berita", wrapped, wrapped]


def test_paragraphs_of_one_line_each_stay_apart():
    text = "\n".join(PROSE.split(". "))
    assert len(plain_blocks(text)) == 3


def test_short_lines_stay_apart():
    text = "Budi Santoso\nPusat Berita Kota\nSenin, 21 April\nkata kecil di sini\n"
    assert len(plain_blocks(text)) == 4


def test_list_items_of_a_wrapped_file_stay_apart():
    wrapped = textwrap.fill(PROSE, 72)
    text = f"{wrapped}\n\n- butir satu\n- butir dua\n"
    blocks = plain_blocks(text)
    assert texts(text, blocks) == [wrapped, "- butir satu", "- butir dua"]
    assert [block.role for block in blocks] == [None, Role.LIST, Role.LIST]


def test_carriage_returns_and_page_breaks_end_lines():
    text = "satu\r\ndua\rtiga\x0cempat\u2028lima"
    assert texts(text, plain_blocks(text)) == ["satu", "dua", "tiga", "empat", "lima"]


def test_markdown_markup_stays_outside_the_blocks():
    text = (
        "---\ntitle: 'Judul depan'\ndate: 2025-04-21\n---\n# Judul besar ##\n\n"
        "> Kutipan panjang.\n\n"
        "- [x] butir satu\n2. butir dua\n\n| Tahun | Orang |\n|---|--:|\n| 2025 | 1.200 |\n\n"
        "![Gambar](a.jpg)\n\n```\nkode\n```\n\n***\nIsi.\n"
    )
    blocks = markdown_blocks(text)
    assert [(block.of(text), block.role) for block in blocks] == [
        ("Judul depan", Role.HEADING),
        ("Judul besar", Role.HEADING),
        ("Kutipan panjang.", Role.QUOTE),
        ("butir satu", Role.LIST),
        ("butir dua", Role.LIST),
        ("Tahun", Role.TABLE),
        ("Orang", Role.TABLE),
        ("2025", Role.TABLE),
        ("1.200", Role.TABLE),
        ("Gambar", Role.CAPTION),
        ("Isi.", None),
    ]


def test_a_fence_ends_with_its_own_kind_of_mark():
    text = "Awal.\n\n````\n```\nkode\n```\n````\n\nAkhir.\n"
    assert [block.of(text) for block in markdown_blocks(text)] == ["Awal.", "Akhir."]


def test_complete_marks_are_markup_and_lone_ones_are_not():
    text = "Baca [**log** `a_b`](x.md#c) dan *ini*[^1], bukan ** itu atau 3*4, _satu_ <br> &nbsp;."
    found = [text[span.start : span.end] for span in inline_markup(text)]
    link = ["[", "**", "**", "`a_b`", "](x.md#c)"]
    assert found == [*link, "*", "*", "[^1]", "_", "_", "<br>", "&nbsp;"]


def test_a_wrapped_markdown_paragraph_is_one_block():
    text = "# Judul\n" + textwrap.fill(PROSE, 72) + "\n"
    assert len(markdown_blocks(text)) == 2


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab#>-*|.1 \n\r![]()`_"), max_size=80))
def test_markdown_blocks_are_in_order_and_leave_out_no_letter(text):
    blocks = markdown_blocks(text)
    inside = set()
    previous = 0
    for block in blocks:
        assert previous <= block.start < block.end
        inside.update(range(block.start, block.end))
        previous = block.end
    words = {i for i, letter in enumerate(text) if letter in "ab"}
    if "(" not in text and "```" not in text and "---" not in text:
        assert words <= inside

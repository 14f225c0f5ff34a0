"""The article of a page: what is kept, what is dropped, what each passage is."""

import pytest
from selaras.documents.html import extract
from selaras.documents.model import Role

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Judul | Situs</title></head><body>
<nav><ul><li><a href="/">Beranda</a></li><li><a href="/b">Berita</a></li></ul></nav>
<article><h1>Konferensi data di Quang Ninh</h1><div class="date">Senin, 21/4/2025 15:49</div>
<p><strong>Provinsi mengadakan konferensi tentang data dan AI pada hari Senin.</strong></p>
<p>Ketua Komite Rakyat, Pham Duc An, membuka acara itu. Ia menyebut tiga tantangan, yakni data,
orang, dan alat kerja yang sudah tua di semua daerah.</p>
<figure><img src="a.jpg"><figcaption>Suasana konferensi. Foto: Manh Truong</figcaption></figure>
<h2>Program baru</h2>
<p>Sekretaris meminta semua pegawai <a href="x">meningkatkan</a> kemampuan digital mereka.<br>
Baris kedua setelah jeda baris.</p>
<ul><li>Butir pertama tentang pelatihan pegawai negeri.</li><li>Butir kedua tentang data.</li></ul>
<blockquote><p>Kecerdasan buatan tidak menggantikan manusia.</p></blockquote>
<table><tr><td>Tahun</td><td>Peserta</td></tr><tr><td>2025</td><td>1.200 orang</td></tr></table>
</article>
<aside><h3>Baca juga</h3><ul><li><a href="/1">Berita lain tentang pasar malam</a></li></ul></aside>
<div id="comments"><h3>Komentar (2)</h3><p>Bagus sekali beritanya!</p></div>
<footer>Hak cipta dilindungi.</footer></body></html>"""


def passages(markup):
    found = extract(markup)
    return [(block.of(found.text), block.role) for block in found.blocks]


def test_the_article_is_kept_with_its_structure():
    assert passages(PAGE) == [
        ("Konferensi data di Quang Ninh", Role.HEADING),
        ("Senin, 21/4/2025 15:49", None),
        ("Provinsi mengadakan konferensi tentang data dan AI pada hari Senin.", None),
        (
            "Ketua Komite Rakyat, Pham Duc An, membuka acara itu. Ia menyebut tiga tantangan, "
            "yakni data, orang, dan alat kerja yang sudah tua di semua daerah.",
            None,
        ),
        ("Suasana konferensi. Foto: Manh Truong", Role.CAPTION),
        ("Program baru", Role.HEADING),
        ("Sekretaris meminta semua pegawai meningkatkan kemampuan digital mereka.", None),
        ("Baris kedua setelah jeda baris.", None),
        ("Butir pertama tentang pelatihan pegawai negeri.", Role.LIST),
        ("Butir kedua tentang data.", Role.LIST),
        ("Kecerdasan buatan tidak menggantikan manusia.", Role.QUOTE),
        ("Tahun", Role.TABLE),
        ("Peserta", Role.TABLE),
        ("2025", Role.TABLE),
        ("1.200 orang", Role.TABLE),
    ]


@pytest.mark.parametrize("noise", ["Beranda", "Baca juga", "pasar malam", "Bagus", "Hak cipta"])
def test_the_page_around_it_is_dropped(noise):
    assert noise not in extract(PAGE).text


def test_a_page_without_an_article_is_read_whole():
    found = extract(
        "<html><body>Hanya teks <b>tebal</b> di sini.<script>x()</script></body></html>"
    )
    assert "Hanya teks tebal di sini." in found.text
    assert "x()" not in found.text


@pytest.mark.parametrize(
    "markup",
    ["", "<", "<!-- x -->", "<html></html>", "\x00<b>", "<p>" * 5000, "<a " * 5000, "&#xD800;"],
)
def test_broken_markup_is_no_traceback(markup):
    found = extract(markup)
    assert all(block.of(found.text).strip() for block in found.blocks)


def test_a_declared_encoding_does_not_confuse_decoded_text():
    markup = (
        '<?xml version="1.0" encoding="latin-1"?><html><body><p>Café di kota.</p></body></html>'
    )
    assert extract(markup).text == "Café di kota."


def test_a_page_nested_too_deeply_for_the_parser_is_still_read():
    page = "<script>x()</script>" + "<div>" * 3000 + "<p>Konferensi &amp; pameran dibuka.</p>"
    found = extract(page)
    assert found.text == "Konferensi & pameran dibuka."
    assert found.notes

"""What holds both languages, data, or a font encoding is refused in one clear line; news is not."""

import pytest
from selaras.documents.formats import refuse_formats
from selaras.documents.reading import read_text
from selaras.errors import DocumentError

TCVN3 = "Héi nghÞ vÒ d÷ liÖu ®­îc tæ chøc t¹i thµnh phè víi nhiÒu ®¹i biÓu tham dù."
VNI = "Hoäi nghò veà döõ lieäu ñöôïc toå chöùc taïi thaønh phoá vôùi nhieàu ñaïi bieåu."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<?xml version="1.0"?>\n<xliff version="1.2"><file/></xliff>', "XLIFF"),
        ('<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "a">\n<tmx version="1.4"/>', "memory"),
        ('# x\nmsgid ""\nmsgstr ""\n"Language: id"\n', "gettext"),
        ('<?xml version="1.0"?>\n<rss><channel/></rss>', "an XML file"),
        ('{\n  "judul": "Konferensi data"\n}', "a JSON file"),
        ('[{"judul": "Konferensi"}]', "a JSON file"),
        (TCVN3, "Vietnamese in the font encoding TCVN3"),
        (VNI, "Vietnamese in the font encoding VNI"),
    ],
)
def test_other_formats_are_named(text, message):
    with pytest.raises(DocumentError, match=message) as error:
        refuse_formats(text, "berita.txt")
    assert "berita.txt" in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html><body><p>Isi</p></body></html>',
        '["Kami siap," kata Budi.]',
        "{nama} hadir.",
        "Hội nghị về dữ liệu được tổ chức tại thành phố với nhiều đại biểu tham dự buổi lễ.",
        "HÃ´m nay trá»i Ä‘áº¹p vÃ  má»i ngÆ°á»i Ä‘i chÆ¡i ráº¥t vui váº» cÃ¹ng nhau.",
        "Le père Noël naïf a créé une île où les élèves œuvrent déjà très tôt à l'été.",
        "A nação não põe ações em órgãos; irmãos e corações em São João, além disso à noite.",
    ],
)
def test_publications_pass(text):
    refuse_formats(text, "berita.txt")


def test_xhtml_is_read_as_html_whatever_its_name():
    text = '<?xml version="1.0"?>\n<!DOCTYPE html><html><p>Konferensi ini dibuka.</p></html>'
    assert read_text(text, "a.txt", "id").text == "Konferensi ini dibuka."

"""Files become Documents, or one clear error."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.documents import reading
from selaras.documents.model import Role
from selaras.documents.reading import read, read_pair, read_segments, read_text
from selaras.errors import DocumentError, LanguageError, SelarasError

VI = (
    "Hội nghị dữ liệu\n\nÔng Nam đến dự hội nghị của tỉnh Quảng Ninh. Bà Hoa phát biểu.\n"
    "Mọi người đã vỗ tay rất lâu và ra về trong niềm vui của ngày hội. Trời không mưa.\n"
)
ID = (
    "Konferensi data\n\nPak Nam menghadiri konferensi di provinsi Quang Ninh. Ibu Hoa berpidato.\n"
    "Semua orang bertepuk tangan dan pulang dengan gembira pada hari itu. Tidak ada hujan.\n"
)
EN = (
    "The conference was held in the province and it was attended by many people. They said that "
    "the data is of great use for all of them, and that there would be more of it.\n"
)
FR = (
    "La conférence a eu lieu dans la province et beaucoup de personnes y ont assisté. Elles ont "
    "déclaré que les données étaient très utiles pour toutes les communes de la région.\n"
)


@pytest.fixture
def write(tmp_path):
    def _write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _write


def test_a_pair_is_read_and_its_languages_found(write):
    source, target = read_pair(write("a.txt", VI), write("b.txt", ID))
    assert (source.language, target.language) == ("vi", "id")
    assert [s.role for s in source.sentences][:2] == [Role.HEADING, Role.BODY]
    assert len(source.sentences) == len(target.sentences) == 5
    assert source.sha256 != target.sha256


@pytest.mark.parametrize(
    ("encoding", "name", "noted"),
    [
        ("utf-8", "utf-8", False),
        ("utf-8-sig", "utf-8", False),
        ("utf-16", "utf-16-le", False),
        ("utf-16-be", "utf-16-be", True),
        ("utf-16-le", "utf-16-le", True),
        ("utf-32", "utf-32-le", False),
    ],
)
def test_unicode_encodings(write, encoding, name, noted):
    document = read(write("a.txt", VI.encode(encoding)))
    assert document.text == VI
    assert document.encoding == name
    assert bool(document.notes) == noted


def test_windows_1258_is_guessed_with_a_note(write):
    document = read(write("a.txt", windows_1258(VI * 3)))
    assert document.encoding == "cp1258"
    assert unicodedata.normalize("NFC", document.text) == VI * 3
    assert "guessed: cp1258" in document.notes[0]


def windows_1258(text):
    """The encoding keeps tone marks apart from their letters."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    data = b""
    for letter in text:
        try:
            data += letter.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            base = "".join(mark for mark in marks if mark not in tones)
            tone = "".join(mark for mark in marks if mark in tones)
            data += (unicodedata.normalize("NFC", base) + tone).encode("cp1258")
    return data


def test_latin_1_is_read_with_a_note(write):
    document = read(write("b.txt", (ID + "Kafe «Café Señor» ramai.\n").encode("latin-1")))
    assert "Café Señor" in document.text
    assert document.notes


def test_a_few_broken_bytes_are_kept_in_view(write):
    document = read(write("a.txt", (VI * 3).encode() + b"Ng\xe0y m\xc3\xa0.\n"))
    assert document.encoding == "utf-8"
    assert "could not be decoded" in document.notes[0]


def test_line_ends_stay_as_they_are(write):
    text = VI.replace("\n", "\r\n")
    document = read(write("a.txt", text))
    assert document.text == text
    assert len(document.sentences) == 5
    assert len(read(write("c.txt", VI.replace("\n", "\r"))).sentences) == 5


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t\r\n\xc2\xa0", "is empty"),
        ("a.txt", b"\xef\xbb\xbf", "is empty"),
        ("a.html", b"<html><body><script>x</script></body></html>", "is empty"),
        ("a.txt", b"%PDF-1.7 \x00\x01", "a PDF file"),
        ("a.txt", b"PK\x03\x04....", "ZIP or office file"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("a.txt", b"kata\x00kata lagi " * 9, "NUL"),
        ("a.txt", bytes(range(1, 256)) * 9, "cannot be read as text"),
    ],
)
def test_what_is_no_text_is_one_clear_line(write, name, content, message):
    with pytest.raises(DocumentError, match=message) as error:
        read(write(name, content))
    assert name in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipes_devices_and_loops_end_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipa")
    (tmp_path / "satu").symlink_to(tmp_path / "dua")
    (tmp_path / "dua").symlink_to(tmp_path / "satu")
    for path in (tmp_path / "pipa", Path("/dev/zero"), tmp_path / "satu"):
        with pytest.raises(DocumentError, match=r"device or a pipe|cannot be read"):
            read(path)


def test_a_file_of_no_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_LARGEST", 1 << 20)
    (tmp_path / "a.txt").write_bytes(b"kata " * (1 << 18))
    with pytest.raises(DocumentError, match="larger than 1 MB"):
        read(tmp_path / "a.txt", "id")


@pytest.mark.parametrize("name", [" dua kata 😀.txt", "-awal.txt", "baris\nbaru.txt"])
def test_odd_file_names_are_read(write, name):
    assert read(write(name, ID)).language == "id"


def test_missing_files_and_folders(tmp_path):
    with pytest.raises(DocumentError, match="there is no file"):
        read(tmp_path / "none.txt")
    with pytest.raises(DocumentError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(DocumentError, match="cannot be read"):
        read(tmp_path / ("x" * 5000))


def test_languages_that_cannot_be_audited(write):
    a, b = write("a.txt", VI), write("b.txt", ID)
    with pytest.raises(LanguageError, match=r"both Vietnamese.*--source-lang"):
        read_pair(a, write("c.txt", VI.replace("Nam", "Bắc")))
    with pytest.raises(LanguageError, match="looks like French; selaras knows English"):
        read_pair(a, write("f.txt", FR))
    with pytest.raises(LanguageError, match="given as English but is Vietnamese"):
        read_pair(a, b, "en", "id")
    with pytest.raises(LanguageError, match="no data for the language 'xx'"):
        read_pair(a, b, "xx", "id")
    with pytest.raises(DocumentError, match="hold the same text"):
        read_pair(a, write("d.txt", VI.encode("utf-16")))
    with pytest.raises(LanguageError, match="no words"):
        read(write("n.txt", "12345 67890\n"))


def test_a_given_language_settles_a_short_text(write):
    document = read(write("n.txt", "Halo 12345\n"), "id")
    assert document.language == "id"
    assert read_text(EN).language == "en"


def test_segments_are_kept_line_by_line(write):
    document = read_segments(
        write("s.txt", "Satu. Dua. Dan untuk yang ini.\n\n  Tiga\x0bempat \n"), "id"
    )
    assert [s.text for s in document.sentences] == [
        "Satu. Dua. Dan untuk yang ini.",
        "Tiga\x0bempat",
    ]
    assert [s.paragraph for s in document.sentences] == [0, 2]


def test_an_emoji_in_the_path(write):
    assert read(write("📰 berita.txt", ID)).path.endswith("📰 berita.txt")


@settings(deadline=None)
@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from('\n\r|#>-*."“” ')), max_size=300)
)
def test_whatever_the_text_sentences_lie_in_it(text):
    for path in ("a.txt", "a.md", "a.html"):
        try:
            document = read_text(text, path, "id")
        except SelarasError:
            continue
        covered = set()
        previous = 0
        for number, sentence in enumerate(document.sentences):
            assert sentence.id == number
            assert previous <= sentence.start < sentence.end
            assert document.text[sentence.start : sentence.end] == sentence.text
            assert sentence.text == sentence.text.strip()
            covered.update(range(sentence.start, sentence.end))
            previous = sentence.end
        if path == "a.txt":
            assert all(c.isspace() or i in covered for i, c in enumerate(document.text))


@pytest.mark.parametrize(
    "text", ["x" * 300_000, "kata " * 60_000, "\u202e" * 1000 + "kata", "<" * 100_000]
)
@pytest.mark.parametrize("path", ["a.txt", "a.md", "a.html"])
def test_one_endless_line(text, path):
    assert read_text(text, path, "id").sentences

"""What each line does on the page: cases as one document a language, and the real articles."""

import pytest
from selaras.documents.model import Role
from selaras.documents.reading import read, read_text

INDONESIAN = """\
heading | Konferensi Data Digelar di Quang Ninh
byline | Budi Santoso
dateline | Senin, 21 April 2025 | 15:49 WIB
body | Provinsi Quang Ninh menggelar konferensi tentang data. Banyak orang hadir di sana.
caption | Suasana konferensi. Foto: Budi Santoso
caption | (Foto: ANTARA/Budi)
body | Menurut panitia, acara itu berjalan dengan baik dan lancar.
boilerplate | Baca juga: Pasar Malam Dibuka Lagi
heading | Langkah Berikutnya
body | "Kami siap," kata Budi kepada wartawan.
body | Reporter: Apa yang paling sulit pada tahun-tahun pertama?
quote | "Kami akan bekerja keras untuk semua warga."
list | - Butir satu tentang data
list | 1. Butir satu tentang orang
table | | Tahun | Peserta |
body | Laporan ini ditutup dengan kalimat terakhir yang cukup panjang untuk dibaca.
byline | Editor: Siti Aminah
byline | (Antara)
boilerplate | Sumber: https://contoh.id/berita-1.html
boilerplate | Komentar (0)
boilerplate | ***
boilerplate | Bagikan
"""
LAW = """\
heading | Nghị định
heading | Về hỗ trợ nông dân vùng ven biển
heading | Điều 1. Phạm vi điều chỉnh
body | Nghị định này quy định mức hỗ trợ đối với nông dân các xã ven biển của tỉnh.
heading | Điều 2. Đối tượng áp dụng
list | 1. Hộ nông dân có đất canh tác dưới hai héc-ta.
list | 2. Hợp tác xã nông nghiệp có từ hai mươi thành viên trở lên.
heading | Điều 3. Hiệu lực
body | Nghị định này có hiệu lực từ ngày ban hành và thay thế các quy định trước đây.
"""
VIETNAMESE = """\
heading | Hội nghị dữ liệu tại Quảng Ninh
dateline | Thứ Hai, 21/04/2025 15:49 (GMT+7)
body | Sáng 21/4, tỉnh Quảng Ninh tổ chức hội nghị về dữ liệu. Đông đảo đại biểu đến dự.
caption | Toàn cảnh hội nghị. (Nguồn: Sở Thông tin)
body | Ông Nam cho biết, đây là việc làm rất cần thiết cho người dân của tỉnh.
heading | Những bước tiếp theo
body | Theo ông Nam, các đơn vị sẽ tiếp tục làm việc với nhau trong năm nay.
quote | “Chúng tôi sẽ cố gắng hết sức.”
caption | Ảnh: Mạnh Hùng
body | Hội nghị kết thúc vào buổi chiều cùng ngày với nhiều kết quả tốt.
byline | Tin, ảnh: Thu Hà
byline | Theo TTXVN
boilerplate | Theo dõi chúng tôi trên Facebook
boilerplate | Tin liên quan
boilerplate | Loading...
boilerplate | Xem thêm
"""


@pytest.mark.parametrize(
    ("language", "page"), [("id", INDONESIAN), ("vi", VIETNAMESE), ("vi", LAW)]
)
def test_every_line_has_its_role(language, page):
    expected = [tuple(line.split(" | ", 1)) for line in page.splitlines()]
    text = "\n\n".join(line for _, line in expected)
    document = read_text(text, "a.txt", language)
    found = {}
    for sentence in document.sentences:
        found.setdefault(sentence.paragraph, sentence)
    roles = [
        (sentence.role.value, line)
        for sentence, (_, line) in zip(found.values(), expected, strict=True)
    ]
    assert roles == expected
    assert all(s.reason for s in document.sentences if s.role is not Role.BODY)


def test_a_list_of_links_to_other_articles_is_boilerplate():
    body = "Provinsi itu menggelar konferensi tentang data untuk semua warga yang hadir.\n" * 1
    teasers = "".join(
        f"Judul berita {n}\n\nJudul berita {n}\n\nRingkasan berita {n}.\n" for n in range(4)
    )
    document = read_text(body + "\n" + teasers, "a.txt", "id")
    assert [s.role for s in document.sentences] == [Role.BODY] + [Role.BOILERPLATE] * 12


def test_a_paragraph_given_twice_stays_body():
    text = "Provinsi itu menggelar konferensi tentang data.\n" * 2
    assert {s.role for s in read_text(text, "a.txt", "id").sentences} == {Role.BODY}


def test_quotations_of_several_sentences():
    text = 'Ia berkata: "Kami siap. Kami akan datang. Semua ikut." Lalu ia pergi.'
    roles = [s.role.value for s in read_text(text, "a.txt", "id").sentences]
    assert roles == ["body", "quote", "quote", "body"]


def test_lines_without_any_stops_are_not_all_headings():
    text = "\n".join(f"baris nomor {n} yang tidak memakai tanda titik" for n in range(20))
    assert {s.role for s in read_text(text, "a.txt", "id").sentences} == {Role.BODY}


def test_the_real_articles_lose_none_of_their_text(shared):
    """Whatever becomes boilerplate in the four clean articles is one of a few known lines."""
    for path in sorted((shared / "seeds").glob("00[0-3]*.txt")):
        lost = [s.text for s in read(path).sentences if s.role is Role.BOILERPLATE]
        assert all(
            line.startswith(("Loading", "Komentar", "Sumber: http", "https")) for line in lost
        )
        assert len(lost) <= 2


def test_open_prose_becomes_neither_boilerplate_nor_byline(shared):
    for language in ("vi", "id", "en"):
        path = shared / "eval" / f"flores-dev.{language}"
        text = "\n".join(path.read_text(encoding="utf-8").splitlines())
        roles = [s.role for s in read_text(text, "a.txt", language).sentences]
        body = sum(role in (Role.BODY, Role.QUOTE, Role.HEADING) for role in roles)
        assert Role.BOILERPLATE not in roles
        assert body >= 0.995 * len(roles)

"""Offices and bodies with what qualifies them, and who holds which."""

import pytest
from selaras import languages
from selaras.checks.names.appointments import appointments
from selaras.checks.names.offices import bodies_in, offices_in
from selaras.checks.names.rendering import body_renderings, office_renderings
from selaras.checks.parallel import context_of_segments
from selaras.languages.offices import bodies, offices


def _offices(text, code):
    return offices_in(text, 0, offices(languages.load(code)))


def _bodies(text, code):
    return bodies_in(text, 0, bodies(languages.load(code)))


def _ids(office):
    return {"+".join([r.head, *sorted(r.qualifiers)]) for r in office.readings}


@pytest.mark.parametrize(
    ("text", "code", "id"),
    [
        ("Phó Bí thư Thường trực Tỉnh ủy", "vi", "secretary+deputy+standing"),
        ("Thứ trưởng Bộ KHCN", "vi", "minister+deputy"),
        ("nguyên Phó Chủ tịch nước", "vi", "state-president+deputy+former"),
        ("Quyền Giám đốc Sở", "vi", "director+acting"),
        ("Wakil Sekretaris Tetap", "id", "secretary+deputy+standing"),
        ("Wakil Tetap Ketua Dewan", "id", "chairperson+deputy+standing"),
        ("Wakil Ketua Komite Rakyat", "id", "chairperson+deputy"),
        ("mantan Perdana Menteri", "id", "prime-minister+former"),
        ("Plt. Kepala Dinas", "id", "director+acting"),
        ("Deputy Secretary of the Party", "en", "secretary+deputy"),
    ],
)
def test_offices_with_their_modifiers(text, code, id):
    assert id in _ids(_offices(text, code)[0])


@pytest.mark.parametrize("text", ["Đại sứ quán Mỹ cảnh báo", "Ban Bí thư họp"])
def test_what_is_no_office(text):
    assert _offices(text, "vi") == []


@pytest.mark.parametrize(
    ("text", "code", "id"),
    [
        ("UBND tỉnh Quảng Ninh", "vi", "people-committee+province"),
        ("Đảng ủy UBND tỉnh", "vi", "party-committee-of-people-committee+province"),
        ("Komite Rakyat Kota Ha Long", "id", "people-committee+city"),
        ("Dewan Rakyat Kecamatan", "id", "people-council+commune"),
    ],
)
def test_bodies_with_their_level(text, code, id):
    assert id in _ids(_bodies(text, code)[0])


def test_the_level_of_one_body_is_not_taken_from_the_next():
    first, second = _bodies("Ban Tổ chức Tỉnh ủy", "vi")
    assert first.text == "Ban Tổ chức"
    assert _ids(second) == {"party-committee+province"}


def test_renderings_carry_the_qualifiers():
    indonesian = languages.load("id")
    assert office_renderings(_offices("Phó Bí thư", "vi")[0], indonesian) == ["Wakil Sekretaris"]
    assert body_renderings(_bodies("HĐND tỉnh", "vi")[0], indonesian) == ["Dewan Rakyat Provinsi"]


@pytest.mark.parametrize(
    ("source", "target", "person", "held", "held_there"),
    [
        (
            "Dự có: Vũ Đại Thắng, Bí thư Tỉnh ủy; Phạm Đức Ấn, Phó Bí thư Tỉnh ủy, "
            "Chủ tịch UBND tỉnh.",
            "Hadir Sekretaris Komite Partai Provinsi Vu Dai Thang; Wakil Sekretaris Komite Partai "
            "Provinsi dan Ketua Komite Rakyat Provinsi Pham Duc An.",
            "Phạm Đức Ấn",
            ["Phó Bí thư", "Chủ tịch"],
            ["Wakil Sekretaris", "Ketua"],
        ),
        (
            "Thủ tướng Phạm Minh Chính gặp Chủ tịch Quốc hội Trần Thanh Mẫn.",
            "Perdana Menteri Pham Minh Chinh bertemu Ketua Majelis Nasional Tran Thanh Man.",
            "Phạm Minh Chính",
            ["Thủ tướng"],
            ["Perdana Menteri"],
        ),
    ],
)
def test_offices_are_given_to_the_people_beside_them(source, target, person, held, held_there):
    context = context_of_segments([source], [target], "vi", "id")
    holder = next(h for h in context.shared(appointments).holders if h.source.text == person)
    assert [office.text for office in holder.source_offices] == held
    assert [office.text for office in holder.target_offices] == held_there

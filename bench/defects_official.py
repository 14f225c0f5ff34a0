"""Seeded defects of official news: what tired eyes and machines do to reports of officials.

Each planter takes a source of chance, an article and the number of a pair in it,
and gives the damaged translation, or None where the pair offers no place. Words
are exchanged by lists of this file and its neighbours alone, so that nothing is
shared with the data that is measured. :data:`KINDS` names each kind with the
checks that are right to report it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import defects_meaning
import defects_names
import defects_values
from planting import Planted, replaced
from selaras.documents.model import Span

Pair = tuple[str, str]
Planter = Callable[[random.Random, Sequence[Pair], int], Planted | None]
Table = Sequence[tuple[str, str]]

DEPUTY_LOST = [(r"\bWakil (?=Sekretaris|Ketua|Perdana|Menteri|Presiden|Kepala)", "")]
DEPUTY_GAINED = [
    (r"(?<!Wakil )\b(Sekretaris|Ketua)(?= (?:Komite|Dewan|Majelis))", r"Wakil \1"),
    (r"(?<!Wakil )\bKepala(?= (?:Dinas|Departemen|Kepolisian|Komisi))", "Wakil Kepala"),
    (r"(?<!Wakil )(?<!Perdana )\bMenteri(?= [A-Z])", "Wakil Menteri"),
    (r"(?<!Wakil )\bPerdana Menteri\b", "Wakil Perdana Menteri"),
]
FORMER_LOST = [(r"\b[Mm]antan ", "")]
OFFICE_EXCHANGED = [
    (r"\bSekretaris(?= Komite| Partai)", "Ketua"),
    (r"\bKetua(?= Komite Rakyat)", "Sekretaris"),
    (r"\bKetua(?= Dewan Rakyat)", "Anggota"),
    (r"(?<!Wakil )\bPerdana Menteri\b", "Presiden"),
    (r"\bKetua Majelis Nasional\b", "Perdana Menteri"),
    (r"\bSekretaris Jenderal\b(?= [A-Z])", "Presiden"),
    (r"\bDuta Besar\b", "Konsul Jenderal"),
    (r"\bRektor\b", "Dekan"),
    (r"\bDirektur(?= Utama)?", "Komisaris"),
    (r"\bPanglima\b", "Kepala Staf"),
    (r"\bLetnan Jenderal\b", "Brigadir Jenderal"),
    (r"\bKolonel\b(?! Jenderal)", "Kapten"),
    (r"\bKepala(?= Dinas)", "Sekretaris"),
]
BODY_EXCHANGED = [
    (r"\bKomite Rakyat\b", "Dewan Rakyat"),
    (r"\bDewan Rakyat\b", "Komite Rakyat"),
    (r"\bKomite Partai(?= Provinsi| Kota| Distrik)", "Komite Rakyat"),
    (r"\bMajelis Nasional\b", "Pemerintah"),
    (r"\bFront Tanah Air\b", "Asosiasi Petani"),
    (r"\bPolitbiro\b", "Majelis Nasional"),
    (r"\bSekretariat\b", "Politbiro"),
    (r"\bPengadilan Rakyat\b", "Kejaksaan Rakyat"),
    (r"\bKejaksaan Rakyat\b", "Pengadilan Rakyat"),
    (r"\bKomi[st][ei] Inspeksi\b", "Inspektorat"),
    (r"\bSerikat Pemuda\b", "Serikat Buruh"),
    (r"\bPersatuan Perempuan\b", "Asosiasi Petani"),
]
_FIELDS = r"(?:Sains dan Teknologi|Keuangan|Kesehatan|Konstruksi|Dalam Negeri|Pertahanan)"
DEPARTMENT_EXCHANGED = [
    (rf"\b(Kementerian|Dinas) {_FIELDS}\b", r"\1 Perindustrian dan Perdagangan"),
    (r"\b(Kementerian|Dinas) Pendidikan dan Pelatihan\b", r"\1 Kehakiman"),
    (r"\b(Kementerian|Dinas) Pertanian dan Lingkungan Hidup\b", r"\1 Konstruksi"),
    (r"\bKementerian Keamanan Publik\b", "Kementerian Pertahanan"),
    (r"\bDepartemen Organisasi\b", "Departemen Urusan Internal"),
    (r"\bDepartemen Urusan Internal\b", "Departemen Organisasi"),
    (r"\bDepartemen Propaganda dan Mobilisasi Massa\b", "Departemen Kebijakan dan Strategi"),
    (r"\bAudit Negara\b", "Bank Negara"),
]
LEVEL_EXCHANGED = [
    (r"(?<=Rakyat )Provinsi\b", "Distrik"),
    (r"(?<=Partai )Provinsi\b", "Kota"),
    (r"(?<=Rakyat )Kota\b", "Provinsi"),
    (r"(?<=Partai )Distrik\b", "Provinsi"),
    (r"(?<=Rakyat )Distrik\b", "Provinsi"),
    (r"(?<=Rakyat )Komune\b", "Provinsi"),
]
PLACES = [
    "Ha Nam",
    "Nghe An",
    "Bac Kan",
    "Cao Bang",
    "An Giang",
    "Dong Thap",
    "Dak Lak",
    "Thanh Hoa",
    "Tay Ninh",
    "Binh Dinh",
    "Da Nang",
    "Ha Tinh",
    "Lam Dong",
    "Dak Nong",
    "Binh Thuan",
    "Hoa Binh",
    "Lai Chau",
    "Hai Phong",
    "Bac Ninh",
    "Hanoi",
    "Lao Cai",
    "Quang Tri",
    "Can Tho",
    "Hue",
    "Khanh Hoa",
    "Gia Lai",
    "Vinh Long",
    "Ca Mau",
    "Son La",
    "Phu Tho",
    "Thai Nguyen",
]
COUNTRIES = [
    "Indonesia",
    "Thailand",
    "Filipina",
    "Laos",
    "Kamboja",
    "Tiongkok",
    "Korea Selatan",
    "Jepang",
    "Kuba",
]
DIRECTIONS = [
    (r"\bnaik\b", "turun"),
    (r"\bturun\b", "naik"),
    (r"\bmeningkat\b", "menurun"),
    (r"\bbertambah\b", "berkurang"),
    (r"\bmeningkatkan\b", "menurunkan"),
    (r"\bmenambah\b", "mengurangi"),
    (r"\bmengurangi\b", "menambah"),
    (r"\bmenurunkan\b", "menaikkan"),
    (r"\blebih tinggi\b", "lebih rendah"),
    (r"\blebih rendah\b", "lebih tinggi"),
    (r"\btertinggi\b", "terendah"),
    (r"\bterbesar\b", "terkecil"),
]
BOUNDS = [
    (r"\bsebelum(?= \d| [A-Z])", "setelah"),
    (r"\b[Ss]etelah\b", "sebelum"),
    (r"\blebih dari(?= \d| sep)", "kurang dari"),
    (r"\bdi atas(?= \d)", "di bawah"),
    (r"\bdi bawah(?= \d)", "di atas"),
    (r"\b(?:sedikitnya|minimal|setidaknya)\b", "paling banyak"),
    (r"\btidak (?:melampaui|melewati)\b", "melampaui"),
]
ACRONYMS = [
    ("prosedur administrasi", "prosedur hukum"),
    ("transformasi digital", "transformasi hijau"),
    ("asuransi kesehatan", "asuransi jiwa"),
    ("reformasi administrasi", "reformasi ekonomi"),
    ("koperasi", "perusahaan"),
    ("Koperasi", "Perusahaan"),
    ("SMA", "SD"),
    ("PDRB", "PDB"),
    ("PDB", "APBN"),
    ("investasi asing langsung", "bantuan luar negeri"),
    ("PBB", "Uni Eropa"),
    ("Organisasi Kesehatan Dunia", "Organisasi Perdagangan Dunia"),
]
SYNONYMS = {
    "Satu": "Tiap",
    "Warga": "Penduduk",
    "Keterampilan": "Kecakapan",
    "Digital": "Elektronik",
    "Keluarga": "Rumah",
    "Regu": "Kelompok",
    "Teknologi": "Teknik",
    "Komunitas": "Masyarakat",
    "Teratai": "Lotus",
    "Merah": "Ungu",
    "Literasi": "Pendidikan",
    "Rakyat": "Umum",
    "Hijau": "Lestari",
    "Desa": "Kampung",
    "Sekolah": "Kelas",
    "Sehat": "Bugar",
    "Pasar": "Bazar",
    "Bahagia": "Sejahtera",
    "Hari": "Waktu",
    "Sabtu": "Pekan",
    "Bersih": "Rapi",
    "Cahaya": "Sinar",
    "Perbatasan": "Tapal",
    "Musim": "Masa",
    "Semi": "Kembang",
    "Pantai": "Pesisir",
    "Laut": "Bahari",
    "Kota": "Metro",
    "Baru": "Modern",
    "Anak": "Bocah",
    "Ibu": "Bunda",
    "Hati": "Kalbu",
    "Kasih": "Cinta",
    "Rumah": "Hunian",
    "Jalan": "Lorong",
}
TERMS = {
    "layanan publik daring": "pelayanan umum online",
    "transformasi digital": "perubahan numerik",
    "pemerintahan daerah dua tingkat": "otoritas lokal dua jenjang",
    "prosedur administrasi": "tata cara kantor",
    "investasi publik": "penanaman modal pemerintah",
    "ekonomi swasta": "usaha nirlaba",
    "anggaran pusat": "kas nasional",
    "Piagam Penghargaan": "Surat Pujian",
    "keterampilan digital": "kecakapan elektronik",
    "modal FDI": "dana luar",
    "pusat data": "gudang informasi",
    "kawasan industri": "daerah pabrik",
    "zona ekonomi": "wilayah niaga",
    "tingkat komune": "jenjang kelurahan",
    "kampanye": "gerakan",
    "latihan": "pameran",
    "Audit Negara": "Pengawas Kas",
    "Resolusi": "Surat Keputusan",
    "pasar": "bazar",
    "zona khusus": "daerah istimewa",
    "pengembangan ekonomi swasta": "pembinaan usaha perorangan",
    "wilayah pesisir": "daerah tepi laut",
    "upacara pemakaman": "acara penghormatan",
    "vaksinasi campak": "suntikan cacar",
}
SPEAKERS = [
    (r"\bmengatakan\b", "membantah"),
    (r"\bmenegaskan\b", "meragukan"),
    (r"\bmengusulkan\b", "menolak"),
    (r"\bmengumumkan\b", "menunda"),
    (r"\bmengesahkan\b", "menolak"),
    (r"\bmenyetujui\b", "menolak"),
    (r"\bmengizinkan\b", "melarang"),
    (r"\bmemperluas\b", "mempersempit"),
    (r"\bmenerima\b", "menolak"),
    (r"\bmeresmikan\b", "menutup"),
    (r"\bmembuka\b", "menutup"),
]


def by_table(
    table: Table, rng: random.Random, article: Sequence[Pair], line: int
) -> Planted | None:
    """One of the table's exchanges where its pattern occurs."""
    target = article[line][1]
    fitting = [(match, new) for old, new in table for match in re.finditer(old, target)]
    if not fitting:
        return None
    match, new = rng.choice(fitting)
    return replaced(target, Span(*match.span()), match.expand(new))


def by_list(
    words: Sequence[str], rng: random.Random, article: Sequence[Pair], line: int
) -> Planted | None:
    """One word of a list in the place of another."""
    target = article[line][1]
    found = list(re.finditer(rf"\b(?:{'|'.join(words)})\b", target))
    if not found:
        return None
    match = rng.choice(found)
    fitting = [word for word in words if word not in target]
    return replaced(target, Span(*match.span()), rng.choice(fitting))


def of_value(
    planter: defects_values.Planter, rng: random.Random, article: Sequence[Pair], line: int
) -> Planted | None:
    """A planter of figures; what it leaves unchanged is none."""
    planted = planter(rng, *article[line])
    if planted is None:
        return None
    text, places = planted
    return Planted(text, tuple(Span(*place) for place in places))


def of_meaning(
    planter: defects_meaning.Planter, rng: random.Random, article: Sequence[Pair], line: int
) -> Planted | None:
    """A planter of meaning."""
    return planter(rng, *article[line], rng.choice(article)[1])


def of_name(
    damage: Callable[[random.Random, list[str]], str],
    rng: random.Random,
    article: Sequence[Pair],
    line: int,
) -> Planted | None:
    """A name of the source damaged."""
    source, target = article[line]
    plain = defects_names.plain(source)
    runs = [m for m in defects_names.RUN.finditer(target) if f" {m.group()}" in plain]
    people = [m for m in runs if not re.search(r"^(?:Ho Chi|Ha|Viet)", m.group())]
    people = [m for m in people if m.group() not in PLACES and len(m.group().split()) > 2]
    if not people:
        return None
    run = rng.choice(people)
    damaged = damage(rng, run.group().split())
    return None if damaged in plain else replaced(target, Span(*run.span()), damaged)


def another_person(rng: random.Random, article: Sequence[Pair], line: int) -> Planted | None:
    """A person of the article in the place of another."""
    everybody = sorted(
        {
            match.group()
            for source, target in article
            for match in defects_names.RUN.finditer(target)
            if match.group() in defects_names.plain(source) and len(match.group().split()) > 2
        }
    )
    plain = defects_names.plain(article[line][0])
    others = [name for name in everybody if name not in plain]
    return of_name(lambda rng, parts: rng.choice(others), rng, article, line) if others else None


def exchanged_people(rng: random.Random, article: Sequence[Pair], line: int) -> Planted | None:
    """Two people of a sentence, each in the place of the other."""
    source, target = article[line]
    plain = defects_names.plain(source)
    found = [m for m in defects_names.RUN.finditer(target) if m.group() in plain]
    people = [m for m in found if len(m.group().split()) > 2 and m.group() not in PLACES]
    if len(people) < 2:
        return None
    one, other = sorted(rng.sample(people, 2), key=re.Match.start)
    text = (
        target[: one.start()]
        + other.group()
        + target[one.end() : other.start()]
        + one.group()
        + target[other.end() :]
    )
    end = other.end()
    return Planted(
        text,
        (
            Span(one.start(), one.start() + len(other.group())),
            Span(end - len(one.group()), end),
        ),
    )


def document_digit(rng: random.Random, article: Sequence[Pair], line: int) -> Planted | None:
    """A digit of a document's number changed."""
    target = article[line][1]
    found = list(re.finditer(r"\b\d+(?=(?:/\d{4})?[/-][A-Z])", target))
    if not found:
        return None
    match = rng.choice(found)
    place = rng.randrange(*match.span())
    digit = rng.choice([d for d in "123456789" if d != target[place]])
    return replaced(
        target,
        Span(*match.span()),
        target[match.start() : place] + digit + target[place + 1 : match.end()],
    )


def document_kind(rng: random.Random, article: Sequence[Pair], line: int) -> Planted | None:
    """The letters of a document's number changed: another issuer."""
    table = [
        (r"(?<=\d)-NQ/TW", "-QD/TW"),
        (r"(?<=/)CD-TTg", "QD-TTg"),
        (r"(?<=/)QD-TTg", "ND-CP"),
        (r"(?<=\d)-KL/TW", "-NQ/TW"),
        (r"(?<=\d)-QD/TW", "-KL/TW"),
        (r"(?<=/)TT-BGDDT", "QD-TTg"),
        (r"(?<=/)KH-UBND", "NQ-HDND"),
        (r"(?<=/)QD-UBND", "NQ-HDND"),
        (r"(?<=/)ND-CP", "QD-TTg"),
        (r"(?<=\d)-CT/TW", "-NQ/TW"),
        (r"(?<=/)NQ-CP", "ND-CP"),
    ]
    return by_table(table, rng, article, line)


def programme(rng: random.Random, article: Sequence[Pair], line: int) -> Planted | None:
    """A programme renamed that the article has called otherwise before."""
    target = article[line][1]
    before = {m[1] for _, text in article[:line] for m in re.finditer(r"“([^“”]{8,60})”", text)}
    found = [m for m in re.finditer(r"“([^“”]{8,60})”", target) if m[1] in before]
    if not found:
        return None
    match = rng.choice(found)
    words = match[1].split()
    places = [at for at, word in enumerate(words) if word in SYNONYMS]
    for at in rng.sample(places, min(2, len(places))):
        words[at] = SYNONYMS[words[at]]
    named = " ".join(words)
    return replaced(target, Span(*match.span(1)), named) if named != match[1] else None


def term(rng: random.Random, article: Sequence[Pair], line: int) -> Planted | None:
    """A term renamed that the article has called otherwise before."""
    before = " ".join(text for _, text in article[:line])
    fitting = [old for old in TERMS if re.search(rf"\b{old}\b", before)]
    return by_table([(rf"\b{old}\b", TERMS[old]) for old in fitting], rng, article, line)


def lost_item(rng: random.Random, article: Sequence[Pair], line: int) -> Planted | None:
    """One item of an enumeration lost."""
    target = article[line][1]
    found = list(re.finditer(r"(?<=,) [^,;.]{6,80},(?= (?:dan|serta) )|(?<=;) [^;]{10,}?;", target))
    return replaced(target, Span(*rng.choice(found).span()), "") if found else None


def lost_sentence(rng: random.Random, article: Sequence[Pair], line: int) -> Planted | None:
    """The whole sentence lost."""
    return Planted("", ()) if line else None


def other_speaker(rng: random.Random, article: Sequence[Pair], line: int) -> Planted | None:
    """What somebody said in the mouth of another: an office in the place of a pronoun or name."""
    table = [
        (r"(?<=, )(?:ujar|kata|tutur)(?: (?:Ibu|Bapak))? [A-Z]\w+", "ujar Menteri Luar Negeri"),
        (r"\bkata (?=[A-Z])", "kata istri "),
    ]
    return by_table(table, rng, article, line)


def foreign_script(rng: random.Random, article: Sequence[Pair], line: int) -> Planted | None:
    """Letters of another script within a word."""
    from planting import PLANTERS

    return PLANTERS["foreign-script"](rng, *article[line])


def lower_case(rng: random.Random, article: Sequence[Pair], line: int) -> Planted | None:
    """A name in small letters."""
    from planting import PLANTERS

    return PLANTERS["casing"](rng, *article[line])


@dataclass(frozen=True, slots=True)
class Defect:
    """A kind of defect: the checks that are right to report it, and its planter."""

    checks: frozenset[str]
    plant: Planter


def _kind(checks: str, planter: Planter) -> Defect:
    return Defect(frozenset(checks.split()), planter)


KINDS: dict[str, Defect] = {
    "deputy lost": _kind("title", partial(by_table, DEPUTY_LOST)),
    "deputy gained": _kind("title", partial(by_table, DEPUTY_GAINED)),
    "former lost": _kind("title", partial(by_table, FORMER_LOST)),
    "office exchanged": _kind("title", partial(by_table, OFFICE_EXCHANGED)),
    "body exchanged": _kind("organisation", partial(by_table, BODY_EXCHANGED)),
    "department exchanged": _kind("organisation title", partial(by_table, DEPARTMENT_EXCHANGED)),
    "level exchanged": _kind("organisation", partial(by_table, LEVEL_EXCHANGED)),
    "syllable changed": _kind("name", partial(of_name, defects_names.changed)),
    "syllable lost": _kind("name", partial(of_name, defects_names.dropped)),
    "syllables swapped": _kind("name", partial(of_name, defects_names.swapped)),
    "another person": _kind("name", another_person),
    "people exchanged": _kind("name title", exchanged_people),
    "another place": _kind("name", partial(by_list, PLACES)),
    "another country": _kind("name", partial(by_list, COUNTRIES)),
    "document digit": _kind("document-number", document_digit),
    "document kind": _kind("document-number", document_kind),
    "scale": _kind("number currency unit", partial(of_value, defects_values.wrong_scale)),
    "digit": _kind("number currency unit percent", partial(of_value, defects_values.changed_digit)),
    "decimal mark": _kind(
        "number currency unit percent", partial(of_value, defects_values.lost_decimal)
    ),
    "month": _kind("date", partial(of_value, defects_values.wrong_month)),
    "day": _kind("date", partial(of_value, defects_values.wrong_day)),
    "year": _kind("date", partial(of_value, defects_values.wrong_year)),
    "currency": _kind("currency", partial(of_value, defects_values.wrong_currency)),
    "negation lost": _kind("negation", partial(of_meaning, defects_meaning.lost_negation)),
    "negation gained": _kind("negation", partial(of_meaning, defects_meaning.gained_negation)),
    "direction": _kind("polarity", partial(by_table, DIRECTIONS)),
    "bound": _kind("polarity negation", partial(by_table, BOUNDS)),
    "verdict": _kind("polarity meaning", partial(by_table, SPEAKERS)),
    "acronym": _kind(
        "acronym name organisation term-inconsistency",
        partial(by_table, [(rf"\b{old}\b", new) for old, new in ACRONYMS]),
    ),
    "programme renamed": _kind("term-inconsistency", programme),
    "term renamed": _kind("term-inconsistency terminology acronym", term),
    "clause lost": _kind(
        "partial-omission length", partial(of_meaning, defects_meaning.lost_clause)
    ),
    "clause gained": _kind(
        "partial-addition length", partial(of_meaning, defects_meaning.gained_clause)
    ),
    "item lost": _kind("partial-omission name title length", lost_item),
    "sentence lost": _kind("omission", lost_sentence),
    "quotation": _kind("quote", partial(of_meaning, defects_meaning.flat_quotation)),
    "speaker": _kind("name title quote", other_speaker),
    "foreign script": _kind("foreign-script", foreign_script),
    "casing": _kind("casing", lower_case),
}

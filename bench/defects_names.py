"""Seeded defects in names, offices, bodies and acronyms, planted in correct translations.

Each planter works on the surface of the text by patterns and lists of its own,
so that it shares nothing with the code that it measures; importing this module
adds them to ``planting.PLANTERS``.

``python bench/defects_names.py PAIRS.tsv`` plants every kind in each pair of a
file (source, tab, target) that gives it room, and prints how many are found.
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from pathlib import Path

from planting import PLANTERS, Planted, plants, replaced
from selaras.checks import registry
from selaras.checks.parallel import context_of_segments
from selaras.documents.model import Span

RUN = re.compile(r"(?<![.!?] )(?<!^)[A-Z][a-z']+(?: [A-Z][a-z']*){1,3}")
SYLLABLES = ["Binh", "Hung", "Thao", "Loc", "Quynh", "Son", "Trung", "Khanh", "Tuan", "Linh"]
STRANGERS = ["Nguyen Van Hoa", "Tran Quoc Toan", "Le Thi Dung", "Pham Gia Khiem", "Hoang Minh Chau"]
OFFICES = [
    (r"\bWakil (?=[A-Z])", ""),
    (r"\b[Mm]antan ", ""),
    (r"\b(?:Alternatif|Cadangan) ", ""),
    (r"\b(?:Pelaksana Tugas|Pejabat Sementara) ", ""),
    (r"\bSekretaris(?= Komite)", "Ketua"),
    (r"\bKetua(?= (?:Komite|Dewan))", "Sekretaris"),
    (r"\bPerdana Menteri\b", "Presiden"),
    (r"(?<!Wakil )\bKetua(?= (?:Komite|Dewan))", "Wakil Ketua"),
    (r"(?<!Wakil )\bSekretaris(?= Komite)", "Wakil Sekretaris"),
    (r"\bDuta Besar\b", "Konsul Jenderal"),
    (r"(?<!Perdana )(?<!Wakil )\bMenteri(?= [A-Z])", "Wakil Menteri"),
    (r"\b(?:Direktur|Kepala)(?= Dinas)", "Wakil Kepala"),
]
BODIES = [
    (r"\bKomite Rakyat\b", "Dewan Rakyat"),
    (r"\bDewan Rakyat\b", "Komite Rakyat"),
    (r"\bKomite Partai\b(?! di)", "Komite Rakyat"),
    (r"\bKomite Partai di Komite Rakyat\b", "Komite Partai"),
    (r"(?<=Rakyat )Provinsi\b", "Kota"),
    (r"(?<=Partai )Provinsi\b", "Kota"),
    (r"\b(Kementerian|Dinas) (?:Sains dan Teknologi|Keuangan|Kesehatan)\b", r"\1 Kehakiman"),
    (r"\bMajelis Nasional\b", "Pemerintah"),
    (r"\bFront Tanah Air\b", "Partai Komunis"),
    (r"\bPolitbiro\b", "Sekretariat"),
    (r"\bPengadilan Rakyat\b", "Kejaksaan Rakyat"),
    (r"\bOrganisasi Kesehatan Dunia\b", "Organisasi Perdagangan Dunia"),
]
ACRONYMS = [
    ("CCHC", "reformasi administrasi", "reformasi ekonomi"),
    ("TTHC", "prosedur administrasi", "prosedur hukum"),
    ("KHCN", "ilmu pengetahuan dan teknologi", "ilmu sosial"),
    ("KHCN", "sains dan teknologi", "sains dan kebudayaan"),
    ("CNTT", "teknologi informasi", "teknologi pertanian"),
    ("BHYT", "asuransi kesehatan", "asuransi jiwa"),
    ("THPT", "sekolah menengah atas", "sekolah dasar"),
    ("HTX", "koperasi", "perusahaan"),
]
SPELLINGS = [("Ha Long", "Halong"), ("Hanoi", "Ha Noi"), ("Quang Ninh", "Quangninh")]


@plants("name")
def name(rng: random.Random, source: str, target: str) -> Planted | None:
    unmarked = plain(source)
    runs = [match for match in RUN.finditer(target) if match.group() in unmarked]
    if not runs:
        return None
    run = rng.choice(runs)
    damaged = rng.choice([changed, dropped, swapped, stranger])(rng, run.group().split())
    if damaged in unmarked or damaged == run.group():
        return None
    return replaced(target, Span(*run.span()), damaged)


@plants("title")
def title(rng: random.Random, source: str, target: str) -> Planted | None:
    return _by_table(rng, OFFICES, target)


@plants("organisation")
def organisation(rng: random.Random, source: str, target: str) -> Planted | None:
    return _by_table(rng, BODIES, target)


@plants("acronym")
def acronym(rng: random.Random, source: str, target: str) -> Planted | None:
    fitting = [row for row in ACRONYMS if row[0] in source and row[1] in target]
    if not fitting:
        return None
    short, right, wrong = rng.choice(fitting)
    start = target.index(right)
    return replaced(target, Span(start, start + len(right)), rng.choice([short, wrong]))


@plants("name-inconsistency")
def name_inconsistency(rng: random.Random, source: str, target: str) -> Planted | None:
    fitting = [(old, new) for old, new in SPELLINGS if old in target]
    if not fitting:
        return None
    old, new = rng.choice(fitting)
    return replaced(target, Span(target.index(old), target.index(old) + len(old)), new)


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def changed(rng: random.Random, parts: list[str]) -> str:
    index = rng.randrange(len(parts))
    return " ".join([*parts[:index], rng.choice(SYLLABLES), *parts[index + 1 :]])


def dropped(rng: random.Random, parts: list[str]) -> str:
    if len(parts) < 3:
        return changed(rng, parts)
    index = rng.randrange(len(parts))
    return " ".join([*parts[:index], *parts[index + 1 :]])


def swapped(rng: random.Random, parts: list[str]) -> str:
    index = rng.randrange(len(parts) - 1)
    parts[index], parts[index + 1] = parts[index + 1], parts[index]
    return " ".join(parts)


def stranger(rng: random.Random, parts: list[str]) -> str:
    return rng.choice(STRANGERS)


def _by_table(rng: random.Random, table: list[tuple[str, str]], target: str) -> Planted | None:
    fitting = [(match, new) for old, new in table for match in re.finditer(old, target)]
    if not fitting:
        return None
    match, new = rng.choice(fitting)
    return replaced(target, Span(*match.span()), match.expand(new))


def main(path: Path, rounds: int = 5) -> None:
    pairs = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
    for check in ("name", "title", "organisation", "acronym"):
        planted = found = 0
        for seed in range(rounds):
            rng = random.Random(seed)
            for source, target in pairs:
                defect = PLANTERS[check](rng, source, target)
                if defect is None or defect.text == target:
                    continue
                planted += 1
                context = context_of_segments([source], [defect.text], "vi", "id")
                raised = list(registry.modules()[check].CHECK.find(context))
                found += bool(raised)
                if not raised and "--show" in sys.argv:
                    print(f"{check} missed: {defect.text}")
        print(f"{check}: {found} of {planted} found")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

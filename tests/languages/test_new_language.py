"""A language is added by adding a folder: a small made-up one is read, loaded and audited."""

from dataclasses import replace
from pathlib import Path

import pytest
from selaras import languages
from selaras.auditing import examine
from selaras.checks import registry
from selaras.checks.ledgers.people import people
from selaras.checks.names.comparison import source_names
from selaras.checks.names.model import Kind
from selaras.checks.parallel import context_of_segments, document_of_segments
from selaras.languages.acronyms import acronyms
from selaras.languages.dates import moments
from selaras.languages.gazetteer import Gazetteer
from selaras.languages.names import naming
from selaras.languages.numbers import numerals
from selaras.languages.offices import bodies, offices
from selaras.languages.places import places
from selaras.languages.writing import writing
from selaras.settings import Settings

FOLDER = Path(languages.__file__).parent
GUIDE = FOLDER.parent / "docs" / "adding-a-language.md"

FILES = {
    "language.toml": 'name = "Mirish"\nscripts = ["Latin"]\n',
    "names.toml": 'honorifics = ["Mo"]\nordinary = ["Ka"]\nrespellings = [["ph", "f"]]\n',
    "numbers.toml": 'decimal = ","\ngrouping = "."\n\n[units]\nunu = 1\ndua = 2\n',
    "writing.toml": 'before_name = ["mo"]\n',
    "places.csv": "id,preferred,accepted,note\ncountry:GB,Britla,Anglo,\ncountry:FR,Frala,,\n",
    "offices.csv": (
        "id,preferred,accepted,note\nsecretary,Skriva,,\nchairperson,Prezi,,\nbefore:deputy,vize,,\n"
    ),
    "bodies.csv": (
        "id,preferred,accepted,note\npeople-committee,Popola Komitet,,\n"
        "people-council,Popola Konsil,,\nlevel:province,regiona,,\n"
    ),
    "acronyms.csv": (
        "id,acronyms,expansions,fixed\nadministrative-reform,,nova ordo,yes\n"
        "administrative-procedure,,oficha vojo,yes\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    parent = tmp_path_factory.mktemp("languages")
    (parent / "xm").mkdir()
    for name, text in FILES.items():
        (parent / "xm" / name).write_text(text, encoding="utf-8")
    (parent / "xe").mkdir()
    (parent / "xe" / "language.toml").write_text(
        'name = "Empty"\nscripts = ["Latin"]\n', encoding="utf-8"
    )
    return parent


@pytest.fixture(scope="module")
def mirish(folder):
    return languages.load("xm", folder)


def _context(source, target, language):
    """A context with a target in a language that selaras does not ship."""
    context = context_of_segments(source, target, "vi", "id")
    document = document_of_segments(target, language.code)
    return replace(context, target=document, target_language=language, _shared={})


def _found(source, target, language, *checks):
    context = _context([source], [target], language)
    settings = Settings(select=checks)
    found = examine(context, registry.chosen(checks), settings)
    return [
        (finding.check, context.target.text[span.start : span.end])
        for finding in found
        for span in finding.target
    ]


def test_it_is_listed_and_loaded(folder, mirish):
    assert {"vi", "id", "en", "xm", "xe"} <= set(languages.available(folder))
    assert (mirish.name, mirish.scripts) == ("Mirish", ("Latin",))


def test_its_lists_are_read(mirish):
    assert places(mirish).entries["country:GB"].forms == ("Britla", "Anglo")
    assert set(offices(mirish).names.entries) == {"secretary", "chairperson"}
    assert set(bodies(mirish).levels.entries) == {"province"}
    assert acronyms(mirish).by_id["administrative-reform"].expansions == ("nova ordo",)
    assert naming(mirish).respelt("phala") == "fala"
    assert "mo" in writing(mirish).before_name


def test_its_numbers_are_read(mirish):
    assert [int(numeral.amount) for numeral in numerals("dua kaj 1.250", mirish)] == [2, 1250]


def test_a_right_translation_passes(mirish):
    assert not _found(
        "Phó Bí thư Phạm Đức Ấn, Chủ tịch UBND tỉnh, thăm Anh để bàn CCHC.",
        "Vize Skriva Pham Duc An, Prezi de Popola Komitet Regiona, vizitis Britla por nova ordo.",
        mirish,
        "name",
        "title",
        "organisation",
        "acronym",
    )


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Ông Phạm Đức Ấn nói.", "Mo Pham Duc Binh diris.", ("name", "Pham Duc Binh")),
        ("Ông ấy thăm Pháp.", "Li vizitis Anglo.", ("name", "Anglo")),
        ("Phó Bí thư Phạm Đức Ấn nói.", "Skriva Pham Duc An diris.", ("title", "Skriva")),
        (
            "UBND tỉnh họp.",
            "Popola Konsil Regiona kunvenis.",
            ("organisation", "Popola Konsil Regiona"),
        ),
        ("Tỉnh bàn TTHC.", "Oni diskutis TTHC.", ("acronym", "TTHC")),
    ],
)
def test_a_wrong_one_is_flagged(source, target, found, mirish):
    checks = ("name", "title", "organisation", "acronym")
    assert found in _found(source, target, mirish, *checks)


def test_a_language_without_any_list_breaks_no_check(folder):
    empty = languages.load("xe", folder)
    source = ["Ông Phạm Đức Ấn, Chủ tịch UBND tỉnh, nói về CCHC ngày 21/4/2025.", "Có 12% ở Anh."]
    target = ["Pham Duc An, prez, diris pri CCHC je 21/4/2025.", "Estas 12% en Britla."]
    context = _context(source, target, empty)
    examine(context, registry.all_checks(), Settings())
    assert [row[0] for row in people(context).rows] == ["Phạm Đức Ấn"]
    assert places(empty) == Gazetteer({}, proper=True)
    assert list(moments("21/4/2025", empty))
    assert source_names(context)[0][0].kind is Kind.PERSON


@pytest.mark.parametrize("code", ["vi", "id", "en"])
def test_the_guide_tells_of_every_file(code):
    guide = GUIDE.read_text(encoding="utf-8")
    names = [path.name for path in (FOLDER / code).iterdir() if path.suffix in {".toml", ".csv"}]
    assert names
    assert all(f"`{name}`" in guide for name in names)

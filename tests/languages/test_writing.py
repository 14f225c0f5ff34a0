"""The data of how sentences end and pages look, in every language there is."""

import dataclasses

import pytest
import regex
from selaras import languages
from selaras.documents.detecting import detect
from selaras.languages.page import page
from selaras.languages.recognition import english_name, marks
from selaras.languages.writing import Writing, writing


@pytest.mark.parametrize("code", languages.available())
def test_abbreviations_stand_without_their_last_stop_and_in_one_list(code):
    rules = writing(languages.load(code))
    seen = set()
    for field in dataclasses.fields(Writing):
        forms = getattr(rules, field.name)
        assert not [form for form in forms if form.endswith(".") or form != form.strip()]
    for forms in (rules.closing, rules.before_number, rules.after_name):
        assert not forms & seen
        seen |= forms


def test_a_form_in_small_letters_has_all_its_spellings():
    rules = writing(languages.load("id"))
    assert {"dll", "Dll", "DLL"} <= rules.closing
    assert "jl" not in rules.before_name


@pytest.mark.parametrize("code", languages.available())
def test_page_patterns_compile(code):
    data = page(languages.load(code))
    for pattern in (*data.boilerplate, *data.teasers):
        assert regex.compile(pattern)


@pytest.mark.parametrize("code", languages.available())
def test_no_boilerplate_pattern_takes_a_sentence(code):
    data = page(languages.load(code))
    for sentence in (
        "Kami siap bekerja untuk semua warga.",
        "Ông Nam đến dự hội nghị.",
        "We are here.",
    ):
        assert not [p for p in data.boilerplate if regex.fullmatch(p, sentence, regex.IGNORECASE)]


def test_a_language_without_data_still_works(tmp_path):
    folder = tmp_path / "zz"
    folder.mkdir()
    (folder / "language.toml").write_text('name = "Test"\nscripts = ["Latin"]\n', encoding="utf-8")
    language = languages.load("zz", tmp_path)
    assert writing(language).openers == frozenset()
    assert page(language).boilerplate
    assert marks(language).words == frozenset()


@pytest.mark.parametrize("code", ["vi", "id", "en"])
def test_languages_of_open_text_are_recognised(shared, code):
    lines = (shared / "eval" / f"flores-dev.{code}").read_text(encoding="utf-8").splitlines()
    groups = [" ".join(lines[start : start + 4]) for start in range(0, 400, 4)]
    assert [guess.code for guess in map(detect, groups) if guess] == [code] * len(groups)


def test_names_of_languages():
    assert english_name("fr") == "French"
    assert english_name("qqq") == "qqq"

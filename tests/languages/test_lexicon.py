"""Word frequencies with the language's affixes, and languages that have none."""

import math

import pytest
import wordfreq
from selaras.languages import Language, load
from selaras.languages.lexicon import lexicon, listed_words


@pytest.fixture
def invented(tmp_path):
    """A language of its own folder that no list of frequencies knows."""
    (tmp_path / "words.csv").write_text("word,zipf\nkata,5.5\nrumah,4\n", encoding="utf-8")
    (tmp_path / "affixes.toml").write_text('prefixes = ["ber"]\nsuffixes = ["nya"]\n')
    return Language("xx", "Invented", ("Latin",), tmp_path)


def test_frequencies_do_not_depend_on_case():
    words = lexicon(load("id"))
    assert words.zipf("Konferensi") == words.zipf("konferensi") > 4
    assert words.zipf("konfe") == 0


def test_own_words_and_affixes_are_read_from_the_folder(invented):
    words = lexicon(invented)
    assert words.zipf("kata") == 5.5
    assert words.knows("berumah") is False
    assert words.knows("berrumahnya")
    assert words.knows("kata-kata")
    assert not words.knows("kita")


def test_affixes_let_derived_words_be_known():
    words = lexicon(load("id"))
    assert all(map(words.knows, ["konferensinya", "mahadata", "anak-anak", "dilampaui"]))
    assert not any(map(words.knows, ["dankonferensi", "konferensiyang"]))


def test_words_with_a_common_beginning_come_in_order():
    found = lexicon(load("id")).beginning_with("konferens")
    assert "konferensi" in found
    assert list(found) == sorted(found)
    assert all(word.startswith("konferens") for word in found)


def test_letters_are_those_of_common_words():
    assert "ế" in lexicon(load("vi")).letters
    assert "ế" not in lexicon(load("id")).letters


def test_an_unknown_language_has_an_empty_lexicon(tmp_path):
    words = lexicon(Language("zz", "Nowhere", ("Latin",), tmp_path))
    assert not words
    assert not words.knows("kata")
    assert not listed_words("zz")


def test_lists_are_read_as_wordfreq_reads_them():
    frequencies = wordfreq.get_frequency_dict("id", "small")
    zipf_of = listed_words("id").zipf_of
    assert zipf_of.keys() == frequencies.keys()
    assert all(
        zipf_of[word] == pytest.approx(9 + math.log10(frequency))
        for word, frequency in frequencies.items()
    )
    assert not listed_words("xx")

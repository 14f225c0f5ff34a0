"""Translations beside links, and the scores of a publication against them."""

import pytest
from selaras.align.model import Alignment, Kind, Link
from selaras.documents.reading import read_text
from selaras.models.interfaces import Quality
from selaras.translations import nearness, translate, translated, trusted


class Glossary:
    """A translator that knows what it is told."""

    name = "glossary"
    quality = Quality.GIST

    def __init__(self, **known):
        self.known = known
        self.asked = []

    def translate(self, texts):
        self.asked.append(list(texts))
        return [self.known[text.rstrip(".")] + "." for text in texts]


class Pivot(Glossary):
    """One that goes through English."""

    def gloss(self, texts):
        return [f"English {text}" for text in texts]

    def from_gloss(self, glosses):
        return self.translate([gloss.removeprefix("English ") for gloss in glosses])


@pytest.fixture
def documents():
    source = read_text("Mot.\n\nHai.\n\nBa.", language="vi")
    target = read_text("Satu.\n\nDua belas.\n\nLima.", language="id")
    return source, target


ALIGNMENT = Alignment(
    (
        Link(0, (0,), (0,), Kind.MATCH, 1.0),
        Link(1, (1, 2), (1,), Kind.MATCH, 1.0),
        Link(2, (), (2,), Kind.ADDITION, 1.0),
    )
)


def attached(documents, alignment, translator):
    source, target = documents
    return translated(target, alignment, translate(source, translator))


def test_each_source_side_gets_its_translation_and_score(documents):
    translator = Glossary(Mot="Satu", Hai="Dua", Ba="tiga")
    alignment = attached(documents, ALIGNMENT, translator)

    assert [link.translation for link in alignment.links] == ["Satu.", "Dua. tiga.", None]
    assert alignment.links[0].chrf == 100.0
    assert 0 < alignment.links[1].chrf < 100
    assert alignment.links[2].chrf is None
    assert translator.asked == [["Mot.", "Hai.", "Ba."]]


def test_an_omission_has_a_translation_but_no_score(documents):
    alignment = Alignment((Link(0, (0,), (), Kind.OMISSION, 1.0),))
    [link] = attached(documents, alignment, Glossary(Mot="Satu", Hai="Dua", Ba="tiga")).links
    assert (link.translation, link.chrf, link.chrfpp) == ("Satu.", None, None)


def test_a_pivot_shows_what_it_read_and_reads_each_sentence_once(documents):
    pivot = Pivot(Mot="Satu", Hai="Dua", Ba="tiga")
    links = attached(documents, ALIGNMENT, pivot).links
    assert [link.gloss for link in links] == ["English Mot.", "English Hai. English Ba.", None]
    assert [link.translation for link in links] == ["Satu.", "Dua. tiga.", None]
    assert len(pivot.asked) == 1


def test_the_document_is_scored_as_sacrebleu_does_it(documents):
    from sacrebleu import corpus_bleu, corpus_chrf

    alignment = attached(documents, ALIGNMENT, Glossary(Mot="Satu", Hai="Dua", Ba="tiga"))
    found = nearness(documents[1], alignment)
    sides = (["Satu.", "Dua belas."], [["Satu.", "Dua. tiga."]])

    assert found.chrf == round(corpus_chrf(*sides).score, 1)
    assert found.chrfpp == round(corpus_chrf(*sides, word_order=2).score, 1)
    assert found.bleu == round(corpus_bleu(*sides).score, 1)
    assert "chrF|nrefs:1" in found.signature
    assert "chrF++|nrefs:1|case:mixed|eff:yes|nc:6|nw:2" in found.signature
    assert "BLEU|nrefs:1" in found.signature


def test_without_translations_there_are_no_scores(documents):
    assert nearness(documents[1], ALIGNMENT) is None


@pytest.mark.parametrize("quality", [None, Quality.GIST, Quality.DRAFT, Quality.GOOD])
def test_the_aligner_goes_by_the_translations_of_a_good_model_only(documents, quality):
    translations = translate(documents[0], Glossary(Mot="Satu", Hai="Dua", Ba="tiga"))
    view = trusted(translations, quality)
    assert view == (translations.texts if quality is Quality.GOOD else None)

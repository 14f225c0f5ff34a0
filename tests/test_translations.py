"""Translations beside links, and the scores of a publication against them."""

import pytest
from selaras.align.model import Alignment, Kind, Link
from selaras.documents.reading import read_text
from selaras.translations import nearness, translated


class Glossary:
    """A translator that knows what it is told."""

    name = "glossary"

    def __init__(self, **known):
        self.known = known
        self.asked = []

    def translate(self, texts):
        self.asked.append(list(texts))
        return [self.known[text.rstrip(".")] + "." for text in texts]


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


def test_each_source_side_gets_its_translation_and_score(documents):
    translator = Glossary(Mot="Satu", Hai="Dua", Ba="tiga")
    alignment = translated(*documents, ALIGNMENT, translator)

    assert [link.translation for link in alignment.links] == ["Satu.", "Dua. tiga.", None]
    assert alignment.links[0].chrf == 100.0
    assert 0 < alignment.links[1].chrf < 100
    assert alignment.links[2].chrf is None
    assert translator.asked == [["Mot.", "Hai.", "Ba."]]


def test_an_omission_has_a_translation_but_no_score(documents):
    alignment = Alignment((Link(0, (0,), (), Kind.OMISSION, 1.0),))
    [link] = translated(*documents, alignment, Glossary(Mot="Satu")).links
    assert (link.translation, link.chrf) == ("Satu.", None)


def test_the_document_is_scored_as_sacrebleu_does_it(documents):
    from sacrebleu import corpus_bleu, corpus_chrf

    alignment = translated(*documents, ALIGNMENT, Glossary(Mot="Satu", Hai="Dua", Ba="tiga"))
    found = nearness(documents[1], alignment)
    sides = (["Satu.", "Dua belas."], [["Satu.", "Dua. tiga."]])

    assert found.chrf == round(corpus_chrf(*sides).score, 1)
    assert found.bleu == round(corpus_bleu(*sides).score, 1)
    assert "chrF|nrefs:1" in found.signature
    assert "BLEU|nrefs:1" in found.signature


def test_without_translations_there_are_no_scores(documents):
    assert nearness(documents[1], ALIGNMENT) is None

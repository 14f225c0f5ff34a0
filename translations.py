"""Machine translations beside an alignment's links, and how near the publication comes to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from selaras.align.model import Alignment, Link
from selaras.documents.model import Document
from selaras.models.interfaces import Glosser, Quality, Translator


@dataclass(frozen=True, slots=True)
class Translations:
    """The translation of each source sentence, by its id; and its gloss, when pivoting."""

    texts: Mapping[int, str]
    glosses: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nearness:
    """Scores (0..100) of the publication against the translation, with their signatures."""

    chrf: float
    chrfpp: float
    bleu: float
    signature: str


def translate(source: Document, translator: Translator) -> Translations:
    """Every sentence of the source in the target's language."""
    ids = [sentence.id for sentence in source.sentences]
    texts = [sentence.text for sentence in source.sentences]
    if not isinstance(translator, Glosser):
        return Translations(dict(zip(ids, translator.translate(texts), strict=True)))
    glosses = translator.gloss(texts)
    translations = translator.from_gloss(glosses)
    return Translations(
        dict(zip(ids, translations, strict=True)), dict(zip(ids, glosses, strict=True))
    )


def trusted(translations: Translations, quality: Quality | None) -> Mapping[int, str] | None:
    """What the aligner may go by: the translations of a good model.

    Those of a gist (chrF 37) and of a draft (chrF 45) told it little that is new, and let
    reports of different events on one topic look alike.
    """
    return translations.texts if quality is Quality.GOOD else None


def translated(target: Document, alignment: Alignment, translations: Translations) -> Alignment:
    """The alignment with each source side's translation, and how near the target comes to it."""
    links = tuple(_translated(link, target, translations) for link in alignment.links)
    return replace(alignment, links=links)


def nearness(target: Document, alignment: Alignment) -> Nearness | None:
    """The scores of all links that have a translation; None if none has."""
    from sacrebleu.metrics import BLEU

    pairs = [
        (_text(target, link.target), link.translation)
        for link in alignment.pairs
        if link.translation
    ]
    if not pairs:
        return None
    published, translations = [list(side) for side in zip(*pairs, strict=True)]
    metrics = (_chrf(), _chrf(word_order=2), BLEU())
    chrf, chrfpp, bleu = (
        _rounded(metric.corpus_score(published, [translations]).score) for metric in metrics
    )
    signature = "; ".join(
        f"{name}|{metric.get_signature()}"
        for name, metric in zip(("chrF", "chrF++", "BLEU"), metrics, strict=True)
    )
    return Nearness(chrf, chrfpp, bleu, signature)


def _translated(link: Link, target: Document, translations: Translations) -> Link:
    translation = _joined(link, translations.texts)
    published = _text(target, link.target)
    found = replace(link, translation=translation, gloss=_joined(link, translations.glosses))
    if not translation or not published:
        return found
    return replace(
        found,
        chrf=_sentence_score(_chrf(), published, translation),
        chrfpp=_sentence_score(_chrf(word_order=2), published, translation),
    )


def _joined(link: Link, by_sentence: Mapping[int, str]) -> str | None:
    return " ".join(by_sentence[number] for number in link.source if number in by_sentence) or None


def _chrf(word_order: int = 0) -> Any:
    from sacrebleu.metrics import CHRF

    return CHRF(word_order=word_order)


def _sentence_score(metric: Any, published: str, translation: str) -> float:
    return _rounded(metric.sentence_score(published, [translation]).score)


def _rounded(score: float) -> float:
    return round(float(score), 1)


def _text(document: Document, sentences: Iterable[int]) -> str:
    """The sentences' texts as one line."""
    return " ".join(" ".join(document.sentences[number].text.split()) for number in sentences)

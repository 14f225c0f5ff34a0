"""Machine translations beside an alignment's links, and how near the publication comes to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from selaras.align.model import Alignment
from selaras.documents.model import Document
from selaras.models.interfaces import Translator


@dataclass(frozen=True, slots=True)
class Nearness:
    """chrF and BLEU (0..100) of the publication against the translation, with their signatures."""

    chrf: float
    bleu: float
    signature: str


def translated(
    source: Document, target: Document, alignment: Alignment, translator: Translator
) -> Alignment:
    """The alignment with each source side's translation, and chrF of what answers it."""
    ids = [sentence for link in alignment.links for sentence in link.source]
    translations = translator.translate([source.sentences[number].text for number in ids])
    by_id = dict(zip(ids, translations, strict=True))
    links = []
    for link in alignment.links:
        text = " ".join(by_id[number] for number in link.source) or None
        published = _text(target, link.target)
        chrf = _chrf(published, text) if text and published else None
        links.append(replace(link, translation=text, chrf=chrf))
    return replace(alignment, links=tuple(links))


def nearness(target: Document, alignment: Alignment) -> Nearness | None:
    """The scores of all links that have a translation; None if none has."""
    from sacrebleu.metrics import BLEU, CHRF

    pairs = [
        (_text(target, link.target), link.translation)
        for link in alignment.pairs
        if link.translation
    ]
    if not pairs:
        return None
    published, translations = [list(side) for side in zip(*pairs, strict=True)]
    chrf, bleu = CHRF(), BLEU()
    return Nearness(
        _rounded(chrf.corpus_score(published, [translations]).score),
        _rounded(bleu.corpus_score(published, [translations]).score),
        f"chrF|{chrf.get_signature()} BLEU|{bleu.get_signature()}",
    )


def _chrf(published: str, translation: str) -> float:
    from sacrebleu.metrics import CHRF

    return _rounded(CHRF().sentence_score(published, [translation]).score)


def _rounded(score: float) -> float:
    return round(float(score), 1)


def _text(document: Document, sentences: Iterable[int]) -> str:
    """The sentences' texts as one line."""
    return " ".join(" ".join(document.sentences[number].text.split()) for number in sentences)

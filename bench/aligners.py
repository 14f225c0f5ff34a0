"""The aligners that are compared: selaras, what it is made of step by step, and others.

Each takes a document pair and returns links as sentence numbers, gaps included.
Others than selaras are run where their packages are installed (pip install
selaras[bench]); all see the same sentences, and the same encoder where they use one.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
from selaras.align import alignment as full
from selaras.align.gains import BeadGains, Weights
from selaras.align.model import Alignment
from selaras.align.programme import Band, GapCosts, best_path
from selaras.align.programme import Bead as PathBead
from selaras.align.scoring import Bead
from selaras.align.views import View, Views, normalised
from selaras.documents.model import Document, Role
from selaras.documents.reading import read_text
from selaras.models.interfaces import Encoder
from stand_in import StandIn

Floats = npt.NDArray[np.float32]
Aligner = Callable[[Document, Document, Encoder], list[Bead]]

# What takes too long on long documents.
SLOW = frozenset({"Vecalign's programme (sentweave)"})
# Below this cosine two sentences are no pair for the greedy baseline.
_GREEDY_THRESHOLD = 0.35


def aligners() -> dict[str, Aligner]:
    """All that can be run here, by name."""
    found: dict[str, Aligner] = {
        "selaras": selaras,
        "selaras, from the text alone": selaras_from_text,
        "baseline: mutual best matches": mutual_best,
    }
    if importlib.util.find_spec("sentweave"):
        found["Vecalign's programme (sentweave)"] = vecalign
    if importlib.util.find_spec("galechurch"):
        found["Gale-Church (galechurch)"] = gale_church
    return found


def without_roles(document: Document) -> Document:
    """The document with nothing said about what is furniture: as others see it."""
    plain = tuple(replace(sentence, role=Role.BODY) for sentence in document.sentences)
    return replace(document, sentences=plain)


def selaras(source: Document, target: Document, encoder: Encoder) -> list[Bead]:
    """The aligner as it is, on the sentences given."""
    return beads_of(full.align(Views.of(source, target, encoder)))


def with_translations(
    source: Document, target: Document, encoder: Encoder, translator: StandIn
) -> list[Bead]:
    """The aligner with a translation of each source sentence besides."""
    told = translator.translate([sentence.text for sentence in source.sentences])
    by_id = {sentence.id: text for sentence, text in zip(source.sentences, told, strict=True)}
    return beads_of(full.align(Views.of(source, target, encoder, by_id)))


def selaras_from_text(source: Document, target: Document, encoder: Encoder) -> list[Bead]:
    """The aligner on its own reading of the text: sentences and furniture are not given."""
    read = [read_text(side.text, language=side.language) for side in (source, target)]
    found = beads_of(full.align(Views.of(read[0], read[1], encoder)))
    numbers = [_counterparts(*sides) for sides in zip(read, (source, target), strict=True)]
    projected = [
        tuple(
            tuple(sorted({n for one in bead[side] for n in numbers[side][one]})) for side in (0, 1)
        )
        for bead in found
    ]
    # A sentence that was read as two gives the same link twice.
    return list(dict.fromkeys((one, other) for one, other in projected if one or other))


def _counterparts(read: Document, given: Document) -> list[list[int]]:
    """For each sentence as read: the given ones that it shares most of itself or of them with."""
    return [
        [
            other.id
            for other in given.sentences
            if 2 * (min(one.end, other.end) - max(one.start, other.start))
            > min(len(one.span), len(other.span))
        ]
        for one in read.sentences
    ]


def beads_of(alignment: Alignment) -> list[Bead]:
    """The links of an alignment as sentence numbers."""
    return [(link.source, link.target) for link in alignment.links]


def gale_church(source: Document, target: Document, encoder: Encoder) -> list[Bead]:
    """Length alone (Gale and Church, 1993)."""
    import galechurch

    texts = [[sentence.text for sentence in side.sentences] for side in (source, target)]
    found = galechurch.align(*texts)
    return _separated(
        (tuple(range(b.source_start, b.source_end)), tuple(range(b.target_start, b.target_end)))
        for b in found.beads
    )


def vecalign(source: Document, target: Document, encoder: Encoder) -> list[Bead]:
    """Vecalign's dynamic programme over this encoder's vectors of up to four sentences."""
    from sentweave import align

    texts = [[sentence.text for sentence in side.sentences] for side in (source, target)]
    found = align(
        *texts, encoder=lambda lines: encoder.sentences(list(lines)), alignment_max_size=5
    )
    return _separated((tuple(a.src_indices), tuple(a.tgt_indices)) for a in found.alignments)


def _separated(beads: Iterable[Bead]) -> list[Bead]:
    """Gaps of several sentences as several gaps, as the gold has them."""
    separated: list[Bead] = []
    for source, target in beads:
        if source and target:
            separated.append((source, target))
        separated += [((one,), ()) for one in source if not target]
        separated += [((), (one,)) for one in target if not source]
    return separated


def mutual_best(source: Document, target: Document, encoder: Encoder) -> list[Bead]:
    """One to one: sentences that are each other's most similar, by centred vectors."""
    one, other = (normalised(View.of(side, encoder).vectors) for side in (source, target))
    similarity = one @ other.T
    forward, backward = similarity.argmax(axis=1), similarity.argmax(axis=0)
    links: list[Bead] = [
        ((row,), (int(column),))
        for row, column in enumerate(forward)
        if backward[column] == row and similarity[row, column] >= _GREEDY_THRESHOLD
    ]
    return _with_gaps(links, len(one), len(other))


def _with_gaps(links: list[Bead], rows: int, columns: int) -> list[Bead]:
    linked = [{number for link in links for number in link[side]} for side in (0, 1)]
    gaps: list[Bead] = [((row,), ()) for row in range(rows) if row not in linked[0]]
    gaps += [((), (column,)) for column in range(columns) if column not in linked[1]]
    return links + gaps


@dataclass(frozen=True)
class _Raw:
    """One side with the encoder's vectors as they are."""

    vectors: Floats
    lengths: Floats
    paragraphs: Floats


_SENTENCES_ONLY = replace(full._SENTENCE_VIEW, neighbours=0.0)


def steps(
    translators: dict[str, StandIn],
) -> dict[str, tuple[list[float], Callable[[float], Aligner]]]:
    """The aligner built up part by part: each with the thresholds to choose from."""
    tuned = [full._BOTH_VIEWS.sentence_threshold]
    return {
        "cosine of raw vectors": ([0.8, 0.82, 0.84, 0.86, 0.88, 0.9], _plain),
        "+ centred vectors": ([0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5], _centred),
        "+ margin": ([0.0, 0.05, 0.1, 0.15, 0.2, 0.25], _margin),
        "+ coverage of word pieces": (tuned, lambda _: partial(_both_views, learnt=False)),
        "+ gap costs learnt from the pair": (tuned, lambda _: partial(_both_views, learnt=True)),
        "+ moved passages, short lines (all)": (tuned, lambda _: selaras),
        **{
            f"+ translation ({name})": (tuned, _translating(translator))
            for name, translator in translators.items()
        },
    }


def _translating(translator: StandIn) -> Callable[[float], Aligner]:
    return lambda _: partial(with_translations, translator=translator)


def _plain(threshold: float) -> Aligner:
    def aligner(source: Document, target: Document, encoder: Encoder) -> list[Bead]:
        sides = [
            _Raw(
                encoder.sentences([s.text for s in side.sentences]),
                View.of(side, encoder).lengths,
                View.of(side, encoder).paragraphs,
            )
            for side in (source, target)
        ]
        return _path(sides[0], sides[1], replace(_SENTENCES_ONLY, sentence_threshold=threshold))

    return aligner


def _centred(threshold: float) -> Aligner:
    return partial(_viewed, weights=replace(_SENTENCES_ONLY, sentence_threshold=threshold))


def _margin(threshold: float) -> Aligner:
    return partial(_viewed, weights=replace(full._SENTENCE_VIEW, sentence_threshold=threshold))


def _viewed(source: Document, target: Document, encoder: Encoder, weights: Weights) -> list[Bead]:
    views = Views.of(source, target, encoder)
    return _path(views.source, views.target, weights)


def _path(source: View | _Raw, target: View | _Raw, weights: Weights) -> list[Bead]:
    rows, columns = len(source.vectors), len(target.vectors)
    band = Band.whole(rows, columns)
    gains = BeadGains(source, target, weights, band)
    return _numbered(best_path(gains, rows, columns, GapCosts(0, 0), band), rows, columns)


def _both_views(source: Document, target: Document, encoder: Encoder, learnt: bool) -> list[Bead]:
    views = Views.of(source, target, encoder)
    rows, columns = len(views.source), len(views.target)
    band = Band.whole(rows, columns)
    cover = full._coverage(views.source, views.target, band)
    gains = BeadGains(views.source, views.target, full._BOTH_VIEWS, band, cover)
    if learnt:
        path = full._path(gains, rows, columns, band)
    else:
        path = best_path(gains, rows, columns, GapCosts(0, 0), band)
    return _numbered(path, rows, columns)


def _numbered(path: list[PathBead], rows: int, columns: int) -> list[Bead]:
    links: list[Bead] = [
        (tuple(range(b.row, b.row + b.rows)), tuple(range(b.column, b.column + b.columns)))
        for b in path
    ]
    return _with_gaps(links, rows, columns)

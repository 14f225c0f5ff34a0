"""Measures alignment: quality against known links, part by part, pairing, and long documents.

    python bench/alignment.py quality    all aligners on seeded document pairs
    python bench/alignment.py parts      what each part of the aligner is worth
    python bench/alignment.py speed      milliseconds a pair of 15 sentences, vectors given
    python bench/alignment.py pairing    documents found among many
    python bench/alignment.py long       20,000 x 20,000 sentences: seconds and memory

Texts come from a folder of parallel lines (--texts, with files such as
flores-dev.vi and flores-dev.id). Tables are printed as Markdown. Documents are
made anew from a seed; none of it is the seed that the weights were chosen by.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from aligners import SLOW, Aligner, aligners, beads_of, steps, without_roles
from selaras.align.alignment import align
from selaras.align.pairing import pair
from selaras.align.scoring import Agreement, agreement
from selaras.align.views import Views
from selaras.checks.parallel import document_of_segments
from selaras.languages import Language
from selaras.models.embedded import embedded_encoder
from selaras.models.interfaces import Encoder, TokenVectors, Vectors
from selaras.models.means import language_mean
from stand_in import StandIn
from tabulate import tabulate

from documents import KINDS, LONG, Damage, Pair, SentencePair, corpus_of_pairs, parallel_lines

SHARED = Path(__file__).parents[2] / "shared"
SEED, TUNING_SEED = 20_260, 20_261
_SHORTEST = 15
# Vecalign's encodes every run of up to four sentences: minutes on long documents.
_LONGEST_FOR_SLOW = 200
_ROUNDS = 6


def main() -> None:
    """Print the tables of one measurement."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("what", choices=["quality", "parts", "speed", "pairing", "long"])
    options.add_argument("--texts", type=Path, default=SHARED, help="folder with eval/ and corpus/")
    options.add_argument("--count", type=int, default=12, help="document pairs of each kind")
    options.add_argument("--size", type=int, default=20_000, help="sentences a side of 'long'")
    options.add_argument("--only", default="", help="of 'quality': texts with this in their name")
    options.add_argument(
        "--aligner", default="", help="of 'quality': those with this in their name"
    )
    chosen = options.parse_args()
    if chosen.what == "long":
        print(long_documents(chosen.size))
    elif chosen.what == "speed":
        print(speed(flores(chosen.texts), chosen.count))
    elif chosen.what == "pairing":
        print(pairing(chosen.texts, chosen.count))
    elif chosen.what == "parts":
        parts(chosen.texts, chosen.count)
    else:
        for name, lines in texts(chosen.texts).items():
            if chosen.only in name:
                print(f"\n### {name}\n")
                quality(lines, chosen.count, chosen.aligner)


def flores(folder: Path, target: str = "flores-dev.id") -> list[SentencePair]:
    """News-like prose, professionally translated, or by the system in the target's name."""
    return parallel_lines(folder / "eval/flores-dev.vi", folder / "eval" / target)


def stand_ins(folder: Path) -> dict[str, StandIn]:
    """Two translation models by the chrF of what they say: a fair one and a poor one."""
    from sacrebleu.metrics import CHRF

    names = ("flores-dev.vi", "flores-dev.mt-opusmt.id", "flores-dev.id")
    source, machine, human = (
        (folder / "eval" / name).read_text(encoding="utf-8").splitlines() for name in names
    )
    models = [StandIn(source, machine), StandIn(source, machine, damage=0.5)]
    scores = [CHRF().corpus_score(model.translations, [human]).score for model in models]
    return {f"chrF {score:.0f}": model for score, model in zip(scores, models, strict=True)}


def texts(folder: Path) -> dict[str, list[SentencePair]]:
    """Parallel lines by name."""
    return {
        "FLORES dev, both sides by translators": flores(folder),
        "FLORES dev, target by a machine (NLLB)": flores(folder, "flores-dev.mt-nllb.id"),
        "TED talks, both sides by volunteers": _corpus(folder, "iwslt_ted", _SHORTEST),
        "handbook of system administration": _corpus(folder, "debian_handbook", 0),
        "help pages, many lines of one or two words": _corpus(folder, "lo_help", 0)[3000:6000],
    }


def _corpus(folder: Path, name: str, shortest: int) -> list[SentencePair]:
    with lzma.open(folder / "corpus/vi-id.tsv.xz", "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.startswith(f"{name}\t")]
    return [(one, other) for _, one, other in rows if min(len(one), len(other)) >= shortest]


def quality(lines: Sequence[SentencePair], count: int, wanted: str) -> None:
    """Print, row by row, all aligners on all kinds of damage, and on a long document."""
    encoder = embedded_encoder()
    corpora = {name: corpus_of_pairs(lines, damage, count, SEED) for name, damage in KINDS.items()}
    corpora["900 sentences, all at once"] = corpus_of_pairs(
        lines, LONG, 1, SEED, lambda _: min(900, len(lines))
    )
    systems = {name: system for name, system in aligners().items() if wanted in name}
    print("| documents | aligner | strict | lax | gaps | crossings | CPU seconds |")
    print("|---|---|---|---|---|---|---|")
    for kind, pairs in corpora.items():
        for name, score, seconds in _measured(systems, pairs, encoder):
            cells = (kind, name, *_figures(score), f"{seconds:.2f}")
            print(f"| {' | '.join(cells)} |", flush=True)


def _measured(
    systems: dict[str, Aligner], pairs: Sequence[Pair], encoder: Encoder
) -> Iterator[tuple[str, Agreement, float]]:
    """Name and score of each system, and its seconds with all single sentences encoded before."""
    for one in pairs:
        for side in (one.source, one.target):
            encoder.sentences([sentence.text for sentence in side.sentences])
            encoder.tokens([sentence.text for sentence in side.sentences])
    longest = max(len(one.source.sentences) for one in pairs)
    for name, system in systems.items():
        if name not in SLOW or longest <= _LONGEST_FOR_SLOW:
            start = time.process_time()
            score = _score(system, pairs, encoder)
            yield name, score, time.process_time() - start


def _score(system: Aligner, pairs: Iterable[Pair], encoder: Encoder) -> Agreement:
    return agreement(
        (one.gold, system(without_roles(one.source), without_roles(one.target), encoder))
        for one in pairs
    )


def _figures(score: Agreement) -> list[str]:
    return [f"{100 * s.f1:.1f}" for s in (score.strict, score.lax, score.gaps, score.moved)]


def parts(folder: Path, count: int) -> None:
    """Print the aligner's scores part by part; thresholds are chosen on other document pairs."""
    encoder = embedded_encoder()
    lines = flores(folder)
    kinds = {name: corpus_of_pairs(lines, KINDS[name], count, SEED) for name in KINDS}
    tuning = [
        one for damage in KINDS.values() for one in corpus_of_pairs(lines, damage, 2, TUNING_SEED)
    ]
    print(f"| strict F1 | {' | '.join(kinds)} |\n|{'---|' * (len(kinds) + 1)}")
    for name, (thresholds, system_of) in steps(stand_ins(folder)).items():
        best = thresholds[0]
        if len(thresholds) > 1:
            best = max(thresholds, key=lambda t: _score(system_of(t), tuning, encoder).strict.f1)
        scores = [_score(system_of(best), pairs, encoder) for pairs in kinds.values()]
        print(f"| {name} | {' | '.join(f'{100 * s.strict.f1:.1f}' for s in scores)} |", flush=True)


def speed(lines: Sequence[SentencePair], count: int) -> str:
    """Milliseconds of CPU a pair of 15 sentences, all vectors given: the median of five rounds."""
    encoder = embedded_encoder()
    rows = []
    for name, damage in KINDS.items():
        pairs = corpus_of_pairs(lines, damage, count, SEED, lambda _: 15)
        views = [Views.of(one.source, one.target, encoder) for one in pairs]
        taken = []
        for _ in range(_ROUNDS):
            start = time.process_time()
            for view in views:
                align(view)
            taken.append(1000 * (time.process_time() - start) / count)
        # The first round reads the vectors.
        rows.append((name, f"{sorted(taken[1:])[len(taken) // 2 - 1]:.1f}"))
    return _markdown(rows, ("documents", "milliseconds a pair"))


def pairing(folder: Path, count: int) -> str:
    """Translations among as many foreign documents, and the share that is found."""
    encoder = embedded_encoder()
    lines = flores(folder)
    rows = []
    for name, damage in {**KINDS, "half of each side missing": Damage(missing=(0.5, 0.5))}.items():
        pairs = corpus_of_pairs(lines, damage, 2 * count, SEED)
        # Of the second half, only one side takes part: they belong to nobody.
        sources = [one.source for one in (*pairs[:count], *pairs[count::2])]
        targets = [one.target for one in (*pairs[:count], *pairs[count + 1 :: 2])]
        start = time.process_time()
        found = pair(sources, targets, encoder)
        right = [p for p in found.translations if p.source == p.target < count]
        lowest = min((p.score for p in right), default=0.0)
        others = [p.score for p in found.proposals if p not in right]
        rows.append(
            (name, f"{len(right)} of {count}", len(found.translations) - len(right),
             f"{lowest:.2f}", f"{max(others, default=0.0):.2f}",
             f"{time.process_time() - start:.1f}")
        )  # fmt: skip
    headers = ("documents", "found", "wrong", "lowest score", "highest other", "CPU seconds")
    return _markdown(rows, headers)


class RandomEncoder:
    """A vector by chance for each text; texts that differ only in their side are nearly alike."""

    name = "random"

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """A text is its meaning and its side: the meaning's vector with the side's noise."""
        rows = [_random(text.split("/")[0]) + 0.6 * _random(text) for text in texts]
        vectors = np.array(rows, np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Long documents are aligned without word pieces."""
        raise NotImplementedError

    def mean(self, language: Language) -> Vectors | None:
        """That of the built-in encoder."""
        return language_mean(language)


def _random(text: str) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
    return np.random.default_rng(seed).standard_normal(384).astype(np.float32)


def long_documents(size: int) -> str:
    """One in ten sentences missing on either side, 20 blocks of 20 moved, all links known."""
    rng = random.Random(SEED)
    meanings = list(range(size * 10 // 9))
    source = [m for m in meanings if rng.random() < 0.9][:size]
    target = [m for m in meanings if rng.random() < 0.9][:size]
    for _ in range(20):
        start, place = rng.randrange(len(target) - 20), rng.randrange(len(target) - 20)
        block = target[start : start + 20]
        del target[start : start + 20]
        target[place:place] = block
    gold = _links(source, target)
    documents = [
        document_of_segments([f"{meaning}/{side}" for meaning in meanings], side)
        for meanings, side in ((source, "vi"), (target, "id"))
    ]
    views = Views.of(documents[0], documents[1], RandomEncoder())
    encoded = views.source.vectors, views.target.vectors
    start = time.process_time()
    score = agreement([(gold, beads_of(align(views)))])
    seconds = time.process_time() - start
    row = (f"{len(encoded[0])} x {len(encoded[1])}", *_figures(score), f"{seconds:.0f}", _memory())
    headers = ("sentences", "strict", "lax", "gaps", "crossings", "CPU seconds", "peak MiB")
    return _markdown([row], headers)


def _links(source: list[int], target: list[int]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    place = {meaning: number for number, meaning in enumerate(target)}
    known = set(source)
    return [
        *(((n,), (place[m],) if m in place else ()) for n, m in enumerate(source)),
        *(((), (n,)) for n, m in enumerate(target) if m not in known),
    ]


def _memory() -> str:
    """The most memory this process has held; unknown where the system does not tell."""
    try:
        import resource
    except ImportError:
        return "?"
    return str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def _markdown(rows: Sequence[Sequence[object]], headers: Sequence[str]) -> str:
    return tabulate(rows, headers, tablefmt="github", disable_numparse=True)


if __name__ == "__main__":
    main()

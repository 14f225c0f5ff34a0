"""Measures a converted model on text that it did not learn: chrF, chrF++ and BLEU, and its speed.

    python -m selaras.models.training.evaluate MODEL --texts FOLDER --direction vi-id

The folder holds texts of one name, line by line the same in every language, as
``flores-dev.vi`` and ``flores-dev.id``; files such as ``flores-dev.mt-NAME.id`` are other
systems' translations, measured beside it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
from selaras.errors import ModelError
from selaras.models import description
from selaras.models.training.commands import command
from selaras.models.training.recipe import Direction
from selaras.models.translator import ModelTranslator


@dataclass(frozen=True, slots=True)
class Figures:
    """How good a system's translations are; ``speed`` is in sentences a second, 0 if unknown."""

    system: str
    direction: str
    lines: int
    chrf: float
    chrf_words: float
    bleu: float
    speed: float = 0.0


def evaluate(
    model: Path, texts: Path, direction: Direction, lines: int, threads: int
) -> Iterator[Figures]:
    """The model's figures, and those of other systems' outputs that lie beside the texts."""
    name = _name(texts, direction)
    sources, references = (side[: lines or None] for side in parallel_lines(texts, direction))
    translator = ModelTranslator(
        model, description.read(model), direction.source, direction.target, threads=threads
    )
    started = time.perf_counter()
    translations = translator.translate(sources)
    speed = len(sources) / (time.perf_counter() - started)
    yield _figures(translator.name, str(direction), translations, references, speed)
    for path in sorted(texts.glob(f"{name}.*.{direction.target}")):
        system = path.name.removeprefix(f"{name}.").removesuffix(f".{direction.target}")
        # From which language a system translated, its file does not tell.
        into = f"into {direction.target}"
        yield _figures(system, into, _lines(path)[: lines or None], references)


def parallel_lines(texts: Path, direction: Direction) -> tuple[list[str], list[str]]:
    """The lines of the text that the folder holds in both languages."""
    name = _name(texts, direction)
    return _lines(texts / f"{name}.{direction.source}"), _lines(
        texts / f"{name}.{direction.target}"
    )


def signatures() -> list[str]:
    """How the figures were computed, so that others can repeat it."""
    metrics = _metrics()
    for metric in metrics:
        metric.corpus_score(["a"], [["a"]])  # a signature tells the number of references
    return [str(metric.get_signature()) for metric in metrics]


def _figures(
    system: str,
    direction: str,
    translations: Sequence[str],
    references: Sequence[str],
    speed: float = 0.0,
) -> Figures:
    scores = [m.corpus_score(translations, [references]).score for m in _metrics()]
    chrf, chrf_words, bleu = (round(score, 1) for score in scores)
    return Figures(system, direction, len(references), chrf, chrf_words, bleu, round(speed, 1))


def _metrics() -> tuple[Any, Any, Any]:
    from sacrebleu.metrics import BLEU, CHRF

    return CHRF(), CHRF(word_order=2), BLEU()


def _name(texts: Path, direction: Direction) -> str:
    """The name of the texts that there are in both languages."""
    for path in sorted(texts.glob(f"*.{direction.source}")):
        if path.with_suffix(f".{direction.target}").is_file() and "." not in path.stem:
            return path.stem
    raise ModelError(f"{texts} holds no text in both languages of {direction}.")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


@command
@click.argument("model", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--texts", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--direction", required=True, help="As vi-id.")
@click.option("--lines", default=0, help="The first so many only.")
@click.option("--threads", default=0, help="0 means all cores.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Also as JSON.")
def main(
    model: Path, texts: Path, direction: str, lines: int, threads: int, output: Path | None
) -> None:
    """Measure a model."""
    source, _, target = direction.partition("-")
    found = list(evaluate(model, texts, Direction(source, target), lines, threads))
    for figures in found:
        click.echo(
            f"{figures.system:<32} chrF {figures.chrf:5.1f}  chrF++ {figures.chrf_words:5.1f}  "
            f"BLEU {figures.bleu:5.1f}  {figures.speed:6.1f} sentences/s"
        )
    click.echo("\n".join(signatures()))
    if output:
        table = {"figures": [asdict(f) for f in found], "signatures": signatures()}
        output.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Makes a recipe's text ready for training: filtered, weighted, split, cut into pieces.

python -m selaras.models.training.prepare RECIPE --corpus FOLDER --output FOLDER
"""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
from selaras.errors import ModelError, SettingsError
from selaras.models.training import dataset, filtering, recipe, starting, vocabulary
from selaras.models.training.commands import command
from selaras.models.training.dataset import About, Dataset, Part
from selaras.models.training.recipe import Recipe
from selaras.models.training.rows import Row, read_rows

if TYPE_CHECKING:
    import sentencepiece

# Rows of held-out text stand in this many texts of their own at least.
_SHORTEST_HELD_OUT = 30


def prepare(
    chosen: Recipe,
    corpora: Sequence[Path],
    output: Path,
    all_sources: bool = False,
    forbidden: Sequence[str] = (),
    sample: int = 0,
    layers: int = 8,
    like: Path | None = None,
) -> About:
    """Write the data of a recipe into ``output``; ``sample`` rows by chance if it is not 0.

    Vocabularies and first weights are those of the data in ``like``, if it is given: a
    checkpoint that learned from them can go on with these.
    """
    started = time.monotonic()
    dropped: Counter[str] = Counter()
    found = list(read_rows(chosen, corpora, all_sources))
    if sample:
        found = random.Random(1).sample(found, min(sample, len(found)))
    good = list(filtering.kept(found, filtering.filters(chosen.limits, forbidden), dropped))
    good = filtering.similar(good, chosen.limits.margin, dropped)
    held_out, training = _split(good, chosen.limits.held_out)
    if not training:
        raise ModelError(f"No row is left to train on; left out: {dict(dropped)}.")
    output.mkdir(parents=True, exist_ok=True)
    _write_held_out(output / dataset.HELD_OUT, held_out)
    if like is None:
        _vocabularies(chosen, training, output, layers)
    else:
        _copy_vocabularies(like, output)
    data = _dataset(chosen, training, output, dropped, not all_sources, started)
    if like is not None:
        data = replace(data, about=_together(dataset.read_about(like), data.about))
    dataset.write(data)
    return data.about


def _copy_vocabularies(like: Path, output: Path) -> None:
    if like.resolve() == output.resolve():
        raise SettingsError(f"{like} cannot be like itself: give another folder as output.")
    for name in (dataset.SOURCE_MODEL, dataset.TARGET_MODEL, dataset.START):
        shutil.copyfile(like / name, output / name)


def _together(earlier: About, now: About) -> About:
    """What a model has learned from that begins with the earlier data and goes on with these."""
    if earlier.tags != now.tags:
        raise SettingsError(
            f"The earlier data translate into {', '.join(earlier.tags)}, these into "
            f"{', '.join(now.tags)}: a model cannot go on from one with the other."
        )
    return replace(
        now,
        clean=earlier.clean and now.clean,
        kinds=earlier.kinds | now.kinds,
        # Rows name their source by its place: those of the earlier data come behind.
        sources=now.sources | {n: p for n, p in earlier.sources.items() if n not in now.sources},
    )


def _split(good: list[Row], count: int) -> tuple[list[Row], list[Row]]:
    """The held-out rows and the others; rows with one target text stay together."""
    ranks = sorted({row.rank for row in good if len(row.target) >= _SHORTEST_HELD_OUT})
    limit = ranks[min(count, len(ranks) // 10)] if ranks else b""
    held_out = [row for row in good if row.rank < limit and len(row.target) >= _SHORTEST_HELD_OUT]
    return held_out, [row for row in good if row.rank >= limit]


def _write_held_out(path: Path, held_out: list[Row]) -> None:
    lines = (f"{row.direction}\t{row.source}\t{row.target}\n" for row in held_out)
    path.write_text("".join(lines), encoding="utf-8")


def _vocabularies(chosen: Recipe, training: list[Row], output: Path, layers: int) -> None:
    known = vocabulary.inventory()
    limits = chosen.limits
    words = vocabulary.common_words(chosen.languages, limits.common_words)
    sources = known.count([*(row.source for row in training), *words])
    targets = known.count(
        [*_repeated(chosen, training), *vocabulary.common_words(chosen.target_languages, 2000)]
    )
    source = known.pruned(sources, limits.source_pieces, byte_fallback=False)
    target = known.pruned(targets, limits.target_pieces, byte_fallback=True)
    source.write(output / dataset.SOURCE_MODEL, known.scores)
    target.write(output / dataset.TARGET_MODEL, known.scores)
    tags = len(chosen.target_languages)
    starting.write(output / dataset.START, source, target, tags, layers)


def _repeated(chosen: Recipe, training: list[Row]) -> Iterator[str]:
    """The targets, each as often as one pass reads it, at least once."""
    for row in training:
        yield from [row.target] * max(1, round(chosen.weight(row.origin)))


def _dataset(
    chosen: Recipe,
    training: list[Row],
    output: Path,
    dropped: Counter[str],
    clean: bool,
    started: float,
) -> Dataset:
    source, target = (_processor(output / n) for n in (dataset.SOURCE_MODEL, dataset.TARGET_MODEL))
    sources = source.encode([row.source for row in training])
    targets = target.encode([row.target for row in training])
    limit = chosen.limits.pieces
    short = [
        index
        for index, pair in enumerate(zip(sources, targets, strict=True))
        if all(0 < len(pieces) <= limit for pieces in pair)
    ]
    dropped["pieces"] += len(training) - len(short)
    tags = {code: number for number, code in enumerate(chosen.target_languages)}
    first_tag = len(source)
    tagged = [[first_tag + tags[training[i].direction.target], *sources[i]] for i in short]
    origins = Counter(training[i].origin for i in short)
    about = About(
        name=chosen.name,
        directions=tuple(str(direction) for direction in chosen.directions),
        tags=tuple(f"<2{code}>" for code in tags),
        source_pieces=first_tag,
        target_pieces=len(target),
        clean=clean,
        kinds=dict(chosen.kinds),
        sources={name: _part(chosen, name, count) for name, count in origins.most_common()},
        dropped=dict(dropped.most_common()),
        seconds=round(time.monotonic() - started, 1),
    )
    names, directions = list(about.sources), list(chosen.directions)
    return Dataset(
        output,
        about,
        dataset.side(tagged),
        dataset.side([targets[i] for i in short]),
        np.array([names.index(training[i].origin) for i in short], np.uint16),
        np.array([directions.index(training[i].direction) for i in short], np.uint16),
    )


def _part(chosen: Recipe, name: str, rows: int) -> Part:
    return Part(chosen.sources[name].kind, chosen.sources[name].licence, rows)


def _processor(path: Path) -> sentencepiece.SentencePieceProcessor:
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_file=str(path))


@command
@click.argument("recipe_path", metavar="RECIPE", type=click.Path(path_type=Path))
@click.option(
    "--corpus",
    "corpora",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Where the recipe's files are (repeatable: the first that holds a file is taken).",
)
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--direction", "directions", multiple=True, help="Instead of the recipe's, as vi-id.")
@click.option("--all-sources", is_flag=True, help="Also those whose weights may not be passed on.")
@click.option(
    "--forbid",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A text of which no ten words in a row may be learned (repeatable).",
)
@click.option("--sample", default=0, help="So many rows only, by chance.")
@click.option("--layers", default=8, show_default=True, help="Encoder layers to start from.")
@click.option("--target-pieces", default=0, help="Instead of the recipe's.")
@click.option(
    "--like",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Prepared data whose vocabularies are kept, so that their model can go on learning "
    "(--layers and --target-pieces are theirs, too).",
)
def main(
    recipe_path: Path,
    corpora: tuple[Path, ...],
    output: Path,
    directions: tuple[str, ...],
    all_sources: bool,
    forbid: tuple[Path, ...],
    sample: int,
    layers: int,
    target_pieces: int,
    like: Path | None,
) -> None:
    """Make a recipe's text ready for training."""
    chosen = recipe.read(recipe_path, directions)
    if target_pieces:
        chosen = recipe.with_target_pieces(chosen, target_pieces)
    forbidden = [line for path in forbid for line in path.read_text("utf-8").splitlines()]
    about = prepare(chosen, corpora, output, all_sources, forbidden, sample, layers, like)
    rows = sum(part.rows for part in about.sources.values())
    click.echo(f"{rows} rows in {about.seconds:.0f} s; left out:")
    for reason, count in about.dropped.items():
        click.echo(f"  {count:>8} {reason}")


if __name__ == "__main__":
    main()

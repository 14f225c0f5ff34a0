"""Makes training text of text in one language: the model's own translation, as its source.

    python -m selaras.models.training.backtranslate MODEL TEXT --direction id-vi --output FILE

TEXT has one sentence a line. FILE gets rows for a recipe: the source's name, the
translation, the text. Such rows teach what the target reads like.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import click
from selaras.models import description
from selaras.models.interfaces import Translator
from selaras.models.training.commands import command
from selaras.models.training.recipe import Direction
from selaras.models.translator import ModelTranslator

_TOGETHER = 1024
# A translation that is much shorter or longer than its text is a failure of the model.
_RATIO = 2.0
_SLACK = 20


def back_translated(translator: Translator, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each line after the model's translation of it, where that is neither broken nor a copy."""
    left = iter(lines)
    while some := list(islice(left, _TOGETHER)):
        for line, made in zip(some, translator.translate(some), strict=True):
            if _is_usable(made, line):
                yield made, line


def _is_usable(made: str, line: str) -> bool:
    lengths = sorted((len(made) + _SLACK, len(line) + _SLACK))
    words = made.split()
    varied = len(set(words)) * 3 > len(words)
    return bool(words) and varied and made != line and lengths[1] <= _RATIO * lengths[0]


def _read(path: Path, limit: int) -> Iterator[str]:
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        lines = (" ".join(line.split()) for line in file)
        yield from islice(filter(None, lines), limit or None)


@command
@click.argument("model", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("text", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--direction", required=True, help="From the text's language, as id-vi.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--name", default="back-translated", show_default=True, help="The source's name.")
@click.option("--lines", default=0, help="The first so many only.")
@click.option("--device", default="cpu", show_default=True)
@click.option("--threads", default=0, help="0 means all cores.")
def main(
    model: Path,
    text: Path,
    direction: str,
    output: Path,
    name: str,
    lines: int,
    device: str,
    threads: int,
) -> None:
    """Translate text back, for training the other direction."""
    source, _, target = direction.partition("-")
    asked = Direction(source, target)
    translator = ModelTranslator(
        model, description.read(model), asked.source, asked.target, device, threads
    )
    count = 0
    with output.open("w", encoding="utf-8", newline="\n") as file:
        for made, line in back_translated(translator, _read(text, lines)):
            file.write(f"{name}\t{made}\t{line}\n")
            count += 1
    click.echo(f"{output}: {count} rows")


if __name__ == "__main__":
    main()

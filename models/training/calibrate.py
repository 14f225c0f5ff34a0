"""Measures how far a converted model may be trusted, and puts the result into its folder.

    python -m selaras.models.training.calibrate MODEL --texts FOLDER --direction vi-id

The folder holds texts as ``evaluate`` wants them. The checks that ask a model take their
thresholds from what stands in its folder, until its user calibrates it anew.
"""

from __future__ import annotations

from pathlib import Path

import click
from selaras.models import calibrating, calibration, description
from selaras.models.cache import Cache
from selaras.models.training.commands import command
from selaras.models.training.evaluate import parallel_lines
from selaras.models.training.recipe import Direction
from selaras.models.translator import ModelTranslator


@command
@click.argument("model", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--texts", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--direction", required=True, help="As vi-id.")
@click.option("--threads", default=0, help="0 means all cores.")
def main(model: Path, texts: Path, direction: str, threads: int) -> None:
    """Calibrate a model that is to be passed on."""
    source, _, target = direction.partition("-")
    sources, targets = parallel_lines(texts, Direction(source, target))
    translator = ModelTranslator(
        model, description.read(model), source, target, threads=threads, cache=Cache(None)
    )
    measured = calibrating.calibrate(translator, sources, targets)
    click.echo(calibration.ship(model, source, target, measured).read_text("utf-8"), nl=False)


if __name__ == "__main__":
    main()

"""Averages the last checkpoints of a run: steadier than the last one alone.

python -m selaras.models.training.average RUN --output FOLDER --last 4
"""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np
from selaras.errors import ModelError
from selaras.models.training import checkpoints
from selaras.models.training.checkpoints import Array, Checkpoint
from selaras.models.training.commands import command


def average(run: Path, last: int) -> Checkpoint:
    """The mean of the weights of the ``last`` checkpoints of a run."""
    found = checkpoints.saved(run)[-last:]
    if not found:
        raise ModelError(f"{run} holds no checkpoint.")
    loaded = [checkpoints.load(folder) for folder in found]
    means: dict[str, Array] = {}
    for name in checkpoints.weight_names(loaded[-1]):
        arrays = [checkpoint.arrays[name].astype(np.float32) for checkpoint in loaded]
        means[name] = np.mean(arrays, axis=0)
    return Checkpoint(means, loaded[-1].options, loaded[-1].position)


def halved(checkpoint: Checkpoint) -> Checkpoint:
    """The checkpoint with float16 weights: half the size, for keeping."""
    arrays = {name: array.astype(np.float16) for name, array in checkpoint.arrays.items()}
    return Checkpoint(arrays, checkpoint.options, checkpoint.position)


@command
@click.argument("run", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--last", default=4, show_default=True, help="How many checkpoints.")
@click.option("--half", is_flag=True, help="Write float16: half the size, for keeping.")
def main(run: Path, output: Path, last: int, half: bool) -> None:
    """Average the last checkpoints of a run."""
    mean = average(run, last)
    checkpoints.save(output, halved(mean) if half else mean)
    click.echo(f"{output}: step {mean.position.step}")


if __name__ == "__main__":
    main()

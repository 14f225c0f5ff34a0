"""Computes a language's mean sentence vector: python -m selaras.models.language_means id FILE...

Each FILE holds one sentence a line, of good prose of one kind (news before all
else); all files weigh the same. A thousand lines each are plenty.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from selaras import languages
from selaras.models.encoders import find_encoder
from selaras.models.interfaces import Encoder, Vectors
from selaras.models.means import EMBEDDED, mean_path

# Characters: shorter lines are titles and labels, longer ones more than a sentence.
_SENTENCE = range(40, 400)


def main() -> None:
    """Write the mean vector of the language named into its folder."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("language", help="its code: the name of a folder in languages/")
    options.add_argument("files", nargs="+", type=Path, help="UTF-8 text, one sentence a line")
    options.add_argument("--encoder", default=EMBEDDED, help="an installed encoder")
    options.add_argument("--lines", type=int, default=1500, help="how many to draw of each file")
    chosen = options.parse_args()
    path = mean_path(languages.load(chosen.language), chosen.encoder)
    np.save(path, language_mean_of(find_encoder(chosen.encoder), chosen.files, chosen.lines))
    print(f"wrote {path}")


def language_mean_of(encoder: Encoder, files: list[Path], lines: int) -> Vectors:
    """The mean of the files' mean vectors."""
    means = [encoder.sentences(drawn(file, lines)).mean(axis=0) for file in files]
    mean: Vectors = np.mean(means, axis=0).astype(np.float32)
    return mean


def drawn(file: Path, lines: int) -> list[str]:
    """``lines`` sentences of the file, the same ones each time."""
    found = {line.strip() for line in file.read_text(encoding="utf-8").splitlines()}
    sentences = sorted(line for line in found if len(line) in _SENTENCE)
    return random.Random(0).sample(sentences, min(lines, len(sentences)))


if __name__ == "__main__":
    main()

"""What a translation model adds to the search for clauses left out: recall at the same alarms.

    python bench/contrast.py FLORES.vi FLORES.id

A clause is cut out of some lines of the target; the others are whole. Each row tells the
warnings of `partial-omission`: how many of the damaged lines have one, and how many of a
hundred whole lines. Without the model, the bars of the words' evidence are lowered step by
step, so that both ways can be compared where they raise as many alarms; with it, the model
that comes along (or is chosen) is asked about the clauses that are in doubt.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from defects_meaning import PLANTERS, aligned, planted
from selaras.checks import stretches
from selaras.checks.mismatches import partial_omission
from selaras.checks.model import Context, Severity
from selaras.checks.parallel import context_of_segments
from selaras.doubting import Doubter
from selaras.models.installed import find_translator
from tabulate import tabulate

_FACTORS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
_ASKED_FROM = (2.0, 1.7, 1.4, 1.2, 1.0)


@dataclass(frozen=True, slots=True)
class Sample:
    """A context whose first links are damaged and whose others are whole."""

    context: Context
    damaged: int
    whole: int


def main() -> None:
    """Print the table, the sum of several samples a row."""
    options = _options()
    sides = [
        path.read_text(encoding="utf-8").splitlines() for path in (options.source, options.target)
    ]
    languages = options.source_language, options.target_language
    samples = [
        _sample(*sides, languages, seed, options.most) for seed in range(1, options.seeds + 1)
    ]
    rows = [(name, *_shares(samples, warned)) for name, warned in _ways()]
    print(tabulate(rows, headers=["", "% found", "alarms in 100"], floatfmt=".1f"))


def _ways() -> Iterator[tuple[str, Callable[[Context], set[int]]]]:
    for factor in _FACTORS:
        yield f"words alone, evidence times {factor}", lambda c, f=factor: _warned(_deaf(c), f)
    for least in _ASKED_FROM:
        yield f"model asked from evidence {least}", lambda c, m=least: _warned(c, 1.0, m)


def _deaf(context: Context) -> Context:
    return replace(context, untranslated=lambda cuts: [None] * len(cuts))


def _warned(
    context: Context, factor: float, asked_from: float = stretches.WORTH_ASKING
) -> set[int]:
    """The links with a warning, with lowered bars of evidence."""
    bars = tuple((most, factor * least) for most, least in stretches._OMITTED)
    with (
        patch.object(stretches, "_OMITTED", bars),
        patch.object(partial_omission, "WORTH_ASKING", asked_from),
    ):
        found = list(partial_omission.find(context))
    return {one.link for one in found if one.severity is not Severity.INFO and one.link is not None}


def _shares(
    samples: Sequence[Sample], warned: Callable[[Context], set[int]]
) -> tuple[float, float]:
    right = alarms = 0
    for sample in samples:
        links = warned(sample.context)
        right += sum(link < sample.damaged for link in links)
        alarms += sum(link >= sample.damaged for link in links)
    damaged, whole = (sum(getattr(one, name) for one in samples) for name in ("damaged", "whole"))
    return 100 * right / damaged, 100 * alarms / whole


def _sample(
    source: Sequence[str], target: Sequence[str], languages: tuple[str, str], seed: int, most: int
) -> Sample:
    _, planter = PLANTERS["lost clause"]
    damaged = planted(planter, source, target, seed, most)
    taken = {one.line for one in damaged}
    whole = [line for line in range(len(source)) if line not in taken]
    context = aligned(
        context_of_segments(
            [one.source for one in damaged] + [source[line] for line in whole],
            [one.planted.text for one in damaged] + [target[line] for line in whole],
            *languages,
        )
    )
    model = find_translator(*languages)
    doubter = Doubter(context.source, context.target, context.alignment, lambda *_: model)
    return Sample(replace(context, untranslated=doubter.untranslated), len(damaged), len(whole))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--source-language", default="vi")
    parser.add_argument("--target-language", default="id")
    parser.add_argument("--most", type=int, default=250, help="damaged lines of each sample")
    parser.add_argument("--seeds", type=int, default=2, help="samples")
    return parser.parse_args()


if __name__ == "__main__":
    main()

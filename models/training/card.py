"""The card of a model: what it learned from, how good it is, what it must not be used for.

    python -m selaras.models.training.card MODEL --data FOLDER --figures FILE --output FILE

``--figures`` are files that ``evaluate`` wrote, ``--notes`` is what no figure tells.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from selaras.errors import ModelError
from selaras.models import description
from selaras.models.training import dataset
from selaras.models.training.commands import command
from selaras.models.training.dataset import About

# What the names of licences hold that want derived works to be shared alike.
_COPYLEFT = ("GPL", "BY-SA", "MPL")
_TERMS = {
    True: "All sources allow weights made from them to be passed on, with attribution.",
    False: "Some sources do not allow weights made from them to be passed on.",
}


def card(model: Path, about: About, figures: Iterable[dict[str, Any]], notes: str = "") -> str:
    """The card as Markdown; ``notes`` tell in words what figures do not, such as its failures."""
    described = description.read(model)
    size = sum(path.stat().st_size for path in model.rglob("*") if path.is_file())
    lines = [
        f"# {described.name}",
        "",
        f"Translates {', '.join(about.directions)}. {size / 1e6:.1f} MB. {_TERMS[about.clean]}",
        "",
        "## Quality",
        "",
        *_quality(list(figures)),
        "",
        "## Data",
        "",
        *_data(about),
        "",
        *_copyleft(about),
        *notes.splitlines(),
    ]
    return "\n".join(lines) + "\n"


def _quality(figures: list[dict[str, Any]]) -> Iterator[str]:
    yield "| system | direction | lines | chrF | chrF++ | BLEU | sentences/s |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for one in (one for found in figures for one in found["figures"]):
        speed = one["speed"] or ""
        cells = (*(one[name] for name in ("system", "direction", "lines")), *_scores(one), speed)
        yield f"| {' | '.join(str(cell) for cell in cells)} |"
    yield ""
    signatures = dict.fromkeys(text for found in figures for text in found["signatures"])
    yield f"Signatures: {', '.join(f'`{text}`' for text in signatures)}."


def _scores(one: dict[str, Any]) -> tuple[float, float, float]:
    return one["chrf"], one["chrf_words"], one["bleu"]


def _data(about: About) -> Iterator[str]:
    yield "| source | kind | rows | licence |"
    yield "| --- | --- | ---: | --- |"
    for name, part in about.sources.items():
        yield f"| {name} | {part.kind} | {part.rows} | {part.licence} |"
    left_out = ", ".join(f"{count} ({reason})" for reason, count in about.dropped.items() if count)
    yield ""
    yield f"Rows left out by the filters: {left_out or 'none'}."


def _copyleft(about: About) -> Iterator[str]:
    found = [n for n, part in about.sources.items() if any(c in part.licence for c in _COPYLEFT)]
    if found:
        yield (
            f"Of these, {', '.join(found)} are under licences that want derived works to be shared "
            "alike. The model holds what it learned from the texts, not the texts; whoever counts "
            "that as derived should mind these licences, or train without them: a recipe leaves a "
            "source out with `clean = false`."
        )
        yield ""


def _read(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} holds no figures ({error}): let evaluate write it.") from error


@command
@click.argument("model", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--figures", multiple=True, type=click.Path(path_type=Path), required=True)
@click.option(
    "--notes",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Markdown to end with, such as known failures.",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
def main(
    model: Path, data: Path, figures: tuple[Path, ...], notes: Path | None, output: Path
) -> None:
    """Write a model's card."""
    told = notes.read_text(encoding="utf-8") if notes else ""
    text = card(model, dataset.read_about(data), [_read(path) for path in figures], told)
    output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

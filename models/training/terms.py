"""Rows of names that two languages have for the same thing, from their gazetteers.

    python -m selaras.models.training.terms vi id --output FILE

Each form that the first language accepts for an office, a body or a place is told
with the form that the second one prefers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from selaras import languages
from selaras.languages.gazetteer import read_entries
from selaras.models.training.commands import command

_TABLES = ("bodies", "offices", "places")
_SOURCE = "gazetteer"


def terms(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Each accepted form of the source's language with the preferred one of the target's."""
    ours, theirs = languages.load(source), languages.load(target)
    for table in _TABLES:
        known = read_entries(theirs.rows(table))
        for entry in read_entries(ours.rows(table)).values():
            if entry.id in known:
                yield from ((form, known[entry.id].preferred) for form in entry.forms)


@command
@click.argument("source")
@click.argument("target")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
def main(source: str, target: str, output: Path) -> None:
    """Write the rows of the languages SOURCE and TARGET as a corpus."""
    rows = [f"{_SOURCE}\t{one}\t{other}\n" for one, other in terms(source, target)]
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text("".join(rows), encoding="utf-8")
    click.echo(f"{len(rows)} rows")


if __name__ == "__main__":
    main()

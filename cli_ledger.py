"""The command ledger: what both texts say of people, figures and terms, side by side."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from selaras import terminal
from selaras.cli_options import FILE, auditor, command_line, project_of
from selaras.errors import DocumentError

if TYPE_CHECKING:
    from selaras.checks.ledgers.model import Ledger
    from selaras.outputs import Output

_GLOSSARY = "glossary"


@click.command(short_help="List people, figures or terms of both sides.")
@click.argument("name", type=click.Choice(["people", "figures", "terms"]))
@click.argument("source", type=FILE)
@click.argument("target", type=FILE)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    help="How to print or write it [default: as the ending of -o tells, else table].",
)
@click.option("-o", "--output", type=FILE, help="Write the ledger to this file instead.")
@click.option(
    "--as-glossary",
    is_flag=True,
    help="Of the terms: those with one rendering throughout, as CSV for audit --glossary.",
)
@click.option("--source-lang", metavar="CODE", help="Language of the source [default: detect].")
@click.option("--target-lang", metavar="CODE", help="Language of the target [default: detect].")
@click.option(
    "--glossary",
    "glossaries",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    help="CSV file of terms, which the ledger lists too. Repeatable.",
)
@click.option("--threads", type=click.IntRange(min=0), help="Processor cores [default: all].")
@click.option("--config", type=FILE, help="Settings file [default: the nearest].")
@click.option("-q", "--quiet", is_flag=True, help="Do not show progress.")
def ledger(
    name: str,
    source: Path,
    target: Path,
    format_: str | None,
    output: Path | None,
    as_glossary: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """List the people, figures or terms of SOURCE, and what TARGET makes of each."""
    from selaras.outputs import check_outputs, write_outputs

    if as_glossary and (name != "terms" or format_):
        raise click.UsageError("--as-glossary is for terms, and a format of its own")
    file = _file(output, _GLOSSARY if as_glossary else format_)
    files = [file] if output else []
    check_outputs(files, (source, target))
    found = _ledger(name, source, target, quiet, **options)
    if not files:
        terminal.say(_rendered(found, file))
    write_outputs(files, lambda chosen: _rendered(found, chosen))
    if files and not quiet:
        terminal.note(f"written: {output}")


def _file(output: Path | None, format_: str | None) -> Output:
    """Where the ledger goes, in which format; ``-`` stands for standard output."""
    from selaras.outputs import Output
    from selaras.reports.ledgers import format_for

    if output is None:
        return Output(Path("-"), format_ or "table")
    return Output(output, format_ or format_for(output))


def _ledger(
    name: str, source: Path, target: Path, quiet: bool, config: Path | None, **options: Any
) -> Ledger:
    """The ledger called ``name`` of an audit with the project's settings."""
    from datetime import date

    from selaras.baseline import Baseline
    from selaras.gating import Gate, Rules

    with terminal.Progress(quiet) as progress:
        rules = Rules(Baseline(), date.today())
        gate = Gate(project_of(config), command_line(**options), rules, auditor(progress))
        audit = gate.audited(source, target)
    if not audit.summary.corresponds:
        raise DocumentError(
            f"{source} and {target} hardly correspond, so there is nothing to list side by side: "
            "check that they belong together"
        )
    return next(ledger for ledger in audit.ledgers if ledger.name == name)


def _rendered(ledger: Ledger, file: Output) -> str:
    from selaras.reports import ledgers

    if file.format == _GLOSSARY:
        return ledgers.as_glossary(ledger, "\t" if file.path.suffix == ".tsv" else ",")
    width = terminal.look(sys.stdout).get("width") if file.path == Path("-") else None
    return ledgers.render(ledger, file.format, **({"width": width} if width else {}))

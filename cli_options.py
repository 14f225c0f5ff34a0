"""Options that several commands share, and what becomes of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from selaras import terminal
from selaras.reports.registry import formats

if TYPE_CHECKING:
    from selaras.auditing import Audit
    from selaras.gating import AuditFiles, Result, Rules
    from selaras.models.interfaces import Encoder
    from selaras.outputs import Output
    from selaras.project import Project
    from selaras.settings import Layer, Settings

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

FILE = click.Path(path_type=Path)


def together(*decorators: Decorator) -> Decorator:
    """Several options as one decorator."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


def names(_: click.Context, option: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """The names of an option that may be repeated, each time with a list joined by commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def report_formats(
    _: click.Context, option: click.Parameter, value: str | None
) -> tuple[str, ...] | None:
    """Names of report formats, joined by commas; ``none`` stands for no name."""
    from selaras.reports.registry import known

    if value is None:
        return None
    chosen = [name.strip() for name in value.split(",")]
    return tuple(known(name).name for name in chosen if name not in ("", "none"))


settings_options = together(
    click.option("--source-lang", metavar="CODE", help="Language of the source [default: detect]."),
    click.option("--target-lang", metavar="CODE", help="Language of the target [default: detect]."),
    click.option(
        "--select",
        multiple=True,
        callback=names,
        metavar="NAMES",
        help="Run only these checks or groups of checks.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        callback=names,
        metavar="NAMES",
        help="Leave these checks or groups of checks out.",
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info"]),
        help="The lightest finding that fails the gate [default: error].",
    ),
    click.option(
        "--glossary",
        "glossaries",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False),
        help="CSV file of terms: source,target,status. Repeatable.",
    ),
    click.option(
        "--names",
        "names",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False),
        help="Text file of names that are right as they are, one a line. Repeatable.",
    ),
    click.option(
        "--threads", type=click.IntRange(min=0), help="Processor cores to use [default: all]."
    ),
    click.option(
        "--encoder",
        metavar="NAME",
        help="Align with this installed encoder [default: the one that comes with selaras].",
    ),
    click.option(
        "--translator",
        metavar="NAME",
        help="Translate with this installed model, or with none [default: the best one here].",
    ),
)
project_options = together(
    click.option(
        "--config",
        type=FILE,
        help="Settings file [default: selaras.toml or pyproject.toml, here or above].",
    ),
    click.option(
        "--baseline", type=FILE, help="File of accepted findings [default: the project's]."
    ),
    click.option(
        "--strict-baseline",
        is_flag=True,
        help="Fail when an accepted finding is there no more.",
    ),
)
report_options = together(
    click.option(
        "--format",
        "format_",
        metavar="NAME",
        help=f"What to print: {', '.join(formats())} [default: table].",
    ),
    click.option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        metavar="[FORMAT:]PATH",
        help="Also write a report to this file; its ending tells the format. Repeatable.",
    ),
    click.option(
        "--show",
        type=click.Choice(["alignment", "ledgers"]),
        help="Show this in the table as well.",
    ),
    click.option(
        "--embed-text", is_flag=True, help="Put the documents' texts into the JSON report."
    ),
    click.option("--no-color", is_flag=True, help="Do not colour the table (nor does NO_COLOR=1)."),
    click.option("-q", "--quiet", is_flag=True, help="Print neither progress nor the table."),
)

REPORT_OPTIONS = ("format_", "outputs", "show", "embed_text", "no_color", "quiet")


def command_line(**options: Any) -> Layer:
    """The settings given on the command line, as the layer that wins over all others."""
    from selaras.checks.model import Severity
    from selaras.settings import Layer

    named = {
        "source-language": options.get("source_lang"),
        "target-language": options.get("target_lang"),
        "select": options.get("select"),
        "ignore": options.get("ignore"),
        "fail-on": Severity(options["fail_on"]) if options.get("fail_on") else None,
        "glossaries": options.get("glossaries"),
        "names": options.get("names"),
        "threads": options.get("threads"),
        "encoder": options.get("encoder"),
        "translator": options.get("translator"),
    }
    given = {name: value for name, value in named.items() if value not in (None, ())}
    return Layer("the command line", given)


def project_of(config: Path | None) -> Project:
    """The project whose settings hold: that of the file given, or the nearest one."""
    from selaras.project import find_project, read_project

    return read_project(config) if config else find_project(Path.cwd())


def rules_of(project: Project, baseline: Path | None, strict: bool) -> Rules:
    """What the gate goes by today; a baseline that was asked for must exist."""
    from datetime import date

    from selaras.baseline import Baseline, load
    from selaras.gating import Rules

    path = baseline or project.baseline
    exists = path is not None and (baseline is not None or path.exists())
    return Rules(load(path) if path and exists else Baseline(), date.today(), strict)


def baseline_path(project: Project, given: Path | None) -> Path:
    """The file of accepted findings: the one given, or the project's."""
    from selaras.baseline import FILE_NAME

    return given or project.baseline or Path(FILE_NAME)


def auditor(progress: Callable[[str], None]) -> AuditFiles:
    """Audits files one after the other with the same encoder, loaded while they are read."""
    from functools import cache

    from selaras.models.deferred import DeferredEncoder
    from selaras.models.embedded import is_built
    from selaras.models.encoders import find_encoder

    @cache
    def encoder(name: str | None, threads: int) -> Encoder:
        return DeferredEncoder(lambda: find_encoder(name, threads, notify=progress), is_built())

    def audited(source: Path, target: Path, settings: Settings) -> Audit:
        loading = encoder(settings.encoder, settings.threads)
        from selaras import auditing

        return auditing.audit(source, target, settings, loading, progress=progress)

    return audited


def checked_outputs(report: dict[str, Any], *inputs: Path) -> tuple[Output, ...]:
    """The files that ``-o`` names; wrong ones, and an unknown format, are found before the work."""
    from selaras.outputs import check_outputs, parse_output
    from selaras.reports.registry import known

    if report["format_"]:
        known(report["format_"])
    outputs = tuple(parse_output(value, report["format_"]) for value in report.pop("outputs"))
    check_outputs(outputs, inputs)
    return outputs


def deliver(
    result: Audit,
    outputs: Sequence[Output],
    format_: str | None,
    show: str | None,
    embed_text: bool,
    no_color: bool,
    quiet: bool,
) -> None:
    """Print the audit as asked, then write its reports and say where they are."""
    from selaras import reports
    from selaras.outputs import write_outputs

    options: dict[str, Any] = {"show": show, "embed_text": embed_text}
    if format_ or not quiet:
        look = terminal.look(sys.stdout, no_color)
        terminal.say(reports.render(result, format_ or "table", **options, **look))
    write_outputs(outputs, lambda output: reports.render(result, output.format, **options))
    if outputs and not quiet:
        terminal.note(f"written: {', '.join(str(output.path) for output in outputs)}")


def merged_outputs(values: Sequence[str]) -> tuple[Output, ...]:
    """The files for one report of many pairs; a format that cannot hold many is refused."""
    from selaras.outputs import check_outputs, parse_output
    from selaras.reports.registry import mergeable

    files = tuple(parse_output(value) for value in values)
    for file in files:
        mergeable(file.format)
    check_outputs(files, ())
    return files


def write_merged(files: Sequence[Output], results: Sequence[Result]) -> None:
    """Write one report of all pairs to each of the files."""
    from selaras import reports
    from selaras.gating import report_of
    from selaras.outputs import write_outputs

    audits = [report_of(result) for result in results]
    write_outputs(files, lambda file: reports.merge(audits, file.format))

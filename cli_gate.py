"""The commands around the gate: gate, diff, review, init, config, baseline."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from selaras import terminal
from selaras.cli_options import (
    FILE,
    auditor,
    baseline_path,
    command_line,
    merged_outputs,
    project_of,
    project_options,
    report_formats,
    rules_of,
    settings_options,
    together,
    write_merged,
)
from selaras.errors import SelarasError, SettingsError

if TYPE_CHECKING:
    from selaras.auditing import Audit
    from selaras.baseline import Baseline
    from selaras.gating import Result
    from selaras.project import Pair, Project

_verdict_format = click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "markdown", "json"]),
    default="table",
    show_default=True,
    help="How to print the result.",
)
_file = click.option("--baseline", type=FILE, help="The file [default: the project's].")
_config = click.option("--config", type=FILE, help="Settings file [default: the nearest].")
_quiet = click.option("-q", "--quiet", is_flag=True, help="Do not show progress.")


@click.command()
@click.argument("paths", nargs=-1, type=FILE)
@click.option("--since", metavar="REVISION", help="Only pairs that changed since this revision.")
@click.option(
    "--allow-none", is_flag=True, help="Pass when no pair holds a file given, or changed."
)
@_verdict_format
@click.option(
    "--findings",
    callback=report_formats,
    metavar="FORMAT",
    help="Print each pair's findings in this report format first "
    "[default: concise with a table, else none].",
)
@click.option("--reports", type=FILE, metavar="FOLDER", help="Write reports of every pair here.")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT:]PATH",
    help="Write one report of all pairs to this file; its ending tells the format. Repeatable.",
)
@click.option(
    "--record",
    is_flag=True,
    help="Keep in the baseline which versions pass, so that later changes are noticed.",
)
@click.option(
    "--report-format",
    "report_formats",
    callback=report_formats,
    default="html,json",
    show_default=True,
    metavar="FORMATS",
    help="The formats of those reports.",
)
@settings_options
@project_options
@_quiet
def gate(
    paths: tuple[Path, ...],
    since: str | None,
    config: Path | None,
    record: bool,
    allow_none: bool,
    outputs: Sequence[str],
    **options: Any,
) -> int:
    """Audit all pairs of the project.

    The settings name them; with PATHS, only pairs that hold one of these files.
    Exit codes: 0 all pass, 1 a pair fails, 2 a pair could not be audited or
    there is none.
    """
    from selaras.gating import concerned
    from selaras.history import changed_files

    project = project_of(config)
    files = merged_outputs(outputs)
    changed = changed_files(project.folder, since) if since else None
    pairs = concerned(project, paths, changed)
    if not pairs:
        terminal.note(f"nothing was audited: no pair holds {_looked_for(paths, since)}")
        return 0 if allow_none else 2
    results, code = _judge(project, pairs, changed, **options)
    if record:
        _record(project, options["baseline"], results)
    write_merged(files, results)
    return code


def _looked_for(paths: Sequence[Path], since: str | None) -> str:
    parts = ["one of these files"] if paths else []
    return " and ".join([*parts, f"a file that changed since {since}"] if since else parts)


def _judge(
    project: Project,
    pairs: Sequence[Pair],
    changed: frozenset[str] | None,
    findings: Sequence[str] | None,
    reports: Path | None,
    report_formats: Sequence[str],
    format_: str,
    **options: Any,
) -> tuple[list[Result], int]:
    """Audit the pairs, print what is asked, and return the results and the exit code."""
    from selaras import reports as rendering
    from selaras import verdicts
    from selaras.outputs import write_reports

    if findings is None:
        findings = ["concise"] if format_ == "table" else []
    results = []
    for result in _results(project, pairs, changed, **options):
        results.append(result)
        if result.error:
            terminal.note(f"{result.pair.name}: {result.error}")
        if result.audit:
            for name in findings:
                terminal.say(rendering.render(result.audit, name))
            if reports:
                write_reports(result.audit, reports / result.pair.target, report_formats)
    given = [verdicts.verdict_of(result) for result in results]
    terminal.say(verdicts.render(given, format_))
    return results, verdicts.exit_code(given)


def _record(project: Project, baseline: Path | None, results: Sequence[Result]) -> None:
    """Keep the versions of the pairs that pass."""
    from selaras.baseline import version_of

    path = baseline_path(project, baseline)
    versions = [
        version_of(result.audit, result.pair.name)
        for result in results
        if result.audit and result.audit.alignment.links and result.verdict == "pass"
    ]
    _save(path, _known(path).with_passed(versions))


def _results(
    project: Project,
    pairs: Sequence[Pair],
    changed: frozenset[str] | None,
    baseline: Path | None,
    strict_baseline: bool,
    quiet: bool,
    **options: Any,
) -> Iterator[Result]:
    """The gate's result of each pair, with progress for whoever watches."""
    from selaras.gating import Gate

    rules = rules_of(project, baseline, strict_baseline)
    with terminal.Progress(quiet) as progress:
        judge = Gate(project, command_line(**options), rules, auditor(progress), changed)
        for pair in pairs:
            result = judge.result(pair)
            progress.clear()
            yield result


@click.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@_verdict_format
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="error",
    show_default=True,
    help="The lightest finding that may not be added.",
)
def diff(old: Path, new: Path, format_: str, fail_on: str) -> int:
    """Compare two saved audits.

    OLD and NEW are JSON reports; what is fixed, new and still there is printed. The exit
    code is 1 if something new weighs --fail-on or more.
    """
    from selaras.auditing import summarise
    from selaras.checks.model import Severity
    from selaras.outputs import read_audit
    from selaras.reports import comparing

    comparison = comparing.compare(read_audit(old), read_audit(new))
    render = {
        "table": comparing.to_text,
        "markdown": comparing.to_markdown,
        "json": comparing.to_json,
    }
    terminal.say(render[format_](comparison))
    added = summarise(comparison.added, Severity(fail_on), corresponds=True)
    return 0 if added.gate == "pass" else 1


@click.command()
@click.argument("audit", type=FILE)
@_config
@_file
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The port [default: any free one]."
)
def review(audit: Path, config: Path | None, baseline: Path | None, port: int) -> None:
    """Serve the review page; decisions go into the baseline.

    AUDIT is a JSON report. Only this machine can open the page; Ctrl-C ends it.
    """
    from selaras.outputs import read_audit
    from selaras.reports.serving import serve

    path = baseline_path(project_of(config), baseline)
    with contextlib.suppress(KeyboardInterrupt):
        serve(read_audit(audit), path, _announce, port)


def _announce(address: str) -> None:
    terminal.say(f"review: {address}\nCtrl-C ends it.")


@click.command()
def init() -> None:
    """Write commented settings into this folder."""
    from selaras.project import write_starter

    terminal.say(f"written: {write_starter(Path.cwd())}; now name your pairs in it")


@click.group()
def config() -> None:
    """Show the settings that hold."""


@config.command("show")
@click.argument("files", nargs=-1, type=FILE)
@click.option("--config", type=FILE, help="Settings file [default: the nearest].")
def show_config(files: tuple[Path, ...], config: Path | None) -> None:
    """Print every effective value and its origin, for the pair SOURCE TARGET if it is given."""
    from selaras.project import describe

    if len(files) not in (0, 2):
        raise click.UsageError("give a source and a target, or neither")
    terminal.say(describe(project_of(config), *files))


@click.group()
def baseline() -> None:
    """Keep the findings that were accepted."""


_paths = click.argument("paths", nargs=-1, type=FILE)
_decision = together(
    click.option("--reason", required=True, help="Why these findings are acceptable."),
    click.option("--who", help="Who says so [default: the name that git knows]."),
    click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day this holds."),
)


@baseline.command()
@_paths
@_decision
@settings_options
@_config
@_file
@_quiet
def create(paths: tuple[Path, ...], baseline: Path | None, **options: Any) -> None:
    """Accept every finding of today, of all pairs or of those that hold one of PATHS."""
    project = project_of(options.pop("config"))
    path = baseline_path(project, baseline)
    if path.exists():
        raise SettingsError(f"{path} is there already; add to it with: selaras baseline update")
    _accept(project, paths, path, **options)


@baseline.command()
@_paths
@_decision
@settings_options
@_config
@_file
@_quiet
def update(paths: tuple[Path, ...], baseline: Path | None, **options: Any) -> None:
    """Accept the findings that are new too; earlier decisions stay as they are."""
    project = project_of(options.pop("config"))
    _accept(project, paths, baseline_path(project, baseline), **options)


@baseline.command()
@_config
@_file
@_quiet
def prune(baseline: Path | None, **options: Any) -> None:
    """Remove decisions that match nothing any more or whose last day has passed."""
    from selaras.baseline import outdated

    project = project_of(options.pop("config"))
    path = baseline_path(project, baseline)
    known = _known(path)
    audits = [(pair.name, audit) for pair, audit in _audits(project, (), path, **options)]
    gone = outdated(known, audits, date.today())
    _save(path, known.without(gone).only_passed(pair for pair, _ in audits))
    terminal.say(f"{len(gone)} of {len(known.entries)} decisions removed from {path}")


@baseline.command("import")
@click.argument("decisions", type=FILE)
@_config
@_file
def import_decisions(decisions: Path, config: Path | None, baseline: Path | None) -> None:
    """Take over the decisions that a review page exported."""
    from selaras.baseline import load

    project = project_of(config)
    path = baseline_path(project, baseline)
    taken = load(decisions)
    entries = [replace(entry, pair=project.named(entry.pair)) for entry in taken.entries]
    _save(path, _known(path).with_entries(entries))
    terminal.say(f"{len(taken.entries)} decisions taken over into {path}")


def _accept(
    project: Project,
    paths: Sequence[Path],
    path: Path,
    reason: str,
    who: str | None,
    until: datetime | None,
    **options: Any,
) -> None:
    from selaras.baseline import entries_for, version_of
    from selaras.history import author

    name = author(project.folder) if who is None else who
    last = until.date() if until else None
    if last and last < date.today():
        raise SettingsError(f"--until {last} lies in the past; these findings would count at once")
    audits = list(_audits(project, paths, path, **options))
    entries = [
        entry
        for pair, audit in audits
        for entry in entries_for(audit, pair.name, reason, name, last)
    ]
    versions = [version_of(audit, pair.name) for pair, audit in audits if audit.alignment.links]
    _save(path, _known(path).with_entries(entries).with_passed(versions))
    terminal.say(f"{len(entries)} findings accepted in {path}")


def _audits(
    project: Project, paths: Sequence[Path], path: Path, **options: Any
) -> Iterator[tuple[Pair, Audit]]:
    """The audit of each pair; the first that cannot be audited ends it all."""
    from selaras.gating import concerned

    options |= {"baseline": path if path.exists() else None, "strict_baseline": False}
    for result in _results(project, concerned(project, paths, None), None, **options):
        if result.error:
            raise SelarasError(result.error)
        if result.audit:
            yield result.pair, result.audit


def _known(path: Path) -> Baseline:
    from selaras.baseline import Baseline, load

    return load(path) if path.exists() else Baseline()


def _save(path: Path, content: Baseline) -> None:
    from selaras.baseline import to_json
    from selaras.writing import write_whole

    write_whole(path, to_json(content))

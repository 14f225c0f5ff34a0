"""The command line: parse, call, print. What the commands do is done elsewhere.

Exit codes: 0 all is well, 1 the gate fails, 2 the command, a file, a model or
the settings are wrong. Whatever goes wrong is one line on standard error.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from selaras import __version__, terminal
from selaras.cli_options import (
    FILE,
    REPORT_OPTIONS,
    auditor,
    checked_outputs,
    command_line,
    deliver,
    project_of,
    project_options,
    report_options,
    rules_of,
    settings_options,
)
from selaras.errors import SelarasError, explained

# Commands that live in modules of their own; they are imported when they are asked for.
_ELSEWHERE = {
    "align": "selaras.cli_align:align",
    "baseline": "selaras.cli_gate:baseline",
    "batch": "selaras.cli_batch:batch",
    "config": "selaras.cli_gate:config",
    "diff": "selaras.cli_gate:diff",
    "gate": "selaras.cli_gate:gate",
    "init": "selaras.cli_gate:init",
    "ledger": "selaras.cli_ledger:ledger",
    "models": "selaras.cli_models:models",
    "pair": "selaras.cli_align:pair",
    "review": "selaras.cli_gate:review",
    "score": "selaras.cli_align:score",
    "translate": "selaras.cli_models:translate",
}


class _StopError(Exception):
    """The user pressed Ctrl-C."""


class _Commands(click.Group):
    """The commands of this module and those of :data:`_ELSEWHERE`."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _StopError from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self.commands, *_ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = _ELSEWHERE[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; an error is one line on stderr."""
    terminal.prepare_streams()
    try:
        return cli.main(arguments, prog_name="selaras", standalone_mode=False) or 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except SystemExit:  # click's way out when the reader of its help has gone
        return 0
    except Exception as error:
        if os.environ.get("SELARAS_DEBUG"):
            raise
        if isinstance(error, OSError):
            terminal.silence()
        terminal.note(_explained(error))
        return 130 if isinstance(error, _StopError | click.Abort) else 2


def _explained(error: Exception) -> str:
    """An error as one line for the person at the terminal."""
    match error:
        case click.ClickException():
            return _usage(error)
        case _StopError() | click.Abort():
            return "stopped"
    return explained(error)


def _usage(error: click.ClickException) -> str:
    message = error.format_message()
    if isinstance(error, click.UsageError) and error.ctx:
        return f"{message} (see: {error.ctx.command_path} --help)"
    return message


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="selaras %(version)s")
def cli() -> None:
    """Does the translated publication say what the source says, and is it clean?

    Exit codes: 0 the gate passes, 1 it fails, 2 something is wrong (one line says what).
    """


@cli.command()
@click.argument("source", type=FILE)
@click.argument("target", type=FILE)
@settings_options
@project_options
@report_options
@click.option("--watch", is_flag=True, help="Audit again whenever one of the files changes.")
def audit(
    source: Path,
    target: Path,
    config: Path | None,
    baseline: Path | None,
    strict_baseline: bool,
    watch: bool,
    **options: Any,
) -> int:
    """Audit a publication against its source."""
    from selaras.gating import Gate

    report = {name: options.pop(name) for name in REPORT_OPTIONS}
    outputs = checked_outputs(report, source, target)
    project = project_of(config)
    rules = rules_of(project, baseline, strict_baseline)

    progress = terminal.Progress(report["quiet"])
    gate = Gate(project, command_line(**options), rules, auditor(progress))

    def once() -> int:
        with progress:
            result = gate.audited(source, target)
        deliver(result, outputs, **report)
        return 0 if result.summary.gate == "pass" else 1

    return _watched(once, source, target) if watch else once()


def _watched(run: Callable[[], int], *paths: Path) -> int:
    """Run at once and whenever a file changes, until the user stops it."""
    from selaras.watching import changes

    try:
        for _ in changes(paths):
            try:
                run()
            except SelarasError as error:
                terminal.note(str(error))
    except KeyboardInterrupt:
        terminal.note("stopped")
    return 0


@cli.command()
@click.argument("audit", type=FILE)
@report_options
def report(audit: Path, **options: Any) -> int:
    """Render a saved audit in any format.

    AUDIT is a JSON report; what comes out is what the audit itself would have written.
    """
    from selaras.outputs import read_audit

    outputs = checked_outputs(options, audit)
    deliver(read_audit(audit), outputs, **options)
    return 0


@cli.group()
def checks() -> None:
    """List the checks, or explain one."""


@checks.command("list")
def list_checks() -> None:
    """Name every check with its group, severity and purpose."""
    from selaras.checks import registry
    from tabulate import tabulate

    rows = [
        (check.name, registry.group(check.name), check.severity, _summary(check.name))
        for check in registry.all_checks()
    ]
    terminal.say(tabulate(rows, headers=["check", "group", "severity", "finds"]))


@checks.command("explain")
@click.argument("name")
def explain_check(name: str) -> None:
    """Print the manual page of the check NAME."""
    from selaras.checks import registry

    terminal.say(f"{name}\n{'=' * len(name)}\n\n{registry.manual(name)}")


def _summary(name: str) -> str:
    from selaras.checks import registry

    first = " ".join(registry.manual(name).split("\n\n")[0].split())
    return first.split(". ")[0].rstrip(".")

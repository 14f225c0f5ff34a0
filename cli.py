"""The command line: parse, call, print. What the commands do is done elsewhere.

Exit codes: 0 all is well, 1 the gate fails, 2 the command, a file, a model or
the settings are wrong. Whatever goes wrong is one line on standard error.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from selaras import __version__, terminal
from selaras.errors import SelarasError

if TYPE_CHECKING:
    from selaras.auditing import Audit
    from selaras.outputs import Output

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

# Commands that live in modules of their own; they are imported when they are asked for.
_ELSEWHERE: dict[str, str] = {}


class _Commands(click.Group):
    """The commands of this module and those of :data:`_ELSEWHERE`."""

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
    except BrokenPipeError:
        terminal.silence()
        return 0
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("SELARAS_DEBUG"):
            raise
        terminal.note(_explained(error))
        return 130 if isinstance(error, KeyboardInterrupt | click.Abort) else 2


def _explained(error: BaseException) -> str:
    """An error as one line for the person at the terminal."""
    match error:
        case click.ClickException():
            return _usage(error)
        case SelarasError():
            return str(error)
        case KeyboardInterrupt() | click.Abort():
            return "stopped"
        case OSError():
            return f"the system refuses: {error}"
        case MemoryError():
            return "there is not enough memory for this"
    return (
        f"an error inside selaras ({type(error).__name__}: {error}); "
        "please report it with what SELARAS_DEBUG=1 shows"
    )


def _usage(error: click.ClickException) -> str:
    message = error.format_message()
    if isinstance(error, click.UsageError) and error.ctx:
        return f"{message} (see: {error.ctx.command_path} --help)"
    return message


def _options(*decorators: Decorator) -> Decorator:
    """Several options as one decorator."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


def _names(ctx: click.Context, option: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """The names of an option that may be repeated, each time with a list joined by commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


_FILE = click.Path(path_type=Path)

language_options = _options(
    click.option("--source-lang", metavar="CODE", help="Language of the source [default: detect]."),
    click.option("--target-lang", metavar="CODE", help="Language of the target [default: detect]."),
)
check_options = _options(
    click.option(
        "--select",
        multiple=True,
        callback=_names,
        metavar="NAMES",
        help="Run only these checks or groups.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        callback=_names,
        metavar="NAMES",
        help="Leave these checks or groups out.",
    ),
)
report_options = _options(
    click.option("--format", "format_", metavar="NAME", help="What to print [default: table]."),
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
    click.option(
        "--no-color", is_flag=True, help="Do not colour what is printed (nor does NO_COLOR=1)."
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print neither progress nor the table."),
)


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
@click.argument("source", type=_FILE)
@click.argument("target", type=_FILE)
@language_options
@check_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="error",
    show_default=True,
    help="The lightest finding that fails the gate.",
)
@click.option(
    "--threads",
    type=click.IntRange(min=0),
    default=0,
    help="Processor cores to use [default: all].",
)
@report_options
def audit(
    source: Path,
    target: Path,
    source_lang: str | None,
    target_lang: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    threads: int,
    **report: Any,
) -> int:
    """Audit the publication TARGET against its SOURCE."""
    from selaras import auditing
    from selaras.checks.model import Severity
    from selaras.settings import Settings

    outputs = _checked_outputs(report, source, target)
    settings = Settings(
        source_language=source_lang,
        target_language=target_lang,
        fail_on=Severity(fail_on),
        select=select,
        ignore=ignore,
        threads=threads,
    )
    with terminal.Progress(report["quiet"]) as progress:
        result = auditing.audit(source, target, settings, progress=progress)
    _deliver(result, outputs, **report)
    return verdict(result)


@cli.command()
@click.argument("audit", type=_FILE)
@report_options
def report(audit: Path, **report: Any) -> int:
    """Render AUDIT, a JSON report, in any format: the same bytes as at the time of the audit."""
    from selaras import reports

    outputs = _checked_outputs(report, audit)
    _deliver(reports.load(audit), outputs, **report)
    return 0


@cli.group()
def checks() -> None:
    """The checks that selaras knows."""


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

    return registry.manual(name).split("\n\n")[0].replace("\n", " ")


def verdict(result: Audit) -> int:
    """The exit code that an audit's gate asks for."""
    return 0 if result.summary.gate == "pass" else 1


def _checked_outputs(report: dict[str, Any], *inputs: Path) -> tuple[Output, ...]:
    """The files that ``-o`` names; wrong ones, and an unknown format, are found before the work."""
    from selaras.outputs import check_outputs, parse_output
    from selaras.reports.registry import known

    if report["format_"]:
        known(report["format_"])
    outputs = tuple(parse_output(value, report["format_"]) for value in report.pop("outputs"))
    check_outputs(outputs, inputs)
    return outputs


def _deliver(
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

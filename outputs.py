"""Where reports go, whole or not at all, and where saved audits come back from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from selaras.auditing import Audit
from selaras.errors import DocumentError, ReportError, SettingsError
from selaras.reports import format_of, formats, render
from selaras.reports.json import from_json
from selaras.writing import is_special, resolved, write_whole


@dataclass(frozen=True, slots=True)
class Output:
    """A report to write: the file and its format."""

    path: Path
    format: str


def parse_output(value: str, fallback: str | None = None) -> Output:
    """Read the value of ``-o``: ``FORMAT:PATH``, or ``PATH`` whose ending tells the format.

    A path whose ending tells nothing takes the format ``fallback``.
    """
    name, colon, path = value.partition(":")
    if colon and path and name in formats():
        return Output(Path(path), name)
    try:
        return Output(Path(value), format_of(value))
    except SettingsError:
        if fallback:
            return Output(Path(value), fallback)
        raise


def check_outputs(outputs: Sequence[Output], inputs: Iterable[Path]) -> None:
    """Refuse, before any work is done, outputs that can only fail or would destroy an input."""
    taken = {resolved(path) for path in inputs}
    for output in outputs:
        if output.path.is_dir():
            raise SettingsError(f"-o {output.path} is a folder; name a file in it")
        if resolved(output.path) in taken:
            raise SettingsError(f"-o {output.path} would overwrite an input or another report")
        if not is_special(output.path):
            taken.add(resolved(output.path))


def write_outputs(outputs: Sequence[Output], report: Callable[[Output], str | bytes]) -> None:
    """Write what can be written; raise ReportError at the end for what cannot."""
    failures = []
    for output in outputs:
        try:
            write_whole(output.path, report(output))
        except OSError as error:
            failures.append(f"{output.path} ({error.strerror or error})")
    if failures:
        written = len(outputs) - len(failures)
        raise ReportError(
            f"cannot write {', '.join(failures)}; {written} of {len(outputs)} reports are written"
        )


def write_reports(audit: Audit, path: Path, names: Iterable[str]) -> None:
    """Write the audit beside others: to ``path`` with each format's ending added."""
    outputs = [
        Output(path.with_name(path.name + (*formats()[name].endings, ".txt")[0]), name)
        for name in names
    ]
    write_outputs(outputs, lambda output: render(audit, output.format))


def read_audit(path: Path) -> Audit:
    """The audit of a JSON report; raises DocumentError when it is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DocumentError(f"cannot read {path}: {error.strerror or error}") from None
    except ValueError:
        raise DocumentError(f"{path} is not a JSON report of selaras") from None
    return from_json(text, str(path))

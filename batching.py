"""Many pairs in one run that may be interrupted: what is done is written down, pair by pair.

A run has a folder. ``reports/`` in it holds the reports of each pair, ``batch.jsonl`` a line a
pair. A line is added once the pair's reports are whole, so that a run that was
killed goes on behind its last pair; a pair whose files or settings have changed is audited anew.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any

from selaras import __version__, baseline
from selaras.errors import SettingsError
from selaras.gating import Gate, Result
from selaras.outputs import read_audit, write_reports
from selaras.project import Pair
from selaras.settings import NOTHING
from selaras.verdicts import Verdict, verdict_of
from selaras.writing import write_whole

SCHEMA = "selaras/batch/1"
JOURNAL = "batch.jsonl"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch keeps of one pair.

    ``made_from`` is the checksum of all that it depends on, ``report`` the place of its JSON
    report in the batch's folder, ``checks`` how many new findings each check has.
    """

    verdict: Verdict
    made_from: str
    report: str | None
    checks: Mapping[str, int]

    @property
    def pair(self) -> str:
        """The pair's name."""
        return f"{self.verdict.source} -> {self.verdict.target}"

    @property
    def badness(self) -> tuple[Any, ...]:
        """Sorts the worst first: what could not be audited, then by errors, warnings, gaps."""
        it = self.verdict
        covered = [share for share in (it.coverage_source, it.coverage_target) if share is not None]
        return (
            it.verdict != "error",
            -(it.error or 0),
            -(it.warning or 0),
            min(covered, default=0.0),
            self.pair,
        )


@dataclass(frozen=True, slots=True)
class Task:
    """A pair to audit, and the name of its reports."""

    pair: Pair
    name: str


@dataclass(frozen=True, slots=True)
class Work:
    """How each pair is done: by whose judgement, with which reports, in which folder."""

    gate: Gate
    folder: Path
    formats: tuple[str, ...]

    def made_from(self, task: Task) -> str:
        """The checksum of all that the pair's outcome depends on."""
        settings = self.gate.settings(task.pair).sha256()
        known = baseline.to_json(self.gate.rules.baseline)
        files = map(_checksum, self.gate.files(task.pair))
        parts = [__version__, settings, known, *files, *self.formats]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def outcome(self, task: Task) -> Outcome:
        """Audit the pair and write its reports; whatever goes wrong is an outcome too."""
        made_from = self.made_from(task)
        result = self.gate.result(task.pair)
        if result.audit:
            path = self.folder / "reports" / task.name
            write_reports(result.audit, path, ("json", *self.formats))
        return _outcome(result, made_from, task.name)


@dataclass(frozen=True, slots=True)
class Journal:
    """The outcomes that a folder holds, on disk."""

    folder: Path

    @property
    def path(self) -> Path:
        """The file with a line a pair."""
        return self.folder / JOURNAL

    def read(self) -> dict[str, Outcome]:
        """The outcomes so far, by pair; a line that was cut off is no outcome.

        Raises SettingsError when the folder holds something else under that name.
        """
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"cannot read {self.path}: {error}; choose another folder"
            ) from None
        outcomes = (_parsed(line) for line in lines)
        return {outcome.pair: outcome for outcome in outcomes if outcome}

    def begin(self, kept: Iterable[Outcome]) -> None:
        """Start with the outcomes of an earlier run that still hold."""
        write_whole(self.path, "".join(map(_line, kept)))

    def add(self, outcome: Outcome) -> None:
        """Write one outcome down."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(_line(outcome))

    def close(self, outcomes: Sequence[Outcome]) -> None:
        """Put the worst first, and the totals at the end."""
        total = {"schema": SCHEMA, "type": "total", **totals(outcomes)}
        lines = [*map(_line, outcomes), json.dumps(total) + "\n"]
        write_whole(self.path, "".join(lines))


def tasks(pairs: Iterable[Pair]) -> list[Task]:
    """The pairs with a name each for their reports: the target's path, told apart where needed."""
    found, taken = [], set()
    for pair in pairs:
        name = "/".join(
            part for part in PurePosixPath(pair.target).parts if part not in ("/", "..")
        )
        if name in taken:
            name += f".{hashlib.sha256(pair.name.encode()).hexdigest()[:8]}"
        taken.add(name)
        found.append(Task(pair, name))
    return found


def pending(
    work: Work, everything: Sequence[Task], done: Mapping[str, Outcome]
) -> tuple[list[Outcome], list[Task]]:
    """The outcomes that still hold, and the tasks that are left; what failed is tried again."""
    kept, left = [], []
    for task in everything:
        outcome = done.get(task.pair.name)
        if outcome and _holds(work, task, outcome):
            kept.append(outcome)
        else:
            left.append(task)
    return kept, left


def totals(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The figures of all pairs together."""
    verdicts = [outcome.verdict for outcome in outcomes]
    checks: Counter[str] = Counter()
    for outcome in outcomes:
        checks.update(outcome.checks)
    return {
        "pairs": len(outcomes),
        **{name: sum(v.verdict == name for v in verdicts) for name in ("pass", "fail")},
        "not_audited": sum(v.verdict == "error" for v in verdicts),
        "errors": sum(v.error or 0 for v in verdicts),
        "warnings": sum(v.warning or 0 for v in verdicts),
        "notes": sum(v.info or 0 for v in verdicts),
        "coverage_source": _mean(v.coverage_source for v in verdicts),
        "coverage_target": _mean(v.coverage_target for v in verdicts),
        "checks": dict(sorted(checks.items(), key=lambda item: (-item[1], item[0]))),
    }


def saved_results(folder: Path, outcomes: Iterable[Outcome]) -> Iterator[Result]:
    """The gate's results again, from the JSON report of each pair."""
    for outcome in outcomes:
        it = outcome.verdict
        audit = read_audit(folder / outcome.report) if outcome.report else None
        yield Result(Pair(it.source, it.target, NOTHING), it.verdict, audit, it.failure)


def _holds(work: Work, task: Task, outcome: Outcome) -> bool:
    return (
        outcome.verdict.verdict != "error"
        and outcome.made_from == work.made_from(task)
        and outcome.report is not None
        and (work.folder / outcome.report).is_file()
    )


def _outcome(result: Result, made_from: str, name: str) -> Outcome:
    audit = result.audit
    new = (f.check for f in audit.findings if f.status == "new") if audit else ()
    report = f"reports/{name}.json" if audit else None
    return Outcome(verdict_of(result), made_from, report, dict(sorted(Counter(new).items())))


def _line(outcome: Outcome) -> str:
    values = {
        "schema": SCHEMA,
        "type": "pair",
        **asdict(outcome.verdict),
        "checks": dict(outcome.checks),
        "report": outcome.report,
        "made_from": outcome.made_from,
    }
    return json.dumps(values) + "\n"


def _parsed(line: str) -> Outcome | None:
    try:
        values = json.loads(line)
        if values["schema"] != SCHEMA or values["type"] != "pair":
            return None
        verdict = {field.name: values[field.name] for field in fields(Verdict)}
        verdict["remarks"] = tuple(verdict["remarks"])
        return Outcome(Verdict(**verdict), values["made_from"], values["report"], values["checks"])
    except (ValueError, KeyError, TypeError):
        return None


def _checksum(path: Path) -> str:
    """The checksum of a file; of one that cannot be read, that it cannot."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return "-"


def _mean(shares: Iterable[float | None]) -> float | None:
    known = [share for share in shares if share is not None]
    return round(sum(known) / len(known), 4) if known else None

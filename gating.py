"""The gate: does an audit meet what the settings ask for, once accepted findings are marked?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from selaras import baseline as baselines
from selaras.auditing import Audit, Summary, summarise
from selaras.baseline import Baseline, Entry
from selaras.checks import registry
from selaras.checks.model import Severity
from selaras.errors import SelarasError, SettingsError
from selaras.project import Pair, Project
from selaras.settings import GATE_FINDINGS, Layer, Settings, build
from selaras.suppressions import suppress

_MEASURES = {
    "coverage-source": "coverage of the source",
    "coverage-target": "coverage of the target",
    "chrf": "chrF",
    "bleu": "BLEU",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What the gate goes by besides the settings.

    ``strict`` lets entries of the baseline fail the gate that match nothing.
    """

    baseline: Baseline
    today: date
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a pair as a whole, of one of the kinds in GATE_FINDINGS."""

    name: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Result:
    """What the gate says about a pair: ``pass``, ``fail``, or ``error`` if it cannot be audited."""

    pair: Pair
    verdict: str
    audit: Audit | None = None
    problems: tuple[Problem, ...] = ()
    error: str | None = None


AuditFiles = Callable[[Path, Path, Settings], Audit]


@dataclass(frozen=True, slots=True)
class Gate:
    """Judges the pairs of a project; ``options`` are the command line's settings.

    ``changed`` are the files that changed since the revision in question, or
    None when nobody asks.
    """

    project: Project
    options: Layer
    rules: Rules
    audit_files: AuditFiles
    changed: frozenset[str] | None = None

    def result(self, pair: Pair) -> Result:
        """What the gate says about one pair; an error is a result too."""
        settings = self._settings(pair)
        problems = tuple(self._problems(pair, settings))
        fails = any(p.severity.rank >= settings.fail_on.rank for p in problems)
        if not self._path(pair.target).exists():
            return Result(pair, "fail" if fails else "pass", problems=problems)
        try:
            audit = self._audited(self._path(pair.source), self._path(pair.target), pair)
        except SelarasError as error:
            return Result(pair, "error", problems=problems, error=str(error))
        return Result(pair, "fail" if fails else audit.summary.gate, audit, problems)

    def audited(self, source: Path, target: Path) -> Audit:
        """The judged audit of two files, whether or not the project names them a pair."""
        return self._audited(source, target, self.project.pair(source, target))

    def _audited(self, source: Path, target: Path, pair: Pair) -> Audit:
        settings = self._settings(pair)
        return judged(self.audit_files(source, target, settings), settings, self.rules, pair.name)

    def _settings(self, pair: Pair) -> Settings:
        return build([*self.project.layers(pair), self.options])

    def _path(self, name: str) -> Path:
        """A file of the project, as short as it can be said from the working folder."""
        return Path(name) if self.project.folder == Path.cwd() else self.project.folder / name

    def _problems(self, pair: Pair, settings: Settings) -> Iterator[Problem]:
        if not self._path(pair.target).exists():
            yield _problem("missing-translation", settings, f"{pair.source} has no {pair.target}")
        elif self.changed and pair.source in self.changed and pair.target not in self.changed:
            message = f"{pair.source} has changed, but {pair.target} has not"
            yield _problem("stale-translation", settings, message)


def concerned(
    project: Project, paths: Sequence[Path], changed: frozenset[str] | None
) -> list[Pair]:
    """The project's pairs that hold one of ``paths`` (if any) and a changed file (if asked).

    Raises SettingsError when the project has no pairs at all.
    """
    pairs = list(project.found_pairs())
    if not pairs:
        raise SettingsError(_no_pairs(project))
    wanted = {project.relative(path) for path in paths}
    return [
        pair
        for pair in pairs
        if (not wanted or wanted & {pair.source, pair.target})
        and (changed is None or changed & {pair.source, pair.target})
    ]


def _no_pairs(project: Project) -> str:
    if project.baseline is None:
        return "nothing was audited: there is no selaras.toml here; selaras init makes one"
    if not project.pairs:
        return f"nothing was audited: the settings in {project.folder} name no [[pairs]]"
    sources = ", ".join(repr(pattern.source.text) for pattern in project.pairs)
    return f"nothing was audited: no file in {project.folder} matches {sources}"


def judged(audit: Audit, settings: Settings, rules: Rules, pair: str) -> Audit:
    """The audit with accepted findings marked, and the verdict that the settings ask for."""
    marked = baselines.mark(suppress(audit, settings), rules.baseline, rules.today)
    summary = summarise(marked.findings, settings.fail_on, audit.summary.corresponds)
    stale = [
        entry
        for entry in baselines.stale(marked, rules.baseline, pair)
        if _would_be_found(entry, settings)
    ]
    reasons = [*_low_scores(audit, settings), *_too_many(summary, settings)]
    remarks = [*_stale_remarks(stale), *_expired_remarks(marked, rules)]
    if reasons or (stale and rules.strict):
        summary = replace(summary, gate="fail")
    return replace(marked, summary=summary, notes=(*audit.notes, *reasons, *remarks))


def _would_be_found(entry: Entry, settings: Settings) -> bool:
    """Whether the entry's check ran; one that exists no more would be found nowhere."""
    ran = {check.name for check in registry.chosen(settings.select, settings.ignore)}
    return entry.check in ran or entry.check not in registry.modules()


def _low_scores(audit: Audit, settings: Settings) -> Iterator[str]:
    for name, least in settings.thresholds.items():
        score = getattr(audit.scores, name.replace("-", "_"))
        wanted = f"the settings ask for at least {least:g}"
        if score is None:
            yield f"gate: {_MEASURES[name]} cannot be measured without a translator, but {wanted}"
        elif score < least:
            yield f"gate: {_MEASURES[name]} is {score:g}; {wanted}"


def _too_many(summary: Summary, settings: Settings) -> Iterator[str]:
    if settings.max_warnings is not None and summary.warning > settings.max_warnings:
        yield (
            f"gate: there are {summary.warning} warnings; "
            f"the settings allow {settings.max_warnings}"
        )


def _stale_remarks(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        yield (
            f"baseline: the entry {entry.fingerprint} ({entry.check}) matches nothing any more; "
            "selaras baseline prune removes it"
        )


def _expired_remarks(audit: Audit, rules: Rules) -> Iterator[str]:
    found = {finding.fingerprint: finding for finding in audit.findings}
    for entry in baselines.expired(rules.baseline, rules.today):
        if entry.fingerprint in found:
            yield (
                f"baseline: {found[entry.fingerprint].id} was accepted until {entry.until} "
                f"({entry.reason or 'no reason given'}) and counts again"
            )


def _problem(name: str, settings: Settings, message: str) -> Problem:
    return Problem(name, settings.severity.get(name, GATE_FINDINGS[name]), message)

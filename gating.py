"""The gate: does an audit meet what the settings ask for, once accepted findings are marked?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from selaras import baseline as baselines
from selaras.auditing import Audit, Summary, summarise
from selaras.baseline import Baseline, Entry
from selaras.checks import registry
from selaras.errors import SelarasError, SettingsError, explained
from selaras.gate_findings import added, outdated, unaudited, untranslated
from selaras.name_lists import accept
from selaras.project import Pair, Project
from selaras.settings import Layer, Settings, build
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
class Result:
    """What the gate says about a pair: ``pass``, ``fail``, or ``error`` if it cannot be audited."""

    pair: Pair
    verdict: str
    audit: Audit | None = None
    error: str | None = None


def report_of(result: Result) -> Audit:
    """The result's audit; where there is none, one that says why."""
    pair = result.pair
    return result.audit or unaudited(Path(pair.source), Path(pair.target), result.error or "")


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
        source, target = self.files(pair)
        settings = self.settings(pair)
        try:
            if target.exists():
                audit = self._audited(source, target, pair)
            else:
                missing = untranslated(source, target, settings, pair.name)
                audit = judged(missing, settings, self.rules, pair.name)
        except SelarasError as error:
            return Result(pair, "error", error=str(error))
        except Exception as error:
            if os.environ.get("SELARAS_DEBUG"):
                raise
            return Result(pair, "error", error=explained(error))
        return Result(pair, audit.summary.gate, audit)

    def audited(self, source: Path, target: Path) -> Audit:
        """The judged audit of two files, whether or not the project names them a pair."""
        return self._audited(source, target, self.project.pair(source, target))

    def _audited(self, source: Path, target: Path, pair: Pair) -> Audit:
        settings = self.settings(pair)
        audit = self.audit_files(source, target, settings)
        reason = self._age(audit, pair)
        if reason:
            audit = added(audit, [outdated(audit, settings, pair.name, reason)])
        return judged(audit, settings, self.rules, pair.name)

    def _age(self, audit: Audit, pair: Pair) -> str | None:
        """Since when the translation is older than its source; None where nothing says so."""
        if self.changed and pair.source in self.changed and pair.target not in self.changed:
            return "since that revision"
        passed = self.rules.baseline.last_passed(pair.name)
        if passed and passed.target == audit.target.sha256 and passed.source != audit.source.sha256:
            return "since this pair passed"
        return None

    def settings(self, pair: Pair) -> Settings:
        """The settings that hold for the pair."""
        return build([*self.project.layers(pair), self.options])

    def files(self, pair: Pair) -> tuple[Path, Path]:
        """Where the pair's two documents are."""
        return self._path(pair.source), self._path(pair.target)

    def _path(self, name: str) -> Path:
        """A file of the project, as short as it can be said from the working folder."""
        return Path(name) if self.project.folder == Path.cwd() else self.project.folder / name


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
    suppressed = accept(suppress(audit, settings), settings)
    marked = baselines.mark(suppressed, rules.baseline, rules.today)
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
    if not audit.alignment.links:
        return
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

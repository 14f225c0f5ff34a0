"""The command for archives: many pairs in one run that can be interrupted and goes on."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from selaras import terminal
from selaras.cli_options import (
    FILE,
    auditor,
    command_line,
    merged_outputs,
    project_of,
    project_options,
    report_formats,
    rules_of,
    settings_options,
    write_merged,
)
from selaras.errors import SelarasError, SettingsError

if TYPE_CHECKING:
    from selaras.batching import Journal, Outcome, Task, Work
    from selaras.gating import Gate, Rules
    from selaras.outputs import Output
    from selaras.project import Pair, Project
    from selaras.settings import Layer


@click.command(short_help="Audit many pairs; goes on where it was stopped.")
@click.argument("places", nargs=-1, metavar="[PAIRS | SOURCES TARGETS]")
@click.option(
    "--into",
    type=FILE,
    default="selaras-batch",
    show_default=True,
    metavar="FOLDER",
    help="The folder of the results.",
)
@click.option(
    "--report-format",
    "formats",
    callback=report_formats,
    default="html",
    show_default=True,
    metavar="FORMATS",
    help="Reports of each pair besides JSON: html, tmx …, or none.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT:]PATH",
    help="Write one report of all pairs to this file; its ending tells the format. Repeatable.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How many pairs to audit at once.",
)
@click.option("--fresh", is_flag=True, help="Audit all pairs anew, also those that are done.")
@click.option(
    "--worst",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="How many pairs to list, the worst first; 0 lists all.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "markdown", "json"]),
    default="table",
    show_default=True,
    help="How to print the result.",
)
@settings_options
@project_options
@click.option("-q", "--quiet", is_flag=True, help="Do not show progress.")
def batch(
    places: tuple[str, ...],
    into: Path,
    formats: Sequence[str],
    outputs: Sequence[str],
    jobs: int,
    fresh: bool,
    worst: int,
    format_: str,
    config: Path | None,
    **options: Any,
) -> int:
    """Audit many pairs; a run that was stopped goes on where it was.

    PAIRS is a manifest that selaras pair has written (.toml, .json, .tsv); SOURCES and
    TARGETS are folders whose documents are paired first. Without either, the settings
    name the pairs.
    """
    from selaras.batching import Journal, Work, tasks

    files = merged_outputs(outputs)
    project, pairs = _pairs(places, config, options)
    rules = rules_of(project, options.pop("baseline"), options.pop("strict_baseline"))
    quiet = options.pop("quiet")
    with terminal.Progress(quiet) as progress:
        work = Work(_gate(project, command_line(**options), rules, progress), into, tuple(formats))
        journal = Journal(into)
        outcomes = _outcomes(work, tasks(pairs), journal, jobs, fresh, progress)
        journal.close(outcomes)
    _print(outcomes, format_, worst)
    _merge(into, outcomes, files)
    return _exit_code(outcomes)


def _pairs(
    places: Sequence[str], config: Path | None, options: dict[str, Any]
) -> tuple[Project, list[Pair]]:
    """The pairs that the arguments name, and the project whose settings hold for them."""
    from selaras.gating import concerned
    from selaras.project import read_project

    if len(places) > 2:
        raise click.UsageError("give one manifest of pairs, or the folders SOURCES and TARGETS")
    manifest = Path(places[0]) if len(places) == 1 else None
    if manifest and manifest.suffix.lower() == ".toml" and config is None:
        project = read_project(manifest)
        return project, concerned(project, (), None)
    project = project_of(config)
    if not places:
        return project, concerned(project, (), None)
    named = _listed(manifest) if manifest else _proposed(places, options)
    return project, [project.pair(Path(s).absolute(), Path(t).absolute()) for s, t in named]


def _listed(manifest: Path) -> list[tuple[str, str]]:
    from selaras.manifests import read_pairs
    from selaras.project import read_project

    if manifest.is_dir():
        raise SettingsError(f"{manifest} is a folder: name the folder of the translations too")
    if manifest.suffix.lower() != ".toml":
        return read_pairs(manifest)
    project = read_project(manifest)
    return [
        (str(project.folder / pair.source), str(project.folder / pair.target))
        for pair in project.found_pairs()
    ]


def _proposed(places: Sequence[str], options: dict[str, Any]) -> list[tuple[str, str]]:
    from selaras.models.embedded import embedded_encoder
    from selaras.proposing import propose

    wanted = options["source_lang"], options["target_lang"]
    with terminal.Progress(options["quiet"]) as progress:
        encoder = embedded_encoder(options["threads"] or 0, notify=progress)
        manifest = propose((places[0], places[1]), wanted, encoder, progress)
    for name in manifest.skipped:
        terminal.note(f"left out: {name}")
    rows = map(manifest.row, manifest.pairing.translations)
    named = [(row[0], row[1]) for row in rows]
    if not named:
        raise SettingsError(
            f"nothing was audited: no document of {places[1]} translates one of {places[0]}"
        )
    return named


def _gate(project: Project, options: Layer, rules: Rules, progress: terminal.Progress) -> Gate:
    from selaras.gating import Gate

    return Gate(project, options, rules, auditor(progress))


def _outcomes(
    work: Work,
    everything: Sequence[Task],
    journal: Journal,
    jobs: int,
    fresh: bool,
    progress: terminal.Progress,
) -> list[Outcome]:
    """What is done already, and what is done now, the worst first."""
    from selaras.batching import pending

    done = {} if fresh else journal.read()
    outcomes, left = pending(work, everything, done)
    journal.begin(outcomes)
    if outcomes:
        terminal.note(f"{len(outcomes)} of {len(everything)} pairs are done already")
    began = time.monotonic()
    for outcome in _each(work, left, jobs):
        journal.add(outcome)
        outcomes.append(outcome)
        if outcome.verdict.failure:
            progress.clear()
            terminal.note(f"{outcome.pair}: {outcome.verdict.failure}")
        progress(_told(len(outcomes), len(everything), len(left), time.monotonic() - began))
    return sorted(outcomes, key=lambda outcome: outcome.badness)


def _told(done: int, wanted: int, left: int, seconds: float) -> str:
    now = done - (wanted - left)
    return f"{done} of {wanted} pairs, {60 * now / max(seconds, 0.1):.0f} a minute"


def _each(work: Work, left: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    """The outcome of each task as it is done, one after the other or several at once."""
    if jobs == 1 or len(left) < 2:
        yield from map(work.outcome, left)
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    how = pickle.dumps(
        (
            work.gate.project,
            _shared(work.gate.options, jobs),
            work.gate.rules,
            work.folder,
            work.formats,
        )
    )
    with ProcessPoolExecutor(min(jobs, len(left)), get_context("spawn")) as pool:
        waiting = [pool.submit(_outcome_elsewhere, how, task) for task in left]
        try:
            for future in as_completed(waiting):
                yield future.result()
        except BrokenProcessPool:
            raise SelarasError(
                "the system stopped a job, probably for lack of memory: run this again with "
                "fewer --jobs; it goes on where it was"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _shared(options: Layer, jobs: int) -> Layer:
    """The options with the processor's cores shared among the jobs, unless they say how many."""
    from selaras.settings import Layer

    cores = max(1, (os.cpu_count() or 1) // jobs)
    return Layer(options.origin, {"threads": cores, **options.values})


def _outcome_elsewhere(how: bytes, task: Task) -> Outcome:
    """The outcome of a task, in a process of its own that keeps its encoder."""
    return _work(how).outcome(task)


@lru_cache(maxsize=1)
def _work(how: bytes) -> Work:
    from selaras.batching import Work

    project, options, rules, folder, formats = pickle.loads(how)
    return Work(_gate(project, options, rules, terminal.Progress(quiet=True)), folder, formats)


def _print(outcomes: Sequence[Outcome], format_: str, worst: int) -> None:
    import json

    from selaras import verdicts
    from selaras.batching import totals

    shown = [outcome.verdict for outcome in outcomes[: worst or None]]
    if format_ == "json":
        content = json.loads(verdicts.render(shown, "json"))
        terminal.say(json.dumps({**content, "total": totals(outcomes)}, indent=1))
        return
    terminal.say(verdicts.render(shown, format_, [outcome.verdict for outcome in outcomes]))
    terminal.say(_closing(totals(outcomes)))


def _closing(total: dict[str, Any]) -> str:
    lines = [f"{total['errors']} errors, {total['warnings']} warnings, {total['notes']} notes"]
    if total["coverage_source"] is not None:
        here, there = total["coverage_source"], total["coverage_target"]
        lines.append(
            f"covered on average: {here:.0%} of the sources, {there:.0%} of the translations"
        )
    if total["checks"]:
        often = [f"{name} {count}" for name, count in list(total["checks"].items())[:8]]
        lines.append(f"most often: {', '.join(often)}")
    return "\n".join(lines)


def _merge(folder: Path, outcomes: Sequence[Outcome], files: Sequence[Output]) -> None:
    """One report of all pairs, from the reports of each."""
    if not files:
        return
    from selaras.batching import saved_results

    write_merged(files, list(saved_results(folder, outcomes)))


def _exit_code(outcomes: Sequence[Outcome]) -> int:
    from selaras.verdicts import exit_code

    return exit_code([outcome.verdict for outcome in outcomes])

"""The commands around translation models: models list, fetch, use …, and translate."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from selaras import terminal
from selaras.cli_options import FILE, together
from selaras.errors import ModelError

if TYPE_CHECKING:
    from selaras.models.calibration import Calibration
    from selaras.models.description import Description
    from selaras.models.registry import Entry

_direction = together(
    click.option("--source-lang", required=True, metavar="CODE", help="Language translated from."),
    click.option("--target-lang", required=True, metavar="CODE", help="Language translated to."),
)
_machine = together(
    click.option("--device", default="cpu", show_default=True, help="cpu or cuda."),
    click.option("--threads", type=click.IntRange(min=0), default=0, help="Cores [default: all]."),
    click.option(
        "--beam",
        type=click.IntRange(1, 32),
        default=2,
        show_default=True,
        help="How many translations are followed at once; 1 is greedy and fastest.",
    ),
)


@click.group()
def models() -> None:
    """Fetch, choose and check translation models."""


@models.command("list")
def list_models() -> None:
    """Name the models that are installed, and those that can be fetched."""
    from selaras.models import encoders, installed, registry
    from tabulate import tabulate

    here = [*installed.installed(), *installed.shipped()]
    rows = [
        (m.name, _directions(m.source_languages, m.target_languages), _quality(m), _licence(m))
        for m in here
    ]
    terminal.say(tabulate(rows, headers=["installed", "translates", "quality", "licence"]))
    if found := encoders.installed_encoders():
        terminal.say("")
        terminal.say(tabulate([(e.name, e.licence) for e in found], ["encoder", "licence"]))
    known = [e for e in registry.entries().values() if e.name not in {m.name for m in here}]
    remote = [(e.name, e.directions, _licence(e), _size(e.size)) for e in known]
    terminal.say("")
    terminal.say(tabulate(remote, headers=["to fetch", "translates", "licence", "size"]))


@models.command()
@click.argument("name")
def info(name: str) -> None:
    """Tell all that is known of the model NAME."""
    from dataclasses import asdict

    from selaras.models import installed, registry

    here = {model.name: model for model in (*installed.shipped(), *installed.installed())}
    found = here.get(name) or registry.entry(name)
    for key, value in asdict(found).items():
        if value not in ("", (), {}, None):
            terminal.say(f"{key.replace('_', ' ')}: {_shown(value)}")
    for direction, measured in installed.calibrations(name).items() if name in here else ():
        terminal.say(_measured(direction, measured))


@models.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask whether the licence suits you.")
def fetch(name: str, yes: bool) -> None:
    """Fetch and install the model NAME, or the package or folder at the path NAME."""
    from selaras.models import installed, registry

    if Path(name).is_file():
        _say_installed([installed.install_package(Path(name))])
        return
    for entry in registry.parts(name):
        terminal.say(f"{entry.name}: licence {_licence(entry)}, {_size(entry.size)}")
        if entry.non_commercial and not yes:
            click.confirm("Its licence forbids commercial use. Fetch it?", abort=True)
    _say_installed(installed.fetch_model(name, _progress))
    if registry.entry(name).kind == "pivot":
        _choose([part.name for part in registry.parts(name)], *registry.entry(name).languages)


@models.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--name", required=True, help="What to call the model.")
@click.option("--source-lang", metavar="CODE", help="Language translated from.")
@click.option("--target-lang", metavar="CODE", help="Language translated to.")
@click.option("--licence", default="not stated", show_default=True, help="As its publisher says.")
@click.option("--non-commercial", is_flag=True, help="Its licence forbids commercial use.")
@click.option("--multilingual", is_flag=True, help="It translates between all its languages.")
@click.option(
    "--quantization",
    type=click.Choice(["int8", "int16", "float16", "float32"]),
    default="int8",
    show_default=True,
    help="Number type of converted weights: int8 is small and fast, float32 exact.",
)
@click.option("--prefix", default="", help="What a sentence encoder wants before each text.")
@click.option(
    "--pooling",
    type=click.Choice(["mean", "first"]),
    help="How a sentence encoder's states become one vector [default: as its files say].",
)
def convert(folder: Path, **options: Any) -> None:
    """Install the model in FOLDER: of the library transformers, or in CTranslate2's format.

    Translation models need both languages; sentence encoders (BERT such as LaBSE, XLM-R)
    need none, and are used with 'selaras audit --encoder NAME'.
    """
    from selaras.models import converting_encoders, installed
    from selaras.models.registry import Entry

    if converting_encoders.is_encoder(folder):
        wishes = converting_encoders.Wishes(
            *(options[name] for name in ("name", "licence", "prefix", "pooling"))
        )
        _say_installed([installed.install_encoder(folder, wishes, options["quantization"])])
        return
    if not options["source_lang"] or not options["target_lang"]:
        raise click.UsageError("A translation model needs --source-lang and --target-lang.")
    entry = Entry(
        name=options["name"],
        kind="folder",
        languages=(options["source_lang"], options["target_lang"]),
        licence=options["licence"],
        multilingual=options["multilingual"],
        non_commercial=options["non_commercial"],
    )
    if (folder / "model.bin").is_file():
        _say_installed([installed.install_folder(folder, entry)])
    else:
        _say_installed([installed.install_transformers(folder, entry, options["quantization"])])


@models.command()
@click.argument("name")
@click.argument("sources", type=FILE)
@click.argument("targets", type=FILE)
@click.option("--source-lang", metavar="CODE", help="Language translated from.")
@click.option("--target-lang", metavar="CODE", help="Language translated to.")
def calibrate(
    name: str, sources: Path, targets: Path, source_lang: str | None, target_lang: str | None
) -> None:
    """Measure how far the model NAME may be trusted, on the lines of SOURCES and TARGETS.

    Each line of TARGETS is the translation of the same line of SOURCES; 500 pairs are
    used. The checks that ask a model take their thresholds from the result.
    """
    from selaras.models import installed
    from selaras.models.translating import parallel_lines

    direction = (source_lang, target_lang) if source_lang and target_lang else None
    found, measured = installed.calibrate(
        name, parallel_lines(sources), parallel_lines(targets), direction
    )
    terminal.say(_measured(found, measured))


@models.command()
@click.argument("names", nargs=-1, required=True)
@_direction
def use(names: tuple[str, ...], source_lang: str, target_lang: str) -> None:
    """Translate with the model NAMES from now on: one, or two through a third language."""
    _choose(names, source_lang, target_lang)


@models.command()
@click.argument("name")
def remove(name: str) -> None:
    """Delete the installed model NAME."""
    from selaras.models import installed

    installed.remove(name)
    terminal.say(f"{name} is removed.")


@models.command()
@click.argument("names", nargs=-1)
def verify(names: tuple[str, ...]) -> int:
    """Check the files of the models NAMES, or of all that are here."""
    from selaras.models import installed

    chosen = names or tuple(m.name for m in (*installed.shipped(), *installed.installed()))
    whole = {name: installed.verify(name) for name in chosen}
    own = {model.name for model in installed.installed()}
    for name, good in whole.items():
        advice = "remove it and fetch it again" if name in own else "install selaras again"
        terminal.say(f"{name}: {'whole' if good else f'damaged: {advice}'}")
    return 0 if all(whole.values()) else 1


@models.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_direction
@_machine
def bench(file: Path, source_lang: str, target_lang: str, **machine: Any) -> None:
    """Measure how fast the sentences of FILE, one a line, are translated."""
    from selaras.models.cache import Cache
    from selaras.models.measuring import measure

    translator = _translator(source_lang, target_lang, Cache(None), **machine)
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    speed = measure(translator, lines)
    terminal.say(
        f"{translator.name}: ready in {speed.opening:.1f} s, then "
        f"{speed.sentences:.1f} sentences and {speed.characters:.0f} characters a second"
    )


@click.command(short_help="Translate a document.")
@click.argument("file", type=FILE)
@_direction
@_machine
@click.option("--sentences", is_flag=True, help="FILE holds one sentence a line; write as many.")
@click.option(
    "-o", "--output", type=FILE, help="Write here: with the ending .tsv, source and translation."
)
def translate(
    file: Path,
    source_lang: str,
    target_lang: str,
    sentences: bool,
    output: Path | None,
    **machine: Any,
) -> None:
    """Translate the document FILE, one line a sentence, with an empty one between paragraphs."""
    from selaras.models.translating import read_lines, rendered
    from selaras.outputs import Output, check_outputs, write_outputs

    files = [Output(output, output.suffix)] if output else []
    check_outputs(files, (file,))
    translator = _translator(source_lang, target_lang, None, **machine)
    lines = read_lines(file, source_lang, sentences)
    translations = translator.translate(lines)
    text = rendered(lines, translations, output is not None and output.suffix == ".tsv")
    if not files:
        terminal.say(text.removesuffix("\n"))
    write_outputs(files, lambda _: text)


def _translator(source: str, target: str, cache: Any, **machine: Any) -> Any:
    from selaras.models.installed import find_translator

    found = find_translator(source, target, cache=cache, notify=terminal.note, **machine)
    if found is None:
        raise ModelError(
            f"No model for {source}-{target} is installed: 'selaras models list' names those "
            "that 'selaras models fetch' can install."
        )
    return found


def _choose(names: Sequence[str], source: str, target: str) -> None:
    from selaras.models import installed

    installed.use(tuple(names), source, target)
    terminal.say(f"{source}-{target} is translated with {' and '.join(names)} from now on.")


def _progress(name: str, done: int, total: int | None) -> None:
    """One line that fills up, on a terminal only."""
    if not sys.stderr.isatty():
        return
    share = f"{100 * done // total:3d} %" if total else ""
    click.echo(f"\r{name}: {done / 1e6:.1f} MB {share}", nl=done == total, err=True)


def _say_installed(names: Sequence[str]) -> None:
    terminal.say(f"Installed: {', '.join(names)}")


def _directions(sources: Sequence[str], targets: Sequence[str]) -> str:
    if set(sources) == set(targets):
        return f"between {', '.join(sources)}"
    pairs = [(source, target) for source in sources for target in targets if source != target]
    return ", ".join("-".join(pair) for pair in pairs)


def _quality(model: Description) -> str:
    """What the model is good for, as measured or as its publisher says."""
    from selaras.models import installed

    measured = {
        f"{direction}: {found.quality}"
        for direction, found in installed.calibrations(model.name).items()
    }
    return ", ".join(sorted(measured)) or str(model.quality or "not measured")


def _measured(direction: str, found: Calibration) -> str:
    """A calibration in two sentences."""
    words = (
        f"It finds {found.recall:.0%} of exchanged words and doubts a word in {found.alarms:.1%} "
        "of right sentences"
    )
    verdict = "" if found.surprise else ": too few, so that the check unlikely-word stays silent"
    stretches = (
        f"It finds {found.contrast_recall:.0%} of the stretches that a translation lacks and "
        f"suspects {found.contrast_alarms:.1%} of those that it has"
    )
    if not found.contrast:
        stretches += ": too few, so that partial-omission does not ask it"
    return (
        f"{direction}, {found.sentences} sentences: quality {found.quality}, chrF {found.chrf} "
        f"(tells a right sentence from a wrong one in {found.chrf_reliability:.1%}, its scores in "
        f"{found.score_reliability:.1%}). {words}{verdict}. {stretches}."
    )


def _licence(entry: Entry | Description) -> str:
    return f"{entry.licence} (not for commercial use)" if entry.non_commercial else entry.licence


def _size(size: int | None) -> str:
    return f"{size / 1e6:.0f} MB" if size else "size not known"


def _shown(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(item)}" for key, item in value.items() if item is not None)
    return str(value)

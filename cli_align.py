"""The commands around the alignment: align, pair, score."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from selaras import terminal
from selaras.cli_options import FILE, together
from selaras.errors import SettingsError

if TYPE_CHECKING:
    from selaras.align.formats.model import Aligned
    from selaras.align.scoring import Agreement
    from selaras.models.interfaces import Encoder
    from selaras.outputs import Output

# The formats of an alignment, and the ending by which -o knows each.
_FORMATS = {"tsv": ".tsv", "jsonl": ".jsonl", "tmx": ".tmx", "moses": "", "table": ""}
# Formats that have no place for words.
_WORDLESS = {"tmx", "moses"}

_options = together(
    click.option(
        "--source-lang",
        metavar="CODE",
        help="Language of the source [default: detect].",
    ),
    click.option(
        "--target-lang",
        metavar="CODE",
        help="Language of the target [default: detect].",
    ),
    click.option(
        "--threads",
        type=click.IntRange(min=0),
        default=0,
        help="Processor cores to use [default: all].",
    ),
    click.option(
        "--encoder",
        metavar="NAME",
        help="Align with this installed encoder [default: the one that comes with selaras].",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Do not show progress."),
)


@click.command(short_help="Link the sentences that say the same.")
@click.argument("source", type=FILE)
@click.argument("target", type=FILE)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(_FORMATS)),
    help="What to print [default: tsv], or to write where -o does not tell.",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT:]PATH",
    help="Write the alignment to this file instead; its ending tells the format. "
    "moses:PATH makes two files, PATH with the languages' endings. Repeatable.",
)
@click.option("--sentences", is_flag=True, help="The files hold one sentence a line already.")
@click.option("--words", is_flag=True, help="Align the words of each link too (jsonl has them).")
@click.option("--show", is_flag=True, help="Print both texts side by side.")
@_options
def align(
    source: Path,
    target: Path,
    format_: str | None,
    outputs: Sequence[str],
    show: bool,
    threads: int,
    encoder: str | None,
    quiet: bool,
    source_lang: str | None,
    target_lang: str | None,
    **reading: bool,
) -> int:
    """Link the sentences of SOURCE with those of TARGET that say the same."""
    from selaras.aligning import Request, align_files

    files = _files(outputs, format_, source, target)
    printed = _printed(format_, show, bool(files))
    _refuse_words(reading["words"], [*printed, *(file.format for file in files)])
    if "moses" in printed:
        raise SettingsError("the format moses is two files: say where with -o PATH")
    request = Request(source, target, source_lang, target_lang, **reading)
    with terminal.Progress(quiet) as progress:
        aligned = align_files(request, _encoder(encoder, threads, progress), progress)
    for name in printed:
        _print(_rendered(aligned, name))
    _write(aligned, files, quiet)
    if not aligned.alignment.corresponds:
        terminal.note(f"{source} and {target} hardly correspond: check that they belong together")
    return 0


@click.command(short_help="Propose which documents are translations.")
@click.argument("sources")
@click.argument("targets")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "tsv", "json", "toml"]),
    help="What to print [default: table].",
)
@click.option(
    "-o",
    "--output",
    type=FILE,
    help="Write a manifest for later commands: .toml, .json or .tsv.",
)
@_options
def pair(
    sources: str,
    targets: str,
    format_: str | None,
    output: Path | None,
    threads: int,
    encoder: str | None,
    quiet: bool,
    source_lang: str | None,
    target_lang: str | None,
) -> int:
    """Propose which documents of TARGETS are translations of which of SOURCES.

    Both are folders, or patterns such as 'news/*.vi.txt'; they may be the same
    folder, since languages are told file by file.
    """
    from selaras import manifests
    from selaras.outputs import Output, write_outputs
    from selaras.proposing import propose

    files = [Output(output, _manifest_format(output))] if output else []
    with terminal.Progress(quiet) as progress:
        places, wanted = (sources, targets), (source_lang, target_lang)
        manifest = propose(places, wanted, _encoder(encoder, threads, progress), progress)
    # The manifest comes first: what it cannot hold is told before anything is printed.
    write_outputs(files, lambda file: manifests.render(manifest, file.format, file.path.parent))
    if format_ or not (output and quiet):
        _print(manifests.render(manifest, format_ or "table"))
    return 0


@click.command(short_help="Compare an alignment with a gold one.")
@click.argument("gold", type=FILE)
@click.argument("predicted", type=FILE)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
)
def score(gold: Path, predicted: Path, format_: str) -> int:
    """Compare the alignment PREDICTED with GOLD: strict and lax F1, gaps, moved links.

    Both are TSV or JSON Lines of selaras align, Vecalign's [0,1]:[2]:cost, or 0,1<TAB>2.
    """
    from selaras.align.formats.reading import read_links
    from selaras.align.scoring import agreement

    result = agreement([(read_links(gold), read_links(predicted))])
    terminal.say(_scores_as_json(result) if format_ == "json" else _scores_as_table(result))
    return 0


def _encoder(name: str | None, threads: int, progress: Callable[[str], None]) -> Encoder:
    from selaras.models.deferred import DeferredEncoder
    from selaras.models.encoders import find_encoder

    return DeferredEncoder(lambda: find_encoder(name, threads, notify=progress))


def _files(
    values: Sequence[str], fallback: str | None, source: Path, target: Path
) -> tuple[Output, ...]:
    """The files that ``-o`` names; wrong ones are found before the work."""
    from selaras.outputs import check_outputs

    files = tuple(_file(value, fallback) for value in values)
    check_outputs(files, (source, target))
    return files


def _file(value: str, fallback: str | None) -> Output:
    from selaras.outputs import Output

    name, colon, path = value.partition(":")
    if colon and path and name in _FORMATS:
        return Output(Path(path), name)
    known = [name for name, ending in _FORMATS.items() if ending == Path(value).suffix.lower()]
    if known and Path(value).suffix:
        return Output(Path(value), known[0])
    if fallback:
        return Output(Path(value), fallback)
    raise SettingsError(
        f"-o {value}: the ending tells no format; end it with .tsv, .jsonl or .tmx, or write "
        "FORMAT:PATH"
    )


def _printed(format_: str | None, show: bool, written: bool) -> list[str]:
    """What goes to standard output: what was asked for, and TSV when nothing else is made."""
    printed = ["table"] if show else []
    if format_ not in (None, *printed) and not written:
        printed.append(str(format_))
    return printed or ([] if written else ["tsv"])


def _refuse_words(words: bool, formats: Sequence[str]) -> None:
    for name in formats:
        if words and name in _WORDLESS:
            raise SettingsError(f"{name} cannot hold words; use jsonl with --words")


def _rendered(aligned: Aligned, name: str) -> str:
    """The alignment in a format that is one text."""
    from selaras.align.formats import jsonl, tsv
    from selaras.reports import side_by_side, tmx

    match name:
        case "tmx":
            return tmx.memory(aligned.source, aligned.target, aligned.alignment)
        case "jsonl":
            return jsonl.render(aligned)
        case "table":
            documents = aligned.source, aligned.target
            width = terminal.look(sys.stdout).get("width", 120)
            return side_by_side.render(*documents, aligned.alignment, aligned.words, width)
    return tsv.render(aligned)


def _print(text: str) -> None:
    """Print; at a terminal, with every character that would act on it made visible."""
    from selaras.reports.visible import visible

    terminal.say(visible(text, keep="\n\t") if sys.stdout.isatty() else text)


def _write(aligned: Aligned, files: Sequence[Output], quiet: bool) -> None:
    from selaras.align.formats import moses
    from selaras.outputs import Output, check_outputs, write_outputs

    texts: dict[Output, str] = {}
    for file in files:
        if file.format == "moses":
            for ending, text in zip(_endings(aligned), moses.render(aligned), strict=True):
                texts[Output(file.path.with_name(f"{file.path.name}.{ending}"), "moses")] = text
        else:
            texts[file] = _rendered(aligned, file.format)
    check_outputs(list(texts), (Path(aligned.source.path), Path(aligned.target.path)))
    write_outputs(list(texts), texts.__getitem__)
    if texts and not quiet:
        terminal.note(f"written: {', '.join(str(file.path) for file in texts)}")


def _endings(aligned: Aligned) -> tuple[str, str]:
    """The endings of the two files of Moses: the languages, or the sides if they are the same."""
    codes = aligned.source.language, aligned.target.language
    return codes if codes[0] != codes[1] else ("source", "target")


def _manifest_format(path: Path) -> str:
    from selaras.manifests import FORMATS

    format_ = path.suffix.lower().removeprefix(".")
    if format_ not in FORMATS or format_ == "table":
        raise SettingsError(f"-o {path}: end it with .toml, .json or .tsv")
    return format_


def _scores(result: Agreement) -> dict[str, dict[str, float]]:
    measures = {
        "strict": result.strict,
        "lax": result.lax,
        "gaps": result.gaps,
        "moved": result.moved,
    }
    return {
        name: {"precision": s.precision, "recall": s.recall, "f1": s.f1}
        for name, s in measures.items()
    }


def _scores_as_json(result: Agreement) -> str:
    import json

    rounded: dict[str, Any] = {
        name: {key: round(value, 4) for key, value in values.items()}
        for name, values in _scores(result).items()
    }
    return json.dumps(rounded, indent=1) + "\n"


def _scores_as_table(result: Agreement) -> str:
    from tabulate import tabulate

    rows = [
        (name, *(f"{value:.1%}" for value in values.values()))
        for name, values in _scores(result).items()
    ]
    return tabulate(rows, ("measure", "precision", "recall", "F1"), disable_numparse=True) + "\n"

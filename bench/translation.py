"""What a small translation model costs, alone and in an audit.

    python bench/translation.py SOURCE TARGET

The model has random weights in the shape of one that would do: six layers that
read, three that write, 384 wide. SOURCE and TARGET hold one sentence a line. Such
a model never ends a sentence, so each translation is stopped at about 1.3 pieces
for one of the source: what a translation costs depends on its length alone.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from selaras.models import embedded, engine, installed, weights
from selaras.models.cache import Cache
from selaras.models.registry import Entry
from selaras.models.unigram import SPECIAL, unigram_model
from tabulate import tabulate

READING, WRITING, WIDTH, INNER, HEADS = 6, 3, 384, 1536, 6
CORES = 2


def stopped(pieces: int) -> int:
    """How long a translation becomes here; in steps, so that several make a batch."""
    return int(1.3 * 8 * max(1, round(pieces / 8)))


def write_model(folder: Path, pieces: list[str]) -> None:
    """A Transformer with random weights in CTranslate2's format, as int8."""
    from ctranslate2.specs import TransformerSpec

    spec = TransformerSpec.from_config((READING, WRITING), HEADS, pre_norm=True)
    generator = np.random.default_rng(1)
    for name, part in _linears(spec, len(pieces)):
        rows, columns = part
        name.weight = (generator.standard_normal((rows, columns), np.float32) * 0.05).astype(
            np.float32
        )
        name.bias = np.zeros(rows, np.float32)
    for norm in _norms(spec):
        norm.gamma, norm.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)
    embeddings = generator.standard_normal((len(pieces), WIDTH), np.float32)
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = embeddings
    spec.config.add_source_eos = True
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir()
    spec.save(str(folder))


def _linears(spec: Any, vocabulary: int) -> list[tuple[Any, tuple[int, int]]]:
    """Every linear layer with its rows and columns."""
    found = [(spec.decoder.projection, (vocabulary, WIDTH))]
    for layer in (*spec.encoder.layer, *spec.decoder.layer):
        found.append((layer.self_attention.linear[0], (3 * WIDTH, WIDTH)))
        found.append((layer.self_attention.linear[1], (WIDTH, WIDTH)))
        found.append((layer.ffn.linear_0, (INNER, WIDTH)))
        found.append((layer.ffn.linear_1, (WIDTH, INNER)))
    for layer in spec.decoder.layer:
        for number, rows in enumerate((WIDTH, 2 * WIDTH, WIDTH)):
            found.append((layer.attention.linear[number], (rows, WIDTH)))
    return found


def _norms(spec: Any) -> list[Any]:
    layers = [*spec.encoder.layer, *spec.decoder.layer]
    return [
        spec.encoder.layer_norm,
        spec.decoder.layer_norm,
        *(layer.self_attention.layer_norm for layer in layers),
        *(layer.ffn.layer_norm for layer in layers),
        *(layer.attention.layer_norm for layer in spec.decoder.layer),
    ]


def write_pieces(path: Path, lines: list[str], size: int) -> list[str]:
    """A tokenizer of ``size`` pieces: those of the encoder that the text needs, and others."""
    import sentencepiece

    known = weights.read(embedded.weight_file())
    pairs = list(zip(known.pieces, known.scores, strict=True))
    whole = sentencepiece.SentencePieceProcessor(model_proto=unigram_model(pairs))
    used = {number for ids in whole.encode(lines) for number in ids} - set(range(len(SPECIAL)))
    others = [number for number in range(len(SPECIAL), len(pairs)) if number not in used]
    chosen = sorted([*used, *others][: size - len(SPECIAL)])
    pieces = [pairs[number] for number in (*range(len(SPECIAL)), *chosen)]
    path.write_bytes(unigram_model(pieces))
    return [piece for piece, _ in pieces]


def install(lines: list[str], size: int) -> None:
    """Put such a model among the installed ones."""
    with tempfile.TemporaryDirectory() as folder:
        pieces = write_pieces(Path(folder, "sentencepiece.model"), lines, size)
        write_model(Path(folder, "model"), pieces)
        for file in Path(folder, "model").iterdir():
            file.rename(Path(folder, file.name))
        Path(folder, "model").rmdir()
        installed.install_folder(Path(folder), Entry("random", "folder", ("vi", "id"), "-"))


def speeds(sources: list[str], targets: list[str]) -> list[tuple[str, float, float]]:
    """Sentences and pieces a second of two cores' time: translated, and scored."""
    rows = []
    for name, beam, work in (
        ("translated, greedy", 1, lambda t: t.translate(sources)),
        ("translated, beam 2", 2, lambda t: t.translate(sources)),
        ("scored", 1, lambda t: t.score(sources, targets)),
    ):
        translator = installed.find_translator("vi", "id", cache=Cache(None), beam=beam)
        work(_warmed(translator))
        seconds = _cpu_seconds(lambda work=work, translator=translator: work(translator)) / CORES
        texts = targets if name == "scored" else sources
        sizes = [len(translator.engine.source_pieces(text)) for text in texts]
        written = sum(sizes if name == "scored" else map(engine.longest, sizes))
        rows.append((name, len(sources) / seconds, written / seconds))
    return rows


def _warmed(translator: Any) -> Any:
    translator.translate(["a"])
    return translator


def _cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def audit_costs(sources: list[str], targets: list[str]) -> list[tuple[str, float, float]]:
    """Seconds of CPU and wall time of a first and a second audit, each a process of its own."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("a.txt", "b.txt")]
        for file, lines in zip(files, (sources, targets), strict=True):
            file.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        environment = {**os.environ, "SELARAS_CACHE": str(Path(folder, "cache"))}
        os.environ["SELARAS_CACHE"] = environment["SELARAS_CACHE"]
        embedded.built()
        for name in ("first audit", "second audit"):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            wall = _seconds(lambda: _audit(files, environment))
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            rows.append((name, wall, cpu))
    return rows


def _audit(files: list[Path], environment: dict[str, str]) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import translation; "
        "from selaras.models import engine; engine.longest = translation.stopped; "
        "from selaras.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    languages = ["--source-lang", "vi", "--target-lang", "id", "--quiet"]
    command = [sys.executable, "-c", script, "audit", *map(str, files), *languages]
    child = os.posix_spawn(sys.executable, [*command, "-o", f"{files[0]}.json"], environment)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit("the audit did not run")


def main() -> None:
    """Build the model, and print the tables."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("source", type=Path)
    options.add_argument("target", type=Path)
    options.add_argument("--count", type=int, default=120, help="how many sentences")
    options.add_argument("--vocabulary", type=int, default=16000)
    options.add_argument("--skip-audit", action="store_true")
    chosen = options.parse_args()
    sources, targets = (
        path.read_text(encoding="utf-8").splitlines()[: chosen.count]
        for path in (chosen.source, chosen.target)
    )
    engine.longest = stopped
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SELARAS_MODELS"] = folder
        install([*sources, *targets], chosen.vocabulary)
        print(tabulate(speeds(sources, targets), ["", "sentences/s", "pieces/s"], floatfmt=".0f"))
        print(f"peak memory {_peak(resource.RUSAGE_SELF):.0f} MiB")
        if not chosen.skip_audit:
            print(tabulate(audit_costs(sources, targets), ["", "s", "CPU s"], floatfmt=".1f"))
            print(f"peak memory of an audit {_peak(resource.RUSAGE_CHILDREN):.0f} MiB")


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    main()

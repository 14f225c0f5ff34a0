"""Seeded defects of meaning, planted in correct translations, to measure what the checks find.

Negations dropped and put in, opposites exchanged, modal words exchanged, clauses
cut out and put in, questions and quotations flattened. Words are exchanged by a list of this
file alone, so that it shares nothing with the data that it measures. One sentence
in three is damaged; the words of all are aligned by the embedded encoder.

    python bench/defects_meaning.py --source vi.txt --target id.txt [--most 150] [--show 5]
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planting import Planted, replaced
from selaras.align.views import Views
from selaras.align.words import WordAligner
from selaras.auditing import examine
from selaras.checks import registry
from selaras.checks.model import Context, Finding
from selaras.checks.parallel import context_of_segments
from selaras.documents.model import Span
from selaras.models.embedded import embedded_encoder
from selaras.settings import Settings
from tabulate import tabulate

_WHOLE = 2
"""Whole sentences for each damaged one."""

Planter = Callable[[random.Random, str, str, str], Planted | None]

OPPOSITES = (
    "meningkat/menurun naik/turun bertambah/berkurang sebelum/setelah sebelumnya/sesudahnya "
    "pertama/terakhir besar/kecil tinggi/rendah panjang/pendek banyak/sedikit cepat/lambat "
    "utara/selatan timur/barat kiri/kanan laki-laki/perempuan pria/wanita dimulai/berakhir "
    "membuka/menutup dibuka/ditutup membeli/menjual menang/kalah berhasil/gagal mudah/sulit "
    "dekat/jauh kuat/lemah panas/dingin aman/berbahaya kaya/miskin muda/tua minimal/maksimal "
    "mendukung/menentang menerima/menolak ekspor/impor murah/mahal berat/ringan"
)
EXCHANGES = {
    one: other
    for pair in OPPOSITES.split()
    for one, other in (pair.split("/"), reversed(pair.split("/")))
}
MODALS = {"harus": "boleh", "wajib": "dapat", "boleh": "harus", "dapat": "harus", "bisa": "wajib"}


def lost_negation(rng: random.Random, source: str, target: str, other: str) -> Planted | None:
    pattern = r"\b(?:tidak|tak|bukan|belum|jangan|tanpa) (?!hanya|saja|lama|sedikit)"
    match = _chosen(rng, pattern, target)
    return match and replaced(target, Span(*match.span()), "")


def gained_negation(rng: random.Random, source: str, target: str, other: str) -> Planted | None:
    match = _chosen(rng, r"(?<= )(?=(?:akan|dapat|bisa|harus|perlu|me[mn]\w+|ber\w{4,}) )", target)
    return match and replaced(target, Span(*match.span()), "tidak ")


def opposite(rng: random.Random, source: str, target: str, other: str) -> Planted | None:
    match = _chosen(rng, rf"\b(?:{'|'.join(EXCHANGES)})\b", target)
    return match and replaced(target, Span(*match.span()), EXCHANGES[match[0]])


def modal(rng: random.Random, source: str, target: str, other: str) -> Planted | None:
    match = _chosen(rng, rf"\b(?:{'|'.join(MODALS)})\b", target)
    return match and replaced(target, Span(*match.span()), MODALS[match[0]])


def lost_clause(rng: random.Random, source: str, target: str, other: str) -> Planted | None:
    clauses = re.finditer(r", [^,;]+(?=[,;])|, [^,;]+(?=\.$)", target)
    fitting = [m for m in clauses if len(m[0].split()) >= 5 and len(m[0]) < 0.5 * len(target)]
    return replaced(target, Span(*rng.choice(fitting).span()), "") if fitting else None


def gained_clause(rng: random.Random, source: str, target: str, other: str) -> Planted | None:
    words = other.rstrip(".").split()
    if len(words) < 8 or not target.endswith("."):
        return None
    start = rng.randrange(len(words) - 7)
    clause = " ".join(words[start : start + rng.randint(5, 8)]).strip(",;")
    return replaced(target, Span(len(target) - 1, len(target) - 1), f", {clause}")


def flat_question(rng: random.Random, source: str, target: str, other: str) -> Planted | None:
    place = target.rfind("?")
    return replaced(target, Span(place, place + 1), ".") if place >= 0 else None


def flat_quotation(rng: random.Random, source: str, target: str, other: str) -> Planted | None:
    if not re.search(r"[“\"][^“”\"]{40,}[”\"]", source):
        return None
    bare = re.sub(r"[“”\"]", "", target)
    return replaced(target, Span(0, len(target)), bare) if bare != target else None


def summary(rng: random.Random, source: str, target: str, other: str) -> Planted | None:
    words = target.split()
    if len(words) < 18:
        return None
    return replaced(target, Span(0, len(target)), " ".join(words[: len(words) // 3]) + ".")


PLANTERS: dict[str, tuple[str, Planter]] = {
    "lost negation": ("negation", lost_negation),
    "gained negation": ("negation", gained_negation),
    "opposite": ("polarity", opposite),
    "modal word": ("modality", modal),
    "lost clause": ("partial-omission", lost_clause),
    "gained clause": ("partial-addition", gained_clause),
    "flat question": ("question", flat_question),
    "flat quotation": ("quote", flat_quotation),
    "summary": ("length", summary),
}
"""Each defect with the check that should find it."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged pair of sentences by the number of its line."""

    line: int
    source: str
    planted: Planted


def main() -> None:
    options = _options()
    source, target = (path.read_text(encoding="utf-8").split("\n")[:-1] for path in options.texts)
    rows = []
    for name, (check, planter) in PLANTERS.items():
        damaged = planted(planter, source, target, options.seed, options.most)
        languages = options.source_language, options.target_language
        findings = _findings(damaged, source, target, languages)
        rows.append([name, check, *_shares(check, damaged, findings)])
        for missed in _missed(check, damaged, findings)[: options.show]:
            print(f"{name}:\n  {missed.source}\n  {missed.planted.text}")
    print(tabulate(rows, headers=["defect", "check", "planted", "found %", "by any check %"]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--target", type=Path, required=True)
    parser.add_argument("--source-language", default="vi")
    parser.add_argument("--target-language", default="id")
    parser.add_argument("--most", type=int, default=150, help="planted defects of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="missed defects to print, each kind")
    options = parser.parse_args()
    options.texts = options.source, options.target
    return options


def planted(
    planter: Planter, source: Sequence[str], target: Sequence[str], seed: int, most: int
) -> list[Damaged]:
    """At most so many lines, each with a defect that the planter made in its target."""
    rng = random.Random(seed)
    lines = rng.sample(range(len(target)), len(target))
    found = []
    for line in lines:
        if planted := planter(rng, source[line], target[line], rng.choice(target)):
            found.append(Damaged(line, source[line], planted))
        if len(found) == most:
            break
    return found


def _findings(
    damaged: Sequence[Damaged],
    source: Sequence[str],
    target: Sequence[str],
    languages: tuple[str, str],
) -> tuple[Finding, ...]:
    """What the checks find in the damaged lines, with twice as many whole ones behind them."""
    taken = {one.line for one in damaged}
    whole = [line for line in range(len(source)) if line not in taken][: _WHOLE * len(damaged)]
    context = aligned(
        context_of_segments(
            [one.source for one in damaged] + [source[line] for line in whole],
            [one.planted.text for one in damaged] + [target[line] for line in whole],
            *languages,
        )
    )
    findings = examine(context, registry.chosen(["mismatches"], ["correspondence"]), Settings())
    return tuple(f for f in findings if f.link is not None and f.link < len(damaged))


def aligned(context: Context) -> Context:
    """The context with the words of its links aligned."""
    views = Views.of(context.source, context.target, embedded_encoder(0))
    words = WordAligner(views, context.alignment)
    known = {link.id: words(link) for link in context.alignment.pairs}
    return replace(context, words=lambda link: known[link.id])


def _shares(
    check: str, damaged: Sequence[Damaged], findings: Sequence[Finding]
) -> tuple[int, str, str]:
    right = {finding.link for finding in findings if finding.check == check}
    any_check = {finding.link for finding in findings}
    count = max(1, len(damaged))
    return len(damaged), f"{100 * len(right) / count:.0f}", f"{100 * len(any_check) / count:.0f}"


def _missed(check: str, damaged: Sequence[Damaged], findings: Sequence[Finding]) -> list[Damaged]:
    right = {finding.link for finding in findings if finding.check == check}
    return [one for number, one in enumerate(damaged) if number not in right]


def _chosen(rng: random.Random, pattern: str, text: str) -> re.Match[str] | None:
    matches = list(re.finditer(pattern, text))
    return rng.choice(matches) if matches else None


if __name__ == "__main__":
    main()

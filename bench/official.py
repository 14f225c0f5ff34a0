"""Official news, translated faithfully and then damaged: what the audit finds, and cries wolf at.

The articles in ``official/articles`` were written for this benchmark and used to
improve the checks; those in ``official/unseen`` were written later and only
measured. A file holds pairs of lines, source and translation, divided by empty
lines. About one pair in eight is damaged, each time in another way, and the
whole article is audited as a user would audit it.

    python bench/official.py [--set unseen] [--rounds 4] [--kinds "deputy lost,scale"] [--show]
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from defects_official import KINDS, Pair
from planting import Planted
from selaras.auditing import Audit, audit
from selaras.checks.model import Finding, Severity
from selaras.documents.model import Span
from selaras.settings import Settings
from tabulate import tabulate

_SHARE = 8
_SETTINGS = Settings(source_language="vi", target_language="id")
_FOLDER = Path(__file__).with_name("official")
# A loss has no words left: it may be reported beside them.
_NEARBY = 25


@dataclass(frozen=True, slots=True)
class Article:
    """A report and its translation, sentence by sentence."""

    name: str
    pairs: tuple[Pair, ...]


@dataclass(slots=True)
class Tally:
    """What became of the planted defects of one kind."""

    planted: int = 0
    typed: int = 0
    flagged: int = 0
    seen: int = 0
    missed: list[str] = field(default_factory=list)


def articles(which: str = "articles") -> list[Article]:
    """The articles of one set, in the order of their names."""
    return [
        Article(path.stem, tuple(_pairs(path))) for path in sorted((_FOLDER / which).glob("*.txt"))
    ]


def _pairs(path: Path) -> Iterator[Pair]:
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        source, target = block.split("\n")
        yield source, target


def audited(pairs: Sequence[Pair]) -> Audit:
    """The audit of an article that has one sentence a line."""
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder, "article.vi.txt"), Path(folder, "article.id.txt")
        for path, sentences in zip(paths, zip(*pairs, strict=True), strict=True):
            path.write_text("\n".join(filter(None, sentences)) + "\n", encoding="utf-8")
        return audit(*paths, _SETTINGS)


def planted(
    article: Article, kinds: Sequence[str], rng: random.Random
) -> dict[int, tuple[str, Planted]]:
    """Damage for about one pair in eight: by line, its kind and what was planted."""
    wanted = max(1, round(len(article.pairs) / _SHARE))
    lines = rng.sample(range(len(article.pairs)), len(article.pairs))
    damage: dict[int, tuple[str, Planted]] = {}
    for kind in rng.sample(kinds, len(kinds)):
        for line in lines:
            if line in damage or len(damage) == wanted:
                continue
            defect = KINDS[kind].plant(rng, article.pairs, line)
            if defect is not None and defect.text != article.pairs[line][1]:
                damage[line] = kind, defect
                break
    return damage


def measure(
    article: Article, kinds: Sequence[str], rng: random.Random, tallies: dict[str, Tally]
) -> None:
    """Damage the article, audit it, and add to the tallies what was found."""
    damage = planted(article, kinds, rng)
    pairs = [
        (source, damage[line][1].text if line in damage else target)
        for line, (source, target) in enumerate(article.pairs)
    ]
    report = audited(pairs)
    for line, (kind, defect) in damage.items():
        raised = [f for f in report.findings if _hits(f, line, pairs, defect)]
        tally = tallies[kind]
        tally.planted += 1
        weighty = [f for f in raised if f.severity is not Severity.INFO]
        tally.typed += any(f.check in KINDS[kind].checks for f in weighty)
        tally.flagged += bool(weighty)
        tally.seen += bool(raised)
        if not any(f.check in KINDS[kind].checks for f in weighty):
            said = ", ".join(f"{f.severity} {f.check}" for f in raised) or "nothing"
            tally.missed.append(f"{article.name}:{line} {_marked(defect)} [{said}]")


def _hits(finding: Finding, line: int, pairs: Sequence[Pair], defect: Planted) -> bool:
    """Whether a finding speaks of the damaged place."""
    source, target = (_start([pair[side] for pair in pairs], line) for side in (0, 1))
    if finding.target and defect.text:
        places = [span.shifted(target) for span in defect.spans]
        return any(
            flagged.start <= place.end + _NEARBY
            and place.start - _NEARBY <= flagged.end
            and flagged.overlaps(Span(target, target + len(pairs[line][1])))
            for flagged in finding.target
            for place in places
        )
    return any(s.overlaps(Span(source, source + len(pairs[line][0]))) for s in finding.source)


def _start(sentences: Sequence[str], line: int) -> int:
    return sum(len(sentence) + 1 for sentence in sentences[:line] if sentence)


def _marked(defect: Planted) -> str:
    if not defect.text:
        return "(the whole sentence)"
    span = defect.spans[0]
    before, after = defect.text[max(0, span.start - 60) : span.start], defect.text[span.end :][:60]
    return f"{before}⟦{defect.text[span.start : span.end]}⟧{after}"


def main() -> None:
    options = _options()
    chosen = articles(options.set)
    kinds = options.kinds.split(",") if options.kinds else list(KINDS)
    if not options.kinds:
        _print_alarms(chosen)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for number in range(options.rounds):
        for article in chosen:
            rng = random.Random(f"{options.seed} {number} {article.name}")
            measure(article, kinds, rng, tallies)
    print(_table(tallies))
    if options.show:
        for kind in kinds:
            for text in tallies[kind].missed:
                print(f"{kind}: {text}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--set", default="articles", choices=["articles", "unseen"])
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="")
    parser.add_argument("--show", action="store_true", help="print what was missed")
    return parser.parse_args()


def _print_alarms(chosen: Sequence[Article]) -> None:
    sentences = sum(len(article.pairs) for article in chosen)
    counts: Counter[Severity] = Counter()
    for article in chosen:
        report = audited(article.pairs)
        for finding in report.findings:
            if finding.severity is not None:
                counts[finding.severity] += 1
            if finding.severity is not Severity.INFO:
                print(f"{article.name}: {finding.severity} {finding.check}: {finding.message}")
    shares = ", ".join(f"{100 * counts[s] / sentences:.1f} {s}s" for s in reversed(Severity))
    print(f"undamaged: {sentences} sentences; in 100: {shares}")


def _table(tallies: dict[str, Tally]) -> str:
    rows = [_row(kind, tallies[kind]) for kind in KINDS if kind in tallies]
    total = Tally(
        sum(tally.planted for tally in tallies.values()),
        sum(tally.typed for tally in tallies.values()),
        sum(tally.flagged for tally in tallies.values()),
        sum(tally.seen for tally in tallies.values()),
    )
    heads = ["defect", "planted", "by the right check %", "flagged %", "seen, infos too %"]
    return tabulate([*rows, _row("all", total)], heads, disable_numparse=True)


def _row(kind: str, tally: Tally) -> list[object]:
    shares = (tally.typed, tally.flagged, tally.seen)
    return [
        kind,
        tally.planted,
        *(f"{100 * count / max(1, tally.planted):.0f}" for count in shares),
    ]


if __name__ == "__main__":
    main()

"""How many planted defects the checks find, and how often they cry wolf.

Into about one in eight sentences of a parallel text a defect is planted, one
kind after the other; a defect counts as found when the right check flags an
overlapping place. Then the checks read the untouched text: everything they flag
there is counted as a false alarm, though real texts hold real defects too.

    python bench/defects.py --source vi.txt --target id.txt [--checks casing,spacing] [--show 5]

Stretches of another language are planted where a text in one is given: --foreign en.txt
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planting import PLANTERS, Planted, foreign
from selaras import auditing
from selaras.checks import registry
from selaras.checks.model import Context, Finding, Severity
from selaras.checks.parallel import context_of_segments
from selaras.documents.model import Span
from selaras.settings import Settings
from tabulate import tabulate

_SHARE = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to the planted defects of one kind."""

    check: str
    planted: int
    found: int
    named_otherwise: int
    missed: tuple[str, ...]


def main() -> None:
    options = _options()
    source, target = (_lines(path) for path in (options.source, options.target))
    if options.foreign:
        PLANTERS["wrong-language"] = foreign(_lines(options.foreign))
    names = options.checks.split(",") if options.checks else list(PLANTERS)
    languages = (options.source_language, options.target_language)
    alarms = _alarms(context_of_segments(source, target, *languages))
    outcomes = [_outcome(name, source, target, languages, options.seed) for name in names]
    print(_table(outcomes, alarms, len(target)))
    for outcome in outcomes:
        for text in outcome.missed[: options.show]:
            print(f"{outcome.check}: missed in: {text}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--target", type=Path, required=True)
    parser.add_argument("--foreign", type=Path, help="text in a language of neither side")
    parser.add_argument("--source-language", default="vi")
    parser.add_argument("--target-language", default="id")
    parser.add_argument("--checks", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="missed defects to print, each kind")
    return parser.parse_args()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def _outcome(
    name: str, source: Sequence[str], target: Sequence[str], languages: tuple[str, str], seed: int
) -> Outcome:
    planted = _plant(name, source, target, seed)
    damaged = [planted[line].text if line in planted else text for line, text in enumerate(target)]
    context = context_of_segments(source, damaged, *languages)
    starts = {sentence.paragraph: sentence.start for sentence in context.target.sentences}
    findings = _findings(context, name)
    found, otherwise, missed = 0, 0, []
    for line, defect in planted.items():
        places = [span.shifted(starts[line]) for span in defect.spans]
        checks = {finding.check for finding in findings if _touches(finding, places)}
        found += name in checks
        otherwise += name not in checks and bool(checks)
        if name not in checks:
            missed.append(_marked(defect))
    return Outcome(name, len(planted), found, otherwise, tuple(missed))


def _plant(
    name: str, source: Sequence[str], target: Sequence[str], seed: int
) -> dict[int, Planted]:
    rng = random.Random(f"{name} {seed}")
    lines = list(range(len(target)))
    rng.shuffle(lines)
    planted: dict[int, Planted] = {}
    for line in lines:
        if len(planted) >= len(lines) // _SHARE:
            break
        if defect := PLANTERS[name](rng, source[line], target[line]):
            planted[line] = defect
    return planted


def _findings(context: Context, name: str) -> tuple[Finding, ...]:
    """What the check and those that it yields to find, precedence applied."""
    check = registry.modules()[name].CHECK
    return auditing.examine(context, registry.chosen([name, *sorted(check.yields_to)]), Settings())


def _touches(finding: Finding, places: Sequence[Span]) -> bool:
    return any(
        flagged.start <= place.end and place.start <= flagged.end
        for flagged in finding.target
        for place in places
    )


def _marked(defect: Planted) -> str:
    span = defect.spans[0]
    around = slice(max(0, span.start - 40), span.start), slice(span.end, span.end + 40)
    before, after = (defect.text[part] for part in around)
    return f"{before}⟦{defect.text[span.start : span.end]}⟧{after}"


def _alarms(context: Context) -> Counter[tuple[str, Severity]]:
    checks = [check for check in registry.all_checks() if check.name in PLANTERS]
    findings = auditing.examine(context, checks, Settings())
    return Counter(
        (finding.check, finding.severity)
        for finding in findings
        if finding.severity and finding.target
    )


def _table(
    outcomes: Sequence[Outcome], alarms: Counter[tuple[str, Severity]], sentences: int
) -> str:
    rows = [
        [
            outcome.check,
            outcome.planted,
            f"{100 * outcome.found / max(1, outcome.planted):.1f}",
            outcome.named_otherwise,
            *(
                f"{100 * alarms[outcome.check, severity] / sentences:.2f}"
                for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
            ),
        ]
        for outcome in outcomes
    ]
    heads = [
        "check",
        "planted",
        "found %",
        "otherwise",
        "errors /100",
        "warnings /100",
        "infos /100",
    ]
    return tabulate(rows, heads, disable_numparse=True)


if __name__ == "__main__":
    main()

"""How often each check cries wolf on professional translations: pinned in ``clean_corpus.toml``.

Some findings in that text are right (it holds broken characters and lost spaces);
``real_defects`` counts those that were read and found true, and the bars for all
checks together are set on the rest.
"""

import tomllib
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from selaras.align.views import Views
from selaras.align.words import WordAligner
from selaras.auditing import examine
from selaras.checks import registry
from selaras.checks.model import Context
from selaras.checks.parallel import context_of_segments
from selaras.models.embedded import embedded_encoder
from selaras.settings import Settings

PINS = tomllib.loads(Path(__file__).with_name("clean_corpus.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=["text", pytest.param("words", marks=pytest.mark.slow)])
def alarms(request, shared):
    """Counts by check and severity: from the text alone, and with aligned words."""
    source, target = (
        (shared / "eval" / f"flores-dev.{code}").read_text(encoding="utf-8").split("\n")[:-1]
        for code in ("vi", "id")
    )
    context = context_of_segments(source, target, "vi", "id")
    if request.param == "words":
        context = with_words(context)
    findings = examine(context, registry.all_checks(), Settings())
    counts = Counter((finding.check, str(finding.severity)) for finding in findings)
    return request.param, len(target), counts


def with_words(context: Context) -> Context:
    """The context with the words of all links aligned by the embedded encoder."""
    views = Views.of(context.source, context.target, embedded_encoder(0))
    return replace(context, words=lru_cache(maxsize=None)(WordAligner(views, context.alignment)))


@pytest.mark.parametrize("name", list(registry.modules()))
def test_a_check_stays_within_its_pins(name, alarms):
    kind, _, counts = alarms
    aligned = PINS["with_words"].get(name, {}) if kind == "words" else {}
    pins = {**PINS["default"], **PINS["checks"].get(name, {}), **aligned}
    found = {severity: counts[name, severity] for severity in pins}
    assert all(found[severity] <= pins[severity] for severity in pins), f"{found} over {pins}"


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_all_checks_together_stay_below_the_bars(severity, alarms):
    _, sentences, counts = alarms
    false = {
        check: count - PINS["real_defects"].get(check, {}).get(severity, 0)
        for (check, kind), count in counts.items()
        if kind == severity
    }
    total = sum(count for count in false.values() if count > 0)
    assert 100 * total / sentences <= PINS["bars"][severity], false


def test_pins_name_checks_that_exist():
    named = {*PINS["checks"], *PINS["with_words"], *PINS["real_defects"]}
    assert named <= set(registry.modules())

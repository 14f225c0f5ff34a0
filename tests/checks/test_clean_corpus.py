"""How often each check cries wolf on professional translations: pinned in ``clean_corpus.toml``.

Some findings in that text are right (it holds broken characters and lost spaces);
``real_defects`` counts those that were read and found true, and the bars for all
checks together are set on the rest.
"""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from selaras.auditing import examine
from selaras.checks import registry
from selaras.checks.parallel import context_of_segments
from selaras.settings import Settings

PINS = tomllib.loads(Path(__file__).with_name("clean_corpus.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def alarms(shared):
    source, target = (
        (shared / "eval" / f"flores-dev.{code}").read_text(encoding="utf-8").split("\n")[:-1]
        for code in ("vi", "id")
    )
    context = context_of_segments(source, target, "vi", "id")
    findings = examine(context, registry.all_checks(), Settings())
    return len(target), Counter((finding.check, str(finding.severity)) for finding in findings)


@pytest.mark.parametrize("name", list(registry.modules()))
def test_a_check_stays_within_its_pins(name, alarms):
    _, counts = alarms
    pins = {**PINS["default"], **PINS["checks"].get(name, {})}
    found = {severity: counts[name, severity] for severity in pins}
    assert all(found[severity] <= pins[severity] for severity in pins), f"{found} over {pins}"


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_all_checks_together_stay_below_the_bars(severity, alarms):
    sentences, counts = alarms
    raised = Counter({check: count for (check, kind), count in counts.items() if kind == severity})
    real = {check: defects.get(severity, 0) for check, defects in PINS["real_defects"].items()}
    raised.subtract(real)
    assert 100 * raised.total() / sentences <= PINS["bars"][severity], +raised


def test_pins_name_checks_that_exist():
    assert {*PINS["checks"], *PINS["real_defects"]} <= set(registry.modules())

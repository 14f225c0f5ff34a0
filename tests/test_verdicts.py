"""The gate's verdicts as a table, Markdown and JSON."""

import json

import pytest
from selaras.checks.model import Finding, Severity
from selaras.gating import Result
from selaras.project import Pair
from selaras.settings import NOTHING
from selaras.verdicts import exit_code, render, verdict_of

ERROR = Finding("x", check="number", severity=Severity.ERROR, id="F001")


def result(verdict, audit=None, **more):
    return verdict_of(Result(Pair("a|b.vi.md", "<b>.id.md", NOTHING), verdict, audit, **more))


MISSING = Finding("a has no b", check="missing-translation", severity=Severity.ERROR, id="F002")


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        ([], 2),
        (["pass", "pass"], 0),
        (["pass", "fail"], 1),
        (["pass", "fail", "error"], 2),
    ],
)
def test_the_exit_code_says_the_worst(verdicts, code):
    assert exit_code([result(verdict) for verdict in verdicts]) == code


def test_the_table_shows_figures_remarks_and_the_sum(audit_with):
    verdicts = [
        result("fail", audit_with(ERROR)),
        result("fail", audit_with(MISSING)),
        result("error", error="b is\nempty \x1b[31m"),
    ]
    table = render(verdicts, "table")
    assert "100%" in table
    assert "missing-translation" in table
    assert "b is empty" in table
    assert "\x1b" not in table
    assert table.endswith("3 pairs: 2 fail, 1 error\n")


def test_markdown_cells_hold_what_they_say(audit_with):
    markdown = render([result("pass", audit_with())], "markdown")
    row = markdown.splitlines()[2]
    assert "a\\|b.vi.md" in row
    assert "&lt;b>" in row


def test_json_holds_every_figure(audit_with):
    content = json.loads(render([result("fail", audit_with(ERROR, MISSING))], "json"))
    assert content["schema"] == "selaras/gate/1"
    (pair,) = content["pairs"]
    assert (pair["verdict"], pair["error"], pair["coverage_source"]) == ("fail", 2, 1.0)
    assert pair["remarks"] == ["missing-translation"]

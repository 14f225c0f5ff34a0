"""What build servers read: JUnit, GitHub's annotations, GitLab's Code Quality."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree
from selaras import reports
from selaras.checks.model import Severity
from selaras.reports import render


def test_junit_fails_what_fails_the_gate(audit):
    suite = ElementTree.fromstring(render(audit, "junit")).find("testsuite")
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert suite.get("tests") == "6" == str(len(cases))
    assert suite.get("failures") == "3" == str(len(suite.findall(".//failure")))
    assert suite.get("skipped") == "1" == str(len(suite.findall(".//skipped")))
    assert cases["F002 培养"].find("failure").text == "-:2:46"
    assert len(cases["F003 <b>"]) == 0
    assert ": warning markup-leftover A tag" in suite.findtext("system-out")


def test_junit_follows_the_gates_severity(audit):
    strict = replace(audit, summary=replace(audit.summary, fail_on=Severity.WARNING))
    suite = ElementTree.fromstring(render(strict, "junit")).find("testsuite")
    assert suite.get("failures") == "5"


def test_junit_of_a_clean_pair_has_one_passing_case(audit):
    clean = replace(audit, findings=(), summary=replace(audit.summary, gate="pass"))
    suite = ElementTree.fromstring(render(clean, "junit")).find("testsuite")
    assert [len(case) for case in suite.iter("testcase")] == [0]
    assert suite.get("failures") == "0"


@pytest.fixture(scope="module")
def junit_schema():
    return etree.XMLSchema(etree.parse(Path(__file__).with_name("junit.xsd")))


def test_junit_fits_the_schemas_of_ant_and_jenkins(audit, junit_schema):
    odd = replace(audit, source=replace(audit.source, path="\x1b<&>\ufffe  x"))
    for audits in ([], [audit], [odd, audit]):
        tree = etree.fromstring(reports.merge(audits, "junit").encode())
        junit_schema.assertValid(tree)
        assert [suite.get("id") for suite in tree] == [str(n) for n in range(len(audits))]
    tree[0].set("surprise", "1")
    assert not junit_schema.validate(tree)


def test_github_gets_a_command_a_finding(audit):
    lines = render(audit, "github").splitlines()
    assert lines[0] == (
        "::error file=-,title=selaras%3A number,line=2,endLine=2,col=18,endColumn=20"
        "::The source says 120, the translation 210. Suggestion: 120"
    )
    assert [line.split(" ")[0] for line in lines] == [
        "::error",
        "::error",
        "::warning",
        "::notice",
        "::warning",
    ]


def test_a_document_cannot_give_github_commands(audit):
    odd = replace(audit.findings[0], message="50%\r\n::set-output name=x::1")
    target = replace(audit.target, path="a,b:c\n::error::x.txt")
    report = render(replace(audit, findings=(odd,), target=target), "github")
    assert report.count("\n") == 1
    assert "file=a%2Cb%3Ac %3A%3Aerror%3A%3Ax.txt," in report
    assert "::50%25 ::set-output" in report


def test_gitlab_gets_unique_fingerprints_and_lines(audit):
    twice = replace(audit, findings=(*audit.findings, audit.findings[0]))
    issues = json.loads(render(twice, "gitlab"))
    assert [issue["severity"] for issue in issues] == [
        "critical",
        "critical",
        "minor",
        "info",
        "minor",
        "critical",
    ]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert issues[0]["location"] == {"path": "-", "lines": {"begin": 2}}
    assert all(issue["description"] and issue["check_name"] for issue in issues)

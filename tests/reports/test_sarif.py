import json
import os
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from selaras.gate_findings import unaudited
from selaras.reports import merge, render


def run_of(audit):
    return json.loads(render(audit, "sarif"))["runs"][0]


def test_results_point_at_the_target_and_relate_the_source(audit):
    run = run_of(audit)
    number = run["results"][0]
    region = number["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (2, 18)
    assert (region["endLine"], region["endColumn"]) == (2, 21)
    assert region["snippet"]["text"] == "210"
    related = number["relatedLocations"][0]["physicalLocation"]
    assert related["region"]["snippet"]["text"] == "120"
    assert related["artifactLocation"]["index"] == 1
    omission = run["results"][4]["locations"][0]["physicalLocation"]
    assert omission["artifactLocation"]["index"] == 1


def test_rules_carry_the_manual_and_results_lead_to_them(audit):
    run = run_of(audit)
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    rule = next(rule for rule in rules if rule["id"] == "foreign-script")
    assert "Why" in rule["help"]["text"]
    assert rule["defaultConfiguration"]["level"] == "error"


def test_the_baseline_suppresses_and_keeps(audit):
    accepted = {"by": "baseline", "reason": "House style"}
    known = replace(audit.findings[3], evidence={"accepted": accepted})
    results = run_of(replace(audit, findings=(*audit.findings[:3], known)))["results"]
    assert [result["baselineState"] for result in results] == ["new", "new", "new", "unchanged"]
    assert results[0]["suppressions"] == []
    assert results[3]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "House style"}
    ]
    assert results[3]["partialFingerprints"] == {
        "selarasFingerprint/v1": audit.findings[3].fingerprint
    }


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("tin tức/bài 1.txt", "tin%20t%E1%BB%A9c/b%C3%A0i%201.txt"),
        ("/tmp/a#b.txt", "file:///tmp/a%23b.txt"),
        ("C:\\tin\\a.txt", "file:///C:/tin/a.txt"),
        ("a?b%c.txt", "a%3Fb%25c.txt"),
    ],
)
def test_paths_are_addresses(audit, path, uri):
    run = run_of(replace(audit, target=replace(audit.target, path=path)))
    assert run["artifacts"][0]["location"]["uri"] == uri
    assert unquote(uri).endswith(path.replace("\\", "/"))


def test_messages_hold_no_placeholder_or_link(audit):
    odd = replace(audit.findings[0], message="{0} [text](1)")
    message = run_of(replace(audit, findings=(odd,)))["results"][0]["message"]["text"]
    assert message.startswith("{{0}} \\[text\\](1)")


def test_a_finding_about_the_whole_document_has_no_region(audit):
    whole = replace(audit.findings[0], source=(), target=(), link=None)
    location = run_of(replace(audit, findings=(whole,)))["results"][0]["locations"][0]
    assert "region" not in location["physicalLocation"]


def test_the_log_fits_the_published_schema(audit):
    path = os.environ.get("SARIF_SCHEMA")
    if not path:
        pytest.skip("SARIF_SCHEMA does not name the published schema of SARIF 2.1.0")
    schema = json.loads(Path(path).read_text("utf-8"))
    jsonschema.validate(json.loads(render(audit, "sarif")), schema)
    clean = replace(audit, findings=(), notes=())
    jsonschema.validate(json.loads(render(clean, "sarif")), schema)
    missing = unaudited(Path("a.vi.md"), Path("a.id.md"), "a.id.md is empty")
    for audits in ([], [audit, missing, clean]):
        jsonschema.validate(json.loads(merge(audits, "sarif")), schema)
    broken = json.loads(render(audit, "sarif"))
    broken["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_all_pairs_of_a_gate_are_one_run(audit):
    other = replace(audit, target=replace(audit.target, path="other.txt"))
    missing = unaudited(Path("a.vi.md"), Path("a.id.md"), "a.id.md is empty")
    (run,) = json.loads(merge([audit, other, missing], "sarif"))["runs"]
    uris = [artifact["location"]["uri"] for artifact in run["artifacts"]]
    for result in run["results"]:
        for location in (*result["locations"], *result["relatedLocations"]):
            there = location["physicalLocation"]["artifactLocation"]
            assert uris[there["index"]] == there["uri"]
    assert uris.count("other.txt") == 1
    assert len(run["results"]) == 11
    assert len(run["properties"]["pairs"]) == 3
    assert run["results"][-1]["ruleId"] == "not-audited"
    assert run["invocations"][0]["executionSuccessful"] is False

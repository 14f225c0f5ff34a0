import json

from selaras.reports import render


def test_every_line_stands_alone_and_the_summary_is_last(audit):
    lines = [json.loads(line) for line in render(audit, "jsonl").splitlines()]
    assert [line["type"] for line in lines] == ["finding"] * 5 + ["summary"]
    assert {line["target_path"] for line in lines} == {"-"}
    assert lines[1]["words"] == "培养"
    assert (lines[1]["line"], lines[1]["column"]) == (2, 46)
    assert lines[-1]["gate"] == "fail"

"""The whole path on real documents: two files in, a verdict and reports out."""

import json
import re
from pathlib import Path

import pytest
from selaras import cli
from selaras.models import embedded

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def encoder():
    """The embedded encoder, loaded once for all tests."""
    return embedded.embedded_encoder()


@pytest.fixture
def run(capsys, monkeypatch, tmp_path, encoder):
    """Runs the command line in an empty folder: its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(embedded, "embedded_encoder", lambda *options, **more: encoder)

    def call(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def seed(shared):
    """Finds a real document by its number."""
    return lambda number: next((shared / "seeds").glob(f"{number}_*"))


@pytest.fixture
def example(tmp_path):
    """Copies of the example pair."""
    copies = [tmp_path / name for name in ("konferensi.vi.txt", "konferensi.id.txt")]
    for copy in copies:
        copy.write_bytes((ROOT / "seeds" / copy.name).read_bytes())
    return copies


def audited(run, source, target, *options):
    """The exit code and the JSON report of an audit."""
    code, out, err = run("audit", source, target, "--format", "json", *options)
    assert code < 2, err
    return code, json.loads(out)


def test_the_stray_chinese_is_found_at_its_exact_place(run, seed):
    code, audit = audited(run, seed("000"), seed("001"), "--embed-text")
    assert code == 1
    text = audit["target"]["text"]
    places = [
        text[span["start"] : span["end"]]
        for finding in audit["findings"]
        if finding["check"] == "foreign-script"
        for span in finding["target"]
    ]
    assert places == ["培养"]


def test_the_real_pair_corresponds_and_its_languages_are_detected(run, seed):
    _, audit = audited(run, seed("000"), seed("001"))
    assert (audit["source"]["language"], audit["target"]["language"]) == ("vi", "id")
    assert audit["summary"]["corresponds"]
    joined = [link for link in audit["alignment"] if link["source"] and link["target"]]
    assert len(joined) > 10
    for side in ("source", "target"):
        ids = [index for link in audit["alignment"] for index in link[side]]
        assert sorted(ids) == [sentence["id"] for sentence in audit[side]["sentences"]]


def test_another_event_is_one_verdict_instead_of_hundreds(run, seed):
    code, audit = audited(run, seed("004"), seed("001"))
    assert code == 1
    assert not audit["summary"]["corresponds"]
    assert [f["check"] for f in audit["findings"]].count("correspondence") == 1
    assert not {"omission", "addition"} & {f["check"] for f in audit["findings"]}


FORMATS = ("html", "markdown", "table", "concise", "json")
WRITTEN = [option for name in FORMATS for option in ("-o", f"{name}:{name}.out")]


def test_the_same_input_gives_the_same_bytes_live_and_later(run, example):
    printed = run("audit", *example, *WRITTEN)[1]
    live = {name: Path(f"{name}.out").read_bytes() for name in FORMATS}
    assert run("audit", *example, *WRITTEN)[1] == printed
    assert {name: Path(f"{name}.out").read_bytes() for name in FORMATS} == live
    for name in FORMATS:
        assert run("report", "json.out", "--format", name)[1].encode() == live[name]


def test_a_document_with_terminal_escapes_prints_none(run, example):
    source, target = example
    text = target.read_text("utf-8")
    target.write_text(text.replace(". ", ".\x1b[2J\x9b31m\u202e ", 3), "utf-8")
    shown = run("audit", source, target, "-o", "a.json")[1]
    for options in (("--show", "alignment"), ("--format", "concise"), ("--format", "markdown")):
        shown += run("report", "a.json", *options)[1]
    assert "konferensi.id.txt" in shown
    assert not re.search("[\x1b\x9b\u202e]", shown)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x00\x01\x02\x03" * 50, "kalimat.txt"),
        (b"PK\x03\x04rest", "ZIP"),
    ],
)
def test_a_file_that_is_no_text_is_one_line(run, example, content, says):
    wrong = Path("kalimat.txt")
    wrong.write_bytes(content)
    code, out, err = run("audit", example[0], wrong)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err


def test_the_same_file_twice_and_the_same_language_twice_are_one_line(run, example, seed):
    for source, target in ((example[0], example[0]), (seed("000"), seed("002"))):
        code, _, err = run("audit", source, target)
        assert (code, err.count("\n")) == (2, 1)


def test_other_encodings_and_odd_names_are_read(run, example):
    source, target = example
    odd = Path("berita 📰 báo.txt")
    odd.write_bytes(target.read_text("utf-8").encode("utf-16"))
    plain = audited(run, source, target)[1]
    other = audited(run, source, odd)[1]
    assert other["target"]["path"] == str(odd)
    assert [f["fingerprint"] for f in other["findings"]] == [
        f["fingerprint"] for f in plain["findings"]
    ]


def test_accepting_everything_lets_the_example_pass(run, example):
    Path("selaras.toml").write_text('[[pairs]]\nsource="{n}.vi.txt"\ntarget="{n}.id.txt"\n')
    assert run("gate")[0] == 1
    assert run("baseline", "create", "--reason", "planted")[0] == 0
    assert run("gate", "--strict-baseline")[0] == 0
    target = example[1]
    target.write_text(target.read_text("utf-8").replace("memb培养", "memb养培"), "utf-8")
    assert run("gate")[0] == 1


def test_a_comment_in_a_web_page_silences_its_paragraph(run, example):
    source, target = example
    paragraphs = [f"<p>{line}</p>" for line in target.read_text("utf-8").splitlines() if line]
    at = next(number for number, line in enumerate(paragraphs) if "培养" in line)
    comment = "<!-- selaras: ignore=foreign-script shown on purpose -->"
    paragraphs.insert(at, comment)
    page = "<html><body><article>" + "\n".join(paragraphs) + "</article></body></html>"
    Path("page.html").write_text(page, "utf-8")
    _, audit = audited(run, source, "page.html")
    statuses = [f["status"] for f in audit["findings"] if f["check"] == "foreign-script"]
    assert statuses == ["baseline"]
    assert "suppression" not in {f["check"] for f in audit["findings"]}


def test_a_machine_without_a_network_translates_every_link(run, seed, monkeypatch):
    monkeypatch.setenv("SELARAS_OFFLINE", "1")
    _, audit = audited(run, seed("000"), seed("001"))
    assert audit["tool"]["translator"].startswith("selaras-vi-id@")
    assert audit["tool"]["translator_quality"] in {"gist", "draft", "good"}
    with_source = [link for link in audit["alignment"] if link["source"]]
    assert all(link["translation"] for link in with_source)
    joined = [link for link in with_source if link["target"]]
    assert all(0 < link["chrf"] <= 100 for link in joined)
    assert sum(link["chrf"] for link in joined) / len(joined) > 30

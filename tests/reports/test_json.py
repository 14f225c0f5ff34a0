import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selaras import reports
from selaras.align.model import Alignment, Kind, Link
from selaras.auditing import Audit, Scores, Summary, Tool
from selaras.checks.model import Severity
from selaras.documents.model import Document, Role, Sentence, line_starts
from selaras.errors import DocumentError
from selaras.reports.json import from_json, picture, to_json

SCHEMA = json.loads((Path(reports.__file__).parent / "audit.schema.json").read_text("utf-8"))


def test_the_audit_fits_its_schema(audit):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(to_json(audit)), SCHEMA)
    jsonschema.validate(json.loads(to_json(audit, embed_text=True)), SCHEMA)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "fingerprint"), "?"),
        (("alignment", 3, "target"), [1]),
        (("alignment", 0, "score"), 1.5),
        (("source", "sentences", 0, "role"), "title"),
        (("summary", "gate"), "maybe"),
        (("extra",), 1),
    ],
)
def test_the_schema_catches_errors(audit, path, value):
    values = json.loads(to_json(audit))
    *parents, last = path
    here = values
    for key in parents:
        here = here[key]
    here[last] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, SCHEMA)


@pytest.mark.parametrize("embed_text", [False, True])
def test_reading_gives_the_same_audit(audit, embed_text):
    assert from_json(to_json(audit, embed_text)) == audit


def test_the_text_is_embedded_when_asked_for(audit):
    assert "text" not in picture(audit)["target"]
    assert picture(audit, embed_text=True)["target"]["text"] == audit.target.text


def test_json_holds_no_character_that_acts_on_a_terminal(audit):
    text = to_json(audit, embed_text=True)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "培养" in text


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not an audit"),
        ('{"schema": "selaras/audit/9"}', "is not an audit"),
        ('{"schema": "selaras/audit/1"}', "'summary' is missing"),
    ],
)
def test_a_wrong_file_is_one_clear_error(text, part):
    with pytest.raises(DocumentError) as raised:
        from_json(text, "audit.json")
    message = str(raised.value)
    assert part in message
    assert "audit.json" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "damage",
    [
        lambda values: values["alignment"].pop(),
        lambda values: values["target"]["sentences"][1].update(start=3),
        lambda values: values["findings"][0]["target"][0].update(end=10**9),
        lambda values: values["findings"][0].update(surprise=1),
        lambda values: values["source"].update(line_starts=[0, 1]),
        lambda values: values["source"].update(length="long"),
        lambda values: values["source"].update(length=10**15),
    ],
)
def test_a_damaged_audit_is_refused(audit, damage):
    values = json.loads(to_json(audit))
    damage(values)
    with pytest.raises(DocumentError, match="is a damaged audit"):
        from_json(json.dumps(values))


def document(text: str) -> Document:
    """A document whose sentences are its lines, stripped."""
    sentences, starts = [], [*line_starts(text), len(text) + 1]
    for start, following in pairwise(starts):
        line = text[start : following - 1]
        stripped = line.strip()
        if stripped:
            begin = start + line.index(stripped)
            sentences.append(
                Sentence(len(sentences), begin, begin + len(stripped), 0, Role.BODY, stripped)
            )
    return Document("a.txt", "vi", "0" * 64, text, tuple(sentences), line_starts=line_starts(text))


@given(st.text(alphabet=st.sampled_from("aé培\u0301\u00a0\u202e\x1b \t\r\n\ud800😀"), max_size=60))
def test_every_text_survives_without_being_embedded(text):
    read = document(text)
    links = [Link(s.id, (s.id,), (), Kind.OMISSION, 0.5) for s in read.sentences]
    audit = Audit(
        tool=Tool("selaras", "0", "none", None, "0" * 64),
        source=read,
        target=document(""),
        alignment=Alignment(tuple(links)),
        findings=(),
        scores=Scores(0.0, 0.0),
        summary=Summary(0, 0, 0, "pass", Severity.ERROR),
        signature="selaras|",
    )
    written = to_json(audit)
    written.encode("utf-8")
    assert from_json(written) == audit
    assert replace(audit, notes=("x",)) != from_json(written)

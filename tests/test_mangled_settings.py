"""Settings mangled in every way that happens: each is one clear line, never a traceback."""

from pathlib import Path

import pytest
from selaras import cli
from selaras.name_lists import read

ENTRY = '{{"schema": "selaras/baseline/1", "entries": [{{"fingerprint": "a", {}}}]}}'
PAIR = '[[pairs]]\nsource = "{}"\ntarget = "{}"\n'

MANGLED = [
    # Not TOML, not text.
    ("[[pairs]\n", "selaras.toml is not valid TOML"),
    ("threads = 1\nthreads = 2\n", "is not valid TOML"),
    ('[severity]\nname="info"\n[severity]\ndate="info"\n', "Cannot declare"),
    ("fail-on = error\n", "is not valid TOML"),
    ("x = " + "[" * 5000 + "]" * 5000, "nested too deeply"),
    (b'fail-on = "\xe9"\n', "is not UTF-8 text"),
    ('fail-on = "error"\n'.encode("utf-16"), "is not UTF-8 text"),
    # Names that do not exist.
    ("fail_on = 1\n", "there is no setting 'fail_on'; did you mean 'fail-on'?"),
    ("Fail-On = 1\n", "did you mean 'fail-on'?"),
    ("glosaries = []\n", "did you mean 'glossaries'?"),
    ('"" = 1\n', "there is no setting ''; there are: source-language"),
    (f'"{"x" * 5000}" = 1\n', " …"),
    ('[tool.selaras]\nfail-on = "error"\n', "leave [tool.selaras] out"),
    ('select = ["nmber"]\n', "select: there is no check named 'nmber'; did you mean 'number'?"),
    ('ignore = ["artifcats"]\n', "did you mean 'artifacts'?"),
    ('ignore = ["zzz"]\n', "see: selaras checks list"),
    ('[severity]\nnumbr = "error"\n', "there is no check named 'numbr'; did you mean 'number'?"),
    ('[severity]\nstale-translations = "info"\n', "there is no check named"),
    ("[thresholds]\nchrff = 3\n", "there is no threshold 'chrff'; did you mean 'chrf'?"),
    ("[checks.numbr]\nx = 1\n", "did you mean 'number'?"),
    ("[checks.number]\nx = 1\n", "the check 'number' has no option 'x'"),
    ('source-language = "vn"\n', "which selaras does not know; there are: en, id, vi"),
    # Wrong types and values.
    ('fail-on = "errror"\n', "it must be one of: info, warning, error"),
    ("fail-on = 2020-01-01\n", "fail-on is"),
    ('fail-on = "\\u001b[31m"\n', "it must be one of"),
    ("source-language = 3\n", "source-language is 3; it must be a text"),
    ('source-language = "vi"\ntarget-language = "vi"\n', "are both 'vi'"),
    ('select = "number"\n', 'it must be a list of texts, such as ["number"]'),
    ("select = [1]\n", "select is 1; it must be a text"),
    ('select = ["number"]\nignore = ["number"]\n', "leave no check to run"),
    ("threads = 1.5\n", "threads is 1.5; it must be a whole number"),
    ("threads = 99999999999999\n", "it must not be more than"),
    ("max-warnings = -5\n", "max-warnings is -5; it must be a whole number, 0 or more"),
    ("max-warnings = true\n", "max-warnings is True"),
    ("[thresholds]\ncoverage-source = 90\n", "it must be a number from 0 to 1"),
    ("[thresholds]\nchrf = nan\n", "thresholds.chrf is nan"),
    ("thresholds = 3\n", "thresholds is 3; it must be a table"),
    ('[severity]\nnumber = "off"\n', "severity.number is 'off'; it must be one of"),
    ("[severity]\nnumber = {x = 1}\n", "severity.number is {'x': 1}"),
    ("[checks]\nnumber = 1\n", "checks.number is 1; it must be a table"),
    # Pairs and overrides.
    ('pairs = "a"\n', "pairs must be written as tables: [[pairs]]"),
    ('[pairs]\nsource = "a"\n', "pairs must be written as tables"),
    ('[[pairs]]\nsource = "a"\n', "pairs 1: target must be a path"),
    ('[[pairs]]\nsource = ["a"]\ntarget = "b"\n', "pairs 1: source must be a path"),
    ('[[pairs]]\nsorce = "a"\n', "did you mean 'source'?"),
    (PAIR.format("{n}.md", "{m}.id.md"), "has wildcards that source has not"),
    (PAIR.format("{n.vi.md", "{n.id.md"), "has a brace that is no {name}"),
    (PAIR.format("{1}.md", "{1}.id.md"), "has a brace that is no {name}"),
    (PAIR.format("a", "a"), "source and target are the same"),
    (PAIR.format("../a", "b"), "must lie inside the project's folder"),
    (PAIR.format("/a", "b"), "must lie inside the project's folder"),
    (
        PAIR.format("{n}.vi", "{n}.id") + PAIR.format("x", "y") + PAIR.format("{n}.id", "{n}.vi"),
        "pairs 1 and 3 translate each other",
    ),
    ('[[overrides]]\nfail-on = "info"\n', "overrides 1: paths must be a list of paths"),
    ("[[overrides]]\npaths = [3]\n", "overrides 1: paths must be a path"),
    ('[[overrides]]\npaths = ["{"]\n', "has a brace that is no {name}"),
    ('[[overrides]]\npaths = ["a"]\nbaseline = "x"\n', "overrides 1: there is no setting"),
    # Files that the settings name.
    ('glossaries = ["none.csv"]\n', "glossaries: there is no file"),
    ('names = ["."]\n', "names: there is no file"),
    ('names = ["odd.txt"]\n', "is not UTF-8 text"),
    ("baseline = 3\n", "baseline is 3; it must be the path of a file"),
    ('baseline = "."\n', "cannot read the baseline"),
    ('baseline = "broken.json"\n', "broken.json is not a baseline"),
    ('baseline = "date.json"\n', "date.json is not a baseline"),
    ('baseline = "decision.json"\n', "decision.json is not a baseline"),
    ('baseline = "passed.json"\n', "passed.json is not a baseline"),
]


@pytest.mark.parametrize(("content", "says"), MANGLED)
def test_each_is_one_clear_line(content, says, tmp_path, monkeypatch, capsys, audit_with):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("selaras.auditing.audit", lambda *given, **more: audit_with())
    read.cache_clear()
    Path("selaras.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    Path("odd.txt").write_bytes(b"\xff\xfe\x00")
    Path("broken.json").write_text("{")
    Path("date.json").write_text(ENTRY.format('"until": "2025-13-01"'))
    Path("decision.json").write_text(ENTRY.format('"decision": "perhaps"'))
    Path("passed.json").write_text('{"schema": "selaras/baseline/1", "entries": [], "passed": [3]}')
    code = cli.main(["audit", "a.vi.md", "a.id.md"])
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert said.err.startswith("selaras: ")
    assert says in said.err
    assert said.err.count("\n") == 1
    assert len(said.err) < 700
    assert "inside selaras" not in said.err
    assert "\x1b" not in said.err


def test_none_is_tried_twice():
    assert len(MANGLED) == len({content for content, _ in MANGLED}) > 40

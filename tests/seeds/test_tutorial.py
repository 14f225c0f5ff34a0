"""docs/tutorial.md says nothing about the example and the commands that is not so."""

import shlex
import tomllib
from pathlib import Path

import pytest
import regex
from selaras import cli
from selaras.checks import registry
from selaras.documents.model import line_starts
from selaras.seeds import build as seeds
from selaras.settings import read_layer

ROOT = Path(__file__).parents[2]
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
EXAMPLE = seeds.build(seeds.description())
CLEAN = seeds.build(seeds.description(), checks=())
BLOCKS = regex.findall(r"```(\w+)\n(.*?)```", TUTORIAL, regex.DOTALL)
COMMANDS = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
ROWS = regex.findall(
    r"^ +(?:error|warning) ([\w-]+) .*\n +\S+:(\d+):(\d+)\s", TUTORIAL, regex.MULTILINE
)


def place(offset: int) -> tuple[int, int]:
    line = [start for start in line_starts(EXAMPLE.target) if start <= offset]
    return len(line), offset - line[-1] + 1


@pytest.mark.parametrize(("check", "line", "column"), ROWS)
def test_the_rows_shown_stand_where_they_say(check, line, column):
    (defect,) = [entry for entry in EXAMPLE.defects if entry["check"] == check]
    ((start, end),) = defect["target"]
    assert place(start) <= (int(line), int(column)) < place(end)


def test_rows_are_shown():
    assert {check for check, _, _ in ROWS} == {"foreign-script", "number", "spacing"}


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_are_there_with_their_options(line):
    program, *words = shlex.split(line)
    assert program == "selaras"
    command = cli.cli
    while hasattr(command, "get_command"):
        command = command.get_command(None, words.pop(0))
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known
    named = [word for word in words if word.startswith("seeds/")]
    assert all((ROOT / path).is_file() for path in named)


def test_commands_are_shown():
    assert len(COMMANDS) >= 5


def test_the_settings_shown_are_read():
    (block,) = [block for kind, block in BLOCKS if kind == "toml"]
    table = tomllib.loads(block)
    missing = {*table["ignore"], *table["severity"]} - set(registry.modules())
    if missing:
        pytest.skip(f"there are no such checks yet: {', '.join(missing)}")
    assert read_layer(table, "tutorial", ROOT).values["severity.spacing"] == "info"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("bồi dưỡng", EXAMPLE.source),
        ("chưa thể hài lòng", EXAMPLE.source),
        ("Đảng ủy UBND tỉnh", EXAMPLE.source),
        ("57-NQ/TW", EXAMPLE.source),
        ("75-NQ/TW", EXAMPLE.target),
        ("membina", CLEAN.target),
        ("Komite Partai Rakyat Provinsi", EXAMPLE.target),
        ("layanan publik online", EXAMPLE.target),
    ],
)
def test_the_words_quoted_stand_in_the_example(words, text):
    assert words in TUTORIAL
    assert words in text

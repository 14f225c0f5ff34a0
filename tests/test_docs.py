"""What the manual says can be typed: its commands, settings and links are real."""

import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import regex
import yaml
from selaras.cli import cli
from selaras.project import find_project
from selaras.settings import build

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMES = [page.name for page in PAGES]
PACKAGES = {"align", "checks", "documents", "languages", "models", "reports", "cli.py"}
VARIABLE = regex.compile(r"\bSELARAS_[A-Z_]+")


def blocks(page: Path, language: str) -> list[str]:
    """The contents of the fenced blocks in this language."""
    return regex.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), regex.M | regex.S)


def commands(page: Path) -> list[str]:
    """Every line that begins with ``selaras`` in a shell block or an indented one."""
    indented = regex.findall(r"^    (.*)$", page.read_text("utf-8"), regex.M)
    lines = [*"\n".join(blocks(page, "sh")).splitlines(), *indented]
    return [line.strip() for line in lines if line.strip().startswith("selaras ")]


def parse(command: click.Command, name: str, words: list[str]) -> None:
    """Parse a command line as the program would; raises UsageError for what it does not know."""
    context = click.Context(command, info_name=name)
    if isinstance(command, click.Group):
        found, inner, rest = command.resolve_command(context, words)
        parse(inner, found, rest)
    else:
        command.make_parser(context).parse_args(words)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_commands_exist_with_their_options(page):
    for line in commands(page):
        parse(cli, "selaras", shlex.split(line, comments=True)[1:])


def test_the_manual_shows_commands_at_all():
    assert sum(len(commands(page)) for page in PAGES) > 20


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page):
    links = regex.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_index_links_every_page():
    index = (ROOT / "docs/index.md").read_text("utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert {page for page in pages if f"({page})" not in index} == set()


def test_every_variable_of_the_environment_is_in_the_manual():
    code = [path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] in PACKAGES]
    named = {name for path in code for name in VARIABLE.findall(path.read_text("utf-8"))}
    table = VARIABLE.findall((ROOT / "docs/cli.md").read_text("utf-8"))
    assert len(named) >= 5
    assert named <= set(table)


def settings_blocks() -> list[str]:
    return [block for page in PAGES for block in blocks(page, "toml") if "[tool" not in block]


def test_settings_are_valid(tmp_path):
    (tmp_path / "seeds").mkdir()
    for name in ("seeds/glossary.csv", "names.txt"):
        (tmp_path / name).touch()
    assert len(settings_blocks()) >= 2
    for block in settings_blocks():
        (tmp_path / "selaras.toml").write_text(block, "utf-8")
        build([find_project(tmp_path).layer])


def test_every_setting_in_the_starting_file_is_valid(tmp_path):
    """Also when its comments are taken away."""
    lines = (ROOT / "starter.toml").read_text("utf-8").splitlines()
    bare = [line.removeprefix("# ") for line in lines]
    settings = [line for line in bare if regex.match(r"\[\[?[a-z]+\]\]?$|[a-z-]+ = ", line)]
    (tmp_path / "glossary.csv").touch()
    (tmp_path / "names.txt").touch()
    (tmp_path / "selaras.toml").write_text("\n".join(settings), "utf-8")
    project = find_project(tmp_path)
    assert len(project.pairs) == len(project.overrides) == 1
    found = build([project.layer])
    assert set(found.thresholds) == {"coverage-source", "coverage-target"}
    assert found.options.keys() == {"glossaries"}
    assert found.names == (str(tmp_path / "names.txt"),)


def test_workflows_are_valid_yaml_and_call_what_exists():
    texts = [block for page in PAGES for block in blocks(page, "yaml")]
    texts += [(ROOT / name).read_text("utf-8") for name in ("action.yml", ".pre-commit-hooks.yaml")]
    assert len([yaml.safe_load(text) for text in texts]) >= 5
    calls = [
        line.removeprefix("- ") for text in texts for line in map(str.strip, text.splitlines())
    ]
    for call in calls:
        if call.startswith("selaras ") and "$" not in call:
            parse(cli, "selaras", shlex.split(call)[1:])


@pytest.mark.skipif(sys.platform == "win32", reason="the action's script is for bash")
@pytest.mark.parametrize(
    ("since", "called"),
    [("", "gate --format markdown"), ("a b", "gate --since a b --allow-none --format markdown")],
)
def test_the_action_passes_its_inputs_on_and_the_verdict_back(tmp_path, since, called):
    program = tmp_path / "selaras"
    (tmp_path / "selaras-reports").mkdir()
    (tmp_path / "selaras-reports/annotations.txt").write_text("::error file=a::b\n")
    program.write_text('#!/bin/sh\necho "$@"\nexit 1\n')
    program.chmod(0o755)
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    environment = {
        "PATH": f"{tmp_path}:/usr/bin:/bin",
        "SINCE": since,
        "ARGUMENTS": "--fail-on warning",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", action["runs"]["steps"][2]["run"]],
        cwd=tmp_path,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    shown, annotation = done.stdout.splitlines()
    assert done.returncode == 1
    assert shown.startswith(f"{called} --reports selaras-reports -o selaras-reports/selaras.sarif")
    assert shown.endswith("--fail-on warning")
    parse(cli, "selaras", shlex.split(shown.replace("a b", "a-b")))
    assert annotation == "::error file=a::b"
    assert (tmp_path / "summary.md").read_text().strip() == shown

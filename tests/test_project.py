"""The settings file names pairs, and settings for some of them."""

from pathlib import Path

import pytest
from selaras.baseline import FILE_NAME
from selaras.checks.model import Severity
from selaras.errors import SettingsError
from selaras.project import find_project, read_project
from selaras.settings import build

SETTINGS = """
source-language = "vi"

[[pairs]]
source = "news/{name}.vi.md"
target = "news/{name}.id.md"

[[pairs]]
source = "{name}.md"
target = "{name}.id.md"
target-language = "id"

[[overrides]]
paths = ["news/old-*"]
fail-on = "info"
"""


def project_in(folder: Path, settings: str = SETTINGS, *files: str):
    (folder / "selaras.toml").write_text(settings, encoding="utf-8")
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return find_project(folder)


def test_pairs_are_found_whether_or_not_the_translation_exists(tmp_path):
    project = project_in(
        tmp_path, SETTINGS, "news/a.vi.md", "news/a.id.md", "news/b.vi.md", "x.md", "x.id.md"
    )
    assert [(pair.source, pair.target) for pair in project.found_pairs()] == [
        ("news/a.vi.md", "news/a.id.md"),
        ("news/b.vi.md", "news/b.id.md"),
        ("x.md", "x.id.md"),
    ]


def test_an_override_holds_for_its_paths_only(tmp_path):
    project = project_in(tmp_path, SETTINGS, "news/old-1.vi.md", "news/new.vi.md", "x.md")
    fail_on = {pair.source: build(project.layers(pair)).fail_on for pair in project.found_pairs()}
    assert fail_on == {
        "news/new.vi.md": Severity.ERROR,
        "news/old-1.vi.md": Severity.INFO,
        "x.md": Severity.ERROR,
    }


@pytest.mark.parametrize("path", ["news/a.vi.md", "news/a.id.md"])
def test_an_override_may_name_a_document_without_wildcards(tmp_path, path):
    settings = SETTINGS.replace("news/old-*", path)
    project = project_in(tmp_path, settings, "news/a.vi.md", "news/b.vi.md")
    fail_on = {pair.source: build(project.layers(pair)).fail_on for pair in project.found_pairs()}
    assert fail_on == {"news/a.vi.md": Severity.INFO, "news/b.vi.md": Severity.ERROR}


def test_a_translation_without_wildcards_is_no_source(tmp_path):
    settings = '[[pairs]]\nsource = "*.md"\ntarget = "all.md"\n'
    project = project_in(tmp_path, settings, "a.md", "all.md")
    assert [(pair.source, pair.target) for pair in project.found_pairs()] == [("a.md", "all.md")]


def test_two_files_named_by_hand_get_their_pattern_s_settings(tmp_path):
    project = project_in(tmp_path, SETTINGS)
    pair = project.pair(tmp_path / "x.md", tmp_path / "x.id.md")
    assert pair.name == "x.md -> x.id.md"
    assert build(project.layers(pair)).target_language == "id"
    other = project.pair(tmp_path / "x.md", tmp_path / "y.id.md")
    assert build(project.layers(other)).target_language is None


def test_the_nearest_settings_file_above_counts(tmp_path):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "selaras.toml").write_text("threads = 1")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.selaras]\nthreads = 2")
    (deep / "pyproject.toml").write_text("[tool.other]\nx = 1")
    project = find_project(deep)
    assert project.folder == tmp_path / "a"
    assert project.layer.values == {"threads": 2}
    assert project.layer.origin == "pyproject.toml [tool.selaras]"


@pytest.mark.parametrize(
    "content",
    ["[tool.other]\nx = 1", "# tool.selaras\n", "[tool]\nselaras = 1 # tool.selaras", "x ="],
)
def test_a_pyproject_file_without_settings_of_selaras_does_not_count(tmp_path, content):
    (tmp_path / "pyproject.toml").write_text(content)
    assert find_project(tmp_path).layer.values == {}


def test_the_baseline_lies_beside_the_settings_unless_they_say_where(tmp_path):
    assert project_in(tmp_path, "").baseline == tmp_path / FILE_NAME
    assert project_in(tmp_path, 'baseline = "x/known.json"').baseline == tmp_path / "x/known.json"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("fail-on = ", "is not valid TOML"),
        ("pair = []", "there is no setting 'pair'; did you mean 'pairs'?"),
        ("pairs = 1", "pairs must be written as tables: [[pairs]]"),
        ("[[pairs]]\nsource = 'a'", "pairs 1: target must be a path"),
        ("[[pairs]]\nsource = 'a'\ntarget = 'a'", "source and target are the same"),
        ("[[pairs]]\nsource = '/a'\ntarget = 'b'", "must lie inside the project's folder"),
        ("[[pairs]]\nsource = '../a'\ntarget = 'b'", "must lie inside the project's folder"),
        ("[[pairs]]\nsource = 'a'\ntarget = '{x}'", "wildcards that source has not"),
        ("[[pairs]]\nsorce = 'a'", "there is no 'sorce'; did you mean 'source'?"),
        ("[[overrides]]\nthreads = 1", "overrides 1: paths must be a list"),
        ("[[overrides]]\npaths = ['a']\nfail-on = 'x'", "overrides 1: fail-on is 'x'"),
        ("baseline = 3", "baseline is 3; it must be the path of a file"),
    ],
)
def test_a_wrong_settings_file_is_one_clear_error(tmp_path, settings, says):
    with pytest.raises(SettingsError) as error:
        project_in(tmp_path, settings)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_settings_file_named_by_hand_must_hold_settings(tmp_path):
    with pytest.raises(SettingsError, match="there are no settings of selaras in"):
        read_project(tmp_path / "gone.toml")

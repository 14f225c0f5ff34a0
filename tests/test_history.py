"""Files that changed since a revision, as git tells."""

import subprocess
from pathlib import Path

import pytest
from selaras.errors import SettingsError
from selaras.history import author, changed_files


@pytest.fixture
def repository(tmp_path):
    """A repository with one commit; its project lies in a folder with an odd name."""
    folder = tmp_path / "báo 📰"
    folder.mkdir()
    for command in (
        ["init", "-q"],
        ["config", "user.name", "Sari"],
        ["config", "user.email", "sari@example.org"],
    ):
        git(tmp_path, *command)
    for name in ("a.vi.md", "a.id.md", "b.vi.md"):
        (folder / name).write_text("1", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    return folder


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True)


def test_changed_and_new_files_are_named_relative_to_the_project(repository):
    (repository / "a.vi.md").write_text("2", encoding="utf-8")
    (repository / "mới.vi.md").touch()
    (repository.parent / "elsewhere.md").touch()
    assert changed_files(repository, "HEAD") == {"a.vi.md", "mới.vi.md"}


def test_committed_changes_count_from_where_the_branches_part(repository):
    git(repository, "branch", "base")
    (repository / "b.vi.md").write_text("2", encoding="utf-8")
    git(repository, "commit", "-qam", "two")
    assert changed_files(repository, "base") == {"b.vi.md"}
    assert changed_files(repository, "HEAD") == set()


@pytest.mark.parametrize("revision", ["no-such", "--output=x", ""])
def test_an_unknown_revision_is_one_clear_error(repository, revision):
    with pytest.raises(SettingsError, match="git knows no revision"):
        changed_files(repository, revision)


def test_the_author_is_who_git_says(repository):
    assert author(repository) == "Sari"

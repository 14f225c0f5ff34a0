"""Paths with wildcards find files and name their partners."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selaras.patterns import Pattern


@pytest.mark.parametrize(
    ("source", "target", "path", "partner"),
    [
        ("{name}.vi.md", "{name}.id.md", "a.vi.md", "a.id.md"),
        ("vi/{name}.html", "id/{name}.html", "vi/b-1.html", "id/b-1.html"),
        ("{year}/{name}.vi.md", "{name}/{year}.md", "2025/x.vi.md", "x/2025.md"),
        ("**/{name}.vi.md", "**/{name}.id.md", "2025/04/x.vi.md", "2025/04/x.id.md"),
        ("**/{name}.vi.md", "**/{name}.id.md", "x.vi.md", "x.id.md"),
        ("vi/*.txt", "id/*.txt", "vi/a.b.txt", "id/a.b.txt"),
        ("{n}/{n}.vi.md", "{n}.id.md", "a/a.vi.md", "a.id.md"),
        ("archive/**", "copy/**", "archive/2024/x.md", "copy/2024/x.md"),
        ("báo/{name}.vi.md", "berita/{name}.id.md", "báo/tin 📰.vi.md", "berita/tin 📰.id.md"),
    ],
)
def test_the_partner_is_named_by_what_the_wildcards_stand_for(source, target, path, partner):
    values = Pattern(source).match(path)
    assert values is not None
    assert Pattern(target).filled(values) == partner


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("{name}.vi.md", "a.id.md"),
        ("{name}.vi.md", "folder/a.vi.md"),
        ("{n}/{n}.md", "a/b.md"),
        ("a.c", "abc"),
        ("*.md", "folder/a.md"),
    ],
)
def test_other_paths_do_not_match(pattern, path):
    assert Pattern(pattern).match(path) is None


def test_files_are_found_in_order_and_hidden_folders_left_out(tmp_path):
    for name in ("b.vi.md", "a.vi.md", ".git/c.vi.md", "deep/d.vi.md", "a.id.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert list(Pattern("**/{name}.vi.md").files(tmp_path)) == [
        "a.vi.md",
        "b.vi.md",
        "deep/d.vi.md",
    ]
    assert list(Pattern("deep/{name}.vi.md").files(tmp_path)) == ["deep/d.vi.md"]
    assert list(Pattern("missing/{name}.vi.md").files(tmp_path)) == []


@given(st.text(st.characters(exclude_characters="/{}*", exclude_categories=["Cs"]), min_size=1))
def test_any_name_comes_back(name):
    pattern = Pattern("vi/{name}.[x]+.md")
    path = pattern.filled({"name": name})
    assert pattern.match(path) == {"name": name}


def test_a_path_without_wildcards_finds_its_file(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news/one.md").touch()
    assert [*Pattern("news/one.md").files(tmp_path)] == ["news/one.md"]

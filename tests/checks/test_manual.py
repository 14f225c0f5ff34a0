"""The pages in docs/checks are those that the docstrings give."""

from selaras.checks import manual


def test_pages_are_current():
    expected = manual.pages()
    found = {path.name: path.read_text(encoding="utf-8") for path in manual.FOLDER.glob("*.md")}
    stale = sorted(name for name in expected | found if expected.get(name) != found.get(name))
    assert not stale, f"run python -m selaras.checks.manual: {stale} are not current"


def test_writing_removes_pages_of_checks_that_are_no_more(tmp_path):
    (tmp_path / "no-such-check.md").write_text("old", encoding="utf-8")
    manual.write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(manual.pages())

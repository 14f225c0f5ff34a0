"""Folders that land whole or not at all."""

import pytest
from selaras.errors import ModelError
from selaras.models.store import cache_folder, ensure_folder, is_whole, remove_folder


def fill(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "a.bin").write_bytes(b"abc")


def test_a_failed_filling_leaves_nothing(tmp_path):
    def fail(folder):
        fill(folder)
        raise ValueError("in between")

    with pytest.raises(ValueError, match="in between"):
        ensure_folder(tmp_path / "model", fail)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", [b"abd", b"ab", b"", b"abcd", None])
def test_damage_is_seen_and_mended(tmp_path, damage):
    file = ensure_folder(tmp_path / "model", fill) / "sub" / "a.bin"
    assert is_whole(tmp_path / "model")
    file.unlink() if damage is None else file.write_bytes(damage)
    assert not is_whole(tmp_path / "model")

    ensure_folder(tmp_path / "model", fill)
    assert file.read_bytes() == b"abc"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="SELARAS_CACHE"):
        ensure_folder(tmp_path / "file" / "model", fill)


def test_another_process_that_was_faster_wins(tmp_path):
    def overtaken(folder):
        fill(folder)
        ensure_folder(tmp_path / "model", fill)

    ensure_folder(tmp_path / "model", overtaken)
    assert is_whole(tmp_path / "model")


def test_a_removed_folder_is_gone(tmp_path):
    remove_folder(ensure_folder(tmp_path / "model", fill))
    assert list(tmp_path.iterdir()) == []


def test_the_cache_is_where_the_user_says(tmp_path, monkeypatch):
    monkeypatch.setenv("SELARAS_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("SELARAS_CACHE")
    assert cache_folder().name == "selaras"

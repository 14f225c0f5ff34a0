"""Files are written whole or not at all."""

import os
import stat
import sys
from pathlib import Path

import pytest
from selaras.writing import write_whole


def test_a_missing_folder_is_made_and_nothing_else_is_left(tmp_path):
    write_whole(tmp_path / "a" / "b" / "report.txt", "isi")
    assert (tmp_path / "a" / "b" / "report.txt").read_text() == "isi"
    assert len(list((tmp_path / "a" / "b").iterdir())) == 1


def test_the_old_report_stays_when_the_new_one_fails(tmp_path, monkeypatch):
    path = tmp_path / "report.txt"
    path.write_text("old")

    def fail(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_text_that_utf8_cannot_hold_is_escaped(tmp_path):
    write_whole(tmp_path / "a.txt", "x\ud800y")
    assert (tmp_path / "a.txt").read_bytes() == b"x\\ud800y"


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has neither links of this kind nor modes"
)
def test_links_are_followed_devices_written_to_and_modes_ordinary(tmp_path):
    (tmp_path / "real.txt").touch()
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_whole(tmp_path / "link.txt", "isi")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "isi"
    write_whole(Path(os.devnull), "isi")
    assert not Path(os.devnull).is_file()
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "real.txt").stat().st_mode) == 0o666 & ~mask

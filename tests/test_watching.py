"""A changed file is noticed."""

from selaras.watching import changes


def test_each_change_is_told_once(tmp_path):
    path = tmp_path / "berita.txt"
    seen = changes([path], interval=0)
    next(seen)
    path.write_text("satu")
    next(seen)
    path.write_text("satu dua")
    next(seen)
    path.unlink()
    next(seen)

"""The cache of results: bounded, shared by processes, and never the reason that something fails."""

import sqlite3
import subprocess
import sys

import pytest
from selaras.models.cache import Cache, default_cache


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "results.sqlite"


def test_it_keeps_results_by_space_and_text_across_openings(path):
    Cache(path).put("a", {"x": b"1", "y\ud800": b"2"})
    assert Cache(path).get("a", ["x", "y\ud800", "z"]) == {"x": b"1", "y\ud800": b"2"}
    assert Cache(path).get("b", ["x"]) == {}


def test_thousands_of_texts_at_once(path):
    cache = Cache(path)
    cache.put("a", {str(n): str(n).encode() for n in range(2500)})
    assert len(cache.get("a", [str(n) for n in range(3000)])) == 2500


def test_the_oldest_go_when_it_is_full(path):
    cache = Cache(path, limit=300_000)
    for n in range(100):
        cache.put("a", {str(n): bytes(10_000)})
    known = cache.get("a", [str(n) for n in range(100)])

    assert "99" in known
    assert "0" not in known
    cache.close()
    assert path.stat().st_size < 1_000_000


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"x" * 9000]
)
def test_a_damaged_file_is_begun_anew(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    cache = Cache(path)
    cache.put("a", {"x": b"1"})
    assert cache.get("a", ["x"]) == {"x": b"1"}


def test_a_file_of_another_shape_is_left_alone(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE results (something TEXT)")
    cache = Cache(path)
    cache.put("a", {"x": b"1"})
    assert cache.get("a", ["x"]) == {}


def test_without_a_place_it_keeps_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    for cache in (Cache(None), Cache(tmp_path / "file" / "below.sqlite")):
        cache.put("a", {"x": b"1"})
        assert cache.get("a", ["x"]) == {}


def test_it_can_be_switched_off(tmp_path, monkeypatch):
    monkeypatch.setenv("SELARAS_CACHE", str(tmp_path))
    monkeypatch.setenv("SELARAS_NO_CACHE", "1")
    default_cache().put("a", {"x": b"1"})
    assert list(tmp_path.iterdir()) == []


def test_processes_share_it(path):
    code = (
        "import sys; from pathlib import Path; from selaras.models.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1]))\n"
        "for n in range(50): cache.put(sys.argv[2], {str(n): b'x' * 2000})"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(path), space]) for space in "abc"]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    texts = [str(n) for n in range(50)]
    assert [len(Cache(path).get(space, texts)) for space in "abc"] == [50, 50, 50]

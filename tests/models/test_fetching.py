"""Fetching from a server that misbehaves: what arrives is right, or nothing is left."""

import errno
import hashlib
import threading
import time
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from selaras.errors import ModelError
from selaras.models import fetching
from selaras.models.fetching import _partial, fetch
from selaras.models.registry import RemoteFile

CONTENT = bytes(range(256)) * 3000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Server(BaseHTTPRequestHandler):
    """Serves CONTENT in the manner that ``manner`` names; ``asked`` notes the ranges."""

    manner = "honest"
    asked = ()

    def do_GET(self):
        wanted = self.headers.get("Range")
        type(self).asked.append(wanted)
        start = int(wanted[6:-1]) if wanted else 0
        getattr(self, self.manner)(start)

    def answer(self, code, body, length=None, start=0):
        self.send_response(code)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        if code == 206:
            self.send_header("Content-Range", f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}")
        self.end_headers()
        self.wfile.write(body)

    def honest(self, start):
        self.answer(206 if start else 200, CONTENT[start:], start=start)

    def drops(self, start):
        rest = CONTENT[start:]
        self.answer(206 if start else 200, rest[:300_000], length=len(rest), start=start)
        self.close_connection = True

    def drops_always(self, start):
        self.drops(0)

    def ignores_ranges(self, start):
        if len(self.asked) == 1:
            self.drops(0)
        else:
            self.answer(200, CONTENT)

    def wrong_range(self, start):
        if start:
            self.answer(206, CONTENT, start=0)
        else:
            self.drops(0)

    def wrong_content(self, start):
        self.answer(200, CONTENT[:-1] + b"?")

    def too_much(self, start):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(CONTENT * 2)

    def lies_small(self, start):
        self.answer(200, CONTENT, length=1000)

    def missing(self, start):
        self.answer(404, b"no such file")

    def busy_once(self, start):
        if len(self.asked) == 1:
            self.answer(503, b"later")
        else:
            self.honest(start)

    def too_many_once(self, start):
        if len(self.asked) == 1:
            self.answer(429, b"slowly")
        else:
            self.honest(start)

    def broken(self, start):
        self.answer(500, b"sorry")

    def moved(self, start):
        if self.path == "/model.bin":
            self.send_response(302)
            self.send_header("Location", "/elsewhere.bin")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.honest(start)

    def moved_in_a_circle(self, start):
        self.send_response(302)
        self.send_header("Location", self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def moved_to_a_file(self, start):
        self.send_response(302)
        self.send_header("Location", "file:///etc/hostname")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def hangs_once(self, start):
        if len(self.asked) == 1:
            self.send_response(200)
            self.send_header("Content-Length", str(len(CONTENT)))
            self.end_headers()
            self.wfile.write(CONTENT[:1000])
            self.wfile.flush()
            time.sleep(1.5)
            self.close_connection = True
        else:
            self.honest(start)

    def refuses_range(self, start):
        if start:
            self.answer(416, b"")
        elif len(self.asked) == 1:
            self.drops(0)
        else:
            self.honest(0)

    def log_message(self, *_):
        pass


@contextmanager
def serving(manner):
    handler = type("Handler", (Server,), {"manner": manner, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/model.bin", handler.asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SELARAS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def left(cache):
    return [path for path in cache.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("manner", "requests"),
    [
        ("honest", 1),
        ("drops", 3),
        ("ignores_ranges", 2),
        ("wrong_range", 2),
        ("busy_once", 2),
        ("refuses_range", 3),
        ("too_many_once", 2),
        ("moved", 2),
        ("hangs_once", 2),
    ],
)
def test_it_arrives_whole_from_an_unreliable_server(tmp_path, cache, monkeypatch, manner, requests):
    monkeypatch.setattr(fetching, "_TIMEOUT", 0.5)
    told = []
    with serving(manner) as (url, asked):
        file = RemoteFile(url, len(CONTENT), SHA256)
        checksum = fetch(file, tmp_path / "model.bin", lambda *step: told.append(step), pause=0)

    assert checksum == SHA256
    assert (tmp_path / "model.bin").read_bytes() == CONTENT
    assert told[-1] == ("model.bin", len(CONTENT), len(CONTENT))
    assert len(asked) == requests
    assert left(cache) == []


@pytest.mark.parametrize(
    "manner",
    [
        "wrong_content",
        "too_much",
        "lies_small",
        "missing",
        "broken",
        "moved_in_a_circle",
        "moved_to_a_file",
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_left(tmp_path, cache, manner):
    with serving(manner) as (url, _), pytest.raises(ModelError, match=r"model\.bin"):
        fetch(RemoteFile(url, len(CONTENT), SHA256), tmp_path / "model.bin", pause=0)

    assert not (tmp_path / "model.bin").exists()
    assert left(cache) == []


def test_a_later_run_goes_on_where_the_first_stopped(tmp_path):
    with serving("drops_always") as (url, asked):
        file = RemoteFile(url, len(CONTENT), SHA256)
        with pytest.raises(ModelError, match="goes on where it stopped"):
            fetch(file, tmp_path / "model.bin", pause=0)
        assert not (tmp_path / "model.bin").exists()
        before = len(asked)
    with serving("honest") as (other, asked):
        # The same file: only the port of the test's server differs.
        partial = next((tmp_path / "cache" / "downloads").glob("*.part"))
        size = partial.stat().st_size
        again = RemoteFile(other, len(CONTENT), SHA256)
        partial.rename(_partial(again))
        fetch(again, tmp_path / "model.bin", pause=0)

    assert before == 5
    assert asked == [f"bytes={size}-"]
    assert (tmp_path / "model.bin").read_bytes() == CONTENT


def test_without_a_known_size_and_checksum_it_is_fetched_and_told(tmp_path):
    with serving("honest") as (url, _):
        assert fetch(RemoteFile(url), tmp_path / "deep" / "model.bin") == SHA256


def test_offline_means_no_connection(tmp_path, monkeypatch):
    monkeypatch.setenv("SELARAS_OFFLINE", "1")
    with serving("honest") as (url, asked), pytest.raises(ModelError, match="SELARAS_OFFLINE"):
        fetch(RemoteFile(url), tmp_path / "model.bin")
    assert asked == []


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://example.org/a", "model.bin"])
def test_only_the_web_is_fetched_from(tmp_path, url):
    with pytest.raises(ModelError, match="web address"):
        fetch(RemoteFile(url), tmp_path / "model.bin")


def test_a_full_disk_is_told_and_the_partial_file_is_taken_up_again(tmp_path, cache, monkeypatch):
    whole_copy = fetching._copy

    def full(response, output, *rest):
        output.write(response.read(1000))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(fetching, "_copy", full)
    with serving("honest") as (url, asked):
        file = RemoteFile(url, len(CONTENT), SHA256)
        with pytest.raises(ModelError, match=r"No space left.*goes on where it stopped"):
            fetch(file, tmp_path / "model.bin", pause=0)
        assert not (tmp_path / "model.bin").exists()
        monkeypatch.setattr(fetching, "_copy", whole_copy)
        assert fetch(file, tmp_path / "model.bin", pause=0) == SHA256
    assert asked[-1].startswith("bytes=")
    assert left(cache) == []


def test_a_proxy_of_the_environment_is_asked(tmp_path, monkeypatch):
    # What urllib read of the environment before is forgotten.
    monkeypatch.setattr(urllib.request, "_opener", None)
    with serving("honest") as (url, asked):
        monkeypatch.setenv("http_proxy", url.removesuffix("/model.bin"))
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        elsewhere = RemoteFile("http://models.example/model.bin", len(CONTENT), SHA256)
        assert fetch(elsewhere, tmp_path / "model.bin", pause=0) == SHA256
    assert len(asked) == 1

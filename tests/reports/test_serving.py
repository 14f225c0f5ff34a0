import json
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from socket import SHUT_WR, create_connection
from threading import Thread

import pytest
from selaras import baseline
from selaras.baseline import Baseline, Decision, Entry
from selaras.errors import SelarasError
from selaras.reports.serving import address, open_server


@contextmanager
def served(audit, path):
    """A running server, closed at the end."""
    with open_server(audit, path) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def ask(server, method, path, body=None, **headers):
    """The status and the text of an answer."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(
        method, path, body, {name.replace("_", "-"): v for name, v in headers.items()}
    )
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def post(server, request, **changes):
    origin = f"http://127.0.0.1:{server.server_port}"
    headers = {"Origin": origin, "Content_Type": "application/json", **changes}
    path = headers.pop("path", f"/{server.token}/decisions")
    body = request if isinstance(request, str) else json.dumps(request)
    return ask(server, "POST", path, body, **headers)


def request_for(finding, decision="dismissed"):
    return {
        "fingerprint": finding.fingerprint,
        "entry": {"decision": decision, "reason": "nhà báo", "who": "Lan", "until": None},
    }


def test_decisions_go_into_the_baseline_and_out_of_it(audit, tmp_path):
    path = tmp_path / "selaras-baseline.json"
    other = Entry("f" * 16, "name", "old", pair="x -> y")
    path.write_text(baseline.to_json(Baseline((other,))), encoding="utf-8")
    first, second = audit.findings[:2]
    with served(audit, path) as server:
        assert post(server, request_for(first))[0] == 200
        assert post(server, request_for(second, "accepted"))[0] == 200
        assert post(server, request_for(second, "fix"))[0] == 200
        entries = {entry.fingerprint: entry for entry in baseline.load(path).entries}
        assert entries[other.fingerprint] == other
        assert entries[first.fingerprint] == Entry(
            first.fingerprint,
            "number",
            "nhà báo",
            "Lan",
            None,
            Decision.DISMISSED,
            "- -> -",
        )
        assert entries[second.fingerprint].decision is Decision.FIX
        assert post(server, {"fingerprint": first.fingerprint, "entry": None})[0] == 200
    assert {e.fingerprint for e in baseline.load(path).entries} == {"f" * 16, second.fingerprint}
    assert list(tmp_path.iterdir()) == [path]


def test_the_page_shows_what_was_decided(audit, tmp_path):
    with served(audit, tmp_path / "b.json") as server:
        post(server, request_for(audit.findings[0]))
        status, text = ask(server, "GET", f"/{server.token}/")
    assert status == 200
    assert "connect-src &#39;self&#39;" in text
    assert "nhà báo" in text
    assert address(server).endswith(f"/{server.token}/")


@pytest.mark.parametrize(
    "changes",
    [
        {"path": "/decisions"},
        {"path": "/wrong/decisions"},
        {"Origin": "http://example.org"},
        {"Origin": "null"},
        {"Host": "example.org"},
        {"Content_Type": "text/plain"},
    ],
)
def test_nobody_else_can_decide(audit, tmp_path, changes):
    path = tmp_path / "b.json"
    with served(audit, path) as server:
        assert post(server, request_for(audit.findings[0]), **changes)[0] == 403
    assert not path.exists()


def test_nobody_else_can_read(audit, tmp_path):
    with served(audit, tmp_path / "b.json") as server:
        for path in ("/", "/x/", f"/{server.token}", f"/{server.token}/../", "/etc/passwd"):
            status, text = ask(server, "GET", path)
            assert status == 403
            assert server.token not in text
        assert ask(server, "GET", f"/{server.token}/", Host="localhost:1")[0] == 403
        assert ask(server, "PUT", f"/{server.token}/")[0] == 501
        assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "request_text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"fingerprint": "unknown", "entry": null}',
        '{"fingerprint": ["x"], "entry": null}',
        '{"fingerprint": "0000000000000001", "entry": "x"}',
        '{"fingerprint": "0000000000000001", "entry": {"decision": "burn"}}',
        '{"fingerprint": "0000000000000001", "entry": {"until": "soon"}}',
        "[" * 60_000,
    ],
)
def test_nonsense_is_refused_and_writes_nothing(audit, tmp_path, request_text):
    path = tmp_path / "b.json"
    with served(audit, path) as server:
        assert post(server, request_text)[0] == 400
        assert post(server, request_for(audit.findings[0]))[0] == 200


def test_a_request_that_is_too_long_is_refused(audit, tmp_path):
    with served(audit, tmp_path / "b.json") as server:
        status, text = post(server, "x", Content_Length="99999999")
    assert (status, "too long" in text) == (400, True)


def test_a_wrong_baseline_or_a_taken_port_is_one_clear_error(audit, tmp_path):
    path = tmp_path / "b.json"
    path.write_text("{}")
    with pytest.raises(SelarasError, match="is not a baseline"):
        open_server(audit, path)
    path.unlink()
    with served(audit, path) as server, pytest.raises(SelarasError, match="--port"):
        open_server(audit, path, server.server_port)
    with pytest.raises(SelarasError, match="--port"):
        open_server(audit, path, 99_999)


def test_a_decision_cannot_name_another_check_or_pair(audit, tmp_path):
    path = tmp_path / "b.json"
    entry = {"check": "../x", "pair": "other", "fingerprint": "f" * 16, "decision": "accepted"}
    with served(audit, path) as server:
        post(server, {"fingerprint": audit.findings[0].fingerprint, "entry": entry})
    (written,) = baseline.load(path).entries
    assert (written.check, written.pair) == ("number", "- -> -")
    assert written.fingerprint == audit.findings[0].fingerprint


def raw(server, request: str) -> bytes:
    """The answer to a request sent byte by byte as it is."""
    with create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        connection.sendall(request.encode("latin-1"))
        # The server may have had enough of it already.
        with suppress(OSError):
            connection.shutdown(SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


HOSTILE = {
    "another name that leads here": "GET /{token}/ HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n",
    "localhost by name": "GET /{token}/ HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n",
    "no host": "GET /{token}/ HTTP/1.1\r\n\r\n",
    "two hosts": "GET /{token}/ HTTP/1.1\r\nHost: evil\r\nHost: 127.0.0.1:{port}\r\n\r\n",
    "a whole address": "GET http://evil/{token}/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
    "no token": "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
    "half a token": "GET /{half}/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
    "up and out": "GET /{token}/../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
    "up, escaped": "GET /{token}/%2e%2e/x HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
    "a query": "GET /{token}/?x=1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
    "letters beyond ASCII": "GET /\xe9\xff HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
    "another method": "DELETE /{token}/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
    "a question of origin": "OPTIONS /{token}/decisions HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n",
    "an endless head": "GET / HTTP/1.1\r\n" + "X: y\r\n" * 500 + "\r\n",
    "an endless line": "GET /" + "a" * 100_000 + " HTTP/1.1\r\n\r\n",
    "no HTTP": "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    "nothing": "\r\n\r\n",
}


@pytest.mark.parametrize("request_text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_request_gets_nothing_and_stops_nothing(audit, tmp_path, request_text):
    path = tmp_path / "b.json"
    with served(audit, path) as server:
        token, port = server.token, server.server_port
        filled = request_text.replace("{token}", token).replace("{port}", str(port))
        answer = raw(server, filled.replace("{half}", token[:16]))
        assert b" 200 " not in answer.partition(b"\r\n")[0]
        assert b"konferensi" not in answer
        assert token.encode() not in answer or b"Error response" in answer
        assert ask(server, "GET", f"/{token}/")[0] == 200
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("length", ["-1", "abc", "0", "99999999999999999999", "1e3"])
def test_a_length_that_is_none_is_refused(audit, tmp_path, length):
    path = tmp_path / "b.json"
    with served(audit, path) as server:
        status, _ = post(server, "{}", Content_Length=length)
    assert status == 400
    assert not path.exists()

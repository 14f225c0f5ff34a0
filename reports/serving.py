"""The review page on this machine: the same page, whose decisions go straight into the baseline.

Only this machine can reach it, only with the token in its address, and only from
the page itself; nothing is written but the one baseline file.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any

from selaras import baseline
from selaras.auditing import Audit
from selaras.baseline import Baseline
from selaras.errors import SelarasError, SettingsError
from selaras.reports.html import Server, page
from selaras.reports.json import encode
from selaras.reports.places import pair_name
from selaras.writing import write_whole

_HOST = "127.0.0.1"
_LONGEST_REQUEST = 64 * 1024


class Review:
    """The audit under review and the baseline file that its decisions go to.

    Only findings of this audit can be decided, each entry names this pair, and
    everything else in the file is left as it is.
    """

    def __init__(self, audit: Audit, path: Path) -> None:
        self._audit = audit
        self._path = path
        self._checks = {finding.fingerprint: finding.check for finding in audit.findings}
        self._lock = Lock()
        self._load()

    def decisions(self) -> list[dict[str, Any]]:
        """What the baseline says about this audit's findings, as the page expects it."""
        return [
            {**asdict(entry), "until": entry.until.isoformat() if entry.until else None}
            for entry in self._load().entries
            if entry.fingerprint in self._checks
        ]

    def page(self, address: str) -> str:
        """The review page, which sends its decisions to ``address``."""
        return page(self._audit, Server(address, self.decisions()))

    def decide(self, request: Mapping[str, Any]) -> None:
        """Put one decision into the file, or take it out when the ``entry`` is null.

        Raises ValueError when the request is not about a finding of this audit.
        """
        fingerprint = request.get("fingerprint")
        if not isinstance(fingerprint, str) or fingerprint not in self._checks:
            raise ValueError("no finding of this audit has that fingerprint")
        entries = self._entries(fingerprint, request.get("entry"))
        with self._lock:
            kept = self._load()
            gone = [entry for entry in kept.entries if entry.fingerprint == fingerprint]
            now = kept.without(gone).with_entries(entries.entries)
            write_whole(self._path, baseline.to_json(now))

    def _entries(self, fingerprint: str, entry: Any) -> Baseline:
        """The entry as a baseline of its own, empty where it is null."""
        if entry is None:
            return Baseline()
        if not isinstance(entry, dict):
            raise ValueError("an entry is an object or null")
        own = {
            "fingerprint": fingerprint,
            "check": self._checks[fingerprint],
            "pair": pair_name(self._audit),
        }
        return baseline.parse(
            json.dumps({"schema": baseline.SCHEMA, "entries": [{**entry, **own}]})
        )

    def _load(self) -> Baseline:
        return baseline.load(self._path) if self._path.exists() else Baseline()


def serve(audit: Audit, path: Path, announce: Callable[[str], None], port: int = 0) -> None:
    """Serve the review page until interrupted; ``announce`` is told its address.

    Decisions are written to the baseline file ``path``. Raises SelarasError when
    that file is wrong or the port is taken.
    """
    with open_server(audit, path, port) as server:
        announce(address(server))
        server.serve_forever()


def open_server(audit: Audit, path: Path, port: int = 0) -> ReviewServer:
    """A server that is bound but not yet serving; port 0 takes any free one."""
    try:
        return ReviewServer(Review(audit, path), port)
    except (OSError, OverflowError) as error:
        raise SettingsError(
            f"cannot serve on port {port}: {error}; choose another one with --port"
        ) from error


def address(server: ReviewServer) -> str:
    """The address to open, its token included."""
    return f"http://{_HOST}:{server.server_port}/{server.token}/"


class ReviewServer(ThreadingHTTPServer):
    """An HTTP server on this machine's own address with a token of its own."""

    daemon_threads = True

    def __init__(self, review: Review, port: int) -> None:
        super().__init__((_HOST, port), _Handler)
        self.review = review
        self.token = secrets.token_urlsafe(24)


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    server_version = "selaras"
    timeout = 30  # a client that sends half a request does not keep its thread
    sys_version = ""

    def do_GET(self) -> None:
        if self._allowed("") and self._own_host():
            decisions = f"/{self.server.token}/decisions"
            self._answer(HTTPStatus.OK, self.server.review.page(decisions), "text/html")
        else:
            self._refuse()

    def do_POST(self) -> None:
        if not (self._allowed("decisions") and self._own_host() and self._own_origin()):
            return self._refuse()
        try:
            self.server.review.decide(self._request())
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            return self._answer(HTTPStatus.BAD_REQUEST, encode({"error": str(error)}))
        except (OSError, SelarasError) as error:
            return self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, encode({"error": str(error)}))
        return self._answer(HTTPStatus.OK, encode({"saved": True}))

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: the address holds the token."""

    def _allowed(self, rest: str) -> bool:
        """Whether the path is the token followed by ``rest``, compared in constant time."""
        expected = f"/{self.server.token}/{rest}"
        return hmac.compare_digest(self.path.encode(), expected.encode())

    def _own_host(self) -> bool:
        """Whether the request was made to this very address, not to a name that leads here."""
        return self.headers.get("Host") == f"{_HOST}:{self.server.server_port}"

    def _own_origin(self) -> bool:
        """Whether the page itself asks: browsers name the origin of every such request."""
        own = f"http://{_HOST}:{self.server.server_port}"
        kind = (self.headers.get("Content-Type") or "").partition(";")[0]
        return self.headers.get("Origin") == own and kind == "application/json"

    def _request(self) -> Mapping[str, Any]:
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 < length <= _LONGEST_REQUEST:
            raise ValueError("the request is empty or too long")
        request: Mapping[str, Any] = json.loads(self.rfile.read(length))
        return request

    def _refuse(self) -> None:
        self.close_connection = True
        self._answer(HTTPStatus.FORBIDDEN, encode({"error": "this is not the review's address"}))

    def _answer(self, status: HTTPStatus, text: str, kind: str = "application/json") -> None:
        body = text.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.end_headers()
        self.wfile.write(body)

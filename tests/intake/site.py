"""A real web server on this machine, whose pages behave as well or as badly as a test needs."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Visit"], None]


class Visit(BaseHTTPRequestHandler):
    """One request, and what can be answered to it."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Answer as the site has it."""
        self.server.site.visited.append(
            (self.path, {name.lower(): value for name, value in self.headers.items()})
        )
        answer = self.server.site.answers.get(self.path)
        with contextlib.suppress(ConnectionError), self.server.site.counted():
            if answer is None:
                self.give(b"Nothing here", status=404)
            else:
                answer(self)

    def give(self, body: bytes = b"", status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        """Send an answer with its right length."""
        self.begin({"content-length": str(len(body)), **(headers or {})}, status)
        self.wfile.write(body)

    def begin(self, headers: Mapping[str, str], status: int = 200) -> None:
        """Send the head of an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Log nothing."""


class Server(ThreadingHTTPServer):
    """The server of a site."""

    daemon_threads = True
    site: Site


class Site:
    """A site: what it answers by path, and who came."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.visited: list[tuple[str, dict[str, str]]] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._server = Server(("127.0.0.1", 0), Visit)
        self._server.site = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count who is there at the same time."""
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            with self._lock:
                self._at_once -= 1

    def close(self) -> None:
        """Close it."""
        self._server.shutdown()
        self._server.server_close()

    def page(self, path: str, body: bytes | str, status: int = 200, **headers: str) -> str:
        """Answer at a path with a body; returns the address. Underscores in names of headers are dashes."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.on(path, lambda visit: visit.give(data, status, named))

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Lead from a path on to another address."""
        return self.on(path, lambda visit: visit.give(b"", status, {"location": target}))

    def on(self, path: str, answer: Answer) -> str:
        """Answer at a path in some way; returns the address."""
        self.answers[path] = answer
        return self.address + path


def with_etag(body: str, etag: str = '"1"') -> Answer:
    """Answer with a body and its etag, and that nothing changed to whom knows it."""

    def answer(visit: Visit) -> None:
        if visit.headers.get("if-none-match") == etag:
            visit.give(b"", 304, {"etag": etag})
        else:
            visit.give(body.encode(), 200, {"etag": etag, "last-modified": "Mon, 13 Nov 2023 10:00:00 GMT"})

    return answer


def drip(visit: Visit) -> None:
    """Promise much and send a letter now and then."""
    visit.begin({"content-length": "1000"})
    for _ in range(100):
        visit.wfile.write(b"x")
        visit.wfile.flush()
        time.sleep(0.05)


def slow_head(visit: Visit) -> None:
    """Send the head itself a letter at a time."""
    for letter in b"HTTP/1.1 200 OK\r\nx: " + b"y" * 200:
        visit.wfile.write(bytes([letter]))
        visit.wfile.flush()
        time.sleep(0.05)


def silence(visit: Visit) -> None:
    """Take the request and say nothing."""
    time.sleep(2)


def cut_off(visit: Visit) -> None:
    """Promise more than is sent."""
    visit.begin({"content-length": "1000"})
    visit.wfile.write(b"<p>Kim met")
    visit.close_connection = True


def too_long(visit: Visit) -> None:
    """Send more than was promised."""
    visit.begin({"content-length": "14"})
    visit.wfile.write(b"Kim met Putin." + b"x" * 1000)
    visit.close_connection = True


def endless(visit: Visit) -> None:
    """Never end."""
    visit.begin({"transfer-encoding": "chunked"})
    while True:
        visit.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


def bomb(visit: Visit) -> None:
    """Send little that becomes much."""
    visit.give(gzip.compress(bytes(20 * 1024**2)), 200, {"content-encoding": "gzip"})


def half_packed(visit: Visit) -> None:
    """Send packed data without their end."""
    visit.give(gzip.compress(b"Kim met Putin. " * 100)[:-12], 200, {"content-encoding": "gzip"})


def no_http(visit: Visit) -> None:
    """Answer with something else."""
    visit.wfile.write(b"220 mail.example ESMTP\r\n\x00\xff\r\n\r\n")
    visit.close_connection = True

"""Asking servers for feeds and pages, so that none can keep the program waiting, fill it, or lead it inside.

A host's name is looked up once for each connection, what it means is checked, and the connection goes to the very
address that was checked: a name that changes its meaning in between gains nothing. That holds for each redirect.
Servers of this machine and of private networks are asked only where the user named them.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import NamedTuple

import httpcore
import httpx

from briefing import __version__
from briefing.article import Retrieval
from briefing.collect.addresses import Address, AddressProblem, Origin, Resolve, parse, resolve
from briefing.collect.connecting import Asking, Network, Transport
from briefing.limits import MIB, Limits
from briefing.safetext import one_line

_HEADERS_KEPT = ("content-type", "content-language", "date", "etag", "last-modified")
_LONGEST_HEADER = 300
_MOVED = frozenset({301, 302, 303, 307, 308})
_MOVED_FOR_GOOD = frozenset({301, 308})
_LONGEST_WAIT = 7 * 24 * 3600
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5"


_FAILURES = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    OSError,
    ValueError,
)


class FetchProblem(Exception):
    """Why nothing was fetched, as the rest of a sentence that begins with the address: "answered with 404"."""

    def __init__(self, reason: str, *, status: int | None = None, wait: int | None = None) -> None:
        super().__init__(reason)
        self.status = status
        """What the server answered with, if it answered."""
        self.wait = wait
        """Seconds for which it asked to be left alone."""


class Fetched(NamedTuple):
    """What a server answered."""

    data: bytes
    """Unpacked; empty where nothing has changed."""
    changed: bool
    """False where the server says that it is still what is known by `etag` or `modified`."""
    retrieval: Retrieval
    moved_to: str | None
    """The address to ask from now on, where every redirect on the way was for good."""
    inside: bool
    """Whether the server is on this machine or in a private network."""
    charset: str | None
    etag: str | None
    modified: str | None


class Fetcher:
    """Asks servers, from any number of threads at once. Close it at the end."""

    def __init__(self, limits: Limits, *, resolve: Resolve = resolve) -> None:
        self._limits = limits
        self._cancelled = threading.Event()
        self._asking = Asking(self._cancelled)
        self._per_host: defaultdict[str, threading.Semaphore] = defaultdict(
            lambda: threading.Semaphore(limits.connections_per_host)
        )
        self._guard = threading.Lock()
        self._network = Network(self._asking, resolve)
        self._client = httpx.Client(transport=Transport(self._network, limits), trust_env=False)

    def close(self) -> None:
        """Let go of all connections; whoever waits for an answer gets a `FetchProblem`."""
        self._cancelled.set()
        self._client.close()

    def fetch(
        self, url: str, *, named: str = "", etag: str | None = None, modified: str | None = None
    ) -> Fetched:
        """What an address answers; `etag` and `modified` are those of what is known already.

        `named` is an address that the user named: its server alone is asked even where it is not public.
        Raises `FetchProblem`.
        """
        try:
            inside = parse(named).origin if named else None
            asked = address = parse(url)
            headers = {"if-none-match": etag, "if-modified-since": modified}
            moved_for_good = True
            for _ in range(self._limits.redirects + 1):
                credentials = asked.credentials if address.origin == asked.origin else None
                with self._answer(address, headers, credentials, inside) as response:
                    if response.status_code in _MOVED and (target := response.headers.get("location")):
                        moved_for_good &= response.status_code in _MOVED_FOR_GOOD
                        address = self._next(target, address)
                        continue
                    moved = address.url if moved_for_good and address.url != asked.url else None
                    return self._fetched(response, address, moved)
        except AddressProblem as problem:
            raise FetchProblem(str(problem)) from None
        raise FetchProblem(f"leads on to other addresses more than {self._limits.redirects} times")

    def _next(self, target: str, before: Address) -> Address:
        try:
            return parse(target, before.url)
        except AddressProblem as problem:
            raise FetchProblem(f"leads to an address that {problem}") from None

    @contextmanager
    def _answer(
        self,
        address: Address,
        headers: Mapping[str, str | None],
        credentials: tuple[str, str] | None,
        inside: Origin | None,
    ) -> Iterator[httpx.Response]:
        with self._guard:
            turn = self._per_host[address.origin.host]
        deadline = time.monotonic() + self._limits.response_seconds
        with turn, self._asking.until(deadline, inside), _in_words(self._limits):
            self._network.check(address.origin)
            request = self._client.build_request(
                "GET",
                address.url,
                headers={
                    "user-agent": f"briefing/{__version__}",
                    "accept": _ACCEPT,
                    "accept-encoding": "gzip, deflate",
                    **{name: value for name, value in headers.items() if value},
                },
            )
            auth = httpx.BasicAuth(*credentials) if credentials else None
            response = self._client.send(request, stream=True, auth=auth, follow_redirects=False)
            try:
                yield response
            finally:
                response.close()

    def _fetched(self, response: httpx.Response, address: Address, moved_to: str | None) -> Fetched:
        status = response.status_code
        if status != httpx.codes.NOT_MODIFIED and not response.is_success:
            phrase = one_line(response.reason_phrase)[:60]
            raise FetchProblem(
                f"answered with {status} {phrase}".rstrip(), status=status, wait=_wait(response.headers)
            )
        changed = status != httpx.codes.NOT_MODIFIED
        data = _body(response, self._limits) if changed else b""
        kept = tuple(
            (name, one_line(value)[:_LONGEST_HEADER])
            for name in _HEADERS_KEPT
            if (value := response.headers.get(name))
        )
        return Fetched(
            data=data,
            changed=changed,
            retrieval=Retrieval(address.url, sha256(data).hexdigest(), kept),
            moved_to=moved_to,
            inside=self._network.is_inside(address.origin),
            charset=_charset(response.headers.get("content-type")),
            etag=_condition(response.headers.get("etag")),
            modified=_condition(response.headers.get("last-modified")),
        )


def _condition(value: str | None) -> str | None:
    """What the server is to be asked with next time; what could not stand in a header is left out."""
    return (
        value if value and value.isascii() and value.isprintable() and len(value) <= _LONGEST_HEADER else None
    )


def _charset(content_type: str | None) -> str | None:
    header = Message()
    header["content-type"] = (content_type or "")[:_LONGEST_HEADER]
    try:
        return header.get_content_charset()
    except (LookupError, UnicodeError, ValueError):
        return None


def _wait(headers: httpx.Headers) -> int | None:
    """The seconds of a `Retry-After`, which names them or a moment."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdecimal():
        return min(int(value[:9]), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
        seconds = (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(0, round(seconds)), _LONGEST_WAIT)


def _body(response: httpx.Response, limits: Limits) -> bytes:
    """The whole answer, unpacked bit by bit so that it is never larger in memory than the limit allows."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise FetchProblem(f"answered in an encoding that was not asked for, {one_line(encoding)[:40]}")
    unpack = _Unpacker(encoding) if encoding not in ("identity", "") else None
    body = bytearray()
    for chunk in response.iter_raw():
        for piece in unpack.pieces(chunk) if unpack else (chunk,):
            body += piece
            if len(body) > limits.response_bytes:
                raise FetchProblem(f"answered with more than {limits.response_bytes / MIB:g} MiB")
    if unpack and not unpack.finished:
        raise FetchProblem("answered with packed data that end too early")
    return bytes(body)


class _Unpacker:
    """Unpacks gzip and deflate a bounded piece at a time."""

    _PIECE = 256 * 1024

    def __init__(self, encoding: str) -> None:
        self._zlib = zlib.decompressobj(zlib.MAX_WBITS | 16 if "gzip" in encoding else zlib.MAX_WBITS)
        self._may_be_raw = encoding == "deflate"  # some servers leave out the header that it should have

    @property
    def finished(self) -> bool:
        """Whether all of it came."""
        return self._zlib.eof

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """What comes out of the next chunk."""
        while chunk and not self._zlib.eof:
            try:
                piece = self._zlib.decompress(chunk, self._PIECE)
            except zlib.error as error:
                if not self._may_be_raw:
                    raise FetchProblem(f"answered with damaged packed data ({error})") from None
                self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)
                self._may_be_raw = False
                continue
            self._may_be_raw = False
            yield piece
            chunk = self._zlib.unconsumed_tail


@contextmanager
def _in_words(limits: Limits) -> Iterator[None]:
    """What goes wrong on the way, as a reason."""
    try:
        yield
    except (httpx.TimeoutException, httpcore.TimeoutException):
        raise FetchProblem(f"did not answer in full within {limits.response_seconds} seconds") from None
    except (httpx.RemoteProtocolError, httpcore.RemoteProtocolError) as error:
        raise FetchProblem(f"broke off its answer or made no sense ({_told(error)})") from None
    except _FAILURES as error:
        raise FetchProblem(f"could not be reached ({_told(error)})") from None


def _told(error: BaseException) -> str:
    told = one_line(str(error)) or type(error).__name__
    return f"{told[:1].lower()}{told[1:200]}".rstrip(".")

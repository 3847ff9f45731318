"""Connections that lead only where they may, and end when they should."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from briefing.collect.addresses import Origin, Resolve, is_public
from briefing.limits import Limits

_LOOK_UP = 0.25
"""Seconds after which one who waits for a server looks whether it should still."""


class Asking(threading.local):
    """What the present thread asks for: until when, and which server it may ask wherever that is."""

    def __init__(self, cancelled: threading.Event) -> None:
        """Once for each thread, with the same `cancelled`."""
        self.cancelled = cancelled
        self.deadline = 0.0
        self.inside: Origin | None = None

    @contextmanager
    def until(self, deadline: float, inside: Origin | None) -> Iterator[None]:
        """Wait until then and no longer, inside of a `with`; `inside` is a server that need not be public."""
        self.deadline, self.inside = deadline, inside
        yield

    def left(self) -> float:
        """The seconds left. Raises `httpcore.ReadTimeout` where none are."""
        seconds = self.deadline - time.monotonic()
        if seconds <= 0 or self.cancelled.is_set():
            raise httpcore.ReadTimeout("out of time")
        return seconds


class Network(httpcore.NetworkBackend):
    """Connects to what a name means after checking it, and bounds all asking."""

    def __init__(self, asking: Asking, resolve: Resolve) -> None:
        self._asking = asking
        self._resolve = resolve
        self._sockets = httpcore.SyncBackend()
        self._inside: set[Origin] = set()

    def check(self, origin: Origin) -> None:
        """Raise `httpcore.ConnectError` where a connection that is open already must not be used for this."""
        if origin in self._inside and origin != self._asking.inside:
            raise _not_public(origin.host)

    def is_inside(self, origin: Origin) -> bool:
        """Whether a server that was asked is not public."""
        return origin in self._inside

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - one deadline bounds all
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that may be asked and answers."""
        try:
            found = self._resolve(host, port)
        except OSError:
            raise httpcore.ConnectError(f"there is no server {host}") from None
        allowed = list(filter(is_public, found))
        if Origin(host, port) == self._asking.inside and len(allowed) < len(found):
            self._inside.add(Origin(host, port))
            allowed = list(found)
        if not allowed:
            raise _not_public(host)
        problem: Exception | None = None
        for address in allowed:
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self._asking.left(), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return _Stream(stream, self._asking)
        raise problem or httpcore.ConnectError(f"there is no server {host}")


def _not_public(host: str) -> httpcore.ConnectError:
    return httpcore.ConnectError(
        f"{host} is on this machine or in a private network, where only an address that you name may lead"
    )


class _Stream(httpcore.NetworkStream):
    """A connection that is given up at the deadline of the answer for which it is used."""

    def __init__(self, stream: httpcore.NetworkStream, asking: Asking) -> None:
        self._stream = stream
        self._asking = asking

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """The next bytes, as soon as there are any."""
        while True:
            left = self._asking.left()
            try:
                return self._stream.read(max_bytes, min(left, _LOOK_UP))
            except httpcore.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send bytes."""
        self._stream.write(buffer, self._asking.left())

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Go on encrypted, with the certificate of the host that was named."""
        return _Stream(
            self._stream.start_tls(ssl_context, server_hostname, self._asking.left()), self._asking
        )

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)


class Transport(httpx.BaseTransport):
    """Hands requests to connections of our own making."""

    def __init__(self, network: Network, limits: Limits) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=limits.connections * 2,
            max_keepalive_connections=limits.connections,
            network_backend=network,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and wait for the head of its answer."""
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The body of an answer."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        """Give the connection back."""
        self._stream.close()

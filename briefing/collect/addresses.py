"""Addresses on the web: which ones are taken, how they are written down, and which machines they may lead to."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from briefing.safetext import one_line

Resolve = Callable[[str, int], Sequence[str]]
"""The numeric addresses of a host, in the order in which they should be tried."""

_PORTS = {"http": 80, "https": 443}
_CREDENTIALS = re.compile(r"^(\s*\w+://)[^/?#]*@")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_LONGEST = 2000
_HOST = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}|[0-9A-Fa-f:.]{2,60}")
_KEPT = "!$&'()*+,;=:@/?%[]~-._"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressProblem(ValueError):
    """Why an address is not taken, as the rest of a sentence that begins with it: "is not of the web"."""


class Origin(NamedTuple):
    """A server: what one names when one allows it."""

    host: str
    port: int


class Address(NamedTuple):
    """An address of the web, as it is shown, kept and asked for."""

    url: str
    """Without the name and the password that were in it, and without the part behind `#`."""
    origin: Origin
    credentials: tuple[str, str] | None
    """The name and the password that were in it. They are sent, never kept."""


def is_web_address(target: str) -> bool:
    """Whether a target is meant as an address of the web: anything with such a scheme in front, right or wrong."""
    return target[:8].lower().startswith(("http://", "https://"))


def has_scheme(target: str) -> bool:
    """Whether a target is written as an address of any kind, such as `ftp://…`, so that it is no path."""
    return _SCHEME.match(target) is not None


def without_credentials(target: str) -> str:
    """An address as it was written, fit to be shown, without the name and the password that it may hold."""
    return one_line(_CREDENTIALS.sub(r"\1", target))


def parse(url: str, base: str = "") -> Address:
    """The address that is written in some way, against the address of where it was written.

    Raises `AddressProblem` for another scheme than http and https, and for what is no address.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise AddressProblem("is no address") from None
    if parts.scheme.lower() not in _PORTS:
        raise AddressProblem("is not taken: only http and https are")
    if not host or len(url) > _LONGEST:
        raise AddressProblem("is no address")
    host = _ascii(host)
    port = port or _PORTS[parts.scheme.lower()]
    shown_host = f"[{host}]" if ":" in host else host
    netloc = shown_host if port == _PORTS[parts.scheme.lower()] else f"{shown_host}:{port}"
    path, query = (quote(part, safe=_KEPT) for part in (parts.path or "/", parts.query))
    address = urlunsplit((parts.scheme.lower(), netloc, path, query, ""))
    if one_line(address) != address or len(address) > _LONGEST:
        raise AddressProblem("is no address")
    credentials = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return Address(address, Origin(host, port), credentials)


def _ascii(host: str) -> str:
    """A host's name in the letters of the domain name system, as RFC 3490 has it, or its number."""
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise AddressProblem("names a host that cannot be") from None
    if not _HOST.fullmatch(name):
        raise AddressProblem("names a host that cannot be")
    return name.lower().rstrip(".")


def resolve(host: str, port: int) -> Sequence[str]:
    """What the system knows of a host. Raises `OSError` where it knows nothing."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the open internet, in whatever notation it hides another one.

    None of these is: loopback, private, link-local, shared, multicast, reserved and unspecified addresses.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved

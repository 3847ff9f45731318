"""Web addresses that foreign texts give: passed on only where following them can do no more than fetch a page."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

_SCHEMES = ("http", "https")
_AS_WRITTEN = "%/:?#[]@!$&'()*+,;=~-._"
_IN_HOSTS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-._:[]")


def web_address(url: str | None) -> str | None:
    """The address in plain ASCII, without user name and password; None for any scheme but http and https.

    None also for what is no address: one without a host, or with a host that holds what no host can.
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.casefold() not in _SCHEMES or not host or not set(host) <= _IN_HOSTS:
        return None
    host = f"[{host}]" if ":" in host else host
    where = f"{host}:{port}" if port is not None else host
    rest = (quote(part, safe=_AS_WRITTEN) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme.casefold(), where, *rest))

"""How much is read at most, so that no file, no feed and no server can exhaust the machine.

Each bound is a setting under `limits` in the configuration file; docs/collecting.md tells what they are for.
"""

from typing import NamedTuple

MIB = 1024 * 1024


class Limits(NamedTuple):
    """Bounds of one run. What lies beyond them is skipped, and said to be."""

    item_bytes: int = 8 * MIB
    """The longest text, web page or message that is read as one article, in bytes: some twenty novels."""
    line_bytes: int = 2 * MIB
    """The longest line of JSON lines or row of a table, in bytes; such a file itself may have any length."""
    document_bytes: int = 64 * MIB
    """The longest PDF, in bytes."""
    item_seconds: int = 10
    """How long one file, page, message or feed may take to be read."""
    nesting: int = 256
    """How deep the elements of a page or feed may lie in each other; JSON has Python's own bound."""
    elements: int = 200_000
    """The most elements in a page or feed."""
    entities: int = 200_000
    """The most references such as `&amp;` in a page or feed. Declarations of entities are always refused."""
    parts: int = 100
    """The most parts of a message, each level of nesting counted too."""
    pages: int = 2_000
    """The most pages of a PDF."""
    packed_ratio: int = 200
    """How many times its own size something packed may grow to."""
    packed_depth: int = 2
    """How deep packed files may lie in each other."""
    unpacked_bytes: int = 512 * MIB
    """The most bytes that come out of one packed file."""
    packed_files: int = 10_000
    """The most files in one packed file."""
    depth: int = 32
    """How many folders deep a folder is searched."""
    files: int = 100_000
    """The most files that are found in folders in one run."""
    response_bytes: int = 16 * MIB
    """The longest answer of a server that is taken, in bytes after unpacking."""
    response_seconds: int = 30
    """How long a server may take for one answer, from connecting to its last byte."""
    redirects: int = 5
    """How often one answer may lead to another address."""
    connections: int = 8
    """How many addresses are fetched at the same time."""
    connections_per_host: int = 2
    """How many of them from one host."""


DEFAULT_LIMITS = Limits()

"""What lies in zip and gzip files, unpacked within bounds into temporary files that nobody else sees."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, NamedTuple, cast

from briefing.article import Skipped
from briefing.collect.draft import NotAnArticle
from briefing.limits import MIB, Limits
from briefing.safetext import one_line

GZIP_MARK = b"\x1f\x8b\x08"
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")

_IN_MEMORY = 4 * MIB
_CHUNK = 256 * 1024
_FREE = MIB
"""Bytes that may come out whatever went in: small files of blanks are no bombs."""
_DOCUMENTS = {
    "[Content_Types].xml": "an office document",
    "META-INF/container.xml": "an e-book",
    "mimetype": "an office document or e-book",
}
_HIDDEN = ("__MACOSX", ".")


class Member(NamedTuple):
    """A file in a packed one."""

    name: str
    """Its path in there, cleaned; empty in a gzip file, which holds one alone."""
    stream: BinaryIO
    """What it holds, to be read before the next one is asked for."""


def unpack_gzip(stream: BinaryIO, limits: Limits) -> BinaryIO:
    """What a gzip file holds. Raises `NotAnArticle` where it is damaged or would grow too large."""
    size = stream.seek(0, 2)
    stream.seek(0)
    with gzip.GzipFile(fileobj=stream, mode="rb") as packed:
        return _taken_out(cast("IO[bytes]", packed), size, limits.unpacked_bytes, limits)[0]


def members(stream: BinaryIO, limits: Limits) -> Iterator[Member | Skipped]:
    """The files in a zip file in their order, and the reason for each that can't be taken out.

    Raises `NotAnArticle` for a file that is damaged, is some other program's document, or holds too many files.
    """
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, OSError) as error:
        raise NotAnArticle(f"is a damaged zip file: {_told(error)}") from None
    with archive:
        entries = [entry for entry in archive.infolist() if not _is_passed_over(entry.filename)]
        if document := next(
            (kind for entry in entries[:3] if (kind := _DOCUMENTS.get(entry.filename))), None
        ):
            raise NotAnArticle(f"is {document}; save it as text, HTML or PDF")
        if len(entries) > limits.packed_files:
            raise NotAnArticle(f"holds more than {limits.packed_files:,} files")
        if not entries:
            raise NotAnArticle("is a zip file without files")
        left = limits.unpacked_bytes
        for entry in entries:
            name = one_line(entry.filename).strip() or "unnamed"
            try:
                if entry.flag_bits & 1:
                    raise NotAnArticle("is locked by a password")
                with archive.open(entry) as packed:
                    taken, size = _taken_out(packed, entry.compress_size, left, limits)
            except NotAnArticle as wrong:
                yield Skipped(name, f"The file {name} in it {wrong}.")
                continue
            except (
                zipfile.BadZipFile,
                NotImplementedError,
                RuntimeError,
                OSError,
                ValueError,
                EOFError,
            ) as error:
                yield Skipped(name, f"The file {name} in it is damaged: {_told(error)}.")
                continue
            left -= size
            with taken:
                yield Member(name, taken)


def _is_passed_over(name: str) -> bool:
    """Whether an entry is a folder or hidden, or lies in a hidden folder."""
    parts = PurePosixPath(one_line(name).strip()).parts
    return name.endswith("/") or any(part.startswith(_HIDDEN) for part in parts if part not in (".", ".."))


def _taken_out(packed: IO[bytes], size: int, most: int, limits: Limits) -> tuple[BinaryIO, int]:
    """A temporary file, at its beginning, with what comes out of a packed one of some size, and how much it is."""
    allowed = min(most, max(_FREE, size * limits.packed_ratio))
    taken = cast("BinaryIO", SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - handed on open
    total = 0
    try:
        while chunk := packed.read(_CHUNK):
            total += len(chunk)
            if total > allowed:
                raise NotAnArticle(f"would grow to more than {allowed / MIB:,.0f} MiB when unpacked")
            taken.write(chunk)
    except (zlib.error, EOFError, gzip.BadGzipFile) as error:
        taken.close()
        raise NotAnArticle(f"is a damaged packed file: {_told(error)}") from None
    except BaseException:
        taken.close()
        raise
    taken.seek(0)
    return taken, total


def _told(error: BaseException) -> str:
    told = one_line(str(error)) or type(error).__name__
    return f"{told[:1].lower()}{told[1:200]}".rstrip(".")

"""Makes documents in binary forms, for tests that read them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence


def pdf(
    pages: Sequence[str], *, title: str = "", author: str = "", created: str = "", compressed: bool = True
) -> bytes:
    """A PDF of pages of lines, as ISO 32000 has it: a catalogue, pages, one font, a stream of text each."""
    objects: list[bytes] = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        shown = [f"({_escaped(line)}) Tj T*" for line in page.split("\n")]
        stream = "\n".join(["BT /F1 11 Tf 14 TL 50 780 Td", *shown, "ET"]).encode("latin-1")
        packed = zlib.compress(stream) if compressed else stream
        name = b" /Filter /FlateDecode" if compressed else b""
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(packed), name, packed))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    told = {"Title": title, "Author": author, "CreationDate": created}
    objects.append(
        b"<< %s >>"
        % b" ".join(f"/{name} ({_escaped(value)})".encode("latin-1") for name, value in told.items() if value)
    )
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    starts = []
    for number, content in enumerate(objects, 1):
        starts.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % start for start in starts))
    out.write(
        b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, len(objects), table)
    )
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def zipped(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()

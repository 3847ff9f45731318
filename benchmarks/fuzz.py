"""Look for documents that make the program crash, hang or write what it must not, for as long as one lets it.

    python -m benchmarks.fuzz FORM SECONDS [--seed N]

FORM is one of page, feed, json-feed, mail, mailbox, pdf, table, zip, gzip, json, text and address. Each round takes a
sound document of that form, or one of the bad ones of `tests/hostile/corpus.py`, and damages it: bytes and stretches are
changed, left out, doubled or put elsewhere, words of the form are put in, and pieces of other documents. It has to
end as articles or reasons that are clean, within 2 seconds of processor time. What does not is written to a folder
named at the end, and the exit code is then 1. SECONDS are of processor time, too, so that it may run beside other work.
The last line of standard output is the figures as JSON.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from briefing.article import Article, Skipped
from briefing.collect import collect_text
from briefing.collect.addresses import AddressProblem, parse
from briefing.collect.mail import evident
from briefing.safetext import clean
from tests.collect.documents import pdf, zipped
from tests.hostile.corpus import PAYLOADS, TEXT, documents, feed, item, mail, page

MOST_SECONDS = 2.0
LONGEST = 200_000

WORDS: dict[str, tuple[bytes, ...]] = {
    "page": (b"<p>", b"</p>", b"<div>", b"<table>", b"<tr>", b"<td>", b"<script>", b"</script>", b"<!--", b"-->", b"&#27;",
             b"&amp;", b"<br>", b"<pre>", b"<svg>", b"<meta charset=", b"<![CDATA[", b"<base href=", b"style='display:none'"),
    "feed": (b"<item>", b"</item>", b"<entry>", b"<title>", b"<guid>", b"<link>", b"<![CDATA[", b"]]>", b"<!DOCTYPE", b"<!ENTITY",
             b"<?xml", b"&lt;", b"<content type='xhtml'>", b"xmlns='http://www.w3.org/2005/Atom'", b"<pubDate>", b"<dc:date>"),
    "mail": (b"\r\n\r\n", b"--b", b"Content-Type: multipart/mixed; boundary=b", b"Content-Transfer-Encoding: base64",
             b"charset=", b"=?utf-8?b?", b"=?utf-8?q?", b"?=", b"message/rfc822", b"filename*0*=", b"\r\nFrom ", b"\r\n\t"),
    "pdf": (b"obj", b"endobj", b"stream\n", b"endstream", b"<<", b">>", b"[", b"]", b"1 0 R", b"/Kids", b"/Length", b"/Filter",
            b"/FlateDecode", b"/LZWDecode", b"/ASCII85Decode", b"/Parent 2 0 R", b"xref", b"trailer", b"startxref", b"%%EOF",
            b"/Prev 9", b"/ObjStm", b"/XRef", b"/W [1 2 1]", b"BT", b"ET", b"Tj", b"/Encrypt"),
    "table": (b'"', b'""', b",", b";", b"\t", b"\r", b"\n", b"text", b"title", b"\x00"),
    "json": (b"{", b"}", b"[", b"]", b'"', b":", b",", b"\\u001b", b"\\ud800", b'"text"', b"null", b"1e999", b"items", b"\n"),
    "packed": (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08", b"\xff\xff\xff\xff", b"\x00\x00\x00\x00"),
    "text": (b"---\n", b"# ", b"date 2023-11-13 ", b"MOSCOW, ", b"(Reuters) - ", b"```", b"\xff", b"\xe2\x80\xa8"),
}  # fmt: skip


def sound(form: str) -> list[bytes]:
    """Sound documents of a form."""
    rows = "".join(f'{{"text": "{TEXT}", "id": {n}}}\n' for n in range(3))
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><content type='html'>{TEXT}</content></entry></feed>"
    newsletter = (
        "--b\r\nContent-Type: text/plain\r\n\r\nKim\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>{TEXT}</p>\r\n--b--\r\n"
    )
    letter = mail(newsletter, "MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=b")
    return {
        "page": [page().encode(), page(head="<script type='application/ld+json'>{\"@type\":\"Article\"}</script>").encode()],
        "feed": [feed(item() * 3, before="<?xml version='1.0' encoding='utf-8'?>").encode(), atom.encode()],
        "json-feed": [json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"content_html": TEXT}]}).encode()],
        "mail": [mail(), letter],
        "mailbox": [b"From a@b Mon Nov 13 10:00:00 2023\n" + mail() + b"\n\nFrom a@b Mon Nov 13 10:00:00 2023\n" + letter],
        "pdf": [pdf([TEXT, TEXT], title="Kim"), pdf([TEXT], compressed=False)],
        "table": [f'title,date,text\nKim,2023-11-13,"{TEXT}"\nPutin,,"{TEXT}"\n'.encode(), b"text;title\nKim met;Kim\n"],
        "zip": [zipped({"a.txt": TEXT.encode(), "b.html": page().encode()}), zipped({"a.zip": zipped({"b.txt": b"Kim"})})],
        "gzip": [gzip.compress(feed(item()).encode()), gzip.compress(TEXT.encode())],
        "json": [rows.encode(), json.dumps([{"text": TEXT}]).encode(), json.dumps({"text": TEXT}, indent=1).encode()],
        "text": [TEXT.encode(), f"---\ntitle: Kim\n---\n# Kim\n\n{TEXT}".encode(), f"MOSCOW, Nov 13 (Reuters) - {TEXT}".encode()],
        "address": [b"https://gazette.example:8443/a/b?c=d#e", b"http://[::1]:80/", "http://müller.example/ü".encode()],
    }[form]  # fmt: skip


def words_of(form: str) -> tuple[bytes, ...]:
    """What means something in a form."""
    kind = {"json-feed": "json", "mailbox": "mail", "zip": "packed", "gzip": "packed", "address": "text"}.get(
        form, form
    )
    return WORDS[kind]


def damaged(data: bytes, others: list[bytes], words: tuple[bytes, ...], chance: random.Random) -> bytes:
    """A document with some damage done to it."""
    changed = bytearray(data[:LONGEST])
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(changed) + 1)
        length = chance.choice((1, 2, 8, 64, 1024))
        piece = bytes(changed[at : at + length])
        match chance.randrange(9):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = piece * chance.choice((1, 2, 50))
            case 3:
                to = chance.randrange(len(changed) + 1)
                changed[to:to] = piece
            case 4:
                changed[at:at] = chance.choice(words) * chance.choice((1, 1, 1, 20, 2000))
            case 5:
                payload = chance.choice(tuple(PAYLOADS.values()))[:400]
                changed[at:at] = payload.encode("utf-8", "surrogatepass")
            case 6:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                changed[at:at] = other[start : start + chance.choice((4, 32, 512))]
            case 7:
                changed[at : at + length] = chance.randbytes(length)
            case 8:
                del changed[at:]
    return bytes(changed[:LONGEST])


def read(data: bytes) -> list[Article | Skipped]:
    """What is collected from some bytes. Raises AssertionError where it is not clean."""
    items = list(collect_text(data, "the document"))
    assert items, "nothing came out"
    for each in items:
        if isinstance(each, Skipped):
            texts: tuple[str | None, ...] = (each.origin, each.reason)
            assert each.reason[0].isupper() and each.reason.endswith("."), each.reason
        else:
            texts = (
                each.title,
                each.text,
                each.source,
                each.author,
                each.url,
                each.origin,
                each.place,
                *each.attachments,
            )
            assert any(map(str.isalnum, each.text)), "no text"
        assert all(text is None or clean(text) == text for text in texts), "not clean"
    return items


def read_address(data: bytes) -> list[Article | Skipped]:
    """Nothing: an address is parsed, and has to be what it is when it is parsed again."""
    try:
        address = parse(data.decode("utf-8", "replace"), "https://gazette.example/")
    except AddressProblem as problem:
        return [Skipped("", str(problem))]
    assert parse(address.url).url == address.url, address.url
    assert "@" not in address.url.split("/")[2], address.url
    evident(data)
    return []


def fuzz(form: str, seconds: float, seed: int, folder: Path) -> dict[str, object]:
    """Damage documents of a form for so many seconds of processor time; what fails is written to a folder."""
    chance = random.Random(seed)
    prefix = {"mailbox": "mail-mbox", "json-feed": "json-feed"}.get(form, form)
    bad = [document.data for document in documents() if document.name.startswith(f"{prefix}-")]
    seeds = [*sound(form), *(data for data in bad if len(data) < LONGEST)]
    others = [each for name in WORDS if name != "packed" for each in sound(name)]
    look: Callable[[bytes], list[Article | Skipped]] = read_address if form == "address" else read
    counts: Counter[str] = Counter()
    slowest = 0.0
    failures: list[str] = []
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        data = damaged(
            chance.choice(seeds[: len(sound(form))] if chance.random() < 0.7 else seeds),
            others,
            words_of(form),
            chance,
        )
        started = time.process_time()
        try:
            items = look(data)
            counts[
                "with articles" if any(isinstance(each, Article) for each in items) else "with reasons alone"
            ] += 1
            problem = ""
        except Exception:
            problem = traceback.format_exc(limit=-4)
        taken = time.process_time() - started
        slowest = max(slowest, taken)
        if not problem and taken > MOST_SECONDS:
            problem = f"took {taken:.2f} s"
        if problem:
            counts["failed"] += 1
            name = folder / f"{form}-{len(failures)}"
            name.write_bytes(data)
            failures.append(f"{name}: {problem.strip().splitlines()[-1]}")
            print(f"{name}\n{problem}", file=sys.stderr)
            if len(failures) >= 20:
                break
    return {
        "form": form,
        "processor_seconds": round(time.process_time() - begun),
        "seed": seed,
        "documents": counts.total(),
        **counts,
        "slowest_s": round(slowest, 2),
        "failures": failures,
    }


def main() -> int:
    """Fuzz what the arguments ask for; returns the exit code."""
    parser = argparse.ArgumentParser(description="Fuzz a form of documents.")
    parser.add_argument(
        "form",
        choices=[
            *(form for form in WORDS if form != "packed"),
            "json-feed",
            "mailbox",
            "zip",
            "gzip",
            "address",
        ],
    )
    parser.add_argument("seconds", type=float)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**32)
    arguments = parser.parse_args()
    figures = fuzz(arguments.form, arguments.seconds, arguments.seed, Path(tempfile.mkdtemp(prefix="fuzz-")))
    print(json.dumps(figures))
    return 1 if figures["failures"] else 0


if __name__ == "__main__":
    sys.exit(main())

"""Bad documents of every form but plain text, made anew for each run: what attackers and accidents put into them.

Each is named by its form and by what is wrong with it. `ARTICLE` says that it must still be read, `REASON` that it
must be refused, and `EITHER` that one of both will do.
"""

from __future__ import annotations

import base64
import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal, NamedTuple

from tests.collect.documents import pdf, zipped

PAYLOADS = {
    "escape": "\x1b[2J\x1b[31m",
    "clipboard": "\x1b]52;c;QUFBQQ==\x07",
    "link": "\x1b]8;;https://example.org\x1b\\",
    "c1": "\x9b31m\x9d0;x\x9c\x90q",
    "bidi": "\u202e\u202d\u2066\u2069\u200f\u061c",
    "invisible": "\u200b\u2060\ufeff\u00ad\u2063\U000e0041",
    "lines": "\u2028\u2029\x85\x0b\x0c\r",
    "nul": "\x00",
    "surrogate": "\ud800\udfff\udc80",
    "private": "\ue000\U0010fffd\u0378\uffff",
    "marks": "e" + "\u0301" * 10_000,
    "joiners": "\u200d\u200c\u200d",
}

Outcome = Literal["ARTICLE", "REASON", "EITHER"]
ARTICLE: Outcome = "ARTICLE"
REASON: Outcome = "REASON"
EITHER: Outcome = "EITHER"

TEXT = "Kim met Putin at the cosmodrome on Monday, officials said, and they spoke of satellites for hours."
CELL = f'"{TEXT}"'
DEEP = 30_000
MANY = 250_000


class Document(NamedTuple):
    """A bad document, and what must become of it."""

    name: str
    data: bytes
    outcome: Outcome


def documents() -> Iterator[Document]:
    """All bad documents, each under a name of its own."""
    for make in (_pages, _feeds, _json_feeds, _mail, _pdfs, _tables, _packed, _json, _bare_text):
        for name, (content, outcome) in make().items():
            data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
            yield Document(name, data, outcome)


Made = dict[str, tuple[str | bytes, Outcome]]


def page(body: str = f"<p>{TEXT}</p>" * 3, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Kim</title>{head}</head><body><article>{body}</article></body></html>"


def _pages() -> Made:
    made: Made = {
        "page-empty.html": ("<!DOCTYPE html>", REASON),
        "page-no-body.html": ("<html><head></head></html>", REASON),
        "page-cut-off.html": (page()[:-60], ARTICLE),
        "page-cut-in-tag.html": (page() + "<p class='", ARTICLE),
        "page-only-scripts.html": (page("<script>" + "x=1;" * 1000 + "</script>"), REASON),
        "page-script-never-closed.html": (page("<script>" + "x=1;" * 100_000), REASON),
        "page-comment-never-closed.html": (page("<!--" + "x" * 1_000_000), REASON),
        "page-title-never-closed.html": ("<!DOCTYPE html><html><title>" + "Kim " * 100_000, REASON),
        "page-deep-div.html": (page("<div>" * DEEP + TEXT), REASON),
        "page-deep-b.html": (page("<b>" * DEEP + TEXT), REASON),
        "page-deep-table.html": (page("<table><tr><td>" * DEEP + TEXT), REASON),
        "page-deep-list.html": (page("<ul><li>" * DEEP + TEXT), REASON),
        "page-deep-quote.html": (page("<blockquote>" * 200 + f"<p>{TEXT}</p>" * 3), EITHER),
        "page-many-elements.html": (page("<i></i>" * MANY), REASON),
        "page-many-br.html": (page(f"<p>{TEXT}</p>" + "<br>" * 150_000), EITHER),
        "page-many-paragraphs.html": (page("".join(f"<p>{n} {TEXT}</p>" for n in range(3000))), ARTICLE),
        "page-many-attributes.html": (page(f"<p {'a=b ' * 100_000}>{TEXT}</p>" * 2), EITHER),
        "page-long-attribute.html": (page(f"<p title='{'x' * 2_000_000}'>{TEXT}</p>" * 2), EITHER),
        "page-many-entities.html": (page("&amp;" * MANY), REASON),
        "page-entities-unknown.html": (page(f"<p>&nosuch; &#x110000; &#0; &#xd800; &#27;[2J {TEXT}</p>" * 3), ARTICLE),
        "page-entity-escape.html": (page(f"<p>&#27;]52;c;QQ==&#7; {TEXT}</p>" * 3), ARTICLE),
        "page-entities-declared.html": (f"<!DOCTYPE html [<!ENTITY x 'y'>]><html><p>&x; {TEXT}", REASON),
        "page-angles.html": (page("<" * 1_000_000), EITHER),
        "page-angles-2.html": (page("<a" * 400_000), EITHER),
        "page-cells-never-closed.html": (page("<td>" * 20_000 + TEXT), EITHER),
        "page-tags-never-closed.html": (page() + "<p " * 400_000, EITHER),
        "page-tags-never-closed-in-quotes.html": (page() + "<p title='" * 400_000, EITHER),
        "page-loose-escape.html": (page(f"<div>&#27;[2J&#1; {TEXT}<p>{TEXT}</p><p>{TEXT}</p></div>"), ARTICLE),
        "page-less-than.html": (page(f"<p>1 < 2 && 3 > 2 {TEXT}</p>" * 3), ARTICLE),
        "page-nul.html": (page().replace("met", "m\0et"), EITHER),
        "page-utf-16.html": (page().encode("utf-16"), ARTICLE),
        "page-utf-7.html": (page(head="<meta charset=utf-7>").replace("Kim", "+AFw-Kim"), ARTICLE),
        "page-charset-unknown.html": (page(head="<meta charset=nosuch>"), ARTICLE),
        "page-charset-wrong.html": (page(head="<meta charset=shift_jis>").encode() + b"\xff\xfe\xfd", ARTICLE),
        "page-charset-zip.html": (page(head="<meta charset=zlib>"), ARTICLE),
        "page-charset-long.html": (page(head=f"<meta charset={'x' * 100_000}>"), ARTICLE),
        "page-canonical-script.html": (page(head="<link rel=canonical href='javascript:alert(1)'>"), ARTICLE),
        "page-canonical-file.html": (page(head="<link rel=canonical href='file:///etc/passwd'>"), ARTICLE),
        "page-base-odd.html": (page(head="<base href='http://[::1'><link rel=canonical href='//['>"), ARTICLE),
        "page-json-deep.html": (page(head=f"<script type='application/ld+json'>{'[' * DEEP}</script>"), ARTICLE),
        "page-json-graph.html": (
            page(head="<script type='application/ld+json'>" + '{"@graph":' * 500 + "1" + "}" * 500 + "</script>"), ARTICLE,
        ),
        "page-json-odd.html": (
            page(head='<script type="application/ld+json">{"@type": ["Article", 7, null], "author": {"name": [1]},'
                 ' "headline": {"a": 1}, "datePublished": 1e999, "publisher": [[]]}</script>'), ARTICLE,
        ),
        "page-meta-refresh.html": (page(head="<meta http-equiv=refresh content='0;url=file:///etc/passwd'>"), ARTICLE),
        "page-iframe.html": (page(f"<iframe src='file:///etc/passwd'></iframe><p>{TEXT}</p>" * 3), ARTICLE),
        "page-xhtml.html": (
            f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{TEXT}</p><p>{TEXT}</p>"
            "<p><![CDATA[x]]></p></body></html>", ARTICLE,
        ),
        "page-xinclude.html": (page(f"<xi:include href='/etc/passwd' xmlns:xi='x'/><p>{TEXT}</p>" * 3), ARTICLE),
        "page-svg.html": (page(f"<svg><script>alert(1)</script><p>{TEXT}</p></svg><p>{TEXT}</p>" * 3), ARTICLE),
        "page-hidden.html": (page(f"<p style='display:none'>{TEXT}</p>"), EITHER),
        "page-one-word-lines.html": (page("<p>" + "a<br>" * 50_000), EITHER),
        "page-long-word.html": (page(f"<p>{'x' * 3_000_000}</p>"), EITHER),
        "page-spaces.html": (page(f"<p>{TEXT}{' ' * 2_000_000}{TEXT}</p>"), EITHER),
        "page-date-odd.html": (page(head="<meta name=date content='0000-99-99T99:99'>"), ARTICLE),
        "page-date-long.html": (page(head=f"<meta name=date content='{'1' * 100_000}'>"), ARTICLE),
        "page-author-long.html": (page(head=f"<meta name=author content='{'A ' * 50_000}'>"), ARTICLE),
    }  # fmt: skip
    for name, payload in PAYLOADS.items():
        made[f"page-{name}-in-text.html"] = (page(f"<p>{payload}{TEXT}</p>" * 2), EITHER)
        head = f"<meta name=author content='{payload}'><meta property=og:site_name content='{payload}'>"
        made[f"page-{name}-in-head.html"] = (
            page(head=head).replace("Kim</title>", f"{payload}</title>"),
            EITHER,
        )
    return made


def feed(items: str, *, before: str = "", attributes: str = "") -> str:
    return f"{before}<rss version='2.0' {attributes}><channel><title>Gazette</title>{items}</channel></rss>"


def item(inside: str = "", text: str = TEXT) -> str:
    return f"<item><title>Kim</title><guid>1</guid><description>{text}</description>{inside}</item>"


def _feeds() -> Made:
    laughs = "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9))
    made: Made = {
        "feed-empty.xml": (feed(""), REASON),
        "feed-bare.xml": ("<rss", EITHER),
        "feed-cut-off.xml": (feed(item() * 2)[:-60], ARTICLE),
        "feed-cut-in-cdata.xml": (feed(item(f"<x><![CDATA[{TEXT}"))[:-30], ARTICLE),
        "feed-laughs.xml": (feed(item(text="&a9;"), before=f"<!DOCTYPE r [<!ENTITY a0 'ha'>{laughs}]>"), REASON),
        "feed-quadratic.xml": (
            feed(item(text="&a;" * 10_000), before=f"<!DOCTYPE r [<!ENTITY a '{'x' * 100_000}'>]>"), REASON,
        ),
        "feed-external.xml": (feed(item(text="&x;"), before="<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"), REASON),
        "feed-external-web.xml": (feed(item(text="&x;"), before="<!DOCTYPE r [<!ENTITY x SYSTEM 'http://127.0.0.1/'>]>"), REASON),
        "feed-parameter.xml": (feed(item(), before="<!DOCTYPE r [<!ENTITY % x SYSTEM 'file:///etc/passwd'>%x;]>"), REASON),
        "feed-external-subset.xml": (feed(item(), before="<!DOCTYPE rss SYSTEM 'file:///etc/passwd'>"), ARTICLE),
        "feed-entity-in-comment.xml": (feed(item(), before="<!-- <!ENTITY x 'y'> -->"), ARTICLE),
        "feed-entity-in-utf-16.xml": (feed(item(), before="<!DOCTYPE r [<!ENTITY x 'y'>]>").encode("utf-16"), REASON),
        "feed-doctype.xml": (feed(item(), before="<!DOCTYPE rss PUBLIC '-//x' 'http://my.netscape.com/x.dtd'>"), ARTICLE),
        "feed-notation.xml": (feed(item(), before="<!DOCTYPE rss [<!ELEMENT rss ANY><!NOTATION n SYSTEM ']>'>]>"), ARTICLE),
        "feed-deep.xml": (feed(item("<a>" * DEEP)), REASON),
        "feed-deep-in-text.xml": (feed(item(text="&lt;div&gt;" * DEEP + TEXT)), REASON),
        "feed-many-elements.xml": (feed(item("<a/>" * MANY * 2)), REASON),
        "feed-many-items.xml": (feed("".join(f"<item><title>{n}</title><description>{TEXT}</description></item>" for n in range(2000))), ARTICLE),
        "feed-many-references.xml": (feed(item(text="&#107;" * MANY)), REASON),
        "feed-same-ids.xml": (feed(item() * 500), ARTICLE),
        "feed-nested-items.xml": (feed("<item>" * 200 + item() + "</item>" * 200), EITHER),
        "feed-item-in-cdata.xml": (feed(item(text=f"<![CDATA[<item>{TEXT}</item>]]>")), ARTICLE),
        "feed-attributes.xml": (feed(item(), attributes="a='b' " * 50_000), EITHER),
        "feed-namespaces.xml": (feed(item(), attributes=" ".join(f"xmlns:n{n}='u{n}'" for n in range(5000))), EITHER),
        "feed-unbound-prefix.xml": (feed(item("<no:such>x</no:such>")), ARTICLE),
        "feed-wrong-encoding.xml": (feed(item(), before="<?xml version='1.0' encoding='nosuch'?>"), ARTICLE),
        "feed-binary-in-it.xml": (feed(item()).encode() + bytes(range(256)) * 50, EITHER),
        "feed-utf-32.xml": (feed(item()).encode("utf-32"), ARTICLE),
        "feed-latin.xml": (feed(item(text="Évian: " + TEXT), before="<?xml version='1.0' encoding='iso-8859-1'?>").encode("latin-1"), ARTICLE),
        "feed-instruction.xml": (feed(item(), before="<?xml-stylesheet href='file:///etc/passwd'?>"), ARTICLE),
        "feed-link-file.xml": (feed(item("<link>file:///etc/passwd</link>")), ARTICLE),
        "feed-link-credentials.xml": (feed(item("<link>https://a:secret@x.example/</link>")), ARTICLE),
        "feed-link-odd.xml": (feed(item("<link>http://[</link>")), ARTICLE),
        "feed-date-odd.xml": (feed(item("<pubDate>Mon, 99 Foo 0000 99:99:99 +9999</pubDate>")), ARTICLE),
        "feed-date-far.xml": (feed(item("<pubDate>9999999999-12-31T00:00:00Z</pubDate>")), ARTICLE),
        "feed-date-long.xml": (feed(item(f"<pubDate>{'1' * 100_000}</pubDate>")), ARTICLE),
        "feed-title-long.xml": (feed(f"<item><title>{'Kim ' * 100_000}</title><description>{TEXT}</description></item>"), ARTICLE),
        "feed-guid-long.xml": (feed(item(f"<guid>{'x' * 100_000}</guid>")), ARTICLE),
        "feed-script.xml": (feed(item(text=f"&lt;script&gt;alert(1)&lt;/script&gt;{TEXT}")), ARTICLE),
        "feed-tags-never-closed.xml": (feed(item(text="&lt;p " * 150_000 + TEXT)), EITHER),
        "feed-many-empty-elements.xml": (feed(item("<p/>" * 200_000)), REASON),
        "feed-quoted-page-with-many-elements.xml": (feed(item(text=f"<![CDATA[{'<b>Kim</b> ' * 70_000}]]>")), ARTICLE),
        "feed-items-never-closed.xml": ("<rss><channel>" + item() + "<item>" * 150_000, EITHER),
        "feed-angles.xml": (feed(item(text="<" * 300_000)), EITHER),
        "feed-ampersands.xml": (feed(item(text="&" * 150_000 + TEXT)), EITHER),
        "feed-quotes.xml": ("<rss a='" + "\"" * 500_000, EITHER),
        "feed-atom-nothing.xml": ("<feed xmlns='http://www.w3.org/2005/Atom'><entry/><entry></entry></feed>", REASON),
        "feed-atom-base64.xml": (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='application/octet-stream'>"
            f"{base64.b64encode(TEXT.encode()).decode()}</content></entry></feed>", EITHER,
        ),
        "feed-atom-src.xml": ("<feed xmlns='http://www.w3.org/2005/Atom'><entry><content src='file:///etc/passwd'/></entry></feed>", REASON),
        "feed-rdf.xml": ("<rdf:RDF><item><title>Kim</title></item></rdf:RDF>", REASON),
        "feed-no-feed.xml": ("<?xml version='1.0'?><svg><text>Kim</text></svg>", REASON),
        "feed-opml.xml": ("<opml><body><outline xmlUrl='file:///etc/passwd'/></body></opml>", REASON),
    }  # fmt: skip
    for name, payload in PAYLOADS.items():
        made[f"feed-{name}.xml"] = (
            feed(f"<item><title>{payload}</title><guid>{payload}</guid><author>{payload}</author>"
                 f"<description>{payload}{TEXT}</description></item>"), EITHER,
        )  # fmt: skip
        made[f"feed-{name}-in-cdata.xml"] = (feed(item(text=f"<![CDATA[<p>{payload}</p>{TEXT}]]>")), EITHER)
    return made


def _json_feeds() -> Made:
    def json_feed(*items: object, **fields: object) -> str:
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": list(items), **fields})

    made: Made = {
        "json-feed-empty.json": (json_feed(), REASON),
        "json-feed-odd-items.json": (json_feed(1, None, [], "x", {}), REASON),
        "json-feed-odd-fields.json": (
            json_feed({"id": {"a": 1}, "url": [], "title": 7, "content_html": TEXT, "authors": "x", "date_published": []},
                      title=[1], home_page_url={}, language=3), ARTICLE,
        ),
        "json-feed-deep-html.json": (json_feed({"content_html": "<div>" * DEEP}), REASON),
        "json-feed-nan.json": (json_feed({"content_text": TEXT, "id": float("nan")}), ARTICLE),
        "json-feed-items-object.json": ('{"version": "https://jsonfeed.org/version/1", "items": {}}', REASON),
        "json-feed-cut-off.json": (json_feed({"content_text": TEXT})[:-5], REASON),
    }  # fmt: skip
    for name, payload in PAYLOADS.items():
        entry = dict.fromkeys(("id", "url", "title", "content_html", "date_published"), f"{payload}{TEXT}")
        made[f"json-feed-{name}.json"] = (json_feed(entry, title=payload), ARTICLE)
    return made


def mail(body: str | bytes = TEXT, *headers: str) -> bytes:
    head = ["From: Kim <kim@example.org>", "To: me@example.org", "Subject: Kim", *headers]
    return "\r\n".join([*head, "", ""]).encode("utf-8", "surrogatepass") + (
        body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    )


def _mail() -> Made:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(2000))
    messages = "".join(f"--m\r\nContent-Type: message/rfc822\r\n\r\nSubject: {n}\r\n" for n in range(500))
    made: Made = {
        "mail-empty.eml": (mail(""), REASON),
        "mail-headers-alone.eml": (b"From: a@b\r\nSubject: x", EITHER),
        "mail-nested.eml": (b"From: a@b\r\nSubject: x\r\n" + nested.encode(), REASON),
        "mail-messages.eml": (mail(messages, "Content-Type: multipart/mixed; boundary=m"), EITHER),
        "mail-many-parts.eml": (
            mail("--m\r\n\r\nKim\r\n" * 20_000, "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=m"), REASON,
        ),
        "mail-no-boundary.eml": (mail(TEXT, "Content-Type: multipart/mixed"), EITHER),
        "mail-boundary-empty.eml": (mail(TEXT, "Content-Type: multipart/mixed; boundary="), EITHER),
        "mail-boundary-odd.eml": (mail(TEXT, 'Content-Type: multipart/mixed; boundary="(.*)+\x1b"'), EITHER),
        "mail-base64-broken.eml": (mail("!!!" * 1000, "Content-Transfer-Encoding: base64"), EITHER),
        "mail-quoted-broken.eml": (mail("=ZZ=" * 50_000 + TEXT, "Content-Transfer-Encoding: quoted-printable"), ARTICLE),
        "mail-uuencode.eml": (mail("begin 644 x\r\n" + "M" * 100_000, "Content-Transfer-Encoding: x-uuencode"), EITHER),
        "mail-transfer-unknown.eml": (mail(TEXT, "Content-Transfer-Encoding: rot13"), ARTICLE),
        "mail-charset-unknown.eml": (mail(TEXT, "Content-Type: text/plain; charset=nosuch"), ARTICLE),
        "mail-charset-zlib.eml": (mail(zlib.compress(b"x"), "Content-Type: text/plain; charset=zlib"), EITHER),
        "mail-charset-odd.eml": (mail(TEXT, "Content-Type: text/plain; charset*=utf-8''%ff%00"), ARTICLE),
        "mail-charset-idna.eml": (mail(TEXT * 5000, "Content-Type: text/plain; charset=idna"), ARTICLE),
        "mail-subject-long.eml": (mail(TEXT, "Subject: " + "=?utf-8?q?=41?= " * 20_000), ARTICLE),
        "mail-subject-broken.eml": (mail(TEXT, "Subject: =?utf-8?b?!!!?= =?nosuch?q?x?= =?utf-8?q?=ff?="), ARTICLE),
        "mail-folded.eml": (mail(TEXT, "X-Long: a" + "\r\n b" * 50_000), ARTICLE),
        "mail-from-odd.eml": (mail(TEXT, "From: " + '"(' * 20_000 + "<"), ARTICLE),
        "mail-many-addresses.eml": (mail(TEXT, "From: " + "a@b.example, " * 20_000), ARTICLE),
        "mail-date-odd.eml": (mail(TEXT, "Date: Mon, 99 Foo 99999 99:99:99 +99999"), ARTICLE),
        "mail-many-headers.eml": (mail(TEXT, *["X-A: b"] * 50_000), ARTICLE),
        "mail-parameters.eml": (mail(TEXT, "Content-Type: text/plain" + "; a=b" * 20_000), ARTICLE),
        "mail-parameters-and-more.eml": (mail(TEXT, "Content-Type: text/plain" + "; a=b;a;;" * 40_000), ARTICLE),
        "mail-rfc-2231.eml": (mail(TEXT, "Content-Type: text/plain" + "".join(f"; n*{n}=x" for n in range(5000))), ARTICLE),
        "mail-html-deep.eml": (mail("<div>" * DEEP + TEXT, "Content-Type: text/html"), REASON),
        "mail-html-hidden.eml": (mail(f"<p hidden>Secret</p><p>{TEXT}</p>", "Content-Type: text/html"), ARTICLE),
        "mail-attachment-alone.eml": (
            mail("x", "Content-Type: application/pdf", 'Content-Disposition: attachment; filename="../../\x1b[2Ja.pdf"'), REASON,
        ),
        "mail-spaces.eml": (mail(TEXT + " " * 1_000_000 + TEXT), ARTICLE),
        "mail-nul.eml": (mail("Kim\0met Putin"), EITHER),
        "mail-mbox-broken.mbox": (b"From a@b Mon Nov 13 10:00:00 2023\nSubject: x\nFrom: a@b\n\nFrom \nFrom x\n", EITHER),
        "mail-mbox-many.mbox": (
            b"".join(b"From a@b Mon Nov 13 10:00:00 2023\nFrom: a@b\nSubject: %d\n\nKim %d\n\n" % (n, n) for n in range(1000)), ARTICLE,
        ),
        "mail-mbox-long-line.mbox": (b"From a@b Mon Nov 13 10:00:00 2023\nFrom: a@b\nSubject: x\n\n" + b"Kim " * 3_000_000, REASON),
    }  # fmt: skip
    for name, payload in PAYLOADS.items():
        made[f"mail-{name}.eml"] = (
            mail(f"{payload}{TEXT}", "Subject: " + payload.replace("\r", "").replace("\n", "")), EITHER,
        )  # fmt: skip
        word = base64.b64encode(payload[:200].encode("utf-8", "surrogatepass")).decode()
        made[f"mail-{name}-encoded.eml"] = (
            mail(TEXT, f"Subject: =?utf-8?b?{word}?=", f"From: =?utf-8?b?{word}?= <a@b>"), ARTICLE,
        )  # fmt: skip
    return made


def _pdfs() -> Made:
    whole = pdf([TEXT], title="Kim", author="A. Writer", created="D:20231113100000Z")
    loop = whole.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    bomb = zlib.compress(b"(Kim) Tj " * 1_000_000)
    bombed = b"".join(
        (
            b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
            b"2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n",
            b"3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>\nendobj\n",
            b"4 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(bomb),
            bomb,
            b"\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF",
        )
    )
    twice = zlib.compress(zlib.compress(bytes(50_000_000)))
    return {
        "pdf-head-alone.pdf": (b"%PDF-1.7\n", REASON),
        "pdf-cut-off.pdf": (whole[: len(whole) // 2], EITHER),
        "pdf-no-table.pdf": (whole[: whole.index(b"xref")], EITHER),
        "pdf-table-wrong.pdf": (whole.replace(b"0000000009", b"0000099999"), EITHER),
        "pdf-start-far.pdf": (whole.replace(b"startxref\n", b"startxref\n9999999"), EITHER),
        "pdf-start-negative.pdf": (whole.replace(b"startxref\n", b"startxref\n-"), EITHER),
        "pdf-loop.pdf": (loop, EITHER),
        "pdf-kids-many.pdf": (whole.replace(b"/Kids [5 0 R]", b"/Kids [" + b"5 0 R " * 50_000 + b"]"), EITHER),
        "pdf-count-huge.pdf": (whole.replace(b"/Count 1", b"/Count 999999999"), EITHER),
        "pdf-length-huge.pdf": (whole.replace(b"/Length ", b"/Length 99999999"), EITHER),
        "pdf-length-loop.pdf": (whole.replace(b"/Length ", b"/Length 4 0 R %"), EITHER),
        "pdf-deep-array.pdf": (whole.replace(b"/Type /Catalog", b"/Type /Catalog /X " + b"[" * DEEP), EITHER),
        "pdf-deep-dictionary.pdf": (whole.replace(b"/Type /Catalog", b"/Type /Catalog " + b"/X << " * DEEP), EITHER),
        "pdf-bomb.pdf": (bombed, EITHER),
        "pdf-bomb-twice.pdf": (
            bombed.replace(b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]").replace(bomb, twice), EITHER,
        ),
        "pdf-filter-unknown.pdf": (whole.replace(b"/FlateDecode", b"/NoSuchCode"), EITHER),
        "pdf-filter-broken.pdf": (whole.replace(b"stream\nx", b"stream\ny"), EITHER),
        "pdf-many-filters.pdf": (whole.replace(b"/Filter /FlateDecode", b"/Filter [" + b"/ASCIIHexDecode " * 500 + b"]"), EITHER),
        "pdf-encrypted.pdf": (whole.replace(b"/Root", b"/Encrypt << /Filter /Standard /V 5 /R 6 >> /Root"), REASON),
        "pdf-title-escape.pdf": (pdf([TEXT], title="\x1b]52;c;QQ==\x07 Kim"), ARTICLE),
        "pdf-text-escape.pdf": (pdf(["\x1b[2J " + TEXT]), ARTICLE),
        "pdf-date-odd.pdf": (pdf([TEXT], created="D:99999999999999Z"), ARTICLE),
        "pdf-no-pages.pdf": (pdf([]), REASON),
        "pdf-blank.pdf": (pdf(["", ""]), REASON),
        "pdf-many-pages.pdf": (pdf(["x"] * 2001), REASON),
        "pdf-random.pdf": (b"%PDF-1.4\n" + bytes((n * 167 + 41) % 256 for n in range(100_000)), REASON),
        "pdf-after-rubbish.pdf": (b"\x00" * 500 + whole, EITHER),
        "pdf-objects-many.pdf": (b"%PDF-1.4\n" + b"".join(b"%d 0 obj null endobj " % n for n in range(50_000)), REASON),
        "pdf-parentheses.pdf": (b"%PDF-1.4\n1 0 obj (" + b"(" * 500_000, REASON),
    }  # fmt: skip


def _tables() -> Made:
    made: Made = {
        "table-header-alone.csv": ("title,text\n", REASON),
        "table-quote-open.csv": ('title,text\nKim,"' + TEXT + "\n" * 100, ARTICLE),
        "table-quote-open-long.csv": ('title,text\nKim,"' + "x\n" * 1_500_000, REASON),
        "table-many-columns.csv": ("text," + "a," * 1900 + "title\n" + "x," * 5000 + "\n", REASON),
        "table-many-empty-rows.csv": ("title,text\n" + ",\n" * 150_000 + f"Kim,{CELL}\n", ARTICLE),
        "table-long-cell.csv": ("title,text\nKim," + "x" * 3_000_000 + "\n", REASON),
        "table-quotes.csv": ("title,text\nKim," + '"' * 500_000 + "\n", EITHER),
        "table-formula.csv": (f"title,text\n=cmd|'/c calc'!A1,{CELL}\n", ARTICLE),
        "table-nul.csv": (f"title,text\nKim\0,{CELL}\nKim,{CELL}\n", ARTICLE),
        "table-utf-16.csv": (f"title,text\nKim,{CELL}\n".encode("utf-16"), EITHER),
        "table-binary-row.csv": (f"title,text\nKim,{CELL}\n".encode() + bytes(range(128, 256)) * 3, ARTICLE),
        "table-text-twice.csv": (f"text,text\n{CELL},{CELL}\n", EITHER),
    }
    for name, payload in PAYLOADS.items():
        cell = payload.replace('"', '""')
        made[f"table-{name}.csv"] = (
            f'id,title,url,text\n"{cell}","{cell}","{cell}","{cell}{TEXT}"\n',
            EITHER,
        )
    return made


def _packed() -> Made:
    whole = zipped({"a.txt": TEXT.encode()})
    stored = zipped({"a.txt": TEXT.encode()}, zipfile.ZIP_STORED)
    deep: bytes = TEXT.encode()
    for n in range(20):
        deep = zipped({f"{n}.zip": deep})
    names = {
        "../../etc/passwd": TEXT.encode(),
        "/etc/shadow": b"Kim.",
        "C:\\kim.txt": b"Kim met.",
        "a\x1b]0;x\x07.txt": b"Kim met P.",
        "b\u202etxt.exe": b"Kim met Pu.",
        "x" * 5000 + ".txt": b"Kim met Put.",
    }
    return {
        "zip-empty.zip": (zipped({}), REASON),
        "zip-cut-off.zip": (whole[:-10], REASON),
        "zip-head-alone.zip": (b"PK\x03\x04", REASON),
        "zip-checksum-wrong.zip": (stored.replace(b"Kim met", b"Kam met"), REASON),
        "zip-bomb.zip": (zipped({"a.txt": bytes(30_000_000)}), REASON),
        "zip-bomb-many.zip": (zipped({f"{n}.txt": bytes(1_000_000) for n in range(30)}), REASON),
        "zip-deep.zip": (deep, REASON),
        "zip-many.zip": (zipped({f"{n}.txt": b"" for n in range(10_001)}), REASON),
        "zip-names.zip": (zipped(names), ARTICLE),
        "zip-size-lies.zip": (whole.replace(len(TEXT).to_bytes(4, "little"), b"\xff\xff\xff\x7f"), EITHER),
        "zip-method-unknown.zip": (stored.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x63\x00"), EITHER),
        "zip-office.docx": (zipped({"[Content_Types].xml": b"<x/>"}), REASON),
        "zip-itself.zip": (zipped({"a.zip": whole, "b.zip": whole}), ARTICLE),
        "zip-twice.zip": (whole + whole, EITHER),
        "gzip-head-alone.gz": (b"\x1f\x8b\x08", REASON),
        "gzip-cut-off.gz": (gzip.compress(TEXT.encode() * 50)[:-15], REASON),
        "gzip-checksum-wrong.gz": (gzip.compress(TEXT.encode())[:-8] + bytes(8), REASON),
        "gzip-bomb.gz": (gzip.compress(bytes(50_000_000)), REASON),
        "gzip-many-members.gz": (gzip.compress(b"Kim ") * 20_000, EITHER),
        "gzip-deep.gz": (gzip.compress(gzip.compress(gzip.compress(gzip.compress(TEXT.encode())))), REASON),
        "gzip-rubbish-after.gz": (gzip.compress(TEXT.encode()) + b"rubbish", EITHER),
        "gzip-feed.gz": (gzip.compress(feed(item(), before="<!DOCTYPE r [<!ENTITY x 'y'>]>").encode()), REASON),
    }  # fmt: skip


def _json() -> Made:
    return {
        "json-deep.json": ("[" * DEEP * 3, REASON),
        "json-deep-object.json": ('{"a":' * DEEP, REASON),
        "json-number-huge.json": ('{"a": ' + "9" * 10_000 + "}", REASON),
        "json-list-odd.json": (json.dumps([{"text": TEXT}, 1, None, [], {"text": 7}]), ARTICLE),
        "json-articles.json": (json.dumps({"articles": [{"text": TEXT, "title": "\x1b[2J"}]}), ARTICLE),
        "json-escapes.json": ('{"text": "\\u001b]52;c;QQ==\\u0007 Kim met \\ud800"}', ARTICLE),
        "json-cut-off.json": ('{\n"text": "Kim', REASON),
        "json-same-key.json": ('{\n"text": 1, "text": "Kim met Putin."}', ARTICLE),
    }


def _bare_text() -> Made:
    return {
        "text-like-html.txt": ("<p", EITHER),
        "text-dateline-long.txt": ("MOSCOW" + ", A" * 100_000 + " (Reuters) - x", ARTICLE),
        "text-dateline-capitals.txt": ("A. " * 200_000, ARTICLE),
        "text-from-line.txt": ("From " * 100_000, ARTICLE),
        "text-colons.txt": ("a: b\n" * 100_000, ARTICLE),
        "text-brackets.txt": ("[" * 500_000 + " Kim", ARTICLE),
        "text-language.txt": ("the of and und der die " * 100_000, ARTICLE),
        "text-comma-header.txt": ("text,title" + ",a" * 100_000 + "\nKim", EITHER),
    }

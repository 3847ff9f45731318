"""Every format, read again by a parser of its own: what goes in comes out, and nothing foreign is acted upon."""

from __future__ import annotations

import doctest
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import cycle
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing.annotation import Anchor, Grade, Standing, Subject, SubjectKind
from briefing.brief import formats
from briefing.brief.document import Brief, Citation, Line, Quotation, Section, SectionKind, Source
from briefing.brief.formats import bibtex, csl, html, markdown, plain_text, structured
from briefing.brief.formats.wording import flat
from briefing.brief.web_address import web_address
from briefing.safetext import clean, one_line
from tests.brief import bibtex_file

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</title></style></li></article><h1>owned</h1>",
    "[click](javascript:alert(1)) ![](http://evil.example/x.png) <http://evil.example>",
    "http://evil.example www.evil.example evil.example/x a@evil.example //evil.example",
    "# heading `code` ~~gone~~ | a | b | $x^2$ &lt; &#60; \\",
    '=HYPERLINK("http://evil.example","x") +1 -1 @SUM(A1)',
    "} , url = {http://evil.example} @comment{",
    "100% of \\input{/etc/passwd} {\\bf x} ^^41 #1 ~ _",
    "1. one 2) two - three",
    "- item",
    "+1",
    "    code",
    "\u202eesrever\u2066 \x1b]52;c;aGk=\x07 \u200b\ufeff",
    "'\"><svg/onload=alert(1)> data:text/html;base64,AAAA",
    "日本語のタイトル" * 12,
    "x" * 200,
)
ADDRESSES = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "https://user:secret@evil.example/",
    "http://",
    'https://evil.example/" onclick="alert(1)',
    "https://evil.example/a b{}\\|^`<>",
    "  HTTPS://Gazette.example/a?b=c#d ",
    "http://[::1",
    "https://exa\u202emple.example/",
    "//evil.example",
    "https://münchen.example/straße",
)


def a_brief(text: str, url: str | None, words: str = "") -> Brief:
    """A brief that has a foreign text everywhere where a text of others or of the reader can be."""
    line = one_line(text)
    source = Source(
        "0123456789abcdef",
        line,
        line,
        True,
        line,
        date(2024, 1, 2),
        url,
        datetime(2024, 1, 3, 4, 5, tzinfo=UTC),
        "0" * 64,
        Grade("B", "2"),
    )
    anchor = Anchor("0123456789abcdef", 10, 10 + len(text), clean(text))
    subject = Subject(SubjectKind.DIFFERENCE, (anchor,), "denial", line)
    quoted = Line(subject, True, line, (Quotation(clean(text), (1,)),), "", (), (line,), (clean(text),))
    own = Line(None, False, "", (), clean(words or text), (1,), ())
    sections = (
        Section(SectionKind.DISPUTED, line, (quoted, own), ""),
        Section(SectionKind.AGREED, "Agreed", (), "Nothing."),
        Section(SectionKind.SOURCES, "Sources", (), ""),
    )
    citation = Citation(1, anchor, 0, source, Standing.CHANGED, line, Grade("B", "2"))
    return Brief("a", line, sections, (citation,), (source,))


PAIRS = [
    *zip(HOSTILE, cycle((None, *ADDRESSES)), strict=False),
    *((HOSTILE[2], url) for url in ADDRESSES),
]
everything = pytest.mark.parametrize(("text", "url"), PAIRS)


# Markdown ---------------------------------------------------------------------------------------------


_BLOCKS = ("heading", "paragraph", "bullet_list", "ordered_list", "list_item", "strong", "link")
_PLAIN = {"inline", "text", *(f"{block}_{end}" for block in _BLOCKS for end in ("open", "close"))}
"""What the program writes itself: anything else would come from foreign text."""


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("gfm-like", {"html": True}).parse(text):
        yield token
        yield from token.children or ()


def shown(text: str) -> str:
    return "".join(token.content for token in tokens(text) if not token.children and token.type != "inline")


@everything
def test_markdown_is_what_it_says(text: str, url: str | None) -> None:
    written = markdown.write(a_brief(text, url))
    kinds = {token.type for token in tokens(written)}
    assert not kinds & {
        "html_block",
        "html_inline",
        "image",
        "code_inline",
        "fence",
        "code_block",
        "table_open",
        "s_open",
    }
    links = {str(token.attrs["href"]) for token in tokens(written) if token.type == "link_open"}
    assert {web_address(link) for link in links} == ({web_address(url)} - {None})
    headings = [t for t in MarkdownIt("gfm-like").parse(written) if t.type == "heading_open"]
    assert [heading.tag for heading in headings] == ["h1", "h2", "h2", "h2", "h2"]
    assert f"“{flat(text)}”" in shown(written)


@given(st.one_of(st.text(), st.text("#*_`[]()<>!|~&$^@:/.-+=1 aw\\\n", max_size=30)))
def test_escaped_markdown_is_the_text_itself(text: str) -> None:
    parsed = MarkdownIt("gfm-like", {"html": True}).parse(f"- {markdown.escape(text)}\n")
    kinds = [token.type for token in parsed]
    expected = ["bullet_list_open", "list_item_open", "paragraph_open", "inline", "paragraph_close"]
    if flat(text):
        assert kinds == [*expected, "list_item_close", "bullet_list_close"]
        children = [child for token in parsed for child in token.children or ()]
        assert {child.type for child in children} <= {"text"}
        assert "".join(child.content for child in children) == flat(text)


# HTML -------------------------------------------------------------------------------------------------

_ALLOWED = {"html", "head", "meta", "title", "style", "body", "article", "section", "h1", "h2"} | {
    "ul",
    "ol",
    "li",
    "p",
    "a",
    "span",
}


def page(text: str) -> Element:
    parsed: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    return parsed


@everything
def test_html_is_well_formed_and_holds_nothing_foreign(text: str, url: str | None) -> None:
    parsed = page(html.write(a_brief(text, url)))
    elements = list(parsed.iter())
    assert {element.tag for element in elements} <= _ALLOWED
    attributes = {name for element in elements for name in element.attrib}
    assert attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "rel"}
    links = {element.attrib["href"] for element in elements if element.tag == "a"}
    assert {link for link in links if not link.startswith("#")} == ({web_address(url)} - {None})
    told = "".join(parsed.itertext())
    assert f"“{flat(text)}”" in told
    assert next(element.text for element in elements if element.tag == "h1") == flat(text)


@given(st.text())
def test_escaped_html_is_the_text_itself(text: str) -> None:
    parsed = page(f"<!DOCTYPE html><html><head><title>{html.escape(text)}</title></head><body></body></html>")
    assert "".join(parsed.itertext()) == flat(text)


def test_every_mark_leads_to_its_citation() -> None:
    elements = list(page(html.write(a_brief("Words.", None))).iter())
    ids = {f"#{element.attrib['id']}" for element in elements if "id" in element.attrib}
    assert {e.attrib["href"] for e in elements if e.attrib.get("class") == "cite"} == ids == {"#cite-1"}


# Plain text -------------------------------------------------------------------------------------------


@everything
def test_text_keeps_to_its_columns(text: str, url: str | None) -> None:
    written = plain_text.write(a_brief(text, url))
    for line in written.splitlines():
        assert plain_text.columns(line) <= 72 or line.strip() == web_address(url)
        # A spreadsheet takes a cell that begins so for a formula.
        assert not re.match(r"[=+\-@]", line) or set(line) <= {"=", "-"}
        assert line == line.rstrip() or not line.strip()
    told = "".join(written.split())
    assert "“" + "".join(flat(text).split()) + "”" in told
    assert written == clean(written)


# For programs -----------------------------------------------------------------------------------------


@everything
def test_json_is_exact(text: str, url: str | None) -> None:
    document = json.loads(structured.write(a_brief(text, url)))
    assert document["version"] == 1
    assert document["sections"][0]["lines"][0]["quotations"][0]["text"] == clean(text)
    assert document["citations"][0]["url"] == web_address(url)
    back = structured.citation_from(structured.write(a_brief(text, url)).encode(), 1)
    assert back.anchor == a_brief(text, url).citations[0].anchor


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"citations": [{"number": 1}]}', b'{"citations": []}', b"\xff"]
)
def test_what_is_no_brief_gives_no_citation(data: bytes) -> None:
    with pytest.raises(ValueError, match="no brief written as JSON"):
        structured.citation_from(data, 1)


@everything
def test_bibtex_is_read_again(text: str, url: str | None) -> None:
    (entry,) = bibtex_file.read(bibtex.write(a_brief(text, url)))
    assert entry.key == "briefing-0123456789abcdef"
    assert bibtex_file.as_typeset(entry.fields["title"]) == flat(text).replace('"', "''")
    assert bibtex_file.as_typeset(entry.fields["howpublished"]) == flat(text).replace('"', "''")
    assert entry.fields.get("url") == web_address(url)
    assert (entry.fields["year"], entry.fields["month"], entry.fields["day"]) == ("2024", "1", "2")


@given(st.text())
def test_escaped_bibtex_is_the_text_itself(text: str) -> None:
    source = a_brief(text, None).sources[0]
    (entry,) = bibtex_file.read(bibtex.write(a_brief(text, None)._replace(sources=(source,))))
    if text:
        assert bibtex_file.as_typeset(entry.fields["author"]) == flat(text).replace('"', "''")
    else:  # nobody is called the author where none is named
        assert "author" not in entry.fields


@everything
def test_csl_is_read_again(text: str, url: str | None) -> None:
    (item,) = json.loads(csl.write(a_brief(text, url)))
    assert item["type"] == "article-newspaper"
    assert item["issued"] == {"date-parts": [[2024, 1, 2]]}
    assert "<" not in item["title"]
    assert item.get("URL") == web_address(url)


# Addresses --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://gazette.example/a?b=c#d", "https://gazette.example/a?b=c#d"),
        ("  HTTPS://Gazette.example:8080/a b ", "https://gazette.example:8080/a%20b"),
        ("https://user:secret@gazette.example/", "https://gazette.example/"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//gazette.example/", None),
        ("http://a b/", None),
        ("http://", None),
        ("http://x:99999/", None),
        (None, None),
    ],
)
def test_addresses(url: str | None, address: str | None) -> None:
    assert web_address(url) == address


@given(st.one_of(st.text(), st.text("htps:/@#?[]a.\\\"'<>{} \n%", max_size=30)))
def test_an_address_is_plain_and_stays_as_it_is(text: str) -> None:
    address = web_address(text)
    if address is not None:
        assert re.fullmatch(r"https?://[a-z0-9.:_\[\]-]+[!-~]*", address)
        assert not set(address) & set('"<>\\^`{|} ')
        assert "@" not in address.split("/")[2]
        assert web_address(address) == address


def test_all_formats_end_in_a_newline_and_are_clean() -> None:
    for name in formats.SUFFIXES:
        written = formats.write(a_brief(HOSTILE[12], ADDRESSES[0]), name)
        assert written.endswith("\n")
        assert clean(written) == written


def test_examples_hold() -> None:
    assert doctest.testmod(markdown).failed == doctest.testmod(bibtex).failed == 0

"""Feeds of every kind give their entries, and ill-formed ones what can be understood."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256

import pytest

from briefing.article import Article, Skipped

Read = Callable[[str, str | bytes], list[Article | Skipped]]
Reason = Callable[[str, str | bytes], str]

RSS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="{version}" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Gazette</title><link>https://gazette.example/</link><language>en</language>
<item><title>Kim &amp; Putin</title><link>/kim</link>
<description>&lt;p&gt;A &lt;b&gt;short&lt;/b&gt; teaser&lt;/p&gt;</description>
<guid isPermaLink="false">a1</guid><pubDate>Mon, 13 Nov 2023 23:30:00 +0900</pubDate>
<dc:creator>Ann Lee</dc:creator>
<content:encoded><![CDATA[<p>They met in full.</p><script>alert(1)</script><p>And spoke.</p>]]>
</content:encoded></item>
<item><title>Second</title><link>https://gazette.example/2</link>
<description>Plain words &lt; others</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Anzeiger</title>
<entry><id>tag:a.example,2023:1</id><title type="html">Treffen &lt;i&gt;heute&lt;/i&gt;</title>
<updated>2023-11-13T10:00:00Z</updated>
<author><name>Bo</name></author><link href="https://a.example/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eins.</p><p>Zwei.</p></div></content>
</entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/"><title>Review</title></channel>
<item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link>
<description>Some text here.</description>
<dc:date>2023-11-13T10:00:00Z</dc:date></item></rdf:RDF>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Journal",
    "language": "en",
    "items": [
        {"id": "1", "url": "https://j.example/1", "title": "One", "content_html": "<p>Some text.</p>",
         "date_published": "2023-11-13T10:00:00Z", "authors": [{"name": "Cy"}]},
        {"id": "2", "content_text": "Less < more, he said."},
    ],
}  # fmt: skip


def articles(items: list[Article | Skipped]) -> list[Article]:
    assert all(isinstance(item, Article) for item in items), items
    return [item for item in items if isinstance(item, Article)]


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_rss_is_read_with_its_plain_doctype(read: Read, version: str) -> None:
    document = RSS.format(version=version)
    first, second = articles(read("a.xml", document))
    assert (first.title, first.source, first.author) == ("Kim & Putin", "Gazette", "Ann Lee")
    assert (first.published, first.language) == (date(2023, 11, 13), "en")
    assert first.text == "They met in full.\n\nAnd spoke."
    assert first.url == "https://gazette.example/kim"
    assert first.origin.endswith("a.xml#a1")
    assert (second.text, second.origin[-25:]) == ("Plain words < others", "https://gazette.example/2")
    item = document[document.index("<item>") : document.index("</item>") + 7]
    assert first.sha256 == sha256(item.encode()).hexdigest()


def test_atom_is_read(read: Read) -> None:
    (item,) = articles(read("a", ATOM))
    assert (item.title, item.source, item.author, item.language) == ("Treffen heute", "Anzeiger", "Bo", "de")
    assert (item.text, item.url, item.published) == (
        "Eins.\n\nZwei.",
        "https://a.example/1",
        date(2023, 11, 13),
    )


def test_rss_1_is_read(read: Read) -> None:
    (item,) = articles(read("a.rdf", RDF))
    assert (item.title, item.source, item.published) == ("One", "Review", date(2023, 11, 13))


def test_json_feed_is_read(read: Read) -> None:
    for form in (json.dumps(JSON_FEED), json.dumps(JSON_FEED, indent=1)):
        first, second = articles(read("feed.json", form))
        assert (first.title, first.source, first.author, first.text) == ("One", "Journal", "Cy", "Some text.")
        assert (second.text, second.title_derived) == ("Less < more, he said.", True)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("&amp;", "&"),
        lambda text: text.replace("</channel></rss>", ""),
        lambda text: text.replace("<guid", "<br><guid"),
        lambda text: text.replace("<title>Gazette", "<title>Gaz&nbsp;ette &copy;"),
        lambda text: "\n\n" + text.replace("utf-8", "utf-16"),
        lambda text: text.replace("They met", "They \x00\x0bmet"),
    ],
    ids=["ampersand", "cut off", "tag", "entities", "encoding", "controls"],
)
def test_what_is_ill_formed_is_understood_as_far_as_it_goes(read: Read, damage: Callable[[str], str]) -> None:
    items = articles(read("a.xml", damage(RSS.format(version="2.0"))))
    assert len(items) == 2
    assert "in full." in items[0].text


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">', '<!entity % p SYSTEM "x">',
     '<!-- ]> --><!ENTITY x "y">'],
)  # fmt: skip
def test_entities_of_its_own_are_refused(reason: Reason, declared: str) -> None:
    item = "<rss><channel><item><title>&x;</title></item></channel></rss>"
    document = f'<?xml version="1.0"?><!-- <rss> --><!DOCTYPE rss [{declared}]>{item}'
    assert "declares entities" in reason("a.xml", document)
    assert "declares entities" in reason("a.xml", document.encode("utf-16"))


def test_an_entry_without_text_says_what_helps(read: Read) -> None:
    (item,) = read(
        "a.xml", "<rss><channel><title>G</title><item><title>A headline</title></item></channel></rss>"
    )
    assert isinstance(item, Skipped)
    assert "--full-text" in item.reason


def test_a_feed_without_entries_is_none(reason: Reason) -> None:
    assert (
        reason("a.xml", "<rss><channel><title>G</title></channel></rss>")
        == "The file is a feed without entries."
    )
    assert "its first element is s␛[2jvg" in reason("b.xml", "<?xml version='1.0'?><s\x1b[2Jvg></svg>")
    assert "its first element is svg" in reason("a.xml", "<?xml version='1.0'?><svg></svg>")
    assert "list of feeds" in reason("a.opml", "<opml version='2.0'><body/></opml>")


def test_an_entry_is_known_again_whatever_stands_around_it(read: Read) -> None:
    before = articles(read("a.xml", RSS.format(version="2.0")))
    after = articles(
        read("a.xml", RSS.format(version="2.0").replace("Gazette</title>", "Gazette </title>\n\n"))
    )
    assert [item.id for item in before] == [item.id for item in after]


def test_a_script_in_a_title_is_no_part_of_it(read: Read) -> None:
    document = RSS.replace("Kim &amp; Putin", "Kim &lt;script&gt;run()&lt;/script&gt;&amp;amp; Putin")
    assert articles(read("a.xml", document))[0].title == "Kim & Putin"


def test_the_first_element_may_have_a_prefix(read: Read) -> None:
    document = """<r:rss xmlns:r="http://backend.userland.com/rss2" version="2.0">
    <r:channel><r:title>Gazette</r:title>
    <r:item><r:title>Kim</r:title><r:description>Kim met Putin.</r:description></r:item>
    </r:channel></r:rss>"""
    assert [item.title for item in articles(read("a.xml", document))] == ["Kim"]


def test_words_after_a_video_are_kept(read: Read) -> None:
    text = '&lt;embed src="a.swf"&gt;&lt;p&gt;They met, and spoke.&lt;/p&gt;'
    document = RSS.replace("Plain words &lt; others", text)
    assert articles(read("a.xml", document))[1].text == "They met, and spoke."

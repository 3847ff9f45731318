"""Pages give their main text, and what they say of themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from briefing.article import Article
from briefing.collect.page_names import headline

ReadArticle = Callable[[str, str | bytes], Article]
Reason = Callable[[str, str | bytes], str]

FIRST = "Leaders met at the cosmodrome on Monday, officials said, and spoke of satellites for several hours."
SECOND = "It was their second meeting within the year, and observers expect that they will meet again soon."


def page(*, head: str = "", body: str = "", language: str = "en") -> str:
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">
<title>Leaders meet</title>{head}</head>
    <body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World news today</a></li></ul></nav>
    <main><article><h1>Leaders meet</h1><p>{FIRST}</p><p>{SECOND}</p>{body}</article></main>
    <aside><h2>Most read</h2><a href="/1">Something else entirely that people read</a></aside>
    <footer>Copyright 2023, all rights reserved by the publisher</footer></body></html>"""


def test_the_main_text_is_taken_and_what_stands_around_it_is_not(article: ReadArticle) -> None:
    item = article("a.html", page())
    assert item.text == f"{FIRST}\n\n{SECOND}"
    assert (item.title, item.title_derived, item.language) == ("Leaders meet", False, "en")


def test_what_the_page_says_of_itself_is_kept(article: ReadArticle) -> None:
    head = """<meta name="author" content="A. Writer"><meta property="og:site_name" content="Gazette">
    <meta property="article:published_time" content="2023-11-13T10:00:00Z">
    <link rel="canonical" href="https://reader:secret@gazette.example/2023/leaders">"""
    item = article("a.html", page(head=head))
    assert (item.author, item.source, item.published) == ("A. Writer", "Gazette", date(2023, 11, 13))
    assert item.url == "https://gazette.example/2023/leaders"


def test_what_it_tells_search_engines_is_read(article: ReadArticle) -> None:
    told = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "Leaders meet",
                "datePublished": "2023-11-12T23:00:00+09:00",
                "author": [{"name": "Ann Lee"}, {"name": "Bo Park"}],
                "publisher": {"name": "The Gazette"},
            },
        ],
    }
    item = article("a.html", page(head=f'<script type="application/ld+json">{json.dumps(told)}</script>'))
    assert (item.author, item.source, item.published) == (
        "Ann Lee, Bo Park",
        "The Gazette",
        date(2023, 11, 12),
    )


def test_the_front_page_is_no_articles_address(article: ReadArticle) -> None:
    assert article("a.html", page(head='<link rel="canonical" href="https://gazette.example/">')).url is None


def test_a_text_that_only_search_engines_are_given_is_found(article: ReadArticle) -> None:
    told = json.dumps({"@type": "Article", "articleBody": f"{FIRST} {SECOND}"})
    script = f'<script type="application/ld+json">{told}</script>'
    item = article(
        "a.html", f"<!DOCTYPE html><html><head>{script}</head><body><div id=app></div></body></html>"
    )
    assert item.text == f"{FIRST} {SECOND}"


def test_a_page_without_text_says_so(reason: Reason) -> None:
    told = reason(
        "a.html", "<!DOCTYPE html><html><body><div id=app></div><script>let a = 1</script></body></html>"
    )
    assert "put together by scripts" in told


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("windows-1251", "cp1251"),
        ("koi8-r", "koi8-r"),
        ("shift_jis", "cp932"),
        ("GB2312", "gb18030"),
        ("utf-8", "utf-8"),
    ],
)
def test_the_encoding_that_a_page_declares_is_used(article: ReadArticle, declared: str, codec: str) -> None:
    word = {"cp932": "大統領は会談した。", "gb18030": "总统举行了会谈。"}.get(
        codec, "Президент провёл переговоры."
    )
    text = page().replace("utf-8", declared).replace(FIRST, word * 20)
    assert article("a.html", text.encode(codec)).text.startswith(word)


def test_a_wrong_declaration_does_not_spoil_utf_8(article: ReadArticle) -> None:
    text = page().replace("utf-8", "iso-8859-1").replace("Monday", "Montag, spät")
    assert "spät" in article("a.html", text.encode()).text


@pytest.mark.parametrize("language", ["ar", "he"])
def test_scripts_from_right_to_left_stay_in_their_order(article: ReadArticle, language: str) -> None:
    text = {"ar": "قال الرئيس إن المحادثات سوف تستمر. ", "he": "הנשיא אמר כי השיחות יימשכו. "}[language] * 12
    item = article("a.html", page(language=language).replace(FIRST, text).replace(SECOND, text))
    assert item.text.startswith(text.strip())
    assert (item.language, item.replaced) == (language, 0)


def test_a_page_beyond_the_limits_is_refused(reason: Reason) -> None:
    assert "nested deeper than 256" in reason("a.html", page(body="<div>" * 300))
    assert "more than 200,000 elements" in reason("a.html", page(body="<b></b>" * 250_000))
    assert "more than 200,000 references" in reason("a.html", page(body="&amp;" * 200_001))


def test_the_source_is_the_site_where_the_page_names_none(article: ReadArticle) -> None:
    head = '<link rel="canonical" href="https://www.gazette.example/2023/leaders">'
    assert article("saved-page.html", page(head=head)).source == "gazette.example"
    assert article("saved-page.html", page()).source == "saved-page"


def test_a_first_paragraph_that_stands_in_no_element_of_its_own_is_part_of_the_text(
    article: ReadArticle,
) -> None:
    loose = f"<b>PYONGYANG</b> - {FIRST}"
    document = page().replace(f"<h1>Leaders meet</h1><p>{FIRST}</p>", f"<h1>Leaders meet</h1><div>{loose}")
    document = document.replace(f"<p>{SECOND}</p>", f"</p><p>{SECOND}</p><p>Third: {SECOND}</p></div>")
    assert article("a.html", document).text == f"PYONGYANG - {FIRST}\n\n{SECOND}\n\nThird: {SECOND}"


@pytest.mark.parametrize(
    "title",
    ["Leaders meet - Gazette", "Gazette | Leaders meet", "Leaders meet - World - Gazette News Online"],
)
def test_the_title_is_without_the_name_of_the_site(article: ReadArticle, title: str) -> None:
    document = page(head='<meta property="og:site_name" content="Gazette.example">')
    document = document.replace("<title>Leaders meet</title>", f"<title>{title}</title>")
    assert article("a.html", document).title == "Leaders meet"


@pytest.mark.parametrize("title", ["Leaders meet - and part", "Gazettes are back - a history", "Gazette"])
def test_the_rest_of_a_title_stays(title: str) -> None:
    assert headline(title, ["Gazette.example"], []) == title


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        ("Ann Lee; Gazette", "Ann Lee"),
        ("Par Ann Lee; Apr", "Ann Lee"),
        ("Mark Di Stefano", "Mark Di Stefano"),
        ("June Smith", "June Smith"),
        ("Username", None),
        ("Gazette", "Gazette"),
    ],
)
def test_who_wrote_it_is_somebody(article: ReadArticle, names: str, meant: str | None) -> None:
    head = f'<meta property="og:site_name" content="Gazette"><meta name="author" content="{names}">'
    assert article("a.html", page(head=head)).author == meant


def test_a_site_that_calls_itself_by_its_address_is_named_by_its_host(article: ReadArticle) -> None:
    head = '<meta property="og:site_name" content="http://www.gazette.example">'
    assert article("a.html", page(head=head)).source == "gazette.example"

"""Messages and mailboxes give their text, whichever form it comes in, and name what is attached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from email.message import EmailMessage

from briefing.article import Article, Skipped

Read = Callable[[str, str | bytes], list[Article | Skipped]]
ReadArticle = Callable[[str, str | bytes], Article]
Reason = Callable[[str, str | bytes], str]

PLAIN = "Leaders met on Monday.\n\nThey spoke of grain."
HTML = (
    "<html><head><style>p{color:red}</style></head><body><div style='display:none'>See what is new</div>"
    "<table><tr><td><h1>Leaders meet</h1><p>Leaders met on <b>Monday</b>.</p>"
    "<p>They spoke of grain.</p></td></tr></table>"
    "</body></html>"
)


def message(plain: str = "", html: str = "", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = headers.pop("sender", "The Dispatch <news@dispatch.example>")
    made["Subject"] = headers.pop("subject", "Fwd: Leaders meet – again")
    made["Date"] = "Mon, 13 Nov 2023 23:30:00 +0900"
    made["Message-ID"] = headers.pop("id", "<1@dispatch.example>")
    if plain:
        made.set_content(plain)
    if html:
        (made.add_alternative if plain else made.set_content)(html, subtype="html")
    return made


def test_a_plain_message_is_read(article: ReadArticle) -> None:
    item = article("a.eml", bytes(message(PLAIN)))
    assert (item.title, item.source) == ("Leaders meet – again", "The Dispatch")
    assert (item.published, item.text, item.attachments) == (date(2023, 11, 13), PLAIN, ())


def test_html_is_read_as_paragraphs_without_what_is_hidden(article: ReadArticle) -> None:
    for made in (message("", HTML), message("See it in your browser: https://dispatch.example/1", HTML)):
        assert (
            article("a", bytes(made)).text == "Leaders meet\n\nLeaders met on Monday.\n\nThey spoke of grain."
        )


def test_the_plain_form_is_read_where_it_says_more(article: ReadArticle) -> None:
    assert article("a", bytes(message(PLAIN * 5, "<p>Your reader shows no text</p>"))).text.startswith(
        "Leaders met"
    )


def test_attachments_are_named_with_their_sizes(article: ReadArticle) -> None:
    made = message(PLAIN)
    made.add_attachment(b"x" * 12_000, maintype="application", subtype="pdf", filename="Ré\x1bport.pdf")
    made.add_attachment("Kim", filename="note.txt")
    assert article("a", bytes(made)).attachments == ("Ré␛port.pdf, 12 kB", "note.txt, 4 bytes")


def test_a_message_of_attachments_alone_says_so(reason: Reason) -> None:
    made = message("\n")
    made.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    assert reason("a", bytes(made)) == "The file holds no text, but a.pdf, 1 bytes."


def test_encodings_are_read_as_they_are_named(article: ReadArticle) -> None:
    made = EmailMessage()
    made["From"] = "x@y.example"
    made["Subject"] = "Новости"
    made.set_content("Президент провёл переговоры.", charset="koi8-r")
    item = article("a.eml", bytes(made))
    assert (item.title, item.text, item.source) == ("Новости", "Президент провёл переговоры.", "x@y.example")


def test_each_message_of_a_mailbox_is_an_article(read: Read) -> None:
    first, second = message("One.\n\nFrom here it went on.\n"), message("Two.", id="<2@dispatch.example>")
    mailbox = b"".join(
        b"From x@y.example Mon Nov 13 10:00:00 2023\n"
        + bytes(each).replace(b"\nFrom here", b"\n>From here")
        + b"\n"
        for each in (first, second)
    )
    one, two = read("inbox", mailbox)
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.text, two.text) == ("One.\n\nFrom here it went on.", "Two.")
    assert [item.origin.partition("#")[2] for item in (one, two)] == [
        "1@dispatch.example",
        "2@dispatch.example",
    ]


def test_a_text_that_begins_with_a_colon_is_no_message(article: ReadArticle) -> None:
    assert article("a.txt", "Note: this is a text.\nDate: unknown\n\nKim met Putin.").source == "a"


def test_a_message_without_a_boundary_is_read_as_it_stands(article: ReadArticle) -> None:
    text = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/alternative\n\nKim met Putin.\n"
    assert article("a", text).text == "Kim met Putin."


def test_a_page_that_a_browser_saved_as_a_message_is_a_page(article: ReadArticle) -> None:
    made = EmailMessage()
    made["From"] = "<Saved by Blink>"
    made["Snapshot-Content-Location"] = "https://gazette.example/2023/leaders"
    made["Subject"] = "Leaders meet"
    body = "<p>Leaders met at the cosmodrome on Monday, officials said, and they spoke for hours.</p>"
    made.set_content(
        f"<!DOCTYPE html><html><head><title>Leaders meet</title></head><body>{body}</body></html>",
        subtype="html",
    )
    made.add_related(b"x", maintype="image", subtype="png", filename="a.png")
    item = article("saved.mhtml", bytes(made))
    assert item.text == "Leaders met at the cosmodrome on Monday, officials said, and they spoke for hours."
    assert (item.title, item.url) == ("Leaders meet", "https://gazette.example/2023/leaders")
    assert item.attachments == ()

"""Files become articles: who they are, where they are from, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

from briefing.article import Article, Skipped
from briefing.collect import Limits, collect, collect_text
from briefing.resources import seeds

ReadArticle = Callable[[str, str | bytes], Article]
Reason = Callable[[str, str | bytes], str]


def test_the_seeds_are_read_in_their_form() -> None:
    first, second = collect([seeds()])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.published, second.published) == (date(2023, 11, 13), date(2023, 11, 7))
    assert (first.source, second.source) == ("000_059e25d84cb00851", "003_fa0ca5e88a838118")
    assert first.text.startswith("Russian President Vladimir Putin and North Korean leader")
    assert second.text.startswith("In a surprising turn of events, Russian President")
    assert len(first.text.split("\n\n")) == 6
    assert len(second.text.split("\n\n")) == 7
    assert first.text.endswith("and the implications for regional security.")
    assert first.replaced == second.replaced == 0
    assert first.url is first.author is None


def test_the_seeds_have_derived_headlines() -> None:
    titles = [(item.title, item.title_derived) for item in collect([seeds()]) if isinstance(item, Article)]
    assert titles == [
        (
            "Russian President Vladimir Putin and North Korean leader Kim Jong Un recently met"
            " at Russia’s Vostochny space launch site",
            True,
        ),
        (
            "Russian President Vladimir Putin and North Korean leader Kim Jong Un came together"
            " at Russia’s cosmodrome…",
            True,
        ),
    ]


def test_identity_is_that_of_the_bytes_alone(tmp_path: Path) -> None:
    data = b" date 2023-11-13 Kim met Putin.\r\n"
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_bytes(data)
    one, two = collect([tmp_path])
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert one.sha256 == two.sha256 == sha256(data).hexdigest()
    assert one.id == two.id == one.sha256[:16]
    assert (one.origin, two.origin) == (str(tmp_path / "one.txt"), str(tmp_path / "two.txt"))


def test_the_origin_is_absolute_and_without_detours(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "a.txt").write_text("Kim met Putin.")
    (item,) = collect([tmp_path / "inside" / ".." / "a.txt"])
    assert item.origin == str(tmp_path / "a.txt")


def test_the_moment_of_reading_is_in_utc(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Kim met Putin.")
    now = datetime(2023, 11, 14, 1, 30, tzinfo=timezone(timedelta(hours=9)))
    (item,) = collect([path], now=now)
    assert isinstance(item, Article)
    assert item.read_at == datetime(2023, 11, 13, 16, 30, tzinfo=UTC)
    assert item.read_at.tzinfo is UTC
    (item,) = collect([path])
    assert isinstance(item, Article)
    assert abs(datetime.now(UTC) - item.read_at) < timedelta(minutes=1)


def test_an_inline_date_is_taken_out_of_the_text(article: ReadArticle) -> None:
    item = article("a.txt", " date 2023-11-13 Kim met Putin.")
    assert (item.published, item.text) == (date(2023, 11, 13), "Kim met Putin.")


def test_an_article_without_a_date_is_undated(article: ReadArticle) -> None:
    assert article("a.txt", "Kim met Putin on 13 November 2023.").published is None


def test_a_day_that_does_not_exist_stays_in_the_text(article: ReadArticle) -> None:
    item = article("a.txt", "date 2023-02-31 Kim met Putin.")
    assert (item.published, item.text) == (None, "date 2023-02-31 Kim met Putin.")


def test_a_date_further_on_is_part_of_the_text(article: ReadArticle) -> None:
    item = article("a.txt", "They set the date 2023-11-13 for it.")
    assert (item.published, item.text) == (None, "They set the date 2023-11-13 for it.")


def test_replaced_characters_are_counted_in_title_and_text(article: ReadArticle) -> None:
    item = article("a.txt", '---\ntitle: "A \\e[1mtitle\\a"\n---\nKim\x1b[2J met\u202e Putin.')
    assert item.title == "A ␛[1mtitle␇"
    assert item.text == "Kim␛[2J met� Putin."
    assert item.replaced == 4


def test_no_words_no_article(reason: Reason) -> None:
    assert reason("a.txt", b"") == "The file is empty."
    assert reason("a.txt", b"\xef\xbb\xbf") == "The file holds no text."
    assert reason("a.txt", " \n\n\t --- \n***\n") == "The file holds no text."
    assert reason("a.txt", " date 2023-11-13 ") == "The file holds no text."
    assert reason("a.md", "# A heading and nothing else") == "The file holds no text."


def test_a_file_beyond_the_limit_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Kim met. " * 20)
    limits = Limits(item_bytes=180)
    (item,) = collect([path], limits=limits)
    assert isinstance(item, Article)
    path.write_text("Kim met. " * 20 + "!")
    (skipped,) = collect([path], limits=limits)
    assert isinstance(skipped, Skipped)
    assert "larger than" in skipped.reason


def test_the_form_is_told_by_content_not_by_name(article: ReadArticle) -> None:
    page = "<!DOCTYPE html><title>T</title><body><p>Kim met Putin at the cosmodrome on Monday, officials said.</p>"
    assert article("a.txt", page).text == "Kim met Putin at the cosmodrome on Monday, officials said."
    assert article("a.html", "Kim met Putin.").text == "Kim met Putin."
    assert article("a.png", "Kim met Putin.").text == "Kim met Putin."
    assert article("a", '{"text": "Kim met Putin.", "id": 7}').origin.endswith("a#7")
    assert article("pretty.json", '{\n "text": "Kim met Putin."\n}').text == "Kim met Putin."
    assert article("list.json", '[\n{"text": "Kim"}\n]').text == "Kim"
    assert article("a.md", "[Kim] met <b>Putin</b>.").text == "[Kim] met <b>Putin</b>."


def test_what_holds_no_article_is_named(reason: Reason) -> None:
    assert reason("gazetteer.yaml", b"Kim: person").startswith("The file is a YAML file")
    assert reason("a.py", b"import os").startswith("The file is a program")
    assert reason("a.png", b"\x89PNG\r\n\x1a\n\0\0\0").startswith("The file is a picture")
    assert reason("a.json", b'{"name": "Kim"}').startswith("The file is JSON, but holds no articles")
    assert reason("a.xml", b"<?xml version='1.0'?><svg/>").endswith("its first element is svg.")


def test_a_pattern_names_the_files_that_match_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md", "[1].txt"):
        (tmp_path / name).write_text("Kim met Putin.")
    names = [Path(item.origin).name for item in collect([tmp_path / "?.txt", tmp_path / "[1].txt"])]
    assert names == ["a.txt", "b.txt", "[1].txt"]
    (missing,) = collect([tmp_path / "*.pdf"])
    assert isinstance(missing, Skipped)


def test_a_dateline_gives_place_and_day(article: ReadArticle) -> None:
    item = article("a.txt", "MOSCOW, Nov 13, 2023 (Reuters) - Kim met Putin.")
    assert (item.place, item.published) == ("Moscow", date(2023, 11, 13))
    assert item.text.startswith("MOSCOW, Nov 13")
    undated = article("a.txt", "MOSCOW, Nov 13 (Reuters) - Kim met Putin.")
    assert (undated.place, undated.published) == ("Moscow", None)


def test_the_language_is_kept(article: ReadArticle) -> None:
    assert article("a.txt", "The leaders met and it was said that they would meet again.").language == "en"
    assert article("a.md", "---\nlanguage: de-AT\n---\nKurz.").language == "de"
    assert article("a.txt", "Kim").language is None


def test_text_from_elsewhere_is_read_like_a_file() -> None:
    (item,) = collect_text(b" date 2023-11-13 Kim met Putin.", "standard input", source="Clipboard")
    assert isinstance(item, Article)
    assert (item.origin, item.source, item.text) == ("standard input", "Clipboard", "Kim met Putin.")
    rows = collect_text(b'{"text": "Kim met Putin.", "id": 7}\n{"text": "They spoke.", "id": 8}', "-")
    assert [row.origin for row in rows] == ["-#7", "-#8"]
    (heading,) = collect_text(b"# Kim met Putin\n\nThey spoke.", "-")
    assert isinstance(heading, Article)
    assert (heading.title, heading.source) == ("Kim met Putin", "-")
    (skipped,) = collect_text(b"", "-")
    assert skipped == Skipped("-", "The text is empty.")


def test_every_limit_is_documented_with_its_default() -> None:
    page = (Path(__file__).parents[2] / "docs" / "collecting.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| ([0-9]+(?: MiB)?) \|", page, re.M))
    assert told == {
        name: f"{value // 1024**2} MiB" if name.endswith("bytes") else str(value)
        for name, value in Limits()._asdict().items()
    }

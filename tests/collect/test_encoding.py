"""The encoding of a file is found, or the file is said to be no text."""

from __future__ import annotations

import codecs
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.article import Article
from briefing.collect import markup
from briefing.collect.draft import NotAnArticle
from briefing.collect.encoding import decode

Reason = Callable[[str, str | bytes], str]

TEXT = "Kim’s visit to Évian – “a first”\r\nfor 5 € and more."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
)
def test_the_same_text_in_every_encoding(data: bytes) -> None:
    assert decode(data) == TEXT


FOREIGN = {
    "shift_jis": "東京で開かれた首脳会談で、両国の外相は衛星の打ち上げについて協議した。",
    "euc_jp": "東京で開かれた首脳会談で、両国の外相は衛星の打ち上げについて協議した。",
    "gb18030": "中国外交部发言人星期三在北京表示，双方讨论了卫星发射方面的合作。",
    "big5": "外交部發言人星期三在北京表示，雙方討論了衛星發射方面的合作。",
    "euc_kr": "두 정상은 수요일 우주기지에서 만나 위성 발사와 군사 협력에 대해 논의했다고 밝혔다.",
    "cp1251": "Лидеры двух стран встретились в среду на космодроме и обсудили запуск спутников.",
    "koi8_r": "Лидеры двух стран встретились в среду на космодроме и обсудили запуск спутников.",
    "cp1256": "التقى الزعيمان يوم الأربعاء في القاعدة الفضائية، وناقشا إطلاق الأقمار الصناعية.",
    "cp1255": "מנהיגי שתי המדינות נפגשו ביום רביעי בבסיס החלל ודנו בשיגור לוויינים.",
    "cp1253": "Οι ηγέτες των δύο χωρών συναντήθηκαν την Τετάρτη και συζήτησαν την εκτόξευση δορυφόρων.",
}


@pytest.mark.parametrize("encoding", FOREIGN)
@pytest.mark.parametrize("times", [5, 800])
def test_text_of_another_script_is_told_by_its_bytes(encoding: str, times: int) -> None:
    text = (FOREIGN[encoding] + "\n") * times
    assert decode(text.encode(encoding)) == text
    page = (
        f"<html><head><title>Kim</title><script>{'x' * 5000}</script></head><body><p>{text}</p></body></html>"
    )
    assert markup.decode(page.encode(encoding)) == page


def test_a_page_in_latin_letters_stays_western() -> None:
    page = "<html><body><p>Señor Núñez está en Bogotá; él y Zoë dîneront à l’hôtel – déjà.</p></body></html>"
    assert markup.decode(page.encode("cp1252")) == page


def test_damaged_utf_8_stays_utf_8() -> None:
    data = TEXT.encode().replace(b" and", b" \xe2\x80 and")
    assert decode(data) == TEXT.replace(" and", " � and")


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"Kim\x00met\x00Putin", "NUL bytes"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", "NUL bytes"),
        (codecs.BOM_UTF16_LE + b"K\x00i", "UTF-16"),
        (codecs.BOM_UTF16_LE + b"K\x00\x00\x00", "NUL characters"),
        (codecs.BOM_UTF16_BE + b"\xd8\x00\x00K", "UTF-16"),
        (bytes(range(1, 32)), "control characters"),
        (bytes(range(0x80, 0x100)), "encoding that can't be told"),
        ("Kim".encode("utf-16-le") + b"\x00\x00" * 8, "NUL bytes"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_said_to_be_none(data: bytes, wrong: str) -> None:
    with pytest.raises(NotAnArticle, match=wrong):
        decode(data)


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except NotAnArticle as wrong:
        assert str(wrong).isprintable()


@settings(max_examples=100)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=100).filter(lambda t: "\ufeff" not in t)
)
def test_utf_8_is_read_back(text: str) -> None:
    assert decode(text.encode()) == text
    assert decode(text.encode("utf-8-sig")) == text


def test_line_ends_of_every_kind_are_one(read_text: Callable[[bytes], str]) -> None:
    for line_end in ("\n", "\r\n", "\r", "\x85", "\u2028", "\x0c"):
        assert (
            read_text(f"Kim met Putin.{line_end}{line_end}They spoke.".encode())
            == "Kim met Putin.\n\nThey spoke."
        )


@pytest.fixture
def read_text(article: Callable[[str, bytes], Article]) -> Callable[[bytes], str]:
    return lambda data: article("a.txt", data).text

"""Addresses are written in one way, and what leads inside is known whatever its notation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.article import Skipped
from briefing.collect import collect
from briefing.collect.addresses import AddressProblem, is_public, parse, without_credentials


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://Gazette.example", "https://gazette.example/"),
        ("http://gazette.example:80/a#part", "http://gazette.example/a"),
        ("https://gazette.example:8443/a?b=c&d", "https://gazette.example:8443/a?b=c&d"),
        ("https://reader:secret@gazette.example/a", "https://gazette.example/a"),
        ("https://gazette.example/a b/ü?q=„x“", "https://gazette.example/a%20b/%C3%BC?q=%E2%80%9Ex%E2%80%9C"),
        ("https://müller.example/", "https://xn--mller-kva.example/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
    ],
)
def test_an_address_is_kept_in_one_form(written: str, kept: str) -> None:
    assert parse(written).url == kept
    assert parse(kept).url == kept


def test_credentials_are_told_apart() -> None:
    assert parse("https://reader:se%40cret@gazette.example/").credentials == ("reader", "se@cret")
    assert without_credentials("https://reader:secret@gazette.example/a@b") == "https://gazette.example/a@b"
    assert without_credentials("https://a@b:c@d.example/\x1b") == "https://d.example/␛"


@pytest.mark.parametrize(
    "written",
    ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "gopher://a.example", "data:text/html,x",
     "https://", "https:///a", "http://a b.example/", "http://a.example:99999/", "http://[::1/", "//", "",
     "http://" + "a" * 3000 + ".example/", "http://a\x1b.example/",
     "http://ü(x) y.example/", "http://" + "a." * 200, "https://a.example/" + "ü" * 500],
)  # fmt: skip
def test_everything_else_is_none(written: str) -> None:
    with pytest.raises(AddressProblem):
        parse(written)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1",
     "::ffff:127.0.0.1",     "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "localhost", ""],
)  # fmt: skip
def test_what_leads_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14"])
def test_what_is_outside_is_public(address: str) -> None:
    assert is_public(address)


@given(st.text(st.sampled_from("htps:/@#?%[]ab.\x1bé 0"), max_size=30))
def test_no_text_makes_it_fail(text: str) -> None:
    try:
        address = parse(text, "https://gazette.example/")
    except AddressProblem:
        return
    assert parse(address.url).url == address.url
    assert "@" not in address.url.split("/")[2]


@pytest.mark.parametrize("target", ["ftp://me:secret@x.example/a", "file:///etc/passwd"])
def test_an_address_of_another_scheme_is_not_taken_for_a_path(target: str) -> None:
    (item,) = collect([target])
    assert isinstance(item, Skipped)
    assert item.reason == "The address is not taken: only http and https are."
    assert "secret" not in item.origin

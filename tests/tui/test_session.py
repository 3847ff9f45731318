"""What comes back at the next launch."""

from pathlib import Path

import pytest

from briefing.tui.session import Session


def test_a_saved_session_comes_back(tmp_path: Path) -> None:
    session = Session(query="kim", article="abc", passage=3, hidden=["names"], zoomed=True, list_width=40)
    session.save(tmp_path / "session.json")
    assert Session.load(tmp_path / "session.json") == session
    assert (tmp_path / "session.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b"x" * 100_000])
def test_a_damaged_session_is_a_fresh_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "session.json").write_bytes(content)
    assert Session.load(tmp_path / "session.json") == Session()


def test_values_of_another_type_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "session.json").write_text('{"query": 7, "passage": true, "hidden": [1], "article": "abc"}')
    assert Session.load(tmp_path / "session.json") == Session(article="abc")


def test_a_missing_session_is_a_fresh_one(tmp_path: Path) -> None:
    assert Session.load(tmp_path / "nowhere.json") == Session()

"""A folder of feeds that is killed while it comes in, and begun again, is there exactly once."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.killing import Moment, check, make_feeds, run


def test_every_article_is_there_exactly_once(tmp_path: Path) -> None:
    rows = (
        {"title": f"Report {n}", "text": f"Report {n} of the harbour by Anna Lindholm."} for n in range(230)
    )
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    folder, home = tmp_path / "feeds", tmp_path / "home"
    folder.mkdir()
    ids = make_feeds(tmp_path / "rows.jsonl", folder, 230)
    assert len(list(folder.iterdir())) == 3
    for moment in (Moment("articles", 0.3), Moment("index", 0.5)):
        assert not run(folder, home, moment, len(ids))[1]
    reported, ended, _ = run(folder, home, None, len(ids))
    assert ended
    assert reported == ids
    assert check(home, ids) == []

"""How much is read is known in bytes, inside of long files too."""

from __future__ import annotations

import gzip
from pathlib import Path

from briefing.collect import Limits, Meter, collect


def test_the_share_grows_from_nothing_to_all(tmp_path: Path) -> None:
    row = '{"text": "' + "Kim met Putin. " * 4000 + '"}\n'
    (tmp_path / "a.jsonl").write_text(row * 20)
    (tmp_path / "b.txt").write_text("Kim met Putin. " * 20_000)
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(row.encode() * 5))
    (tmp_path / "d.txt").touch()
    meter = Meter([tmp_path, tmp_path / "missing"], Limits())
    assert meter.share == 0.0
    shares = [meter.share for _ in collect([tmp_path, tmp_path / "missing"], meter=meter)]
    assert shares == sorted(shares)
    assert 0.0 < shares[0] < 0.2
    assert meter.share == 1.0


def test_without_files_nothing_is_known() -> None:
    assert Meter([], Limits()).share == 0.0

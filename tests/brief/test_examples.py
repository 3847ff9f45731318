"""The examples under docs/ are what the program writes, byte for byte."""

from __future__ import annotations

import runpy
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "examples"


def test_the_examples_are_what_the_program_writes() -> None:
    written = runpy.run_path(str(FOLDER / "regenerate.py"))["examples"]()
    kept = {
        path.name: path.read_bytes() for path in FOLDER.iterdir() if path.suffix != ".py" and path.is_file()
    }
    assert {name: text.encode() for name, text in written.items()} == kept, (
        "write them anew: .venv/bin/python docs/examples/regenerate.py"
    )

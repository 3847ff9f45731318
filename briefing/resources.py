"""Where the data that ships with the program lies: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def _folder(name: str) -> Path:
    package = Path(str(files("briefing")))
    packed = package / name
    return packed if packed.is_dir() else package.parent / name


def themes() -> Path:
    """The folder of the themes that ship with the program."""
    return _folder("themes")


def seeds() -> Path:
    """The folder of the sample articles that a newcomer sees first."""
    return _folder("seeds")

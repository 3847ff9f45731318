"""Where the data that ships with the program lies: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# importlib.resources would say the same of a package on a disk, for five milliseconds of every start.


def _folder(name: str) -> Path:
    packed = _PACKAGE / name
    return packed if packed.is_dir() else _PACKAGE.parent / name


def themes() -> Path:
    """The folder of the themes that ship with the program."""
    return _folder("themes")


def seeds() -> Path:
    """The folder of the sample articles that a newcomer sees first."""
    return _folder("seeds")

"""The forms in which a brief is handed over, a module for each; every one escapes foreign text for itself."""

from __future__ import annotations

from importlib import import_module

from briefing.brief.document import Brief

SUFFIXES = {
    "md": ".md",
    "html": ".html",
    "text": ".txt",
    "json": ".json",
    "bibtex": ".bib",
    "csl": ".csl.json",
}
"""The formats by name, with the ending of a file of each."""

_HOME_OF = {
    "md": "markdown",
    "html": "html",
    "text": "plain_text",
    "json": "structured",
    "bibtex": "bibtex",
    "csl": "csl",
}


def write(brief: Brief, format: str) -> str:
    """The brief in a format of `SUFFIXES`, with a newline at its end; the same brief gives the same characters."""
    written: str = import_module(f"{__name__}.{_HOME_OF[format]}").write(brief)
    return written

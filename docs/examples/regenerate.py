"""Writes the examples in this folder anew: the brief of the two sample articles, in every format.

    .venv/bin/python docs/examples/regenerate.py

A test compares them byte for byte with what the program writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from briefing import resources
from briefing.annotation import AnnotationKind
from briefing.article import Article
from briefing.brief import evidence, formats
from briefing.brief.briefs import Briefs
from briefing.collect import collect
from briefing.library.library import Library
from briefing.library.writer import add

FOLDER = Path(__file__).parent
NAME = "summit"
RETRIEVED = datetime(2023, 11, 20, 8, 0, tzinfo=UTC)
PINNED = (
    "In the midst of the summit, North Korea conducted a missile launch, firing two short-range ballistic missiles "
    "into the waters off the east coast of the Korean Peninsula."
)
NOTE = "To be confirmed before it is used."


def examples() -> Mapping[str, str]:
    """The examples by the names of their files. One passage is pinned and has a note; all else is the ledger's."""
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        items = collect([resources.seeds()])
        articles = [item._replace(read_at=RETRIEVED) for item in items if isinstance(item, Article)]
        add(home, articles, report=lambda _: None, index=False)
        library = Library.open(home)
        try:
            pin_and_note(library, next(article for article in articles if PINNED in article.text))
            briefs = Briefs(library)
            (story,) = library.stories()
            (draft,) = briefs.of_story(story)
            brief = briefs.build(draft)
        finally:
            library.close()
    return {f"{NAME}{suffix}": formats.write(brief, name) for name, suffix in formats.SUFFIXES.items()}


def pin_and_note(library: Library, article: Article) -> None:
    """Do what `briefing pin 000_059 --words …` and `briefing note` do."""
    pin = library.annotations.add(AnnotationKind.PIN, evidence.words(article, PINNED))
    library.annotations.add(AnnotationKind.NOTE, pin.subject, NOTE)


if __name__ == "__main__":
    for name, text in examples().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")

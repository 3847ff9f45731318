"""What a reader says of passages: that two of them tell the same, or that they don't."""

from __future__ import annotations

from pathlib import Path

from briefing.comparison import LinkByHand
from briefing.library import deeds, links, shelf, things
from briefing.library.archive import Archive, Readers
from briefing.library.errors import LibraryError
from briefing.safetext import one_line


class LinksByHand:
    """The reader's word on which passages tell the same: final, and kept for newer versions of the articles."""

    def __init__(self, home: Path, readers: Readers) -> None:
        """For `Library`."""
        self._home = home
        self._readers = readers

    def pin(self, a: str, passage_a: int, b: str, passage_b: int) -> None:
        """Link two passages, however little they share.

        Raises IndexError where there is no such passage, LibraryError where there is no such article.
        """
        self._keep(LinkByHand(a, passage_a, b, passage_b, linked=True))

    def part(self, a: str, passage_a: int, b: str, passage_b: int) -> None:
        """Part two passages, however alike they are; raises like `pin`."""
        self._keep(LinkByHand(a, passage_a, b, passage_b, linked=False))

    def holding(self, a: str, b: str) -> frozenset[LinkByHand]:
        """The word that holds, for each pair of passages of two articles that there is one on."""
        with self._readers.borrow() as archive:
            return links.by_hand(archive, a, b)

    def _keep(self, word: LinkByHand) -> None:
        with deeds.doing(self._home) as archive:
            here, there = _named(archive, word.a, word.passage_a), _named(archive, word.b, word.passage_b)
            said = f"the {'linking' if word.linked else 'parting'} of {here} and {there}"
            after = {things.key("link", links.next_number(archive)): links.to_record(archive, word)}
            deeds.do(archive, self._home, said, after)


def _named(archive: Archive, article: str, passage: int) -> str:
    for headline in shelf.headlines(archive, (article,)):
        return f"{one_line(headline.source)} ¶{passage + 1}"
    raise LibraryError(f"The library holds no article {one_line(article)}.")

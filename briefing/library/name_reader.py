"""Reads who and where in articles, with the user's own gazetteers."""

from __future__ import annotations

from pathlib import Path

from briefing.article import Article, Reading
from briefing.library.errors import LibraryError
from briefing.safetext import one_line


class NameReader:
    """Finds names as the program and the user's gazetteers know them now."""

    def __init__(self, home: Path) -> None:
        """Load the gazetteers. Raises LibraryError where one of them can't be read."""
        from briefing.config import gazetteer_files
        from briefing.reading import mentions
        from briefing.reading.gazetteer import Gazetteer, GazetteerProblem
        from briefing.safeyaml import YamlProblem, load_file

        try:
            self._gazetteer = Gazetteer.merge(
                *(
                    Gazetteer.parse(_cleaned(load_file(file)), one_line(str(file)))
                    for file in gazetteer_files(home)
                )
            )
        except (GazetteerProblem, YamlProblem) as problem:
            raise LibraryError(f"{problem} Nothing was changed.") from None
        except FileNotFoundError as error:
            raise LibraryError(f"{one_line(str(error.filename))} has just gone. Try again.") from None
        self._read = mentions.read
        self.stamp = f"{mentions.VERSION} {self._gazetteer.fingerprint}"
        """What readings depend on: those made at another stamp are out of date."""

    def read(self, article: Article) -> Reading:
        """What is found in an article. A title made from the text is no title of its own."""
        title = "" if article.title_derived else article.title
        return self._read(title, article.text, self._gazetteer)


def _cleaned(value: object) -> object:
    """What a gazetteer's file holds, all its texts made safe: a gazetteer may come from anybody."""
    match value:
        case str():
            return one_line(value)
        case list():
            return [_cleaned(item) for item in value]
        case dict():
            return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    return value

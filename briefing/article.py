"""The vocabulary of the house: what an article is, what is found in it, and how lists show it.

Every value here is a named tuple, which Python makes ready several times faster than a frozen dataclass: all of them
are made ready at every start. Every offset counts characters of the text it belongs to, end exclusive, so that
`text[start:end]` is the thing itself.
"""

# Without `from __future__ import annotations`, which would have each field of a named tuple compiled at every start.
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text, in characters, end exclusive."""

    start: int
    end: int


class Retrieval(NamedTuple):
    """How something came over the web: what one needs to say later where it was seen, and in which state."""

    url: str
    """The address that gave the answer, after all redirects, without the name and password it may hold."""
    sha256: str
    """Of the whole answer; that of an article taken from a feed is in the article."""
    headers: tuple[tuple[str, str], ...]
    """What the server said of age and kind, such as `etag`, names in lower case."""


class Article(NamedTuple):
    """One account of something that happened, as one source tells it.

    `text` and every other string have passed `safetext`: offsets into them hold on the screen too.
    """

    id: str
    """The first 16 hex digits of `sha256`: the same bytes are the same article, wherever they lie."""
    sha256: str
    """Of the original bytes, before anything was decoded or replaced."""
    title: str
    title_derived: bool
    """True where the source gave no title and one was made from the first sentence."""
    source: str
    published: date | None
    """None where the article does not say: it is then shown as undated, never guessed."""
    text: str
    """The body: paragraphs parted by blank lines."""
    url: str | None
    author: str | None
    origin: str
    """The place it was read from: a path, or a path, `#` and the item's key for a file of many."""
    read_at: datetime
    """When it was read, in UTC."""
    replaced: int
    """How many characters `safetext` replaced in title and text together."""
    language: str | None = None
    """Of the text, as ISO 639-1 has it; None where it can't be told."""
    place: str | None = None
    """Where it was written, by its dateline: “Moscow”, “Pyongyang, North Korea”."""
    attachments: tuple[str, ...] = ()
    """What came with a message besides its text: names and sizes."""
    retrieval: Retrieval | None = None
    """None where it was not fetched from the web."""
    original: bytes | None = None
    """The original bytes, on the way to the archive, of what was fetched: the web may not keep them."""


class Skipped(NamedTuple):
    """Something that could not be read as an article, and why, in a sentence for its owner."""

    origin: str
    reason: str


class Kind(StrEnum):
    """What a name stands for. A state is an actor and a place at once, hence a kind of its own."""

    __hash__ = str.__hash__  # that of enumerations is ten times slower, and names are counted by kind

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    PLACE = "place"

    @property
    def in_words(self) -> str:
        """With its article: “a person”, “an organisation”."""
        return f"an {self.value}" if self is Kind.ORGANISATION else f"a {self.value}"


class Role(StrEnum):
    """What a mention does in its sentence: act, or say where."""

    ACTOR = "actor"
    PLACE = "place"


class Why(StrEnum):
    """What had a mention marked."""

    GAZETTEER = "gazetteer"
    RULE = "rule"
    MODEL = "model"
    USER = "user"


class Entity(NamedTuple):
    """One person, organisation, state or place, the same through all its mentions and articles."""

    id: str
    """Stable across articles: `state:KP`, `person:kim-jong-un`, `place:vostochny`."""
    name: str
    """The fullest name known, as it is shown in lists."""
    kind: Kind


class Mention(NamedTuple):
    """A stretch of text that names, or by description means, an entity."""

    start: int
    end: int
    entity: Entity
    role: Role
    why: Why
    score: float
    """How sure, from 0 to 1."""

    def written(self, text: str) -> str:
        """Its words as its text writes them, the spaces between them levelled."""
        return " ".join(text[self.start : self.end].split())


class Reading(NamedTuple):
    """What was found in one article; offsets of `title` count in the title, those of `body` in the text."""

    title: tuple[Mention, ...]
    body: tuple[Mention, ...]


class Passage(NamedTuple):
    """A paragraph: what one compares, cites and pins."""

    number: int
    """Its place among the passages of its article, from 0."""
    start: int
    end: int


class Act(StrEnum):
    """What a reader may do to the grouping of articles into stories."""

    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"


class Placement(NamedTuple):
    """The reader's word on which articles belong together. It is final: later grouping goes round it."""

    number: int
    """In the order in which they were given."""
    act: Act
    articles: tuple[str, ...]
    """The ids of the articles that were merged, split off or moved."""
    target: tuple[str, ...]
    """The ids of the articles that they were moved to; else empty."""
    at: datetime
    """When, in UTC."""


class Story(NamedTuple):
    """The articles that tell of one event."""

    id: str
    title: str
    """What its articles share, as a headline."""
    articles: tuple[str, ...]
    """Article ids, newest first, the undated last."""
    names: tuple[str, ...]
    """Names that most of its articles share: half of why it holds together."""
    terms: tuple[str, ...]
    """Words that most of its articles share: the other half."""
    by_hand: tuple[Placement, ...] = ()
    """The reader's words that made it what it is, the oldest first."""
    sources: int = 1
    """How many sources tell it."""
    independent: int = 1
    """How many of them are left if those that copy each other count as one."""


class Headline(NamedTuple):
    """An article as a list shows it, without its text."""

    id: str
    title: str
    title_derived: bool
    source: str
    published: date | None
    words: int
    story: str
    """The id of its story."""
    unread: bool


class StoryLine(NamedTuple):
    """A story as a list shows it, above its articles."""

    id: str
    title: str
    articles: int
    sources: int
    independent: int
    """How many of the sources neither copy nor are copied by another of them."""


class SnippetLine(NamedTuple):
    """Room for one line of the snippet under a hit; the list fetches and wraps the snippet itself."""

    article: str
    row: int


class SearchLine(NamedTuple):
    """A saved search as a list shows it, above all stories."""

    name: str
    """Empty on the line that parts the searches from the stories."""
    hits: int | None
    """How many articles it finds; None while that is not known."""
    new: int
    """How many of them came since it was looked at."""


ListLine = SearchLine | StoryLine | Headline | SnippetLine


class Snippet(NamedTuple):
    """The stretch of an article that shows why it was found, with what matched."""

    text: str
    spans: tuple[Span, ...]


class Version(NamedTuple):
    """One state of an article at one place, the newest with the highest number."""

    number: int
    article: str
    read_at: datetime
    current: bool

"""Which articles tell of one event: kept abreast of the archive, at a cost that does not grow with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

import numpy as np

from briefing.article import Entity, Kind, Story
from briefing.library import shelving
from briefing.library.archive import Archive
from briefing.library.copying import Copying
from briefing.library.lag import grouping_stamp
from briefing.library.placements import carried_out, placements
from briefing.library.shelving import Shelved
from briefing.library.story_memory import StoryMemory
from briefing.reading import copies, stories
from briefing.reading.stories import StoryText
from briefing.reading.stories.progress import HalfSteps, Progress
from briefing.reading.words import raw_words

_STORY_OF_ITS_OWN = "new:"
"""Before an article's id: the id of the story it is until it has been compared with the others."""
_FEW = 64
_SMALL_SHARE = 20
"""Up to so many new articles, or one in so many, are placed one by one; more are quicker placed with all others."""


def shelve(archive: Archive) -> None:
    """Let what was added be seen at once: few articles where they belong, many as stories of their own."""
    if archive.meta("grouped") == grouping_stamp():
        (changed,) = archive.db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM ungrouped LIMIT ?)", (_FEW + 1,)
        ).fetchone()
        if changed <= _FEW:
            if changed:
                group(archive)
            return
    shelve_new(archive)


def shelve_new(archive: Archive) -> None:
    """Put new articles on the shelf, each as a story of its own, and take superseded ones away.

    This takes a moment where grouping takes long, so that what was added is seen at once.
    """
    with archive.transaction():
        changed = archive.db.execute(
            """
            SELECT number, id, title, current, story FROM ungrouped
            JOIN article ON article.number = ungrouped.article
            """
        ).fetchall()
        shelving.take_down(
            archive, (number for number, _, _, current, story in changed if story is not None and not current)
        )
        new = [
            (number, id, title) for number, id, title, current, story in changed if current and story is None
        ]
        shelving.put_up(
            archive,
            (
                Shelved(Story(_STORY_OF_ITS_OWN + id, title, (id,), (), ()), (number,))
                for number, id, title in new
            ),
        )


def group(archive: Archive, progress: Progress | None = None) -> None:
    """Bring the stories up to date with what was added, changed and superseded since they last were.

    `progress` is told how many articles' worth of the work is done, and of how many.
    """
    anew = archive.meta("grouped") != grouping_stamp()
    if anew:
        query = "SELECT number, current, story FROM article WHERE current"
    else:
        query = (
            "SELECT number, current, story FROM ungrouped JOIN article ON article.number = ungrouped.article"
        )
    changed = archive.db.execute(query).fetchall()
    work = _Grouping(archive, anew=anew)
    report = HalfSteps(len(changed), progress)
    for number, current, _ in changed:
        work.take_in(number, current=bool(current))
        report.step()
    work.place(report.step)
    with archive.transaction():
        shelving.take_down(archive, (number for number, current, story in changed if story and not current))
        work.keep()
        archive.db.execute("DELETE FROM ungrouped")
        archive.set_meta("grouped", grouping_stamp())


def regroup_by_hand(archive: Archive, articles: Iterable[str]) -> None:
    """Carry out the reader's words anew where they are about some articles, within a transaction."""
    work = _Grouping(archive, anew=False)
    work.look_again(articles)
    work.keep()


class _Grouping:
    """One time of bringing the stories up to date. Nothing is written before `keep`."""

    def __init__(self, archive: Archive, *, anew: bool) -> None:
        self._archive = archive
        self._anew = anew
        self._memory = StoryMemory(archive, anew=anew)
        self._at_once = anew
        self._added: list[tuple[int, str, int, stories.Vector, copies.Prints]] = []
        self._removed: list[tuple[int, copies.Prints]] = []
        self._touched: set[int] = set()
        """Articles whose stories may have other articles now."""
        self._altered: set[int] = set()
        """Articles whose stories may have another name or other counts, whatever articles they have."""
        self._neighbourhoods: set[int] = set()

    def take_in(self, number: int, *, current: bool) -> None:
        """Look at an article that is new, changed or superseded."""
        memory = self._memory
        text = _story_texts(self._archive, [number], names=False)[0] if current else None
        written = raw_words(text.text) if text else []
        vector = stories.weigh(text, written) if text else None
        if memory.knows(number):
            day = int(stories.days([text.published])[0]) if text else 0
            if vector and _equal(vector, memory.vector(number)) and day == int(memory.days([number])[0]):
                prints = copies.prints(copies.runs_of(written).numbers) if text else None
                if prints is not None and np.array_equal(prints, memory.prints(number)):
                    self._altered.add(number)
                    return
            self._removed.append((number, memory.prints(number)))
            self._neighbourhoods |= stories.take_out(memory, number)
        if text and vector:
            prints = copies.prints(copies.runs_of(written).numbers)
            day = int(stories.days([text.published])[0])
            self._added.append((number, text.id, day, vector, prints))

    def place(self, step: Callable[[], None]) -> None:
        """Place what was taken in."""
        memory = self._memory
        self._at_once |= len(self._added) > max(_FEW, memory.count() // _SMALL_SHARE)
        known = memory.known() if self._at_once else []
        for number, id, day, vector, prints in self._added:
            memory.remember(number, id, day, vector)
            memory.remember_prints(number, prints)
            if not self._at_once:
                self._neighbourhoods |= stories.place_one(memory, number)
                step()
        if self._at_once:
            self._neighbourhoods = stories.place_all(
                memory, sorted({*known, *(added[0] for added in self._added)}), step
            )
        for neighbourhood in self._neighbourhoods:
            members = memory.members(neighbourhood)
            if len(members):
                for told in stories.told_in(memory, neighbourhood):
                    memory.tell(told)
                self._touched.update(members.tolist())

    def look_again(self, articles: Iterable[str]) -> None:
        """Carry out the reader's words anew on the stories of these articles."""
        self._touched.update(self._numbers(articles).values())

    def keep(self) -> None:
        """Write what has changed to the archive, within a transaction."""
        copying = Copying(self._archive)
        self._memory.keep()
        for number, prints in self._removed:
            self._altered |= copying.turned(number, prints)
            copying.remove(number, prints)
        for number, _, _, _, prints in self._added:
            copying.add(number, prints)
            # Where all are placed at once, the sources of every story are counted anew anyway.
            if not self._at_once:
                self._altered |= copying.turned(number, prints)
        if self._anew:
            shelving.clear(self._archive)
        shelving.put_up(self._archive, self._shelved(copying))

    def _shelved(self, copying: Copying) -> Iterator[Shelved]:
        memory = self._memory
        altered = {number for number in self._altered if memory.knows(number)}
        words = placements(self._archive)
        number_of = self._numbers(id for word in words for id in (*word.articles, *word.target))
        number_of = {id: number for id, number in number_of.items() if memory.knows(number)}
        touched = {number for number in self._touched if memory.knows(number)} | altered
        for group in carried_out(self._groups({*touched, *number_of.values()}), words, number_of):
            if self._at_once or not altered.isdisjoint(group) or not self._is_shelved(group):
                texts = _story_texts(self._archive, group)
                memory.load_articles(group)
                story = stories.entitle(texts, [memory.vector(number) for number in group])
                known = {} if self._at_once else self._compared(group, altered)
                account = dict(zip(group, copying.accounts(memory, group, known), strict=True))
                numbers = {text.id: number for text, number in zip(texts, group, strict=True)}
                yield Shelved(story, [account[numbers[id]] for id in story.articles])

    def _compared(self, group: list[int], altered: set[int]) -> dict[int, tuple[int, int]]:
        """The articles of a group that were compared with each other before: the story as it is shelved, the account.

        That holds for a story that comes into the group whole, has lost no article since, and has none whose
        copies are others now.
        """
        rows = self._archive.db.execute(
            """
            SELECT story.number, story.id, story.articles, article.number, article.id, account
            FROM article JOIN story ON story.number = article.story
            WHERE article.number IN (SELECT value FROM json_each(?)) ORDER BY story.number
            """,
            (json.dumps(group),),
        )
        found: dict[int, tuple[int, int]] = {}
        for story, shelved in groupby(rows.fetchall(), key=itemgetter(0)):
            articles = list(shelved)
            _, name, count, *_ = articles[0]
            members = {number: account for _, _, _, number, _, account in articles}
            whole = len(members) == count and name == stories.story_id(id for *_, id, _ in articles)
            if whole and altered.isdisjoint(members):
                found |= {number: (story, account) for number, account in members.items()}
        return found

    def _is_shelved(self, group: list[int]) -> bool:
        ids = self._archive.db.execute(
            "SELECT id FROM article WHERE number IN (SELECT value FROM json_each(?))", (json.dumps(group),)
        )
        found = self._archive.db.execute(
            "SELECT 1 FROM story WHERE id = ?", (stories.story_id(id for (id,) in ids),)
        ).fetchone()
        return found is not None

    def _groups(self, articles: set[int]) -> list[list[int]]:
        """The groups that grouping has put these articles in, whole."""
        places = self._memory.places
        stories = np.ascontiguousarray(places["story"])
        labels = np.unique(stories[np.array(sorted(articles), dtype=np.int64)])
        members = np.flatnonzero(np.isin(stories, labels))
        members = members[places["closeness"][members] > 0]
        found: dict[int, list[int]] = {}
        for member, label in zip(members.tolist(), places["story"][members].tolist(), strict=True):
            found.setdefault(label, []).append(member)
        return list(found.values())

    def _numbers(self, ids: Iterable[str]) -> dict[str, int]:
        rows = self._archive.db.execute(
            "SELECT id, number FROM article WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return dict(rows.fetchall())


def _equal(a: stories.Vector, b: stories.Vector) -> bool:
    return np.array_equal(a.terms, b.terms) and np.array_equal(a.weights, b.weights) and a.words == b.words


def _story_texts(archive: Archive, numbers: Sequence[int], *, names: bool = True) -> list[StoryText]:
    """What grouping asks of articles, in the order given; with whom they name, if that is asked for."""
    wanted = json.dumps(list(numbers))
    rows = archive.db.execute(
        """
        SELECT article.number, article.id, article.title, title_derived, published, body.text
        FROM json_each(?) AS wanted JOIN article ON article.number = wanted.value
            JOIN body ON body.article = article.number
        """,
        (wanted,),
    ).fetchall()
    counted: dict[int, list[stories.NameCount]] = {}
    if names:
        found = archive.db.execute(
            """
            SELECT naming.article, entity.id, entity.name, entity.kind, naming.mentions
            FROM json_each(?) AS wanted JOIN naming ON naming.article = wanted.value
                JOIN entity ON entity.number = naming.entity
            """,
            (wanted,),
        )
        for number, entity, name, kind, mentions in found:
            counted.setdefault(number, []).append(
                stories.NameCount(Entity(entity, name, Kind(kind)), mentions)
            )
    texts = {
        number: StoryText(
            id=id,
            title=title,
            published=date.fromisoformat(published) if published else None,
            text=text,
            names=tuple(counted.get(number, ())),
            title_derived=bool(derived),
        )
        for number, id, title, derived, published, text in rows
    }
    return [texts[number] for number in numbers]

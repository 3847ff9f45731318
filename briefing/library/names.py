"""Who and where through the whole library: all names, what is known of one, and what the user puts right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from briefing.article import Entity, Kind, Mention, Role, Why
from briefing.library import readings
from briefing.library.archive import Archive, Readers
from briefing.library.errors import LibraryError
from briefing.library.user_names import user_names
from briefing.reading.gazetteer import Change, Changes
from briefing.safetext import one_line

_LOOKED_THROUGH = 300
"""Articles, the newest, in which the forms of a name are looked for."""


class NameCount(NamedTuple):
    """A name with how much there is of it in current articles."""

    entity: Entity
    articles: int
    mentions: int


class NameDetails(NamedTuple):
    """What is known of one name."""

    entity: Entity
    forms: Mapping[str, int]
    """How articles write it, the most frequent first; of very many articles, the newest."""
    roles: Mapping[Role, int]
    """What it does in them."""
    whys: Mapping[Why, int]
    """What had its mentions marked."""
    articles: Sequence[tuple[str, int]]
    """The current articles that name it, the newest first, with the number of mentions."""


class Names:
    """The names of a library. Every method raises LibraryError where the archive or `names.yaml` can't be read."""

    def __init__(self, home: Path, readers: Readers) -> None:
        """For `Library`."""
        self._home = home
        self._user = user_names(home)
        self._readers = readers

    # Looking ------------------------------------------------------------------------------------------

    def all(self) -> list[NameCount]:
        """Every name in current articles, the most mentioned first."""
        with self._readers.borrow() as archive:
            return list(_counts(archive))

    def find(self, name: str) -> list[Entity]:
        """Whom or what a name or an id means: those called exactly so, else those with all of its words."""
        from briefing.reading.words import folded_words

        counts = self.all()
        wanted = list(folded_words(name))
        for fits in (
            lambda entity: entity.id == name,
            lambda entity: list(folded_words(entity.name)) == wanted,
            lambda entity: bool(wanted) and set(wanted) <= set(folded_words(entity.name)),
        ):
            if found := [count.entity for count in counts if fits(count.entity)]:
                return found
        return []

    def one(self, name: str) -> Entity:
        """The only one that a name or an id means. Raises LibraryError for none, and for several, which it names."""
        found = self.find(name)
        if not found:
            raise LibraryError(f"The library names no “{one_line(name)}”.")
        if len(found) > 1:
            listed = ", ".join(f"{entity.name} ({entity.id})" for entity in found[:8])
            more = f" and {len(found) - 8} more" if len(found) > 8 else ""
            raise LibraryError(f"“{one_line(name)}” may be {listed}{more}. Name one by its id.")
        return found[0]

    def details(self, entity: Entity) -> NameDetails:
        """What is known of a name."""
        forms: Counter[str] = Counter()
        roles: Counter[Role] = Counter()
        whys: Counter[Why] = Counter()
        articles = []
        with self._readers.borrow() as archive:
            for number, (id, counted) in enumerate(self._naming(archive, entity.id)):
                if number >= _LOOKED_THROUGH:
                    articles.append((id, counted))
                    continue
                found = list(_mentions(archive, id, entity.id))
                forms.update(form for form, _ in found)
                roles.update(mention.role for _, mention in found)
                whys.update(mention.why for _, mention in found)
                if found:
                    articles.append((id, len(found)))
        return NameDetails(
            entity, dict(forms.most_common()), dict(roles.most_common()), dict(whys.most_common()), articles
        )

    def _naming(self, archive: Archive, entity: str) -> list[tuple[str, int]]:
        """The articles that name an entity, or what was merged into it since names were counted."""
        ids = [
            entity,
            *(change.of for change in self._user.gazetteer.changes if change.to and change.to.id == entity),
        ]
        return readings.articles_naming(archive, ids)

    # Putting right ------------------------------------------------------------------------------------

    @property
    def version(self) -> str:
        """Differs whenever the gazetteers, or what the user put right, say something else."""
        gazetteer = self._user.gazetteer
        return f"{gazetteer.fingerprint} {hash(gazetteer.changes)}"

    @property
    def problem(self) -> str:
        """What is wrong with the gazetteers, in a sentence; empty where nothing is."""
        return self._user.problem

    @property
    def hidden(self) -> Mapping[str, str]:
        """The ids of the names that are hidden, each with its name."""
        return Changes(self._user.gazetteer.changes).hidden

    def merge(self, one: Entity, into: Entity) -> Change:
        """Take one name for another's, through the whole library."""
        if one.id == into.id:
            raise LibraryError(f"{one_line(one.name)} can't be merged with itself.")
        return self._change(Change.merge(one, into))

    def split(self, form: str, of: Entity) -> Change:
        """Take a name, where it is written so, for one of its own."""
        return self._change(Change.split(" ".join(form.split()), of))

    def set_kind(self, of: Entity, kind: Kind) -> Change:
        """Say what a name stands for."""
        if of.kind is kind:
            raise LibraryError(f"{one_line(of.name)} is of that kind already.")
        return self._change(Change.kind(of, kind))

    def hide(self, entity: Entity) -> Change:
        """Mark a name no longer."""
        return self._change(Change.hide(entity))

    def show(self, hidden_id: str) -> Change:
        """Mark a name again that was hidden. Raises LibraryError where it is not."""
        if hidden_id not in self.hidden:
            raise LibraryError(f"{one_line(hidden_id)} is not hidden.")
        return self._change(Change.show(hidden_id, self.hidden[hidden_id]))

    def history(self) -> tuple[Change, ...]:
        """All that was put right in this library, the last last."""
        return self._user.history

    def _change(self, change: Change) -> Change:
        from briefing.library import deeds, telling, things

        with deeds.doing(self._home) as archive:
            key = things.key("name", len(self._user.history))
            deeds.do(archive, self._home, telling.of_name(change), {key: change.as_yaml})
        return change


def _counts(archive: Archive) -> Iterator[NameCount]:
    rows = archive.db.execute(
        """
        SELECT entity.id, entity.name, entity.kind, count(*), sum(naming.mentions) AS mentions
        FROM article JOIN naming ON naming.article = article.number
            JOIN entity ON entity.number = naming.entity
        WHERE article.current
        GROUP BY entity.number ORDER BY mentions DESC, entity.name, entity.id
        """
    )
    for id, name, kind, articles, mentions in rows:
        yield NameCount(Entity(id, name, Kind(kind)), articles, mentions)


def _mentions(archive: Archive, article_id: str, entity_id: str) -> Iterator[tuple[str, Mention]]:
    """The mentions of an entity in an article, each as it is written there."""
    reading, article = readings.reading(archive, article_id), archive.article(article_id)
    if reading is None or article is None:
        return
    for text, mentions in ((article.title, reading.title), (article.text, reading.body)):
        for mention in mentions:
            if mention.entity.id == entity_id:
                yield mention.written(text), mention

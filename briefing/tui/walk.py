"""Walking through an article by hits or by the mentions of a name: where one is, and where the next is."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.article import Entity, Mention, Span
from briefing.tui.opened import Opened
from briefing.tui.page import Marks


class Walk:
    """A position among the hits of the open article, or among the mentions of one name in it."""

    def __init__(self) -> None:
        self.entity: Entity | None = None
        self._opened: Opened | None = None
        self._mentions: Sequence[Mention] = ()
        self._hit = -1
        self._mention = -1

    def enter(self, opened: Opened) -> None:
        """Begin in an article, before its first hit and mention; the name being walked stays the same."""
        self._opened = opened
        self._hit = -1
        self.follow(self.entity)

    def follow(self, entity: Entity | None) -> None:
        """Walk the mentions of a name from here on, or none."""
        self.entity = entity
        self._mention = -1
        self._mentions = ()
        if entity is not None and self._opened is not None:
            self._mentions = self._opened.mentions_of(entity.id)

    def step_hit(self, step: int) -> bool:
        """Go to the next hit or the previous one; False where this article has none further."""
        hits = self._opened.hits if self._opened is not None else ()
        self.follow(None)
        self._hit, moved = _step(self._hit, step, len(hits))
        return moved

    def step_mention(self, step: int) -> bool:
        """Go to the next mention or the previous one; False where this article has none further."""
        self._mention, moved = _step(self._mention, step, len(self._mentions))
        return moved

    @property
    def _at(self) -> Span | Mention | None:
        if self.entity is not None:
            return self._mentions[self._mention] if 0 <= self._mention < len(self._mentions) else None
        hits = self._opened.hits if self._opened is not None else ()
        return hits[self._hit] if 0 <= self._hit < len(hits) else None

    @property
    def offset(self) -> int | None:
        """The character of the text where one stands."""
        at = self._at
        return at.start if at is not None else None

    @property
    def position(self) -> str:
        """Where one stands, in words."""
        if self.entity is not None:
            return f"{self.entity.name}: mention {self._mention + 1} of {len(self._mentions)} in this article"
        total = len(self._opened.hits) if self._opened is not None else 0
        return f"Hit {self._hit + 1} of {total} in this article"

    def marks(self) -> Marks:
        """What is to be laid over the article's text."""
        opened = self._opened
        return Marks(
            title_hits=opened.title_hits if opened is not None else (),
            hits=opened.hits if opened is not None else (),
            current_hit=self._hit if self.entity is None else -1,
            entity=self.entity.id if self.entity is not None else None,
            current_mention=self._mention,
        )


def _step(at: int, step: int, count: int) -> tuple[int, bool]:
    """The index one step on; a walk that has not begun begins at the end it comes from."""
    following = at + step if at >= 0 or step > 0 else count - 1
    if 0 <= following < count:
        return following, True
    return at, False

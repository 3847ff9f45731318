"""From an article being read to the tables about its story, and back to the passage chosen there."""

from __future__ import annotations

from briefing.article import Entity, Story
from briefing.tui.screens.annotating import Annotating
from briefing.tui.spot import Spot


class Lookups(Annotating):
    """A screen in which an article of a story is read, and from which the story's tables are opened."""

    @property
    def story_read(self) -> Story | None:
        """The story whose article is being read."""
        raise NotImplementedError

    def story_to_brief(self) -> Story | None:
        """The story whose article is being read."""
        return self.story_read

    @property
    def spot_read(self) -> Spot | None:
        """The passage that is being read."""
        raise NotImplementedError

    def _return(self, spot: Spot | None) -> None:
        if spot is not None:
            self.go_to(spot)

    def action_compare_matrix(self) -> None:
        """Show who and what each source names, and how often."""
        from briefing.tui.screens.who import WhoScreen

        if (story := self.story_read) is not None and (spot := self.spot_read) is not None:
            self.app.push_screen(WhoScreen(self.library, story, spot.article, self._read_name))

    def _read_name(self, article: str, entity: Entity) -> None:
        """Go to the first mention of a name in an article's text."""
        text = self.library.article(article).text
        mentions = (m for m in self.library.reading(article).body if m.entity.id == entity.id)
        first = next(mentions, None)
        self.go_to(
            Spot(article, 0) if first is None else Spot.of_words(article, text, first.start, first.end)
        )

    def action_compare_chronology(self) -> None:
        """Show when each source appeared, and when what they tell happened."""
        from briefing.tui.screens.chronology import ChronologyScreen

        if (story := self.story_read) is not None:
            self.app.push_screen(ChronologyScreen(self.library, story), self._return)

    def action_claim_show(self) -> None:
        """Show who stands behind what the passage being read tells."""
        from briefing.tui.screens.claim import ClaimScreen

        if (story := self.story_read) is not None and (spot := self.spot_read) is not None:
            self.app.push_screen(ClaimScreen(self.library, story, spot), self._return)

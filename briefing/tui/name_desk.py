"""What the reader does about names: telling of one, putting it right, following the gazetteers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from briefing.article import Entity, Kind
from briefing.library.library import Library
from briefing.tui.name_rows import NameRow

if TYPE_CHECKING:
    from briefing.reading.gazetteer import Change
    from briefing.tui.screens.name_details import Wanted
    from briefing.tui.screens.names_read import NamesRead


class NameDesk:
    """Serves the reading screen, which shows what comes of it."""

    def __init__(self, screen: NamesRead, library: Library) -> None:
        self._screen = screen
        self._library = library
        self._version = ""
        self._problem = ""
        self.merging: Entity | None = None
        """The name that is said to be another's, which is chosen next."""

    # Following the gazetteers -------------------------------------------------------------------------

    def begin(self) -> None:
        """Take the gazetteers as they are now for what is shown."""
        self._version = self._library.names.version

    def look(self) -> None:
        """Show the names as the gazetteers have them now, if those changed."""
        names = self._library.names
        if names.problem != self._problem:
            self._problem = names.problem
            if self._problem:
                self._screen.say(self._problem)
        if names.version != self._version:
            self.show_anew()

    def show_anew(self) -> None:
        """Show the names as the gazetteers have them now, and count them anew behind."""
        self._version = self._library.names.version
        self._screen.show_names_anew()
        self._screen.briefing.catch_up_behind()

    # Telling of a name --------------------------------------------------------------------------------

    def tell_of(self, entity: Entity, row: NameRow | None) -> None:
        """Tell what is known of a name; `row` counts it in what is open."""
        from briefing.reading.locations import locate
        from briefing.tui.screens.name_details import NameCard, NameDetailsScreen

        details = self._library.names.details(entity)
        opened = self._screen.opened
        article = opened.article if opened is not None else None
        location = None
        if opened is not None and article is not None and entity.kind in {Kind.PLACE, Kind.STATE}:
            location = locate(opened.reading, article.title, article.text).get(entity.id)
        headlines = self._library.headlines([id for id, _ in details.articles])
        counts = (row.here, row.story) if row is not None else None
        card = NameCard(details, location, headlines, counts, article.id if article else "")

        def then(wanted: Wanted | None) -> None:
            if wanted is None:
                return
            if wanted.verb == "open":
                self._screen.read_mentions(wanted.article, entity)
            else:
                self.do(wanted.verb, entity)

        self._screen.app.push_screen(NameDetailsScreen(card), then)

    # Putting right ------------------------------------------------------------------------------------

    def do(self, verb: str, entity: Entity) -> None:
        """Do what was asked for a name: `merge`, `split`, `kind` or `hide`."""
        {"merge": self._begin_merge, "split": self._split, "kind": self._set_kind, "hide": self._hide}[verb](
            entity
        )

    def _begin_merge(self, entity: Entity) -> None:
        self.merging = entity
        self._screen.go_to_names()
        self._screen.key_bar.prompt(f"Whose name is {entity.name}? Choose with enter; escape leaves it")

    def merge_into(self, into: Entity) -> None:
        """Say whose name the one is that is being merged."""
        one, self.merging = self.merging, None
        self._screen.key_bar.prompt("")
        if one is None:
            return

        def merge() -> None:
            self._put_right(lambda: self._library.names.merge(one, into), keep=into.id)

        if one.kind is into.kind:
            merge()
            return
        kinds = (
            f"{one.name} is {one.kind.in_words}, {into.name} {into.kind.in_words}. Are they one all the same?"
        )
        self._choose(
            kinds,
            ["No, leave them apart", f"Yes, both are {into.name}"],
            lambda yes: merge() if yes else None,
        )

    def leave_merging(self) -> bool:
        """Leave a merge that was begun; False where none was."""
        begun, self.merging = self.merging is not None, None
        if begun:
            self._screen.key_bar.prompt("")
            self._screen.say("Nothing was merged")
        return begun

    def _split(self, entity: Entity) -> None:
        forms = list(self._library.names.details(entity).forms.items())
        if len(forms) < 2:
            self._screen.say(f"{entity.name} is always written so: there is nothing to split")
            return
        self._choose(
            f"Which is not {entity.name}?",
            [f"{form}  {count}" for form, count in forms],
            lambda number: self._put_right(lambda: self._library.names.split(forms[number][0], entity)),
        )

    def _set_kind(self, entity: Entity) -> None:
        kinds = [kind for kind in Kind if kind is not entity.kind]
        self._choose(
            f"What is {entity.name}?",
            [kind.value for kind in kinds],
            lambda number: self._put_right(lambda: self._library.names.set_kind(entity, kinds[number])),
        )

    def _hide(self, entity: Entity) -> None:
        self._put_right(lambda: self._library.names.hide(entity))

    def unhide(self) -> None:
        """Choose a hidden name to mark it again."""
        hidden = list(self._library.names.hidden.items())
        if not hidden:
            self._screen.say("No name is hidden")
            return
        self._choose(
            "Which one is to be marked again?",
            [name for _, name in hidden],
            lambda number: self._put_right(lambda: self._library.names.show(hidden[number][0])),
        )

    def _put_right(self, change: Callable[[], Change], *, keep: str | None = None) -> None:
        def put() -> str:
            return f"{change().sentence}; {self._screen.taken_back_by}"

        def show() -> None:
            self.show_anew()
            if keep is not None:
                self._screen.names.move_to_name(keep)

        self._screen.do(put, then=show, seconds=6)

    def _choose(self, question: str, choices: list[str], then: Callable[[int], None]) -> None:
        from briefing.tui.screens.choice import ChoiceScreen

        def chosen(number: int | None) -> None:
            if number is not None:
                then(number)

        self._screen.app.push_screen(ChoiceScreen(question, choices), chosen)

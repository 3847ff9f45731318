"""What every full screen of the reader can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.reactive import Reactive
from textual.screen import Screen

from briefing.tui import keymap
from briefing.tui.commands import Place, commands_of
from briefing.tui.keys import key_label
from briefing.tui.spot import Spot
from briefing.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.widget import Widget

    from briefing.tui.app import BriefingApp


class CommandScreen(Screen[Spot | None]):
    """A screen with a bar of keys at its foot, run by commands; one that is left may say where to go then."""

    AUTO_FOCUS = ""  # each says itself what has the focus first: a second choice costs a second paint

    BLANK = True  # what lies on it covers it: its own lines would be drawn to no end

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Textual draws the whole screen anew where the focus goes elsewhere; only two widgets look otherwise then."""

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Before the first frame, don't style again what was styled as it was mounted."""
        if not self.stack_updates:
            event.refresh_styles = False

    @property
    def briefing(self) -> BriefingApp:
        """The app, by its own type."""
        return cast("BriefingApp", self.app)

    @property
    def key_bar(self) -> KeyBar:
        """The bar of keys."""
        return self.query_one(KeyBar)

    @property
    def place(self) -> Place:
        """Where a key press lands."""
        return "everywhere"

    def say(self, text: str, seconds: float = 3) -> None:
        """Tell something for a moment, in the footer."""
        self.key_bar.say(text, seconds)

    def key_of(self, command_id: str) -> str:
        """The key to teach for a command; its id where none is set."""
        keys = next(known.keys for known in self.briefing.commands if known.id == command_id)
        return key_label(keys[0]) if keys else command_id

    def hush(self) -> None:
        """Forget what was said about an earlier key."""
        if self.is_mounted:
            self.key_bar.hush()

    @on(KeyBar.Pressed)
    async def _pressed(self, event: KeyBar.Pressed) -> None:
        command = next(command for command in self.briefing.commands if command.id == event.command_id)
        await keymap.run(self, command)

    def on_key(self, event: events.Key) -> None:
        """Say so where a key that does something elsewhere has nothing to do here."""
        held = [command for command in self.briefing.commands if event.key in command.keys]
        here = commands_of(self.place, held)
        if any(keymap.target(self, command) for command in here):
            return
        if here:
            self.say(f"{here[0].title}: not on this screen")
        elif held and event.key not in self.active_bindings:
            self.say(f"{key_label(event.key)} does nothing here")

    def action_app_help(self) -> None:
        """Show the keys, those of the pane in focus first."""
        self.briefing.show_help(self.place)

    def action_app_theme(self) -> None:
        """Choose colours and styles, with a live preview."""
        self.briefing.choose_theme()

    def action_command_palette(self) -> None:
        """Find any command by its name."""
        self.app.action_command_palette()

    def action_app_quit(self) -> None:
        """Leave the reader."""
        self.briefing.leave()

"""Handing a brief over from the screen: to a file, the clipboard, another program; and to the editor and back."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from briefing.brief import delivery, formats
from briefing.files import AS_USUAL, write_whole
from briefing.tui.screens.annotating import Annotating

if TYPE_CHECKING:
    from briefing.brief.briefs import Briefs
    from briefing.tui.screens.brief import Built

_PREVIEWED = ("text", "md", "html", "json", "bibtex", "csl")


class HandingOver(Annotating):
    """The commands of a screen with a brief that is ready to leave."""

    format = _PREVIEWED[0]
    """The format that is previewed and handed over."""
    briefs: Briefs
    built: Built | None

    def __init__(self) -> None:
        super().__init__()
        self._digests: dict[Path, bytes] = {}
        """Of what this screen wrote last to each file."""

    def text_to_hand_over(self) -> str | None:
        """The brief in the chosen format; None while it is being built."""
        raise NotImplementedError

    def show_format(self) -> None:
        """Show what will be handed over."""
        raise NotImplementedError

    def _turn_format(self, step: int) -> None:
        self.format = _PREVIEWED[(_PREVIEWED.index(self.format) + step) % len(_PREVIEWED)]
        self.show_format()
        self.say(f"Preview: {self.format}")

    def action_brief_format(self) -> None:
        """Preview the next format."""
        self._turn_format(1)

    def action_brief_format_back(self) -> None:
        """Preview the previous format."""
        self._turn_format(-1)

    def action_brief_save(self) -> None:
        """Write the brief to a file."""
        if (text := self.text_to_hand_over()) is None or self.built is None:
            self.say("The brief is still being built")
            return

        def keep(path: str) -> str:
            return self._written(_place(path), text)

        name = f"{self.built.draft.name}{formats.SUFFIXES[self.format]}"
        self.ask(
            "Write the brief to",
            keep,
            value=name,
            hint=f"In {Path.cwd()}, unless the path says otherwise.",
            doubt=self._overwriting,
        )

    def _overwriting(self, path: str) -> str:
        """What is to be said before a file is overwritten that holds something else than what was written here."""
        file = _place(path).resolve()
        try:
            if not file.is_file() or sha256(file.read_bytes()).digest() == self._digests.get(file):
                return ""
        except OSError:
            pass
        return f"{file.name} is there already: enter again overwrites it"

    def _written(self, path: Path, text: str) -> str:
        file, data = path.resolve(), text.encode()
        try:
            write_whole(file, data, AS_USUAL)
        except OSError as error:
            return f"{path} could not be written: {error.strerror}."
        self._digests[file] = sha256(data).digest()
        return f"Written to {path}"

    def action_brief_copy(self) -> None:
        """Copy the brief."""
        if (text := self.text_to_hand_over()) is not None:
            self.copy(text)

    def action_brief_pipe(self) -> None:
        """Give the brief to a program."""
        if (text := self.text_to_hand_over()) is not None:
            self.ask(
                "Give the brief to", partial(self._piped, text), hint="A program and its arguments; no shell."
            )

    def _piped(self, text: str, command: str) -> str:
        try:
            arguments = delivery.arguments_of(command)
            delivery.pipe(text, arguments, quiet=True)
        except delivery.DeliveryError as error:
            return str(error)
        return f"Given to {arguments[0]}"

    def action_brief_edit(self) -> None:
        """Open the outline in the editor, and keep what it leaves if it can be understood."""
        if self.built is None:
            return
        draft = self.built.draft
        try:
            with self.app.suspend():
                edited = delivery.edit(self.briefs.text_of(draft), ".yaml")
        except SuspendNotSupported:
            self.say(f"This terminal can't be lent to an editor: see  briefing edit {draft.name}")
            return
        except delivery.DeliveryError as error:
            self.say(str(error))
            return
        if edited is None:
            self.say("Nothing was changed")
            return

        def keep() -> str:
            self.briefs.keep_text(draft.name, edited, f"edited the brief {draft.name}")
            return "Kept; Z takes it back"

        self.do(keep)


def _place(path: str) -> Path:
    """The file that a path stands for, wherever the program goes."""
    return Path(path).expanduser().absolute()

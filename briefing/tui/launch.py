"""Opening the reader on a library."""

from __future__ import annotations

from briefing import config
from briefing.library.errors import LibraryError
from briefing.library.library import Library
from briefing.tui import keymap
from briefing.tui.app import BriefingApp
from briefing.tui.commands import COMMANDS


def run(library: Library, standing_notice: str = "", *, samples_wanted: bool = False) -> None:
    """Read a library until the reader leaves; see `BriefingApp`. Problems of the configuration are told there.

    Raises:
        LibraryError: If the library could not be read any more.
    """
    problems: list[str] = []
    settings = config.Config()
    try:
        settings = config.load()
    except config.ConfigProblem as problem:
        problems.append(str(problem))
    commands, clashes = keymap.resolve(COMMANDS, settings.keymap)
    app = BriefingApp(
        library,
        standing_notice=standing_notice,
        samples_wanted=samples_wanted,
        commands=tuple(commands),
        problems=(*problems, *clashes),
        theme=settings.theme,
    )
    app.run()
    if app.failure is not None:
        raise LibraryError(app.failure)

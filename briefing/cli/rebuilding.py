"""`briefing rebuild`: whatever can be made from the archive, brought up to date or made anew."""

from __future__ import annotations

import click

from briefing import config
from briefing.cli.options import as_json_option
from briefing.cli.output import narrate, say_json
from briefing.cli.progress import ProgressLine
from briefing.library.catch_up import catch_up


@click.command("rebuild")
@as_json_option
def rebuild(as_json: bool) -> int:
    """Bring names, stories and index up to date.

    Adding articles does that by itself. It is left to do after a run that was killed, a change of your
    gazetteers, or a new version of briefing. An index that is damaged in any way is made anew. No article is
    changed.

    \b
    Examples:
      briefing rebuild
      BRIEFING_HOME=~/elections briefing rebuild
    """
    home = config.home()
    progress = ProgressLine()
    done: list[str] = []

    def note(step: str, so_far: int, of: int) -> None:
        if step not in done:
            done.append(step)
        progress(step, so_far, of)

    try:
        catch_up(home, note, progress.narrate)
    finally:
        progress.clear()
    if as_json:
        say_json({"library": str(home), "done": done})
    else:
        narrate(f"Brought up to date: {', '.join(done)}" if done else "All was up to date already")
    return 0

"""`briefing rebuild`: whatever can be made from the archive, brought up to date or made anew."""

from __future__ import annotations

import click

from briefing import config
from briefing.cli.options import as_json_option
from briefing.cli.output import narrate, say_json
from briefing.cli.progress import ProgressLine
from briefing.library.catch_up import catch_up
from briefing.library.library import Library


@click.command("rebuild")
@as_json_option
def rebuild(as_json: bool) -> int:
    """Bring names, stories and the search index up to date with the articles.

    Adding articles does that by itself. It is left to do after a run that was killed, a change of your
    gazetteers, or a new version of briefing. An index that is damaged in any way is made anew. No article is
    changed.

    \b
    Examples:
      briefing rebuild
      BRIEFING_HOME=~/elections briefing rebuild
    """
    home = config.home()
    library = Library.open(home)
    try:
        done = library.behind()
        progress = ProgressLine()
        try:
            catch_up(home, progress, progress.narrate)
        finally:
            progress.clear()
        articles = library.articles()
    finally:
        library.close()
    if as_json:
        say_json({"library": str(home), "articles": articles, "done": done})
    else:
        narrate(f"{', '.join(done)} brought up to date" if done else "All was up to date already")
    return 0

"""`briefing add`: articles into the library, each reported once it is safe there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from briefing import config
from briefing.article import Article, Skipped
from briefing.cli.options import as_json_option
from briefing.cli.output import Look, Marked, finish, narrate, report_json, say
from briefing.cli.progress import ProgressLine
from briefing.cli.stdin import STDIN, collect_stdin
from briefing.collect import collect
from briefing.library.writer import Outcome, Summary
from briefing.library.writer import add as add_to_library


@click.command("add")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@as_json_option
def add(paths: tuple[str, ...], as_json: bool) -> int:
    """Add articles to your library.

    They are read from files, folders and standard input (`-`): plain text and Markdown, both with or without
    YAML front matter, and JSON lines. What is already there is left as it is; what has changed at its place
    becomes a new version, and the old one stays readable. An article that was reported is safe, whatever
    happens next.

    \b
    Examples:
      briefing add article.txt clippings/
      curl -s https://example.org/report.md | briefing add -
      briefing add --json feed.jsonl > added.jsonl

    It exits with 1 if nothing could be read.
    """
    progress = ProgressLine()

    def report(outcome: Outcome) -> None:
        progress.clear()
        if as_json:
            report_json(
                {
                    "action": outcome.action,
                    "article": outcome.article_id,
                    "title": outcome.title,
                    "origin": outcome.origin,
                    "reason": outcome.reason or None,
                }
            )
        else:
            _report(outcome)

    home = config.home()
    try:
        summary = add_to_library(
            home, _collected(paths), report=report, progress=progress, narrate=progress.narrate
        )
    finally:
        progress.clear()
    counts = {
        "added": summary.added,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "skipped": summary.skipped,
    }
    if as_json:
        report_json({"summary": counts, "library": str(home)})
    else:
        narrate(
            f"{', '.join(f'{count} {action}' for action, count in counts.items())}; the library is {home}"
        )
    return 0 if _was_anything_read(summary) else 1


def _collected(paths: Iterable[str]) -> Iterator[Article | Skipped]:
    for is_stdin, named in groupby(paths, lambda path: path == STDIN):
        yield from collect_stdin() if is_stdin else collect(named)


def _report(outcome: Outcome) -> None:
    action = Marked(f"{outcome.action:<9}", Look.MUTED if outcome.action == "unchanged" else Look.STRONG)
    if outcome.article_id is None:
        say(action, f"  {outcome.origin}: {outcome.reason}")
    else:
        say(action, f"  {outcome.article_id}  {outcome.title}  ", Marked(outcome.origin, Look.MUTED))
    finish()


def _was_anything_read(summary: Summary) -> bool:
    return summary.added + summary.updated + summary.unchanged > 0

"""`briefing add` and `briefing rebuild`: what changes the library."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

import click

from briefing import config
from briefing.article import Article, Skipped
from briefing.cli import progress, standard_input
from briefing.cli.output import (
    CommandError,
    Look,
    Marked,
    abandon,
    finish,
    is_terminal,
    narrate,
    report_json,
    say,
)
from briefing.library.errors import NoLibrary
from briefing.limits import Limits

if TYPE_CHECKING:
    from briefing.collect import Meter
    from briefing.library.writer import Outcome, Summary


@click.command(short_help="Add articles to the library.")
@click.argument("targets", metavar="TARGET…", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, a summary last.")
def add(targets: Sequence[str], as_json: bool) -> int:
    """Add files, folders and addresses of the web to the library; - is standard input.

    What something is, its content tells: text, Markdown, web pages, feeds, mail, PDF, tables, JSON, packed or not.

    Each item is told of once it would survive anything: added, updated, unchanged, or skipped with the reason.
    The exit code is 0 if anything could be read, else 1.

    \b
    Examples:
      briefing add ~/articles
      briefing add report.pdf 'saved/*.html' inbox.mbox
      briefing add https://gazette.example/2023/leaders-meet
      some-program | briefing add -
    """
    from briefing.library.writer import add as add_articles

    limits = settled_limits()
    meter = _meter(targets, limits)
    with progress.shown() as tell:
        summary = add_articles(
            config.home(),
            _items(targets, limits, meter),
            report=reporter(as_json),
            progress=tell,
            share=lambda: meter.share if meter is not None else 0.0,
            narrate=narrate,
        )
    tell_summary(summary, as_json)
    return 0 if summary.added + summary.updated + summary.unchanged else 1


def tell_summary(summary: Summary, as_json: bool) -> None:
    """Tell how many items had each outcome."""
    counts = asdict(summary)
    if as_json:
        report_json({"summary": counts})
    else:
        narrate(", ".join(f"{count} {action}" for action, count in counts.items()))


def settled_limits() -> Limits:
    """The limits of the configuration file. Raises CommandError where the file is wrong."""
    try:
        return config.load().limits
    except config.ConfigProblem as problem:
        raise CommandError(str(problem)) from None


def reporter(as_json: bool, *, quiet_about: Sequence[str] = ()) -> Callable[[Outcome], None]:
    """A function that tells of each item on standard output, except of those with some outcomes."""

    def report(outcome: Outcome) -> None:
        if outcome.action in quiet_about:
            return
        try:
            _tell(outcome, as_json)
        except BrokenPipeError:
            abandon()  # whoever reads may leave: what is being added is brought to its end

    return report


def _tell(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        report_json(
            {
                "action": outcome.action,
                "id": outcome.article_id,
                "title": outcome.title,
                "origin": outcome.origin,
                "reason": outcome.reason,
            }
        )
        return
    look = Look.MUTED if outcome.action in ("unchanged", "skipped") else Look.STRONG
    told = outcome.reason if outcome.action == "skipped" else outcome.title
    say(Marked(f"{outcome.action:<10}", look), told, Marked(f"  {outcome.origin}", Look.MUTED))
    finish()


def _meter(targets: Sequence[str], limits: Limits) -> Meter | None:
    """What measures how far adding is; None where nobody would see it, or not everything is a file."""
    from briefing.collect import Meter
    from briefing.collect.addresses import is_web_address

    if not is_terminal(sys.stderr) or any(target == "-" or is_web_address(target) for target in targets):
        return None
    return Meter(targets, limits)


def _items(targets: Sequence[str], limits: Limits, meter: Meter | None) -> Iterator[Article | Skipped]:
    from briefing.collect import collect

    for is_piped, named in groupby(targets, lambda target: target == "-"):
        yield from _piped(limits) if is_piped else collect(named, limits=limits, meter=meter)


def _piped(limits: Limits) -> Iterator[Article | Skipped]:
    """What standard input holds. Two texts are two articles: the second is no new version of the first."""
    from briefing.collect import collect_text

    try:
        data = standard_input.read()
    except CommandError as error:
        yield Skipped(standard_input.NAME, str(error))
        return
    for item in collect_text(data, standard_input.NAME, limits=limits):
        if isinstance(item, Article) and item.origin == standard_input.NAME:
            item = item._replace(origin=f"{standard_input.NAME}#{item.sha256[:12]}")
        yield item


@click.command(short_help="Make names, stories and index anew.")
def rebuild() -> int:
    """Read all names, group all stories and write the index again, from the articles in the archive.

    There is seldom a need to: what is out of date or damaged is made anew by itself.

    \b
    Example:
      briefing rebuild
    """
    from briefing.library.catch_up import catch_up

    home = config.home()
    try:
        with progress.shown() as tell:
            catch_up(home, tell, narrate, anew=True)
    except NoLibrary:
        narrate(f"There is no library at {home} yet: add articles with  briefing add PATH…")
        return 1
    narrate("Names, stories and index are made anew.")
    return 0

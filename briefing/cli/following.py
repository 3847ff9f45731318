"""`briefing follow`, `unfollow`, `feeds` and `refresh`: what is followed, and what is new in it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from briefing import config
from briefing.cli import progress
from briefing.cli.adding import reporter, settled_limits, tell_summary
from briefing.cli.output import CommandError, Json, Look, Marked, narrate, say, say_json

if TYPE_CHECKING:
    from briefing.library.following import Followed


@click.command(short_help="Follow a feed or a folder.")
@click.argument("target", metavar="URL|FOLDER")
@click.option("--name", metavar="NAME", help="What its articles name as their source.")
@click.option("--full-text/--no-full-text", default=None, help="Read the pages behind its teasers.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def follow(target: str, name: str | None, full_text: bool | None, as_json: bool) -> int:
    """Follow a feed, the feed that a page names, or a folder; `briefing refresh` then brings in what is new.

    Said again, it changes how, as far as it says. Servers of this machine and its network are asked only where you
    name them here.

    \b
    Examples:
      briefing follow https://gazette.example/
      briefing follow https://gazette.example/world.xml --full-text --name Gazette
      briefing follow ~/newsletters
    """
    from briefing.intake.feeds import NothingToFollow
    from briefing.intake.feeds import follow as begin

    try:
        found, new = begin(
            config.home(), target, settled_limits(), called=name, full_text=full_text, narrate=narrate
        )
    except NothingToFollow as problem:
        raise CommandError(str(problem)) from None
    if as_json:
        say_json({"followed": _document(found), "new": new})
    else:
        say(
            Marked("following" if new else "changed", Look.STRONG),
            f"  {found.name}  ",
            Marked(found.address, Look.MUTED),
        )
        narrate("briefing refresh  brings in what is new")
    return 0


@click.command(short_help="Follow something no more.")
@click.argument("name", metavar="URL|FOLDER|TITLE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def unfollow(name: str, as_json: bool) -> int:
    """Follow a feed or a folder no more. Its articles stay in the library.

    \b
    Example:
      briefing unfollow Gazette
    """
    from briefing.intake.feeds import unfollow as end

    ended = end(config.home(), name, narrate=narrate)
    if as_json:
        say_json({"unfollowed": _document(ended)})
    else:
        say(
            Marked("no longer followed", Look.STRONG),
            f"  {ended.name}  ",
            Marked(ended.address, Look.MUTED),
        )
    return 0


@click.command(short_help="List what is followed.")
@click.option("--export", "exported", is_flag=True, help="Print the feeds as OPML, for other readers.")
@click.option(
    "--import", "imported", metavar="FILE", help="Follow the feeds of an OPML file; - is standard input."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def feeds(exported: bool, imported: str | None, as_json: bool) -> int:
    """List the feeds and folders that are followed, with what is wrong with them.

    \b
    Examples:
      briefing feeds
      briefing feeds --export > feeds.opml
      briefing feeds --import feeds.opml
    """
    from briefing.intake import opml
    from briefing.intake.feeds import follow_all, followed

    if imported is not None:
        results = follow_all(config.home(), _listed(imported), narrate=narrate)
        if as_json:
            say_json({"feeds": [_document(feed) for feed, _ in results]})
        else:
            for feed, new in results:
                label = f"{'following' if new else 'unchanged':<10}"
                say(
                    Marked(label, Look.STRONG if new else Look.MUTED),
                    feed.name,
                    Marked(f"  {feed.address}", Look.MUTED),
                )
        return 0
    everything = followed(config.home())
    if exported:
        for line in opml.write(everything).splitlines():
            say(line)
    elif as_json:
        say_json({"feeds": list(map(_document, everything))})
    else:
        for feed in everything:
            _print(feed)
        if not everything:
            narrate("Nothing is followed yet: begin with  briefing follow URL")
    return 0


def _listed(file: str) -> list[Followed]:
    from pathlib import Path

    from briefing.cli import standard_input
    from briefing.collect.draft import NotAnArticle
    from briefing.collect.opening import open_file
    from briefing.intake import opml

    limits = settled_limits()
    try:
        if file == "-":
            return opml.read(standard_input.read(), limits)
        with open_file(Path(file)) as stream:
            return opml.read(stream.read(limits.item_bytes), limits)
    except NotAnArticle as wrong:
        raise CommandError(f"{file} {wrong}.") from None


def _print(feed: Followed) -> None:
    say(Marked(feed.name, Look.STRONG), Marked(f"  {feed.address}", Look.MUTED))
    told = [
        "a folder" if feed.is_folder else "full text" if feed.full_text else "",
        f"last read {_minute(feed.succeeded_at)}" if feed.succeeded_at else "never read",
        f"{feed.problem}, left alone until {_minute(feed.not_before)}" if feed.problem else "",
    ]
    say("  ", Marked(" · ".join(filter(None, told)), Look.MUTED))


def _minute(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else "then"


def _document(feed: Followed) -> dict[str, Json]:
    return {
        "address": feed.address,
        "kind": "folder" if feed.is_folder else "feed",
        "title": feed.title,
        "name": feed.called,
        "full_text": feed.full_text,
        "checked_at": _stored(feed.checked_at),
        "succeeded_at": _stored(feed.succeeded_at),
        "not_before": _stored(feed.not_before),
        "failures": feed.failures,
        "problem": feed.problem,
    }


def _stored(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


@click.command(short_help="Bring in what is new in what is followed.")
@click.argument("names", metavar="[URL|FOLDER|TITLE]…", nargs=-1)
@click.option("--force", is_flag=True, help="Ask those too that failed lately or want to be left alone.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, a summary last.")
def refresh(names: Sequence[str], force: bool, as_json: bool) -> int:
    """Bring in what is new in all that is followed, or in what is named.

    Servers are asked only for what has changed since. One that fails is left alone for a while, longer each time.
    The exit code is 1 if nothing at all could be read.

    \b
    Examples:
      briefing refresh
      briefing refresh Gazette --force
    """
    from briefing.intake.feeds import refresh as bring_in

    limits = settled_limits()
    with progress.shown() as tell:
        summary = bring_in(
            config.home(),
            limits,
            only=names,
            force=force,
            report=reporter(
                as_json, quiet_about=() if as_json or not sys.stdout.isatty() else ("unchanged",)
            ),
            progress=tell,
            narrate=narrate,
        )
    tell_summary(summary, as_json)
    return 1 if summary.skipped and not summary.added + summary.updated + summary.unchanged else 0

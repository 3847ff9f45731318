"""`briefing export-user`, `import`, `backup` and `restore`: what a reader made, and a library, in one file."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import click

from briefing import config
from briefing.cli.numbers import how_many
from briefing.cli.opening import home_to_keep, opened_library, samples_home
from briefing.cli.output import CommandError, narrate, say, say_json
from briefing.files import write_whole
from briefing.library import user_data
from briefing.library.backup import Kept
from briefing.library.backup import backup as make_backup
from briefing.library.backup import restore as put_back
from briefing.library.library import Library
from briefing.library.user_data import BroughtIn

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_File = click.Path(dir_okay=False, path_type=Path)
_CALLED = {
    "annotations": ("annotation", "annotations"),
    "read": ("read mark", "read marks"),
    "links": ("link", "links"),
    "stories": ("word on stories", "words on stories"),
    "names": ("word on names", "words on names"),
    "searches": ("saved search", "saved searches"),
    "feeds": ("feed", "feeds"),
    "briefs": ("brief", "briefs"),
    "gazetteers": ("gazetteer", "gazetteers"),
}
"""What can be brought in, one and several."""


@click.command(name="export-user", short_help="Write everything you made to one JSON file.")
@click.argument("file", metavar="[FILE]", type=_File, required=False)
def export_user(file: Path | None) -> int:
    """Write pins, notes, tags, grades, stars, read marks, links, words on stories and names, briefs and gazetteers.

    Without FILE they are printed. The articles are not in it; `briefing import` brings it into any library.
    docs/json.md tells its form.

    \b
    Example:
      briefing export-user mine.json
    """
    with opened_library() as library:
        document = library.user_data()
    if file is None:
        for line in json.dumps(document, ensure_ascii=False, indent=2).split("\n"):
            say(line)
        return 0
    try:
        write_whole(file.resolve(), (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())
    except OSError as error:
        raise CommandError(f"{file} could not be written: {error.strerror}.") from None
    annotations, briefs = (len(document[part]) for part in ("annotations", "briefs"))
    narrate(f"{how_many(annotations, 'annotation')} and {how_many(briefs, 'brief')} are in {file}")
    return 0


@click.command(name="import", short_help="Bring in what `export-user` wrote.")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--samples", is_flag=True, help="Into the library of the samples, not into your own.")
@_json
def import_(file: Path, samples: bool, as_json: bool) -> int:
    """Add what FILE holds to your library, made if need be. What is about an article counts once that is there.

    What is there stays; bringing in the same file again adds nothing. A read mark is left out where its article
    isn't there.

    \b
    Example:
      briefing import mine.json
    """
    document = user_data.from_json(file.read_bytes(), str(file))
    home = samples_home(config.home()) if samples else config.home()
    found = user_data.bring_in(home, document, narrate)
    with closing(Library.open(home)) as library:
        waits = library.is_empty()
    if as_json:
        say_json({"new": found._asdict()})
    else:
        say(_new(found))
        if waits:
            narrate("It counts as soon as the articles are there: add them with  briefing add PATH…")
    return 0


@click.command(short_help="Put the whole library into one file.")
@click.argument("file", metavar="FILE", type=_File)
@_json
def backup(file: Path, as_json: bool) -> int:
    """Write the articles and everything you made to FILE, while the library may be in use, and read it back to check.

    While you have no library of your own, the samples and what you made of them are written; restored, they are
    your own library.

    \b
    Example:
      briefing backup ~/briefing-2024-01-31.zip
    """
    kept = make_backup(home_to_keep(), file.absolute())
    _tell("backed_up", file, kept, None, as_json)
    return 0


@click.command(short_help="Put a backup in the place of the library.")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Even if there is a library: it is kept beside the new one.")
@_json
def restore(file: Path, replace: bool, as_json: bool) -> int:
    """Check FILE and make it the library. Nothing is deleted: a library that was there is moved aside.

    \b
    Example:
      briefing restore ~/briefing-2024-01-31.zip
    """
    kept, aside = put_back(file.absolute(), config.home(), replace=replace, narrate=narrate)
    _tell("restored", file, kept, aside, as_json)
    return 0


def _new(found: BroughtIn) -> str:
    counts = {name: count for name, count in found._asdict().items() if count}
    if not counts:
        return "Nothing in it was new"
    told = ", ".join(how_many(count, *_CALLED[name]) for name, count in counts.items())
    return f"{told} {'was' if sum(counts.values()) == 1 else 'were'} new"


def _tell(action: str, file: Path, kept: Kept, aside: Path | None, as_json: bool) -> None:
    if as_json:
        say_json(
            {
                "action": action,
                "file": str(file),
                **kept._asdict(),
                "aside": str(aside) if aside is not None else None,
            }
        )
        return
    done = {"backed_up": "backed up to", "restored": "restored from"}[action]
    held = f"{how_many(kept.articles, 'article')}, {how_many(kept.annotations, 'annotation')}"
    say(f"{held} and {how_many(kept.files, 'other file')} {done} {file}, checked")
    if aside is not None:
        narrate(f"the library that was there is kept in {aside}")

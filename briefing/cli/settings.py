"""`briefing config`: where things lie, what is set, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from briefing import config as configuration
from briefing.cli import demonstration
from briefing.cli.options import as_json_option
from briefing.cli.output import Json, Look, Marked, complain, say, say_json
from briefing.library import folder
from briefing.library.errors import LibraryError, NoLibrary
from briefing.library.library import Library
from briefing.library.name_reader import NameReader
from briefing.tui import keymap, theme
from briefing.tui.commands import COMMANDS, PLACES, Command
from briefing.tui.keys import key_label


class Settings(NamedTuple):
    """What is in force, and a sentence for each thing that had to be left out."""

    theme: str | None
    keymap: dict[str, str]
    commands: tuple[Command, ...]
    themes: tuple[str, ...]
    gazetteers: tuple[Path, ...]
    problems: tuple[str, ...]


@click.command("config")
@click.option(
    "--keys", is_flag=True, help="Print the keys that are in force, with the ids to change them by."
)
@as_json_option
def config(keys: bool, as_json: bool) -> int:
    """Print where things lie, what is set, and what is wrong.

    Checked are the settings, the keys, the themes, the gazetteers and the library; with anything wrong among
    them it exits with 1. BRIEFING_HOME names another folder for the library, BRIEFING_CONFIG one for the
    configuration.

    \b
    Examples:
      briefing config
      briefing config --keys
      BRIEFING_HOME=~/elections briefing config --json | jq -r .places.archive.path
    """
    home = configuration.home()
    settings = _settings(home)
    if as_json:
        say_json(_document(home, settings))
    elif keys:
        _print_keys(settings)
    else:
        _print(home, settings)
    for problem in settings.problems:
        complain(problem)
    return 1 if settings.problems else 0


def _settings(home: Path) -> Settings:
    problems: list[str] = []
    settings = configuration.Config()
    try:
        settings = configuration.load()
    except configuration.ConfigProblem as problem:
        problems.append(str(problem))
    commands, clashes = keymap.resolve(COMMANDS, settings.keymap)
    themes = theme.available(configuration.user_themes())
    problems += [*clashes, *themes.problems]
    _, unknown_theme = themes.choose(settings.theme)
    if unknown_theme is not None:
        problems.append(unknown_theme)
    gazetteers = tuple(configuration.gazetteer_files(home))
    problems += _problems_of_library(home)
    return Settings(
        theme=settings.theme,
        keymap=dict(settings.keymap),
        commands=commands,
        themes=tuple(sorted(themes.by_name)),
        gazetteers=gazetteers,
        problems=tuple(problems),
    )


def _problems_of_library(home: Path) -> Iterator[str]:
    try:
        NameReader(home)
    except LibraryError as error:
        yield str(error)
    try:
        Library.open(home).close()
    except NoLibrary:
        pass
    except LibraryError as error:
        yield str(error)


def _places(home: Path) -> dict[str, tuple[str, Path]]:
    """What lies where: a key for programs, a name for people, and the path."""
    settings = configuration.config_folder()
    return {
        "library": ("library", home),
        "archive": ("archive", home / folder.ARCHIVE),
        "index": ("search index", home / folder.INDEX),
        "demonstration": ("samples", demonstration.folder(home)),
        "configuration": ("configuration", settings),
        "settings": ("settings", settings / "config.yaml"),
        "themes": ("your themes", configuration.user_themes()),
        "gazetteers": ("your gazetteers", settings / "gazetteers"),
    }


def _document(home: Path, settings: Settings) -> dict[str, Json]:
    return {
        "places": {
            key: {"path": str(path), "exists": path.exists()} for key, (_, path) in _places(home).items()
        },
        "theme": settings.theme,
        "themes": settings.themes,
        "keymap": settings.keymap,
        "gazetteers": [str(path) for path in settings.gazetteers],
        "keys": [
            {"id": command.id, "keys": command.keys, "where": command.where, "title": command.title}
            for command in settings.commands
        ],
        "problems": settings.problems,
    }


def _print(home: Path, settings: Settings) -> None:
    for name, path in _places(home).values():
        say(f"{name:<16}", str(path), Marked("" if path.exists() else "  (not there yet)", Look.MUTED))
    say()
    say(f"{'theme':<16}", settings.theme or "the one chosen last in the reader")
    say(f"{'themes':<16}", ", ".join(settings.themes))
    say(f"{'gazetteers':<16}", ", ".join(map(str, settings.gazetteers)) or "none of your own")
    say(f"{'keymap':<16}", "; ".join(f"{id}: {keys}" for id, keys in settings.keymap.items()) or "as shipped")


def _print_keys(settings: Settings) -> None:
    shown = {command.id: "  ".join(map(key_label, command.keys)) for command in settings.commands}
    widest_keys = max(map(len, shown.values()))
    widest_id = max(map(len, shown))
    separate = False
    for place, heading in PLACES.items():
        if not (commands := [command for command in settings.commands if command.where == place]):
            continue
        if separate:
            say()
        separate = True
        say(Marked(heading, Look.STRONG))
        for command in commands:
            say(f"  {shown[command.id]:<{widest_keys}}  {command.id:<{widest_id}}  {command.help}")

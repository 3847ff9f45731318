"""`briefing config`: where everything lies, what is set, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import click

from briefing import config as settings
from briefing import resources
from briefing.cli.output import Json, Look, Marked, complain, say, say_json


@click.command(short_help="Tell where everything lies and what is set.")
@click.option("--keys", is_flag=True, help="Print the keys in force instead.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def config(keys: bool, as_json: bool) -> int:
    """Tell where the library, the settings, the themes and the gazetteers lie, and what is wrong with them.

    The exit code is 1 if anything is.

    \b
    Examples:
      briefing config
      briefing config --keys
    """
    from briefing.tui import keymap, theme
    from briefing.tui.commands import COMMANDS
    from briefing.tui.keys import key_label

    problems: list[str] = []
    loaded = settings.Config()
    try:
        loaded = settings.load()
    except settings.ConfigProblem as problem:
        problems.append(str(problem))
    commands, clashes = keymap.resolve(COMMANDS, loaded.keymap)
    themes = theme.available(settings.user_themes())
    chosen, replaced = themes.choose(loaded.theme)
    problems += [*clashes, *themes.problems, *([replaced] if replaced else []), *_gazetteer_problems()]
    labels = {command.id: [key_label(key) for key in command.keys] for command in commands}
    if as_json:
        document: dict[str, Json] = {
            "paths": {name: str(path) for name, path in _paths().items()},
            "theme": chosen.name,
            "themes": sorted(themes.by_name),
            "keys": {id: list(keys) for id, keys in labels.items()},
            "problems": list(problems),
        }
        say_json(document)
    elif keys:
        for command in commands:
            say(
                f"{command.id:<20} ",
                Marked(f"{' '.join(labels[command.id]):<16}", Look.STRONG),
                f" {command.help}",
            )
    else:
        for name, path in _paths().items():
            label = name.replace("_", " ")
            say(Marked(f"{label:<21}", Look.STRONG), str(path), "" if path.exists() else "  (not there yet)")
        say(Marked(f"{'theme':<21}", Look.STRONG), chosen.name, f"  (of {', '.join(sorted(themes.by_name))})")
    for sentence in problems:
        complain(sentence)
    return 1 if problems else 0


def _paths() -> dict[str, Path]:
    home, folder = settings.home(), settings.config_folder()
    return {
        "library": home,
        "archive": home / "archive.db",
        "index": home / "index",
        "library_gazetteers": home / "gazetteers",
        "configuration": folder,
        "settings": folder / "config.yaml",
        "your_themes": settings.user_themes(),
        "your_gazetteers": folder / "gazetteers",
        "shipped_themes": resources.themes(),
        "samples": resources.seeds(),
    }


def _gazetteer_problems() -> list[str]:
    from briefing.library.errors import LibraryError
    from briefing.library.name_reader import NameReader

    try:
        NameReader(settings.home())
    except LibraryError as problem:
        return [str(problem)]
    return []

"""What the user has settled, and where the user's things lie.

`config.yaml` in the configuration folder may hold a few settings, and need not be there at all:

    theme: paper            # the name of a theme; without it, the one chosen last on the screen
    keymap:                 # other keys for commands, by the command's id; several are parted by commas
      search.open: slash,f
      hit.next: n,f3
    limits:                 # how much is read at most; docs/collecting.md lists them all
      item_bytes: 16 MiB
      redirects: 3
    clipboard: wl-copy      # a program that takes what is copied, where the terminal does not
    browser: firefox        # a program that opens web addresses, instead of the system's own

Beside it, `themes/*.yaml` are the user's own themes and `gazetteers/*.yaml` the user's own names of people,
organisations, states and places; the library's folder may hold `gazetteers/*.yaml` of its own, and `names.yaml`,
which the reader writes.

The environment decides where: `BRIEFING_HOME` is the library's folder, `BRIEFING_CONFIG` the configuration
folder. Without them both are where the platform keeps such things.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from briefing.limits import DEFAULT_LIMITS, Limits
from briefing.safetext import one_line
from briefing.safeyaml import YamlProblem, load_file


class ConfigProblem(ValueError):
    """What is wrong with the configuration: a sentence that names the file, the key and what to write."""


class Config(NamedTuple):
    """The settings of `config.yaml`; as created, the defaults."""

    theme: str | None = None
    """The name of the theme to start with; None for the one chosen last."""
    keymap: Mapping[str, str] = MappingProxyType({})
    """Keys by command id, several of them parted by commas. Ids and clashes are not checked here."""
    limits: Limits = DEFAULT_LIMITS
    """How much is read at most."""
    clipboard: tuple[str, ...] = ()
    """A program and its arguments that takes what is copied on its standard input; empty for the terminal's way."""
    browser: tuple[str, ...] = ()
    """A program and its arguments that opens the web address that follows them; empty for the system's own."""


def home() -> Path:
    """The library's folder: `BRIEFING_HOME`, else the platform's folder for data. It may not exist yet."""
    if named := os.environ.get("BRIEFING_HOME"):
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("briefing", appauthor=False)


def config_folder() -> Path:
    """The configuration folder: `BRIEFING_CONFIG`, else the platform's. It may not exist."""
    if named := os.environ.get("BRIEFING_CONFIG"):
        return Path(named).expanduser().absolute()
    from platformdirs import user_config_path

    return user_config_path("briefing", appauthor=False)


def user_themes() -> Path:
    """The folder of the user's own themes. It may not exist."""
    return config_folder() / "themes"


def gazetteer_files(home: Path) -> list[Path]:
    """The user's gazetteers: those of the configuration folder, those of the library at `home`, its `names.yaml`."""
    listed = [path for folder in (config_folder(), home) for path in sorted(folder.glob("gazetteers/*.yaml"))]
    return [*listed, *home.glob("names.yaml")]


def load() -> Config:
    """The settings of `config.yaml` in the configuration folder; the defaults where there is no such file.

    Raises `ConfigProblem` for a file that is broken, or has a setting that is unknown or can't be used.
    """
    path = config_folder() / "config.yaml"
    try:
        settings = load_file(path, strings=True)
    except FileNotFoundError:
        return Config()
    except YamlProblem as problem:
        raise ConfigProblem(str(problem)) from None
    what = one_line(str(path))
    if settings is None:
        return Config()
    if not isinstance(settings, dict):
        raise ConfigProblem(f"{what}: the file must hold settings such as “theme: paper”.")
    for key in settings:
        if key not in _SETTINGS:
            raise ConfigProblem(f"{what}: there is no setting {_quoted(key)}; {_suggestion(key)}")
    return Config(
        _theme(settings.get("theme", ""), what),
        _keymap(settings.get("keymap", ""), what),
        _limits(settings.get("limits", ""), what),
        _command(settings.get("clipboard", ""), "clipboard", what),
        _command(settings.get("browser", ""), "browser", what),
    )


_SETTINGS = ("theme", "keymap", "limits", "clipboard", "browser")
_UNITS = {
    "": 1,
    "b": 1,
    "kb": 1000,
    "mb": 1000**2,
    "gb": 1000**3,
    "kib": 1024,
    "mib": 1024**2,
    "gib": 1024**3,
}
_UNITS |= {"s": 1, "min": 60}


def _suggestion(key: str) -> str:
    from difflib import get_close_matches

    if near := get_close_matches(key, _SETTINGS, n=1):
        return f"did you mean “{near[0]}”?"
    return f"the settings are {', '.join(_SETTINGS)}."


def _theme(value: object, what: str) -> str | None:
    if not isinstance(value, str):
        raise ConfigProblem(f"{what}: “theme” must be the name of one theme.")
    return one_line(value).strip() or None


def _command(value: object, key: str, what: str) -> tuple[str, ...]:
    """A program and its arguments, as a shell would part them; no shell ever sees them."""
    import shlex

    try:
        if not isinstance(value, str):
            raise ValueError
        return tuple(shlex.split(value))
    except ValueError:
        raise ConfigProblem(
            f"{what}: “{key}” must be a program with its arguments, such as “xclip -selection clipboard”."
        ) from None


def _keymap(value: object, what: str) -> Mapping[str, str]:
    if value == "":
        return MappingProxyType({})
    if not isinstance(value, dict):
        raise ConfigProblem(
            f"{what}: “keymap” must list commands and their keys, such as “search.open: slash”."
        )
    keymap = {}
    for command, keys in value.items():
        if not isinstance(keys, str) or not keys.strip(" ,"):
            raise ConfigProblem(
                f"{what}: the command {_quoted(command)} in “keymap” needs its keys after the colon,"
                " parted by commas, such as “n,f3”."
            )
        keymap[one_line(command)] = one_line(keys).strip()
    return MappingProxyType(keymap)


def _limits(value: object, what: str) -> Limits:
    if value == "":
        return DEFAULT_LIMITS
    if not isinstance(value, dict):
        raise ConfigProblem(
            f"{what}: “limits” must list limits and their values, such as “item_bytes: 16 MiB”."
        )
    changed = {}
    for name, amount in value.items():
        if name not in Limits._fields:
            raise ConfigProblem(
                f"{what}: there is no limit {_quoted(name)}; the limits are {', '.join(Limits._fields)}."
            )
        changed[name] = _amount(amount, name, what)
    return DEFAULT_LIMITS._replace(**changed)


def _amount(value: object, name: str, what: str) -> int:
    """A whole number, with a unit or without one: `20`, `16 MiB`, `10 s`."""
    digits = str(value).rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ")
    factor = _UNITS.get(str(value)[len(digits) :].strip().lower())
    if not isinstance(value, str) or factor is None or not digits.isdecimal() or int(digits[:18]) == 0:
        raise ConfigProblem(
            f"{what}: the limit “{name}” must be a whole number above 0, such as 20 or 16 MiB."
        )
    return int(digits[:18]) * factor


def _quoted(text: str) -> str:
    line = one_line(text)
    return f"“{line}”" if len(line) <= 60 else f"“{line[:60]}…”"

"""Reading a theme's YAML file, and saying in clear sentences what is wrong with it.

Two promises are checked that a reader relies on: text can be read (contrast as WCAG 2.2 measures it), and no
meaning rests on colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path
from typing import Any

from briefing import safeyaml
from briefing.safetext import one_line
from briefing.tui.theme import ATTRIBUTES, COLOURS, PLAIN_STYLES, STYLES, TextStyle, Theme, ThemeProblem

LEAST_CONTRAST = 4.5
"""Between text and what it stands on: WCAG 2.2, success criterion 1.4.3."""

_LONGEST_FILE = 64 * 1024

_ANSI = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_ANSI_COLOURS = frozenset(
    ("ansi_default", *(f"ansi_{name}" for name in _ANSI), *(f"ansi_bright_{name}" for name in _ANSI))
)
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

# Laid over any text, so that every text colour must be legible on their backgrounds.
_ROWS = ("cursor", "cursor-blurred", "selection")
_GROUNDS = ("background", "surface", "panel")
_TEXT_COLOURS = ("foreground", "muted", "accent", "warning", "error", "success")

_NAMES = ("actor", "organisation", "state", "place", "mention")
_MEANINGS = ("text", *_NAMES, "hit", "hit-current", "differs", "differs-current", "named-alone")
# People and organisations are both actors; the other pairs are never seen on one screen, or both say where one is.
_MAY_LOOK_ALIKE = {("actor", "organisation"), ("mention", "differs"), ("hit-current", "differs-current")}


def read(path: Path) -> Theme:
    """The theme in a file. Raises `ThemeProblem` with a sentence for each thing that is wrong."""
    what = one_line(path.name)
    try:
        if not path.is_file():
            raise ThemeProblem(f"{what}: this is not a file.")
        with path.open("rb") as file:
            data = file.read(_LONGEST_FILE + 1)
        if len(data) > _LONGEST_FILE:
            raise ThemeProblem(f"{what}: a theme has at most {_LONGEST_FILE // 1024} KB.")
        content = safeyaml.load(data, what)
    except OSError as error:
        raise ThemeProblem(f"{what}: can't be read ({error.strerror}).") from None
    except safeyaml.YamlProblem as problem:
        raise ThemeProblem(str(problem)) from None
    return parse(content, what)


def parse(content: object, what: str) -> Theme:
    """The theme in what YAML gave; `what` names it in sentences. Raises `ThemeProblem`."""
    reader = _Reader(what)
    theme = reader.theme(content)
    if not reader.problems:
        reader.problems.extend(f"{what}: {problem}" for problem in _broken_promises(theme))
    if reader.problems:
        raise ThemeProblem("\n".join(reader.problems))
    return theme


def contrast(one: str, other: str) -> float:
    """The contrast of two "#rrggbb" colours, from 1 to 21, as WCAG 2.2 defines it.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


class _Reader:
    """Takes a theme out of unknown YAML, and notes every problem on the way."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.problems: list[str] = []

    def theme(self, content: object) -> Theme:
        fields = self._mapping(content, "the theme", ("name", "title", "dark", "colours", "styles"))
        colours_given = self._mapping(fields.get("colours"), "colours", COLOURS)
        styles_given = self._mapping(fields.get("styles"), "styles", (*STYLES, *PLAIN_STYLES), needed=STYLES)
        colours = {name: self._colour(colours_given[name], name) for name in COLOURS if name in colours_given}
        styles = {
            name: TextStyle(colour=colours[colour])
            for name, colour in PLAIN_STYLES.items()
            if colour in colours
        }
        styles |= {name: self._style(given, name) for name, given in styles_given.items()}
        return Theme(
            self._name(fields.get("name")),
            self._title(fields.get("title")),
            self._truth(fields.get("dark"), "dark"),
            colours,
            styles,
        )

    def _say(self, problem: str) -> None:
        self.problems.append(f"{self.what}: {problem}")

    def _mapping(
        self, given: object, where: str, keys: tuple[str, ...], *, needed: tuple[str, ...] | None = None
    ) -> dict[str, object]:
        """The known entries of a mapping; notes those that are unknown or missing."""
        if not isinstance(given, Mapping):
            if given is not None or where == "the theme":
                self._say(f"{where} must be a list of “name: value” entries.")
            return {}
        for key in given:
            if key not in keys:
                near = get_close_matches(str(key), keys, n=1)
                hint = f"did you mean “{near[0]}”?" if near else f"known here are {', '.join(keys)}."
                self._say(f"{where} has no “{_quote(key)}”: {hint}")
        missing = [key for key in (keys if needed is None else needed) if key not in given]
        if missing:
            self._say(f"{where} lacks {', '.join(missing)}.")
        return {str(key): value for key, value in given.items() if key in keys}

    def _name(self, given: object) -> str:
        if isinstance(given, str) and _NAME.fullmatch(given):
            return given
        if given is not None:
            self._say(f"name “{_quote(given)}” must be small letters, digits and hyphens, at most 40.")
        return ""

    def _title(self, given: object) -> str:
        if isinstance(given, str) and 0 < len(given) <= 60:
            return one_line(given)
        if given is not None:
            self._say(f"title “{_quote(given)}” must be a text of at most 60 characters.")
        return ""

    def _truth(self, given: object, key: str) -> bool:
        if isinstance(given, bool):
            return given
        if given is not None:
            self._say(f"{key} must be true or false, not “{_quote(given)}”.")
        return False

    def _colour(self, given: object, key: str) -> str:
        if isinstance(given, str) and (_HEX.fullmatch(given) or given in _ANSI_COLOURS):
            return given
        near = get_close_matches(str(given), _ANSI_COLOURS, n=1)
        hint = f"; did you mean “{near[0]}”?" if near else "."
        quoted = "nothing" if given is None else f"“{_quote(given)}”"
        self._say(
            f'{key} must be a colour such as "#a0c8e8" (in quotation marks) or ansi_red, not {quoted}{hint}'
        )
        return "#000000"

    def _style(self, given: object, key: str) -> TextStyle:
        entries = self._mapping(given, key, ("colour", "background", *ATTRIBUTES), needed=())
        if given is None:
            self._say(f"{key} must say how it looks, such as “{key}: {{bold: true}}”.")
        looks: dict[str, Any] = {}
        for name, value in entries.items():
            where = f"{key}, {name},"
            looks[name] = self._truth(value, where) if name in ATTRIBUTES else self._colour(value, where)
        return TextStyle(**looks)


def _broken_promises(theme: Theme) -> Iterator[str]:
    yield from _meanings_told_by_colour_alone(theme)
    yield from _illegible(theme)


def _meanings_told_by_colour_alone(theme: Theme) -> Iterator[str]:
    for one, other in combinations(_MEANINGS, 2):
        if (one, other) in _MAY_LOOK_ALIKE:
            continue
        attributes = theme.styles[one].without_colour.attributes
        if attributes == theme.styles[other].without_colour.attributes:
            shared = " and ".join(attributes) or "no attribute at all"
            yield (
                f"{one} and {other} differ by colour alone (both have {shared}); "
                f"give {other} another of {', '.join(ATTRIBUTES)}."
            )


def _illegible(theme: Theme) -> Iterator[str]:
    grounds = {name: theme.colours[name] for name in _GROUNDS}
    for name in _ROWS:
        row = theme.styles[name]
        if row.background and not row.colour:
            grounds[name] = row.background
    texts = {name: theme.colours[name] for name in _TEXT_COLOURS}
    for name, style in theme.styles.items():
        if style.background and style.colour:
            yield from _faint(name, style.colour, {"its background": style.background})
        elif style.background and name not in _ROWS:
            yield from _faint("foreground", theme.colours["foreground"], {name: style.background})
        elif style.colour and name not in PLAIN_STYLES:
            texts[name] = style.colour
    for name, colour in texts.items():
        yield from _faint(name, colour, grounds)


def _faint(name: str, colour: str, grounds: Mapping[str, str]) -> Iterator[str]:
    for ground, behind in grounds.items():
        if colour.startswith("#") and behind.startswith("#") and contrast(colour, behind) < LEAST_CONTRAST:
            yield (
                f"{name} ({colour}) is too faint on {ground} ({behind}): "
                f"their contrast is {contrast(colour, behind):.1f}, and text needs {LEAST_CONTRAST}."
            )


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _quote(given: object) -> str:
    return one_line(str(given))[:40]

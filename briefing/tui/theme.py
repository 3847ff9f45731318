"""Themes: the colours of the page, and how each meaning is told apart in the text.

A theme is a YAML file; `briefing.tui.theme_file` reads and checks it. Here it is found, kept ready for the
next start, and turned into what Textual and Rich draw with.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing import resources
from briefing.safetext import one_line

if TYPE_CHECKING:
    from rich.style import Style as RichStyle
    from textual.theme import Theme as TextualTheme

DEFAULT = "lamplight"
"""The theme of a first start."""

TERMINAL = "terminal"
"""The theme that uses nothing but the terminal's own colours."""

COLOURS = (
    "background",
    "surface",
    "panel",
    "foreground",
    "muted",
    "rule",
    "accent",
    "warning",
    "error",
    "success",
)
"""The colours every theme gives."""

STYLES = (
    "title",
    "actor",
    "organisation",
    "state",
    "place",
    "mention",
    "hit",
    "hit-current",
    "passage-bar",
    "unread",
    "key",
    "told-by-both",
    "in-conflict",
    "differs",
    "differs-current",
    "named-alone",
    "cursor",
    "cursor-blurred",
    "selection",
)
"""The styles every theme gives."""

PLAIN_STYLES: Mapping[str, str] = {
    "text": "foreground",
    "muted": "muted",
    "rule": "rule",
    "accent": "accent",
    "warning": "warning",
    "error": "error",
    "success": "success",
}
"""Styles that are a colour and no more, unless a theme says otherwise, with that colour's name."""

OVERLAYS = frozenset(
    ("actor", "organisation", "state", "place", "mention", "hit", "hit-current", "cursor", "cursor-blurred")
) | {"selection", "differs", "differs-current", "named-alone"}
"""Styles that are laid over text which has one already."""

ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike")

_CACHE_FORMAT = 3


class ThemeProblem(ValueError):
    """A theme can't be used; its text has a sentence a line, each naming the file and what is wrong."""


class TextStyle(NamedTuple):
    """How a stretch of text is drawn: colours as "#rrggbb" or "ansi_red", None to keep what is there."""

    colour: str | None = None
    background: str | None = None
    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False
    strike: bool = False

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes that are on."""
        return tuple(name for name in ATTRIBUTES if getattr(self, name))

    @property
    def without_colour(self) -> TextStyle:
        """The same for a terminal without colours: there, a background becomes reverse video."""
        return self._replace(
            colour=None, background=None, reverse=self.reverse or self.background is not None
        )


class Theme(NamedTuple):
    """Colours by the names of `COLOURS`, and styles by those of `STYLES` and `PLAIN_STYLES`."""

    name: str
    title: str
    dark: bool
    colours: Mapping[str, str]
    styles: Mapping[str, TextStyle]

    @property
    def ansi(self) -> bool:
        """Whether the page has the terminal's own colours."""
        return self.colours["background"].startswith("ansi_")


class Themes(NamedTuple):
    """The themes there are, by name, and what was wrong with those left out."""

    by_name: Mapping[str, Theme]
    problems: tuple[str, ...]

    def choose(self, name: str | None) -> tuple[Theme, str | None]:
        """The theme of that name, and a sentence if another had to stand in for it.

        Where `NO_COLOR` asks for it, every choice is the terminal's theme without its colours.
        """
        if no_color():
            return without_colours(self.by_name[TERMINAL]), None
        if name is None:
            return self.by_name[DEFAULT], None
        if name in self.by_name:
            return self.by_name[name], None
        near = get_close_matches(name, self.by_name, n=1)
        hint = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(sorted(self.by_name))}."
        return self.by_name[DEFAULT], f"There is no theme “{one_line(name)[:40]}”: {hint}"


def no_color() -> bool:
    """Whether the environment asks for no colours (https://no-color.org), as Textual understands it.

    The app must then also be made with `ansi_color=True`, or Textual turns colours into shades of grey.
    """
    return "NO_COLOR" in os.environ


def without_colours(theme: Theme) -> Theme:
    """The theme with attributes alone."""
    return theme._replace(
        colours=dict.fromkeys(theme.colours, "ansi_default"),
        styles={name: style.without_colour for name, style in theme.styles.items()},
    )


def load(path: Path) -> Theme:
    """Read one theme file. Raises `ThemeProblem`."""
    from briefing.tui import theme_file  # YAML takes longer to import than a normal start has

    return theme_file.read(path)


def available(user_folder: Path, cache: Path | None = None) -> Themes:
    """The themes that ship with the program, and the user's, which come first where names are equal.

    `cache` is a file that keeps what was read for the next start. It may be missing, old or damaged.
    """
    kept = {} if cache is None else _read_cache(cache)
    entries: dict[str, Any] = {}
    themes: dict[str, Theme] = {}
    problems: list[str] = []
    for folder in (user_folder, resources.themes()):
        of_folder: dict[str, Theme] = {}
        for path in _theme_files(folder):
            try:
                stamp = _stamp(path)
                entry = kept.get(str(path))
                theme = entry[1] if entry is not None and entry[0] == stamp else load(path)
            except ThemeProblem as problem:
                problems.extend(str(problem).splitlines())
                continue
            entries[str(path)] = (stamp, theme)
            if theme.name in of_folder:
                problems.append(
                    f"{one_line(path.name)}: another file of its folder has the name “{theme.name}”."
                )
                continue
            of_folder[theme.name] = theme
        themes = of_folder | themes
    if cache is not None and entries != kept:
        _write_cache(cache, entries)
    return Themes(themes, tuple(problems))


def rich_styles(theme: Theme, ground: str = "background") -> Mapping[str, RichStyle]:
    """Each style as Rich draws it, for widgets that draw by line.

    `ground` names the colour of the theme they draw on. Styles in `OVERLAYS` are added to another
    (`styles["text"] + styles["actor"]`) and say no more than the theme does; all others stand alone.
    """
    from rich.style import Style as RichStyle

    styles = {}
    for name, style in theme.styles.items():
        overlay = name in OVERLAYS
        styles[name] = RichStyle(
            color=_rich_colour(style.colour if overlay else style.colour or theme.colours["foreground"]),
            bgcolor=_rich_colour(style.background if overlay else style.background or theme.colours[ground]),
            bold=style.bold or None,
            dim=style.dim or None,
            italic=style.italic or None,
            underline=style.underline or None,
            reverse=style.reverse or None,
            strike=style.strike or None,
        )
    return styles


def to_textual(theme: Theme) -> TextualTheme:
    """The theme for `App.register_theme`.

    Its variables are `$muted` and `$rule`, and for each style its colour (`$actor`), its background
    (`$hit-background`) and its attributes (`$actor-text-style`); Textual's own widgets are set to match.
    """
    from textual.theme import Theme as TextualTheme

    colours = theme.colours
    return TextualTheme(
        name=theme.name,
        primary=colours["accent"],
        secondary=colours["muted"],
        accent=colours["accent"],
        warning=colours["warning"],
        error=colours["error"],
        success=colours["success"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        dark=theme.dark,
        ansi=theme.ansi,
        variables=_variables(theme),
    )


def _variables(theme: Theme) -> dict[str, str]:
    colours = theme.colours
    variables = {"muted": colours["muted"], "rule": colours["rule"]}
    for name, style in theme.styles.items():
        if name not in PLAIN_STYLES:
            variables[name] = style.colour or colours["foreground"]
            variables[f"{name}-background"] = style.background or colours["background"]
        variables[f"{name}-text-style"] = " ".join(style.attributes) or "none"
    for ours, textuals in (
        ("cursor", "block-cursor"),
        ("cursor-blurred", "block-cursor-blurred"),
        ("selection", "input-selection"),
        ("selection", "screen-selection"),
    ):
        variables[f"{textuals}-foreground"] = variables[ours]
        variables[f"{textuals}-background"] = variables[f"{ours}-background"]
        variables[f"{textuals}-text-style"] = variables[f"{ours}-text-style"]
    return variables | {
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border": colours["accent"],
        "border-blurred": colours["rule"],
        "text-muted": colours["muted"],
        "scrollbar": colours["rule"],
        "scrollbar-hover": colours["muted"],
        "scrollbar-active": colours["accent"],
        "scrollbar-background": colours["background"],
        "scrollbar-background-hover": colours["background"],
        "scrollbar-background-active": colours["background"],
        "scrollbar-corner-color": colours["background"],
        "input-cursor-background": colours["foreground"],
        "input-cursor-foreground": colours["background"],
        "input-cursor-text-style": "reverse" if theme.ansi else "none",
    }


def _rich_colour(colour: str | None) -> str | None:
    return None if colour is None else colour.removeprefix("ansi_")


def _theme_files(folder: Path) -> Iterable[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    except OSError:
        return ()


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise ThemeProblem(f"{one_line(path.name)}: can't be read ({error.strerror}).") from None
    return status.st_mtime_ns, status.st_size


def _read_cache(cache: Path) -> dict[str, tuple[tuple[int, int], Theme]]:
    try:
        checksum, _, body = cache.read_bytes().partition(b"\n")
        if int(checksum) != zlib.crc32(body):
            return {}
        content = json.loads(body)
        if content["format"] != _CACHE_FORMAT:
            return {}
        return {
            path: ((mtime_ns, size), _theme_from_cache(fields))
            for path, mtime_ns, size, fields in content["themes"]
        }
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _theme_from_cache(fields: Mapping[str, Any]) -> Theme:
    styles = {name: TextStyle(*style) for name, style in fields["styles"].items()}
    return Theme(**{**fields, "styles": styles})


def _write_cache(cache: Path, entries: Mapping[str, tuple[tuple[int, int], Theme]]) -> None:
    content = {
        "format": _CACHE_FORMAT,
        "themes": [(path, *stamp, theme._asdict()) for path, (stamp, theme) in entries.items()],
    }
    body = json.dumps(content, separators=(",", ":")).encode()
    unfinished = cache.with_name(f"{cache.name}.{os.getpid()}")
    with contextlib.suppress(OSError):  # the next start reads the YAML again, that is all
        with open(unfinished, "wb", opener=partial(os.open, mode=0o600)) as file:
            file.write(b"%d\n%s" % (zlib.crc32(body), body))
        unfinished.replace(cache)

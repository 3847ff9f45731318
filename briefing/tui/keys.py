"""The names of keys: as written in a keymap file, as Textual spells them, and as a reader sees them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

# Where Textual departs from a character's Unicode name, or that name has a hyphen.
_CHARACTERS: Mapping[str, str] = {
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}
_NAMED_BY_TEXTUAL = {character: name for name, character in _CHARACTERS.items()}

_LABELS: Mapping[str, str] = {
    **_CHARACTERS,
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "delete": "del",
}
_UNLETTERED = frozenset(
    ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "tab", "enter")
) | {"escape", "space", "backspace", *(f"f{number}" for number in range(1, 25))}

_MODIFIERS = ("alt", "ctrl", "shift", "super", "hyper", "meta")
_MARKS = {"ctrl": "^", "shift": "⇧"}

# What a terminal can't tell apart, spelt as Textual reports it.
_SAME_KEY = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape"}
_OTHER_SPELLINGS = {"esc": "escape", "return": "enter", "pgdn": "pagedown", "pgup": "pageup", "del": "delete"}


def key_label(key: str) -> str:
    """A key as it is shown to a reader.

    >>> [key_label(key) for key in ("right_square_bracket", "ctrl+p", "shift+tab", "f1", "ctrl+down")]
    [']', '^p', '⇧tab', 'f1', '^↓']
    """
    *modifiers, name = key.split("+")
    label = _LABELS.get(name, name)
    if label == name and len(name) > 1 and name not in _UNLETTERED:
        label = _character_named(name) or name
    return "".join(_MARKS.get(modifier, f"{modifier}+") for modifier in modifiers) + label


def canonical_key(written: str) -> str | None:
    """A key as Textual spells it, from what someone wrote in a keymap; None if there is no such key.

    >>> [canonical_key(key) for key in ("]", "Ctrl+N", "esc", "G", "ctrl+i", "pgdwn")]
    ['right_square_bracket', 'ctrl+n', 'escape', 'G', 'tab', None]
    """
    *modifiers, name = written.strip().split("+") if written.strip() != "+" else ["plus"]
    modifiers = sorted({modifier.strip().lower() for modifier in modifiers})
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return None
    key = _canonical_name(name.strip(), lower=bool(modifiers))
    if key is None:
        return None
    key = "+".join([*modifiers, key])
    return _SAME_KEY.get(key, key)


def types_a_character(key: str) -> bool:
    """Whether the key writes something when it is pressed in a text field."""
    return key == "space" or (key not in _UNLETTERED and "+" not in key)


def _canonical_name(name: str, *, lower: bool) -> str | None:
    if len(name) == 1:
        if name.isalnum():
            return name.lower() if lower else name
        return "space" if name == " " else _name_of(name)
    name = name.lower()
    name = _OTHER_SPELLINGS.get(name, name)
    if name in _UNLETTERED or name in _CHARACTERS:
        return name
    character = _character_named(name)
    return None if character is None else _canonical_name(character, lower=lower)


def _name_of(character: str) -> str | None:
    if character in _NAMED_BY_TEXTUAL:
        return _NAMED_BY_TEXTUAL[character]
    name = unicodedata.name(character, "")
    return name.lower().replace("-", "_").replace(" ", "_") if character.isprintable() and name else None


def _character_named(name: str) -> str | None:
    try:
        character = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return None
    return character if len(character) == 1 and character.isprintable() and character != " " else None

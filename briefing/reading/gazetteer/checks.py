"""What a gazetteer's values must be; what they are not is said in a sentence for whoever wrote them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefing.article import Kind

_ID = re.compile(r"(person|organisation|state|place):[\w-]+")
_LONGEST_NAME = 200


class GazetteerProblem(ValueError):
    """A gazetteer that can't be used; its text is a sentence for the user."""


def refuse_unknown(data: Mapping[object, object], known: set[str], where: str) -> None:
    """Raise GazetteerProblem for a key that means nothing there."""
    for key in data:
        if key not in known:
            raise GazetteerProblem(
                f"{where}: unknown key {shown(key)}; known are {', '.join(sorted(known))}."
            )


def texts(data: object, where: str) -> tuple[str, ...]:
    """A list of names, perhaps missing."""
    if data is None:
        return ()
    if not isinstance(data, list):
        raise GazetteerProblem(f"{where} must be a list, found {shown(data)}.")
    return tuple(text(item, where) for item in data)


def text(data: object, where: str) -> str:
    """A name, its spaces levelled."""
    if data is None:
        raise GazetteerProblem(f"{where} is missing.")
    if not isinstance(data, str):
        raise GazetteerProblem(f"{where} must be text, found {shown(data)}; put it in quotation marks.")
    name = " ".join(data.split())
    if not any(character.isalnum() for character in name):
        raise GazetteerProblem(f"{where} has no letter or digit.")
    if len(name) > _LONGEST_NAME:
        raise GazetteerProblem(f"{where} is longer than {_LONGEST_NAME} characters.")
    return name


def shown(data: object) -> str:
    """A value as a message quotes it: short, and with what can't be printed escaped."""
    if data is None:
        return "nothing"
    if isinstance(data, Mapping):
        return "a mapping"
    if isinstance(data, list):
        return "a list"
    return quoted(str(data))


def quoted(name: str) -> str:
    """A name as a message quotes it."""
    return ascii(name[:40] + "…") if len(name) > 40 else ascii(name)


def kind(data: object, where: str) -> Kind:
    """What a name stands for."""
    if not isinstance(data, str) or data not in set(Kind):
        raise GazetteerProblem(
            f"{where}: kind must be person, organisation, state or place, found {shown(data)}."
        )
    return Kind(data)


def identity(data: object, where: str) -> str:
    """An entity's id."""
    if not (isinstance(data, str) and _ID.fullmatch(data)):
        raise GazetteerProblem(
            f"{where} must be a kind, a colon and letters, digits or hyphens, such as "
            f"person:kim-jong-un, found {shown(data)}."
        )
    return data

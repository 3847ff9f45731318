"""YAML from anywhere, read within bounds: settings, front matter, themes and gazetteers.

YAML can be a bomb: aliases that multiply, nesting that overflows the stack, tags that build objects, a key
given twice of which one is silently lost. None of that is of use here, so it is refused, with its line.
"""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from briefing.safetext import one_line

if TYPE_CHECKING:
    from yaml import Node

MAX_BYTES = 4 * 1024 * 1024
"""The longest document that is read."""
MAX_DEPTH = 32
"""The deepest nesting of mappings and lists."""
MAX_NODES = 250_000
"""The most values, keys, mappings and lists in one document."""
_TOO_DEEP = f"it is nested deeper than {MAX_DEPTH} levels"


class YamlProblem(ValueError):
    """Why a document could not be read: a sentence that names the document, the line and what is wrong."""


def load(data: bytes | str, what: str, *, strings: bool = False) -> object:
    """The value of a YAML document made of mappings, lists and plain values.

    `what` names the document in problems, usually its path. With `strings`, every plain value is the string
    that was written, so that the name `NO` is no falsehood and the title `2023-11-13` no date.
    Raises `YamlProblem` for a document that is broken, too large, too deep, has anchors, aliases or
    tags, or gives a key twice.
    """
    import yaml  # costs 40 ms, and most runs read no YAML

    what = one_line(what)
    if len(data) > MAX_BYTES:
        raise YamlProblem(f"{what} is larger than {MAX_BYTES // 1024**2} MiB, too large for YAML.")
    loader_class: Any
    if yaml.__with_libyaml__:
        loader_class = yaml.CBaseLoader if strings else yaml.CSafeLoader
    else:
        loader_class = yaml.BaseLoader if strings else yaml.SafeLoader
    try:
        _check_shape(yaml.parse(data, Loader=loader_class), what)
        loader = loader_class(data)
        root = loader.get_single_node()
        if root is None:
            return None
        _check_values(root, loader, what)
        return loader.construct_document(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        wrong = error.problem or error.context or "it is not YAML"
        if "maximum nesting depth" in wrong:  # PyYAML 6.0.4 looks ahead, and has a bound of its own
            wrong = _TOO_DEEP
        raise _problem(what, mark, wrong) from None
    except yaml.reader.ReaderError as error:
        raise _problem(what, None, f"{error.reason} at position {error.position}") from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise _problem(what, None, f"it is not YAML ({error})") from None


def load_file(path: Path, *, strings: bool = False) -> object:
    """The value of the YAML document in a file, named in problems by its path; see `load`.

    Raises `FileNotFoundError` where there is no such file, since that is often no problem at all, and
    `YamlProblem` for whatever else is wrong with the file or its content.
    """
    try:
        if not S_ISREG(path.stat().st_mode):
            raise YamlProblem(f"{one_line(str(path))} is not a file.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise YamlProblem(f"{one_line(str(path))} cannot be read: {error.strerror}.") from None
    return load(data, str(path), strings=strings)


def _check_shape(events: Any, what: str) -> None:
    """Refuse depth, bulk, aliases and tags before the composer, which is recursive, can meet them."""
    import yaml

    depth = nodes = 0
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.NodeEvent):
            nodes += 1
            if event.anchor is not None:
                raise _problem(what, event.start_mark, "anchors (&) and aliases (*) are not allowed here")
            if getattr(event, "tag", None) is not None:
                raise _problem(what, event.start_mark, "tags (!) are not allowed here")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            if depth > MAX_DEPTH:
                raise _problem(what, event.start_mark, _TOO_DEEP)
            if nodes > MAX_NODES:
                raise _problem(what, event.start_mark, f"it holds more than {MAX_NODES} values")


def _check_values(root: Node, loader: Any, what: str) -> None:
    """Refuse keys that are given twice or are no plain values, and impossible values, such as 31 February."""
    import yaml

    unchecked = [root]
    while unchecked:
        node = unchecked.pop()
        if isinstance(node, yaml.SequenceNode):
            unchecked += node.value
        elif isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise _problem(what, key.start_mark, "a key must be a plain word or number")
                if key.value in keys:
                    raise _problem(what, key.start_mark, f"the key {_quoted(key.value)} is given twice")
                keys.add(key.value)
                unchecked += (key, value)
        else:
            try:
                loader.construct_object(node)
            except (ValueError, OverflowError) as error:
                raise _problem(what, node.start_mark, f"{_quoted(node.value)} is no value: {error}") from None


def _problem(what: str, mark: Any, wrong: str) -> YamlProblem:
    """The problem as a sentence; `mark` is the parser's, and None where it does not say the place."""
    line = f", line {mark.line + 1}" if mark else ""
    return YamlProblem(f"{what}{line}: {one_line(wrong)}.")


def _quoted(value: str) -> str:
    return f"“{value}”" if len(value) <= 40 else f"“{value[:40]}…”"

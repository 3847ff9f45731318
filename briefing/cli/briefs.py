"""`briefing brief`, `briefs`, `edit`, `cite` and `open`: the brief, and back from it to the sources."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from briefing import config
from briefing.brief import delivery, formats
from briefing.brief.briefs import Briefs, Draft
from briefing.brief.document import Brief, Citation
from briefing.brief.formats.structured import citation_document, citation_from
from briefing.brief.formats.wording import described
from briefing.cli import progress
from briefing.cli.numbers import counted
from briefing.cli.opening import opened_library
from briefing.cli.output import CommandError, Look, Marked, is_terminal, narrate, say, say_json
from briefing.files import AS_USUAL, write_whole
from briefing.library.anchoring import find
from briefing.library.library import Library
from briefing.reading.passages import passages
from briefing.tui.wrapping import wrap

_MEASURE = 88

_what = click.argument("what", metavar="[STORY|ARTICLE|BRIEF]", required=False)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.command(short_help="Write the brief of a story.")
@_what
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(formats.SUFFIXES)),
    default="text",
    show_default=True,
    help="Markdown, a page that prints well, text of 72 columns, JSON, or the sources for a reference manager.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it there, over what is there.",
)
@click.option("--copy", is_flag=True, help="Put it on the clipboard.")
@click.option("--pipe", metavar="COMMAND", help="Give it to a program, which no shell starts.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def brief(
    what: str | None, format_: str, output: Path | None, copy: bool, pipe: str | None, as_json: bool
) -> int:
    """Write what the sources of a story agree on, where they differ, what one tells alone, and when: each line cited.

    Pins go into the brief of their story by themselves. A brief that was arranged has a name, as `briefing briefs`
    lists them. Without STORY it is the only one there is. The lines are the sources' own sentences; nothing is
    worded anew. The same library and pins give the same brief, byte by byte.

    \b
    Examples:
      briefing brief 000_059
      briefing brief 000_059 --format html -o summit.html
      briefing brief 000_059 --format md --pipe 'pandoc -o summit.docx'
    """
    format_ = "json" if as_json else format_
    with opened_library() as library:
        text = formats.write(_built(library, what), format_)
    if output is not None:
        _write(output, text)
        narrate(f"written to {output}")
    if copy:
        _copy(text)
    if pipe is not None:
        _delivered(lambda: delivery.pipe(text, delivery.arguments_of(pipe)))
    if output is None and not copy and pipe is None:
        for line in text.removesuffix("\n").split("\n"):
            say(line)
    return 0


def _built(library: Library, what: str | None) -> Brief:
    briefs = Briefs(library)
    with progress.shown() as tell:
        return briefs.build(_draft(library, briefs, what), partial(tell, "comparing"))


def _draft(library: Library, briefs: Briefs, what: str | None) -> Draft:
    """The brief that is meant; where nothing is said, the only one that there is."""
    if what is not None:
        return briefs.find(what)
    names, stories = briefs.names(), list(library.stories())
    if len(names) == 1:
        return briefs.load(names[0])
    if len(stories) == 1 and not names:
        return briefs.of_story(stories[0])[0]
    raise CommandError(
        f"There are {len(names)} briefs and {len(stories)} stories: say which one, "
        "as `briefing briefs` and `briefing stories` list them."
    )


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path.resolve(), text.encode(), AS_USUAL)
    except OSError as error:
        raise CommandError(f"{path} could not be written: {error.strerror}.") from None


def _copy(text: str) -> None:
    command = _settings().clipboard
    if command:
        _delivered(partial(delivery.pipe, text, command, quiet=True))
        narrate("copied")
        return
    sequence = _delivered(partial(delivery.clipboard_sequence, text))
    if not is_terminal(sys.stderr) or sys.stderr is None:
        raise CommandError("There is no terminal to copy with. Name a program as `clipboard` in config.yaml.")
    sys.stderr.write(str(sequence))
    sys.stderr.flush()
    narrate("copied, if this terminal lets programs write to its clipboard")


def _settings() -> config.Config:
    try:
        return config.load()
    except config.ConfigProblem as problem:
        raise CommandError(str(problem)) from None


def _delivered(deliver: Callable[[], str | None]) -> str | None:
    try:
        return deliver()
    except delivery.DeliveryError as error:
        raise CommandError(str(error)) from None


@click.command(short_help="List the briefs, make one, or delete one.")
@click.option("--new", metavar="STORY", help="Make a brief of a story, which can then be arranged.")
@click.option("--title", metavar="TITLE", help="The title of the new brief; without it, that of the story.")
@click.option("--delete", metavar="BRIEF", help="Delete a brief; its pins stay.")
@_json
def briefs(new: str | None, title: str | None, delete: str | None, as_json: bool) -> int:
    """List the briefs that were arranged, each a file, with what it is about.

    \b
    Examples:
      briefing briefs
      briefing briefs --new 000_059 --title 'For Monday'
      briefing edit for-monday
    """
    with opened_library() as library:
        all_briefs = Briefs(library)
        if new is not None:
            draft = all_briefs.new(all_briefs.story(new), title or "")
            all_briefs.keep(draft, draft.outline, f"the making of the brief {draft.name}")
        if delete is not None:
            all_briefs.delete(delete)
        found = [all_briefs.load(name) for name in all_briefs.names()]
        paths = {draft.name: str(library.annotations.brief_path(draft.name)) for draft in found}
    if as_json:
        say_json(
            {
                "briefs": [
                    {
                        "name": draft.name,
                        "title": draft.outline.title,
                        "articles": list(draft.outline.articles),
                        "file": paths[draft.name],
                    }
                    for draft in found
                ]
            }
        )
        return 0
    for draft in found:
        say(
            Marked(draft.name, Look.STRONG),
            f"  {draft.outline.title}",
            Marked(f"  {paths[draft.name]}", Look.MUTED),
        )
    if not found:
        narrate("No brief was arranged yet; every story has one all the same: see  briefing brief --help")
    return 0


@click.command(short_help="Arrange a brief in your editor.")
@click.argument("what", metavar="STORY|ARTICLE|BRIEF")
def edit(what: str) -> int:
    """Open the outline of a brief in $EDITOR: sections, their order and headings, your own words, what is left out.

    What a brief's file may hold is told in docs/brief.md. A file that can't be understood is not kept, and said why.

    \b
    Example:
      briefing edit 000_059
    """
    with opened_library() as library:
        all_briefs = Briefs(library)
        draft = all_briefs.find(what)
        before = all_briefs.text_of(draft)
        edited = _delivered(partial(delivery.edit, before, ".yaml"))
        if edited is None:
            narrate("Nothing was changed.")
            return 0
        all_briefs.keep_text(draft.name, edited, f"the editing of the brief {draft.name}")
        say(f"{draft.name} is kept in {library.annotations.brief_path(draft.name)}")
    return 0


@click.command(short_help="Show the passage that a citation of a brief means.")
@click.argument("number", metavar="N", type=counted)
@_what
@click.option(
    "--from",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A brief that was written before, as JSON.",
)
@_json
def cite(number: int, what: str | None, file: Path | None, as_json: bool) -> int:
    """Go back from citation [N] of a brief to the passage, and show it with the cited words marked.

    \b
    Examples:
      briefing cite 3
      briefing cite 3 000_059
      briefing cite 3 --from summit.json
    """
    with opened_library() as library:
        citation = _citation(library, number, what, file)
        text = library.article(citation.anchor.article).text if _is_there(library, citation) else ""
    if as_json:
        say_json({"citation": citation_document(citation)})
        return 0
    it = described(citation)
    say(
        Marked(f"[{citation.number}] {it.source}", Look.STRONG),
        Marked(f"  {', '.join(it.facts)}", Look.MUTED),
    )
    for part in (it.title, it.address, "; ".join(it.record)):
        if part:
            say(Marked(part, Look.MUTED))
    if citation.passage is not None:
        say()
        _print_passage(text, citation)
    return 0


def _citation(library: Library, number: int, what: str | None, file: Path | None) -> Citation:
    if file is None:
        built = _built(library, what)
        if number > len(built.citations):
            raise CommandError(
                f"That brief has {len(built.citations)} citations; there is no number {number}."
            )
        return built.citations[number - 1]
    try:
        citation = citation_from(file.read_bytes(), number)
    except ValueError as error:
        raise CommandError(f"{file}: {error}.") from None
    if not _is_there(library, citation):
        raise CommandError(
            f"Citation {number} of {file} is of article {citation.anchor.article}, which is not in this library, "
            "or not with these words."
        )
    text, anchor = library.article(citation.anchor.article).text, citation.anchor
    if not anchor.text or (at := find(text, anchor)) is None:
        return citation._replace(passage=None)
    starts = [passage.start for passage in passages(text)]
    passage = max(0, bisect_right(starts, at.start) - 1)
    return citation._replace(anchor=anchor._replace(start=at.start, end=at.end), passage=passage)


def _is_there(library: Library, citation: Citation) -> bool:
    if not library.headlines((citation.anchor.article,)):
        return False
    return find(library.article(citation.anchor.article).text, citation.anchor) is not None


def _print_passage(text: str, citation: Citation) -> None:
    passage = passages(text)[citation.passage or 0]
    start, end = citation.anchor.start, citation.anchor.end
    for left, right in wrap(text, passage.start, max(passage.end, end), _MEASURE):
        cut = [min(max(at, left), right) for at in (start, end)]
        say(text[left : cut[0]], Marked(text[cut[0] : cut[1]], Look.HIT), text[cut[1] : right])


@click.command(name="open", short_help="Open an article's web address in the browser.")
@click.argument("article", metavar="ARTICLE")
def open_(article: str) -> int:
    """Open the web address of ARTICLE in the browser; http and https only.

    \b
    Example:
      briefing open 000_059
    """
    with opened_library() as library:
        url = library.article(library.resolve(article)).url
    narrate(f"opening {_delivered(partial(delivery.browse, url, _settings().browser))}")
    return 0

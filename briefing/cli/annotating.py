"""`briefing note`, `tag`, `grade`, `star` and `read`: what a reader makes of what was read."""

from __future__ import annotations

from collections.abc import Sequence

import click

from briefing.annotation import Annotation, AnnotationKind, Grade, Subject, SubjectKind
from briefing.brief import delivery
from briefing.cli import standard_input
from briefing.cli.annotated import document_of, print_annotation, print_annotations, subject_of
from briefing.cli.numbers import counted
from briefing.cli.opening import opened_library
from briefing.cli.output import CommandError, Json, narrate, say, say_json
from briefing.library.library import Library

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_passage = click.option("-p", "--passage", type=counted, metavar="N", help="Its paragraph N alone.")
_story = click.option(
    "--story", is_flag=True, help="The whole story: ARTICLE is its id or one of its articles."
)


def _tell(library: Library, action: str, annotations: Sequence[Annotation], as_json: bool) -> None:
    if as_json:
        documents: list[Json] = [document_of(library, annotation) for annotation in annotations]
        say_json({"action": action, "annotations": documents})
        return
    for annotation in annotations:
        print_annotation(library, annotation)


@click.command(short_help="Write a note on an article, a passage or a story.")
@click.argument("article", metavar="ARTICLE|NOTE")
@click.argument("text", metavar="[TEXT|-]", required=False)
@_passage
@_story
@click.option("--change", is_flag=True, help="Write the note of that id anew.")
@click.option("--delete", is_flag=True, help="Delete the note of that id.")
@_json
def note(
    article: str,
    text: str | None,
    passage: int | None,
    story: bool,
    change: bool,
    delete: bool,
    as_json: bool,
) -> int:
    """Write a note on ARTICLE, on a passage of it, or on its story. Without TEXT, your editor opens.

    Notes on a passage that is quoted in a brief go into the brief with it.

    \b
    Examples:
      briefing note 000_059 'Who says so?' -p 3
      briefing note 000_059 --story 'Two accounts, a week apart'
      briefing note 77d0a1 --change 'Nobody says so.'
      briefing note 77d0a1 --delete
    """
    with opened_library() as library:
        made = library.annotations
        if change or delete:
            known = made.get(article)
            if known.kind is not AnnotationKind.NOTE:
                raise CommandError(f"{known.id} is a {known.kind.value}, not a note.")
            if delete:
                made.remove(known.id)
                _tell(library, "deleted", [known], as_json)
            else:
                _tell(library, "changed", [made.rewrite(known.id, _written(text, known.text))], as_json)
            return 0
        subject = subject_of(library, article, passage, story=story)
        _tell(library, "noted", [made.add(AnnotationKind.NOTE, subject, _written(text, ""))], as_json)
    return 0


def _written(text: str | None, before: str) -> str:
    if text == "-":
        return standard_input.read().decode("utf-8", "replace")
    if text is not None:
        return text
    try:
        edited = delivery.edit(before, ".txt")
    except delivery.DeliveryError as error:
        raise CommandError(str(error)) from None
    if edited is None:
        raise CommandError("Nothing was written, so nothing was changed.")
    return edited


@click.command(short_help="List notes.")
@click.argument("article", metavar="[ARTICLE]", required=False)
@_json
def notes(article: str | None, as_json: bool) -> int:
    """List all notes, or those on ARTICLE, its passages and its story.

    \b
    Examples:
      briefing notes
      briefing notes 000_059
    """
    with opened_library() as library:
        made = library.annotations
        if article is None:
            found = made.of_kind(AnnotationKind.NOTE)
        else:
            id = library.resolve(article)
            all_of_it = [*made.of_article(id), *made.of_story(library.story_of(id))]
            found = [annotation for annotation in all_of_it if annotation.kind is AnnotationKind.NOTE]
        print_annotations(library, found, as_json, "No notes: see  briefing note --help")
    return 0


@click.command(short_help="Tag an article, a passage or a story.")
@click.argument("article", metavar="ARTICLE")
@click.argument("tags", metavar="TAG…", nargs=-1, required=True)
@_passage
@_story
@click.option("--remove", is_flag=True, help="Take the tags away instead.")
@_json
def tag(
    article: str, tags: Sequence[str], passage: int | None, story: bool, remove: bool, as_json: bool
) -> int:
    """File ARTICLE under one or several words; `tag:` in a search finds them.

    \b
    Examples:
      briefing tag 000_059 sanctions 'for monday'
      briefing tag 000_059 sanctions --remove
    """
    with opened_library() as library:
        subject = subject_of(library, article, passage, story=story)
        _tell(
            library,
            *_each(library, AnnotationKind.TAG, subject, tags, remove, ("tagged", "untagged")),
            as_json,
        )
    return 0


def _each(
    library: Library,
    kind: AnnotationKind,
    subject: Subject,
    texts: Sequence[str],
    remove: bool,
    actions: tuple[str, str],
) -> tuple[str, list[Annotation]]:
    """Make annotations of a subject, or take them away; the action as it is told, and what it was done to."""
    made = library.annotations
    if not remove:
        return actions[0], [made.add(kind, subject, text) for text in texts]
    gone = []
    for annotation in made.of_subject(subject):
        same = not texts or annotation.text in [" ".join(text.casefold().split()) for text in texts]
        if annotation.kind is kind and same and made.remove(annotation.id) is not None:
            gone.append(annotation)
    if not gone:
        raise CommandError(f"There is no such {kind.value} to take away.")
    return actions[1], gone


@click.command(short_help="List the tags in use.")
@_json
def tags(as_json: bool) -> int:
    """List the tags in use, with how many things have them."""
    with opened_library() as library:
        found = library.annotations.tags()
    if as_json:
        say_json({"tags": [{"tag": tag, "count": count} for tag, count in found]})
        return 0
    for name, count in found:
        say(f"{count:>5}  {name}")
    if not found:
        narrate("No tags yet: see  briefing tag --help")
    return 0


@click.command(short_help="Grade a source, an article or a passage.")
@click.argument("article", metavar="ARTICLE|SOURCE")
@click.argument("grade", metavar="[GRADE]", required=False)
@click.option(
    "--source", is_flag=True, help="The first argument is the name of a source: all of its articles."
)
@_passage
@click.option("--remove", is_flag=True, help="Take the grade away instead.")
@_json
def grade(
    article: str, grade: str | None, source: bool, passage: int | None, remove: bool, as_json: bool
) -> int:
    """Say how far something is to be trusted, as analysts do: A to F for the source, 1 to 6 for the information.

    \b
    A  completely reliable      1  confirmed by other sources
    B  usually reliable         2  probably true
    C  fairly reliable          3  possibly true
    D  not usually reliable     4  doubtful
    E  unreliable               5  improbable
    F  cannot be judged         6  cannot be judged

    What an article's own grade leaves open is taken from that of its source. Grades stand in citations.

    \b
    Examples:
      briefing grade 000_059 B2
      briefing grade --source Gazette C
      briefing grade 000_059 5 -p 3
    """
    if remove == (grade is not None):
        raise click.UsageError("Give a grade, such as B2, or --remove.")
    try:
        texts = [] if grade is None else [str(Grade.parse(grade))]
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    with opened_library() as library:
        of_source = Subject(SubjectKind.SOURCE, (), article)
        subject = of_source if source else subject_of(library, article, passage)
        actions = ("graded", "ungraded")
        _tell(library, *_each(library, AnnotationKind.GRADE, subject, texts, remove, actions), as_json)
    return 0


@click.command(short_help="Set an article apart with a star.")
@click.argument("article", metavar="ARTICLE")
@click.option("--remove", is_flag=True, help="Take the star away instead.")
@_json
def star(article: str, remove: bool, as_json: bool) -> int:
    """Give ARTICLE a star.

    \b
    Example:
      briefing star 000_059
    """
    with opened_library() as library:
        subject = subject_of(library, article, None)
        texts = () if remove else ("",)
        actions = ("starred", "unstarred")
        _tell(library, *_each(library, AnnotationKind.STAR, subject, texts, remove, actions), as_json)
    return 0


@click.command(short_help="Mark an article as read or unread.")
@click.argument("article", metavar="ARTICLE")
@click.option("--unread", is_flag=True, help="Mark it as unread instead.")
@_json
def read(article: str, unread: bool, as_json: bool) -> int:
    """Mark ARTICLE as read. Nothing disappears because it was read."""
    with opened_library() as library:
        id = library.resolve(article)
        library.annotations.mark_read(id, not unread)
    action = "unread" if unread else "read"
    if as_json:
        say_json({"action": action, "id": id})
    else:
        say(f"{id} is {action}")
    return 0

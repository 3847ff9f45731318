"""`briefing mentions`: who and where an article names, by name or mention by mention."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import click

from briefing.article import Entity, Mention
from briefing.cli.arguments import ReadArticle, read_articles
from briefing.cli.as_json import article_json, mention_json
from briefing.cli.options import as_json_option
from briefing.cli.output import Json, Look, Marked, narrate, say, say_json

_MOST_FORMS = 6
"""Ways of naming someone that are printed; `--each` has every one."""


@click.command("mentions")
@click.argument("name", metavar="ARTICLE|FILE|-")
@click.option("--each", is_flag=True, help="List every mention with its place in the text.")
@as_json_option
def mentions(name: str, each: bool, as_json: bool) -> int:
    """List who and where an article names.

    These are people, organisations, states and places.

    The article is one of the library, by its id or name, or a file, or standard input (`-`). Who is named in
    several ways is listed once. With --each, the numbers are where a mention starts and ends, in characters of
    the title or of the text as --json gives them, from 0.

    \b
    Examples:
      briefing mentions 1b0fc4d9
      briefing mentions --each report.md
      pdftotext statement.pdf - | briefing mentions -
      briefing mentions --json report.md | jq -r '.mentions[] | [.name, .text] | @tsv'
    """
    (found,) = read_articles((name,))
    if as_json:
        say_json(_document(found))
    elif each:
        _print_each(found)
    else:
        _print_table(found)
    if not (as_json or found.reading.title or found.reading.body):
        narrate("No names found.")
    return 0


def _document(found: ReadArticle) -> dict[str, Json]:
    article, reading = found
    return {
        "article": {**article_json(article), "text": article.text},
        "entities": [
            {"entity": entity.id, "name": entity.name, "kind": entity.kind.value, "mentions": count}
            for entity, count in _counted(found)
        ],
        "title_mentions": [mention_json(mention, article.title) for mention in reading.title],
        "mentions": [mention_json(mention, article.text) for mention in reading.body],
    }


def _counted(found: ReadArticle) -> list[tuple[Entity, int]]:
    """Who and what is named, title and text together, the most mentioned first."""
    counts = Counter(mention.entity.id for mention in (*found.reading.title, *found.reading.body))
    entities = {mention.entity.id: mention.entity for mention in (*found.reading.title, *found.reading.body)}
    return sorted(
        ((entities[id], count) for id, count in counts.items()),
        key=lambda counted: (-counted[1], counted[0].name, counted[0].id),
    )


def _print_table(found: ReadArticle) -> None:
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, listed in _texts(found):
        for mention in listed:
            forms[mention.entity.id][text[mention.start : mention.end]] += 1
    counted = _counted(found)
    widest = max((len(entity.name) for entity, _ in counted), default=0)
    for entity, count in counted:
        said = [form for form, _ in forms[entity.id].most_common()]
        more = ", …" if len(said) > _MOST_FORMS else ""
        say(
            f"{count:>5}  {entity.kind.value:<12}  ",
            Marked(f"{entity.name:<{widest}}", Look.STRONG),
            f"  {', '.join(said[:_MOST_FORMS])}{more}",
        )


def _print_each(found: ReadArticle) -> None:
    widest = max((len(mention.entity.name) for _, listed in _texts(found) for mention in listed), default=0)
    for part, (text, listed) in zip(("title", "text"), _texts(found), strict=True):
        for mention in listed:
            say(
                f"{part:<5}  {mention.start:>6} {mention.end:>6}  {mention.entity.kind.value:<12}  "
                f"{mention.role.value:<5}  ",
                Marked(f"{mention.entity.name:<{widest}}", Look.STRONG),
                f"  {text[mention.start : mention.end]}",
            )


def _texts(found: ReadArticle) -> tuple[tuple[str, Sequence[Mention]], tuple[str, Sequence[Mention]]]:
    return (found.article.title, found.reading.title), (found.article.text, found.reading.body)

"""`briefing names` and `briefing name`: who and where through the library, and what the user says of it."""

from __future__ import annotations

import click

from briefing.article import Kind
from briefing.cli import documents
from briefing.cli.numbers import counted
from briefing.cli.opening import with_names
from briefing.cli.output import Json, Look, Marked, narrate, say, say_json
from briefing.library.library import Library
from briefing.library.names import NameDetails
from briefing.reading.gazetteer import Change
from briefing.reading.locations import Location, in_words, locate
from briefing.tui import dates

_KINDS = [kind.value for kind in Kind]
_as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.command(short_help="List the names of the library.")
@click.argument("words", metavar="[WORD…]", nargs=-1)
@click.option("--kind", type=click.Choice(_KINDS), help="Those of one kind alone.")
@click.option("--limit", type=counted, metavar="N", help="The most names to print.")
@_as_json
def names(words: tuple[str, ...], kind: str | None, limit: int | None, as_json: bool) -> int:
    """List the people, organisations, states and places of the library, most mentioned first.

    With words, only those whose name has all of them.

    \b
    Examples:
      briefing names --limit 20
      briefing names kim --kind person --json
    """
    with with_names() as library:
        listed = library.names.all()
        if words:
            found = {entity.id for entity in library.names.find(" ".join(words))}
            listed = [count for count in listed if count.entity.id in found]
        listed = [count for count in listed if kind in {None, count.entity.kind.value}]
        hidden = library.names.hidden
    shown = listed[:limit]
    if as_json:
        say_json(
            {
                "names": [
                    {**documents.of_entity(name), "articles": articles, "mentions": mentions}
                    for name, articles, mentions in shown
                ],
                "hidden": [{"id": id, "name": name} for id, name in hidden.items()],
            }
        )
        return 0
    for name, articles, mentions in shown:
        say(
            f"{mentions:>6}  {name.kind.value:<12}  ",
            Marked(name.name, Look.STRONG),
            Marked(f"  {articles} article{'s' if articles != 1 else ''}  {name.id}", Look.MUTED),
        )
    if len(shown) < len(listed):
        narrate(f"{len(shown)} of {len(listed)} names are shown: --limit shows more")
    if hidden:
        narrate(f"hidden: {', '.join(hidden.values())}")
    return 0


class _Names(click.Group):
    """Takes what is none of its commands for a name to be told of."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in {"-h", "--help"}:
            args = ["about", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Names, short_help="Tell of a name, or put it right.", subcommand_metavar="NAME | COMMAND …")
def name() -> None:
    """Tell what is known of a name, or say who and what is one, two, of another kind, or none of interest.

    What you say holds for the whole library, now and whenever it is read again. A name is what it is shown
    as, some of its words, or its id. A name that is also a command is told of with  about.

    \b
    Examples:
      briefing name "Kim Jong Un"
      briefing name merge kim "Kim Jong Un"
      briefing undo
    """


@name.command(short_help="Tell what is known of a name.")
@click.argument("called", metavar="NAME")
@_as_json
def about(called: str, as_json: bool) -> int:
    """Tell what a name is: how it is written, what it does, why it was marked, where it is and where it occurs."""
    with with_names() as library:
        details = library.names.details(library.names.one(called))
        location = _location(library, details)
        headlines = library.headlines([id for id, _ in details.articles])
    counts = dict(details.articles)
    if as_json:
        say_json(
            {
                **documents.of_entity(details.entity),
                "country": location.country if location else None,
                "latitude": location.latitude if location else None,
                "longitude": location.longitude if location else None,
                "forms": [{"form": form, "mentions": count} for form, count in details.forms.items()],
                "roles": [{"role": role.value, "mentions": n} for role, n in details.roles.items()],
                "whys": [{"why": why.value, "mentions": n} for why, n in details.whys.items()],
                "articles": [
                    {**documents.of_headline(headline), "mentions": counts[headline.id]}
                    for headline in headlines
                ],
            }
        )
        return 0
    say(Marked(details.entity.name, Look.STRONG), f"  {details.entity.kind.value}  {details.entity.id}")
    for label, told in (
        ("written", ", ".join(f"{form} {count}" for form, count in details.forms.items())),
        ("role", ", ".join(f"{role.value} {count}" for role, count in details.roles.items())),
        ("marked by", ", ".join(f"{why.value} {count}" for why, count in details.whys.items())),
        ("where", in_words(location) if location else ""),
    ):
        if told:
            say(Marked(f"  {label:<10}", Look.MUTED), told)
    for headline in headlines:
        say(
            f"  {counts[headline.id]:>4}  {headline.id}  {dates.short(headline.published):>11}  {headline.source}"
        )
    return 0


@name.command(short_help="Take one name for another's.")
@click.argument("one", metavar="NAME")
@click.argument("into", metavar="OTHER")
@_as_json
def merge(one: str, into: str, as_json: bool) -> int:
    """Take NAME for OTHER: both are one from now on, called OTHER."""
    with with_names() as library:
        change = library.names.merge(library.names.one(one), library.names.one(into))
    return _told(change, as_json)


@name.command(short_help="Take one writing of a name for a name of its own.")
@click.argument("called", metavar="NAME")
@click.argument("form", metavar="WRITTEN")
@_as_json
def split(called: str, form: str, as_json: bool) -> int:
    """Take NAME, wherever it is WRITTEN so, for a name of its own."""
    with with_names() as library:
        entity = library.names.one(called)
        forms = library.names.details(entity).forms
        written = " ".join(form.split())
        if written not in forms:
            raise click.UsageError(f"{entity.name} is never written “{written}”, but {', '.join(forms)}.")
        change = library.names.split(written, entity)
    return _told(change, as_json)


@name.command(short_help="Say what a name stands for.")
@click.argument("called", metavar="NAME")
@click.argument("kind", type=click.Choice(_KINDS))
@_as_json
def kind(called: str, kind: str, as_json: bool) -> int:
    """Say whether NAME is a person, an organisation, a state or a place."""
    with with_names() as library:
        change = library.names.set_kind(library.names.one(called), Kind(kind))
    return _told(change, as_json)


@name.command(short_help="Mark a name no longer.")
@click.argument("called", metavar="NAME")
@_as_json
def hide(called: str, as_json: bool) -> int:
    """Mark NAME no longer, in any article."""
    with with_names() as library:
        change = library.names.hide(library.names.one(called))
    return _told(change, as_json)


@name.command(short_help="Mark a name again that was hidden.")
@click.argument("called", metavar="NAME")
@_as_json
def show(called: str, as_json: bool) -> int:
    """Mark NAME again, which was hidden."""
    with with_names() as library:
        hidden = library.names.hidden
        id = next((id for id, name in hidden.items() if called in {id, name}), called)
        change = library.names.show(id)
    return _told(change, as_json)


def _told(change: Change, as_json: bool) -> int:
    """Tell what was changed, then bring the library up to it."""
    if as_json:
        document: dict[str, Json] = {"change": dict(change.as_yaml), "sentence": change.sentence}
        say_json(document)
    else:
        say(change.sentence)
    with with_names():
        return 0


def _location(library: Library, details: NameDetails) -> Location | None:
    """Where a place is, by the newest article that names it."""
    if details.entity.kind not in {Kind.STATE, Kind.PLACE}:
        return None
    for id, _ in details.articles[:1]:
        article = library.article(id)
        return locate(library.reading(id), article.title, article.text).get(details.entity.id)
    return None

"""`briefing report` and `briefing verify`: what came in and how, and whether it is still what it was."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import click

from briefing import config
from briefing.cli import progress
from briefing.cli.adding import settled_limits
from briefing.cli.annotated import print_annotation
from briefing.cli.numbers import counted
from briefing.cli.opening import home_to_keep
from briefing.cli.output import CommandError, Json, Look, Marked, narrate, report_json, say, say_json
from briefing.library.library import Library
from briefing.library.runs import ACTIONS, Action, Outcome, Run


@click.command(short_help="Tell what became of what was brought in.")
@click.argument("run", metavar="[RUN]", type=counted, required=False)
@click.option("--all", "everything", is_flag=True, help="Tell of what was unchanged, too.")
@click.option("--list", "listed", is_flag=True, help="List the runs that are kept instead.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, of every item.")
def report(run: int | None, everything: bool, listed: bool, as_json: bool) -> int:
    """Tell item by item what was added, updated and skipped, and why, in the newest run or another one.

    \b
    Examples:
      briefing report
      briefing report --list
      briefing report 12 --all
    """
    library = Library.open(config.home())
    try:
        runs = library.runs.all()
        if listed:
            if as_json:
                say_json({"runs": [_document(each) for each in runs]})
            else:
                for each in runs:
                    say(Marked(f"{each.number:>4}", Look.STRONG), f"  {_told(each)}")
            return 0
        chosen = next((each for each in runs if run in (None, each.number)), None)
        if chosen is None:
            raise CommandError(
                f"There is no run {run}: see  briefing report --list"
                if run
                else "Nothing was brought in yet."
            )
        actions: Sequence[Action] = ACTIONS if everything or as_json else ("added", "updated", "skipped")
        outcomes = library.runs.outcomes(chosen.number, actions)
    finally:
        library.close()
    if as_json:
        say_json({**_document(chosen), "items": [_item(outcome) for outcome in outcomes]})
        return 0
    for outcome in outcomes:
        look = Look.MUTED if outcome.action in ("unchanged", "skipped") else Look.STRONG
        told = outcome.reason if outcome.action == "skipped" else outcome.title
        say(Marked(f"{outcome.action:<10}", look), told, Marked(f"  {outcome.origin}", Look.MUTED))
    narrate(f"run {chosen.number}: {_told(chosen)}")
    return 0


def _told(run: Run) -> str:
    counts = ", ".join(f"{count} {action}" for action, count in run.counts.items())
    end = "" if run.ended_at else "; interrupted, or still under way"
    return f"{run.what} of {run.started_at.astimezone():%Y-%m-%d %H:%M}: {counts}{end}"


def _document(run: Run) -> dict[str, Json]:
    return {
        "run": run.number,
        "what": run.what,
        "started_at": run.started_at.isoformat(),
        "ended_at": run.ended_at.isoformat() if run.ended_at else None,
        "counts": {str(action): count for action, count in run.counts.items()},
    }


def _item(outcome: Outcome) -> dict[str, Json]:
    return {
        "action": outcome.action,
        "id": outcome.article_id,
        "title": outcome.title,
        "origin": outcome.origin,
        "reason": outcome.reason,
    }


@click.command(short_help="Check articles against their originals.")
@click.argument("articles", metavar="[ARTICLE]…", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Tell of what is unchanged, too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, a summary last.")
def verify(articles: Sequence[str], everything: bool, as_json: bool) -> int:
    """Compute all digests again, and name what changed since it came in: originals, or the archive itself.

    What was fetched is checked against the original that the archive keeps, the rest against its file. Pins and
    notes that a change touches are named, also where the changed file was added again. The exit code is 1 if
    anything changed. While you have no library of your own, the samples are checked.

    \b
    Examples:
      briefing verify
      briefing verify 000_059 --all
    """
    from briefing.intake.verifying import verify as verified

    home, limits = home_to_keep(), settled_limits()
    counts: dict[str, int] = {}
    with closing(Library.open(home)) as library, progress.shown() as tell:
        only = [library.resolve(article) for article in articles]
        for each in verified(home, limits, tell=lambda done, of: tell("originals", done, of), only=only):
            counts[each.state] = counts.get(each.state, 0) + 1
            as_it_was = each.state in ("unchanged", "not verifiable")
            touched = library.annotations.touched_by(each.article_id, changed=not as_it_was)
            if as_json:
                report_json(
                    {"id": each.article_id, "title": each.title, "origin": each.origin, "state": each.state,
                     "reason": each.told, "touches": [annotation.id for annotation in touched]}
                )  # fmt: skip
            elif everything or touched or not as_it_was:
                look = Look.MUTED if each.state == "unchanged" else Look.STRONG
                say(
                    Marked(f"{each.state:<17}", look),
                    f"{each.title}  {each.told}",
                    Marked(f"  {each.origin}", Look.MUTED),
                )
                for annotation in touched:
                    print_annotation(library, annotation)
    if as_json:
        report_json({"summary": dict(counts)})
    else:
        narrate(", ".join(f"{count} {state}" for state, count in counts.items()) or "Nothing to check")
    return 0 if set(counts) <= {"unchanged", "not verifiable"} else 1

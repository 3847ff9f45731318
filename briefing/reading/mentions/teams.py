"""States that play: in the report of a match, "Belgium" that acts is a team, an organisation of its own.

That is how annotators of news have it since MUC-7, and how a reader means it: a story of a tournament is not one
about what its governments did. A place it stays where something happens: "in Belgium".
"""
# ruff: noqa: SIM905 - lists of words are read as words

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.article import Entity, Kind, Role, Why
from briefing.reading.mentions.candidate import Candidate
from briefing.reading.mentions.lexicon import Form, Lexicon
from briefing.reading.mentions.tokens import Line

_WORDS = frozenset(
    """
    batsman batsmen bowled bowler crossbar cup defender defenders equaliser equalizer fixture fixtures
    footballer footballers forward friendly goal goalkeeper goalless goals halftime inning innings kickoff
    knockout league match matches midfield midfielder midfielders offside penalty pitcher playoff playoffs
    quarterfinal quarterfinals referee rugby scored scorer scoring semifinal semifinals shootout soccer
    striker strikers substitute substituted teammate teammates unbeaten wicket wickets winger
    """.split()
)
"""Words that reports of matches are made of."""
_COUNTRIES_WITHOUT_STATE = frozenset({"england", "scotland", "wales", "northern ireland"})
"""They field teams of their own."""
_LEAST_WORDS = 6
"""So many different ones make an article a report of a match, if they are dense too."""
_LEAST_SHARE = 0.02
"""Of an article's words."""


def name_teams(found: Iterable[Candidate], lines: Sequence[Line], book: Lexicon) -> None:
    """In the report of a match, let states that act be teams; the user's names stay what they are."""
    if not _reports_match(lines):
        return
    for candidate in found:
        if candidate.why is not Why.USER and candidate.entity is not None and _plays(candidate, book):
            of = candidate.entity
            side = of.id.partition(":")[2].lower()
            candidate.kind, candidate.role = Kind.ORGANISATION, None
            candidate.entity = Entity(f"organisation:team-{side}", f"{of.name} (team)", Kind.ORGANISATION)


def _plays(candidate: Candidate, book: Lexicon) -> bool:
    if candidate.key in _COUNTRIES_WITHOUT_STATE:
        return not candidate.where
    known = book.phrases.get(candidate.key)
    named = known is not None and known.form is Form.NAME and candidate.office is None
    return named and candidate.kind is Kind.STATE and candidate.role is Role.ACTOR


def _reports_match(lines: Sequence[Line]) -> bool:
    sport = [key for line in lines if not _WORDS.isdisjoint(line.keys) for key in line.keys if key in _WORDS]
    return len(set(sport)) >= _LEAST_WORDS and len(sport) >= _LEAST_SHARE * sum(map(len, lines))

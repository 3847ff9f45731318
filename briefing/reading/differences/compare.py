"""From two accounts to all in which they differ, and to how each passage stands to the other account."""

from __future__ import annotations

from itertools import chain

from briefing.comparison import (
    DISPUTES,
    Account,
    Comparison,
    Difference,
    DifferenceKind,
    PassageState,
    likeness,
)
from briefing.correspondence import Alignment
from briefing.reading.differences.attribution import differing_attribution
from briefing.reading.differences.dates import differing_dates
from briefing.reading.differences.denial import differing_denial
from briefing.reading.differences.names import differing_names
from briefing.reading.differences.numbers import differing_numbers
from briefing.reading.differences.publication import differing_publication
from briefing.reading.differences.statements import Pairs, statements
from briefing.reading.passages import passages

_ORDER = tuple(DifferenceKind)


def compare(a: Account, b: Account, alignment: Alignment, *, id_a: str = "", id_b: str = "") -> Comparison:
    """All in which two aligned accounts differ, and for each passage how it stands to the other account."""
    pairs = Pairs(statements(a, b.published), statements(b, a.published))
    found = chain(
        differing_denial(pairs),
        differing_numbers(pairs),
        differing_publication(a, b),
        differing_dates(pairs),
        differing_attribution(pairs),
        differing_names(a, b),
    )
    differences = tuple(sorted(found, key=lambda d: (_ORDER.index(d.kind), -d.score)))
    return Comparison(
        a=id_a,
        b=id_b,
        alignment=alignment,
        differences=differences,
        states_a=_states(alignment, 0, len(passages(a.text)), _disputed(differences, 0)),
        states_b=_states(alignment, 1, len(passages(b.text)), _disputed(differences, 1)),
    )


def _disputed(differences: tuple[Difference, ...], side: int) -> set[int]:
    """The passages in which something is told otherwise; a name that one has alone is no dispute."""
    told = [d.passage_b if side else d.passage_a for d in differences if d.kind in DISPUTES]
    return {passage for passage in told if passage is not None}


def _states(alignment: Alignment, side: int, count: int, disputed: set[int]) -> tuple[PassageState, ...]:
    states = [PassageState.NO_CLOSE_MATCH] * count
    for link in alignment.links:
        passage = link.b if side else link.a
        if states[passage] is not PassageState.TOLD_BY_BOTH:
            states[passage] = likeness(link)
    for index in disputed:
        states[index] = PassageState.IN_CONFLICT
    return tuple(states)

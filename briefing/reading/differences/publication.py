"""When the two accounts appeared: the one that came later may know more."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.comparison import Account, Difference, DifferenceKind, Publication, Side


def differing_publication(a: Account, b: Account) -> Iterator[Difference]:
    """That they appeared on different days, if both say when they appeared."""
    if a.published and b.published and a.published != b.published:
        days = abs((a.published - b.published).days)
        note = f"{days} {'day' if days == 1 else 'days'} apart"
        yield Difference(DifferenceKind.PUBLISHED, _side(a), _side(b), 1.0, (), note)


def _side(account: Account) -> Side:
    assert account.published
    shown = f"published {account.published.isoformat()}"
    return Side(None, None, None, Publication(account.published), shown)

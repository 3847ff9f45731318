"""What a brief calls agreed: no two sentences that contradict each other, and none that denies the other."""

from __future__ import annotations

from pathlib import Path

from briefing.brief.document import SectionKind
from briefing.brief.ledger import read_ledger
from briefing.collect import collect
from briefing.library.library import Library
from briefing.library.writer import add

STRIKE = "The rail strike began on Friday, stopping {} percent of trains across the country, {} said."
SLEPT = "About {} people slept in stations overnight because of the rail strike."
DENIED = (
    "The union leader denied that the rail strike that began on Friday was stopping 60 percent of trains."
)


def test_contradictions_and_denials_are_disputed_and_not_agreed(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(f"date 2024-03-01 {STRIKE.format(60, 'the union')}\n\n{SLEPT.format(200)}")
    (folder / "b.txt").write_text(
        f"date 2024-03-01 {STRIKE.format(40, 'the railway')}\n\n{SLEPT.format(300)}"
    )
    (folder / "c.txt").write_text(f"date 2024-03-01 {DENIED}\n\nMany people slept in stations overnight.")
    add(tmp_path / "home", collect([folder]), report=lambda outcome: None)
    library = Library.open(tmp_path / "home")
    articles = [id for story in library.stories() for id in story.articles]
    assert len(articles) == 3
    ledger = read_ledger(library, articles)
    library.close()
    told = [
        {anchor.text for anchor in claim.anchors}
        for section in (SectionKind.BOTTOM_LINE, SectionKind.AGREED)
        for claim in ledger.of(section)
    ]
    assert not any(DENIED in claim and len(claim) > 1 for claim in told)
    assert not any({SLEPT.format(200), SLEPT.format(300)} <= claim for claim in told)
    assert not any(
        {STRIKE.format(60, "the union"), STRIKE.format(40, "the railway")} <= claim for claim in told
    )
    disputed = [{anchor.text for anchor in entry.anchors} for entry in ledger.of(SectionKind.DISPUTED)]
    assert {SLEPT.format(200), SLEPT.format(300)} in disputed


NAMED = "Mayor Anna Lindholm of Skelle opened the Ornvik lighthouse before three hundred guests on Friday."
TOLD_TOO = "The Ornvik lighthouse was opened before three hundred guests by Mayor Anna Lindholm of Skelle."
OF_THE_SAME_PEOPLE = (
    "The lighthouse at Ornvik had cost Anna Lindholm, when mayor of Skelle, "
    "more nights than her whole campaign."
)


def _agreed(tmp_path: Path, *texts: str) -> list[set[str]]:
    """What articles of one day with these texts are said to agree on, by the sentences."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in zip("abc", texts, strict=False):
        (folder / f"{name}.txt").write_text(f"date 2024-03-01 {text}")
    add(tmp_path / "home", collect([folder]), report=lambda outcome: None)
    library = Library.open(tmp_path / "home")
    ledger = read_ledger(library, [id for story in library.stories() for id in story.articles])
    library.close()
    claims = [*ledger.of(SectionKind.BOTTOM_LINE), *ledger.of(SectionKind.AGREED)]
    return [{anchor.text for anchor in claim.anchors} for claim in claims]


def test_sentences_that_share_no_more_than_names_agree_on_nothing(tmp_path: Path) -> None:
    assert _agreed(
        tmp_path,
        f"{NAMED}\n\nRain fell on the harbour.",
        f"{TOLD_TOO}\n\nA band played until midnight.",
        f"{OF_THE_SAME_PEOPLE}\n\nBoats lay idle along the quay.",
    ) == [{NAMED, TOLD_TOO}]


def test_the_credit_of_a_picture_is_nothing_that_sources_agree_on(tmp_path: Path) -> None:
    assert _agreed(
        tmp_path,
        f"{NAMED}\n\nPhoto: Karin Holmgren/Reuters",
        f"{TOLD_TOO}\n\n(Karin Holmgren/Reuters)",
    ) == [{NAMED, TOLD_TOO}]

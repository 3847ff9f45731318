"""The shipped tables: every name in them is found as what they say it is."""

from importlib.resources import files

import pytest

from briefing.article import Kind
from briefing.reading.mentions import find_mentions
from briefing.reading.mentions.lexicon import lexicon, slug


def rows(table: str, columns: int) -> list[list[str]]:
    lines = (files("briefing.reading.mentions") / "data" / table).read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    assert {len(row) for row in cells} <= set(range(2, columns + 1))
    return [row + [""] * (columns - len(row)) for row in cells]


def several(cell: str) -> list[str]:
    return [name for name in cell.split(";") if name and name != "-"]


def found(sentence: str, name: str) -> list[tuple[str, str]]:
    text = sentence.format(name)
    return [(text[m.start : m.end], m.entity.id) for m in find_mentions(text)]


def test_every_state_is_found_by_its_names() -> None:
    wrong = {
        form: found("Then they praised {} for it.", form)
        for code, name, others, _, _, houses in rows("states.tsv", 6)
        for form in [name, *several(others), *several(houses)]
        if f"state:{code}" not in lexicon().namesakes
        and found("Then they praised {} for it.", form) != [(form, f"state:{code}")]
    }
    assert wrong == {}


def test_every_capital_speaks_for_its_state_and_is_a_city_too() -> None:
    wrong = {
        capital
        for code, _, _, _, capitals, _ in rows("states.tsv", 6)
        for capital in several(capitals)
        if found("Later {} warned them.", capital) != [(capital, f"state:{code}")]
        or [i.partition(":")[0] for _, i in found("They met in {} later.", capital)] != [Kind.PLACE]
    }
    assert wrong == set()


def test_every_adjective_names_its_state() -> None:
    wrong = {
        adjective: found("They bought {} steel there.", adjective)
        for code, _, _, adjectives, _, _ in rows("states.tsv", 6)
        for adjective in several(adjectives)
        if found("They bought {} steel there.", adjective) != [(adjective, f"state:{code}")]
    }
    assert wrong == {}


def may_be_a_person(form: str) -> bool:
    """Whether people bear the name too, so that a sentence without context does not decide: "Charlotte"."""
    return form.casefold() in lexicon().given | lexicon().surnames


@pytest.mark.parametrize(
    ("table", "kind"),
    [("organisations.tsv", Kind.ORGANISATION), ("regions.tsv", Kind.PLACE), ("people.tsv", Kind.PERSON)],
)
def test_every_name_of_a_table_is_one_entity_of_its_kind(table: str, kind: Kind) -> None:
    wrong = {
        form: found("Then they praised {} for it.", form)
        for name, others in rows(table, 2)
        for form in [name, *several(others)]
        if found("Then they praised {} for it.", form) != [(form, f"{kind}:{slug(name)}")]
        and (kind is Kind.PERSON or not may_be_a_person(form))
    }
    assert wrong == {}


def test_codes_and_names_are_given_once() -> None:
    codes = [row[0] for row in rows("states.tsv", 6)]
    assert len(codes) == len(set(codes))
    names = [row[0] for table in ("organisations.tsv", "regions.tsv", "people.tsv") for row in rows(table, 2)]
    assert len(names) == len(set(names))

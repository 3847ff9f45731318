"""What an entry of the list of differences means, in a sentence for the line below the texts."""

from __future__ import annotations

from briefing.comparison import PassageState
from briefing.tui.facing import SIGNS, number
from briefing.tui.ledger import Entry, Said, Topic, letter, name_passage
from briefing.tui.widgets.compare_head import EvidenceLine


def tell_entry(entry: Entry, reading: int) -> EvidenceLine:
    """What an entry of the list means, in a sentence; where two contradict, the one that is not read first.

    What is being read is before the reader's eyes, and the line may have no room for both.
    """
    lacking = " and ".join(letter(column) for column in entry.missing)
    match entry.topic:
        case Topic.NAMES:
            has = " and ".join(letter(column) for column in entry.told)
            return EvidenceLine("+", "accent", f"{entry.note} is named in {has} and not in {lacking}")
        case Topic.PUBLISHED:
            told = " » ".join(f"{letter(column)} {said.shown}" for column, said in entry.told.items())
            text = f"Published {told}, {entry.note}: no contradiction, but the later may know more"
            return EvidenceLine("»", "accent", text)
        case Topic.NO_MATCH:
            near = f"; {entry.note}" + (f": {' · '.join(entry.words)}" if entry.words else "")
            text = f"No close match found in {lacking}{near} (it may still be told there in other words)"
            return EvidenceLine("·", "accent", text)
        case Topic.BOTH | Topic.LOOSE:
            sign, how = SIGNS[PassageState(entry.topic.value)], entry.topic.value.capitalize()
            return EvidenceLine(sign, "told-by-both", f"{how}, {entry.note}: {' · '.join(entry.words)}")
        case _:
            told = " ↔ ".join(
                f"{_place(column, said)} {_in_words(said)}"
                for column, said in sorted(entry.told.items(), key=lambda told: told[0] == reading)
            )
            # As the first of them writes it: the other may say “arms” where this one says “weapons”.
            first = letter(min(entry.told))
            both = f"; both speak of what {first} calls {' · '.join(entry.words)}" if entry.words else ""
            sure = f" (sure to {number(entry.score)})" if entry.score < 1 else ""
            return EvidenceLine("≠", "in-conflict", f"{entry.topic.value}: {told}{both}{sure}")


def _in_words(said: Said) -> str:
    return f"{said.shown}: “{said.gist}”" if said.gist else said.shown


def _place(column: int, said: Said) -> str:
    return letter(column) if said.passage is None else name_passage(column, said.passage)

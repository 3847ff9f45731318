"""Quantities: the numbers of a text with what they count or measure, in digits or in words.

The steps, each in a module of its own: `tokens` (words, figures and signs), `numerals` (which of them make a
number), `naming` (numbers that count nothing: dates, flights, results), `units` (what is measured), `scales` (how
strong or how hot something is), `find` (all of it, with what the words before and after a number make of it).
"""

from briefing.reading.quantities.find import FoundQuantity, figures, quantities
from briefing.reading.quantities.numerals import NUMBER_WORDS
from briefing.reading.quantities.scales import SCALES

__all__ = ["NUMBER_WORDS", "SCALES", "FoundQuantity", "figures", "quantities"]

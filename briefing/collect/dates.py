"""Days as articles write them. A day that could be read in two ways is not read at all."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_LONGEST = 100
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[t\s].*)?", re.DOTALL)
_WEEKDAY = r"(?:[a-z]{3,9},?\s+)?"
_DAY_FIRST = re.compile(_WEEKDAY + r"([0-9]{1,2})\s+([a-z]{3,9})\.?,?\s+([0-9]{4})(?:,?\s.*)?", re.DOTALL)
_MONTH_FIRST = re.compile(_WEEKDAY + r"([a-z]{3,9})\.?\s+([0-9]{1,2}),?\s+([0-9]{4})(?:,?\s.*)?", re.DOTALL)


def parse_date(value: object) -> date | None:
    """The day that a value says, in its own time zone; None where it says none, or not clearly.

    Read are `2023-11-13` and what ISO 8601 lets follow, `Mon, 13 Nov 2023 10:00:00 GMT`,
    `13 November 2023` and `November 13, 2023`, but not `11/12/2023`.
    """
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    words = value.strip().lower()
    if match := _YEAR_FIRST.fullmatch(words):
        return _day(match[1], match[3], match[4])
    if match := _DAY_FIRST.fullmatch(words):
        return _day(match[3], match[2], match[1])
    if match := _MONTH_FIRST.fullmatch(words):
        return _day(match[3], match[1], match[2])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(month)), None)
    try:
        return date(int(year), number or int(month), int(day))
    except ValueError:
        return None

"""The line with which agencies begin a report: where it was written, on which day, and for whom.

    MOSCOW, Nov 13 (Reuters) - …        PYONGYANG, North Korea — …        MOSCOW, November 13. /TASS/. …

It stays in the text, since it is part of what the source wrote.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from briefing.collect.dates import parse_date

_READ_AHEAD = 200
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = (
    rf"(?:(?P<month>{_MONTH})\s+(?P<day>[0-9]{{1,2}})|(?P<day_first>[0-9]{{1,2}})\s+(?P<month_last>{_MONTH}))"
    r"(?:,?\s+(?P<year>[0-9]{4}))?"
)
_AGENCIES = (
    r"(?:Reuters|AP|Associated Press|AFP|dpa|Xinhua|Yonhap|TASS|UPI|ANI|PTI|IANS|KCNA|Interfax|Kyodo|ANSA|EFE"
    r"|Bloomberg|CNN|BBC|APA|APTN|RIA Novosti|RIA|Anadolu|AA|WAM|SANA|IRNA|MENA|VOA|RFE/RL|Thomson Reuters"
    r"|Reuters Health|NYT|Tribune News Service|TNS)"
)
_AGENCY = rf"(?:\((?P<agency>{_AGENCIES})\)|/\s?(?P<slashed>{_AGENCIES})\s?/\.?)"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'/-]*"
_NAME = r"[A-ZÀ-Þ][\w.’'-]*"
_PLACE = (
    rf"(?P<place>(?:{_CAPITALS}(?: {_CAPITALS}){{0,3}}|(?P<lower>{_NAME}(?: {_NAME}){{0,3}}))"
    rf"(?P<region>, (?!{_MONTH}\s*[0-9]){_NAME}(?: {_NAME}){{0,2}}){{0,2}}?)"
)
_DATELINE = re.compile(
    rf"\s*(?:{_PLACE}(?P<dated>[,.]?\s+{_DAY}\.?)?|{_DAY.replace('?P<', '?P<only_')})"
    rf"(?:\s*{_AGENCY}\s*(?P<dash>[-–—]{{1,2}}|:)?|\s*(?P<dash_alone>[-–—]{{1,2}}))\s*(?=\S)"
)
_NO_PLACES_WORDS = (
    "ANALYSIS BREAKING CORRECTED CORRECTION EXCLUSIVE EXPLAINER FACTBOX FACT FEATURE INTERVIEW LIVE"
    " OPINION REVIEW SUMMARY TIMELINE UPDATE UPDATED URGENT VIDEO WATCH PHOTOS PODCAST QUOTES ADVISORY"
    " ALERT NOTE EDITORIAL COLUMN UNESCO UNICEF INTERPOL NATO OPEC NASA FIFA UEFA COVID BRIEF POLL READ"
    " MORE SPOILER WARNING"
)
_NO_PLACES = frozenset(_NO_PLACES_WORDS.split())
_INITIALS_LAST = re.compile(r"\b[A-Z]\.[A-Z]\.$")
_PART = re.compile(r"(?<![\w.])[^\W\d_]{2,}(?!\.\w)")
_SHORTEST_ALONE = 4
"""Letters of a place that nothing but a dash follows: shorter ones are mostly abbreviations."""


class Dateline(NamedTuple):
    """What a dateline says; None for what it does not."""

    place: str | None
    published: date | None


def read_dateline(text: str, published: date | None, not_after: date | None) -> Dateline:
    """Where and when an article says it was written.

    A day without a year takes it from `published`, the day known otherwise; without that it is the newest such
    day up to `not_after`, for what came fresh from its source, and else none: a year is never guessed.

    >>> read_dateline("MOSCOW, Nov 13, 2023 (Reuters) - Kim met Putin.", None, None)
    Dateline(place='Moscow', published=datetime.date(2023, 11, 13))
    """
    match = _DATELINE.match(text[:_READ_AHEAD])
    if match is None:
        return Dateline(None, None)
    told = match.groupdict()
    agency = told["agency"] or told["slashed"]
    dated = told["dated"] is not None
    place = told["place"]
    if place is None:
        if not agency:
            return Dateline(None, None)
        return Dateline(None, _day(told, "only_", published, not_after))
    if not _is_dateline(told, bool(agency), dated):
        return Dateline(None, None)
    return Dateline(_in_small_letters(place), _day(told, "", published, not_after) if dated else None)


def _is_dateline(told: dict[str, str | None], agency: bool, dated: bool) -> bool:
    """Whether enough speaks for it: an agency, or capitals with a day, a region or a long dash behind them."""
    place = told["place"] or ""
    if any(word.strip(".,") in _NO_PLACES for word in place.split()):
        return False
    letters = sum(map(str.isalpha, place.split(",")[0]))
    if agency:
        return letters > 1
    if told["lower"]:
        return False
    return dated or bool(told["region"]) or (told["dash_alone"] != "-" and letters >= _SHORTEST_ALONE)


def _day(
    told: dict[str, str | None], kind: str, published: date | None, not_after: date | None
) -> date | None:
    month = told[f"{kind}month"] or told[f"{kind}month_last"]
    day = told[f"{kind}day"] or told[f"{kind}day_first"]
    if month is None or day is None:
        return None

    def in_year(year: int | str) -> date | None:
        return parse_date(f"{day} {month} {year}")

    if year := told[f"{kind}year"]:
        return in_year(year)
    if published is not None:
        near = [found for shift in (-1, 0, 1) if (found := in_year(published.year + shift))]
        return min(near, key=lambda found: abs(found - published), default=None)
    if not_after is not None:
        latest = not_after + timedelta(days=1)  # it may be tomorrow there
        return next(
            (found for back in (0, 1) if (found := in_year(latest.year - back)) and found <= latest), None
        )
    return None


def _in_small_letters(place: str) -> str:
    """A place as one writes it: `NEW YORK` as New York, what has small letters or full stops as it is."""
    words = (place if _INITIALS_LAST.search(place) else place.rstrip(".,")).split()
    return " ".join(
        _PART.sub(lambda part: part[0].capitalize(), word) if word.isupper() else word for word in words
    )

"""Copies: texts of which one was made from the other, such as a wire report that several outlets print.

A text is known by a few of its runs of five words (`prints`). Two that share some of these are read side by side
(`confirm`): they are copies if enough of the shorter stands in the longer, in the same order. What one of them says
otherwise is told sentence by sentence (`changes`).
"""

from __future__ import annotations

from briefing.reading.copies.changes import changes
from briefing.reading.copies.confirm import COPIED, Runs, are_copies, copied_share, runs, runs_of
from briefing.reading.copies.prints import LEAST_PRINTS, Prints, boilerplate, prints, worth_reading

__all__ = [
    "COPIED",
    "LEAST_PRINTS",
    "Prints",
    "Runs",
    "are_copies",
    "boilerplate",
    "changes",
    "copied_share",
    "prints",
    "runs",
    "runs_of",
    "worth_reading",
]

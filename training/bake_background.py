"""Bake the table of how common words are in the news: `briefing/reading/background/document_frequencies.tsv`.

    pip install wordfreq==3.1.1
    python training/bake_background.py

The package `wordfreq` gives how often each of some 29,000 English words is used. A word that makes up the
share p of running text stands in 1 - exp(-400 p) of all articles of 400 words, were its uses spread evenly.
The words are folded and stemmed as the program does it, their shares added up.
"""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path

from wordfreq import get_frequency_dict

from briefing.reading import background
from briefing.reading.stems import stem
from briefing.reading.words import words

ARTICLE_WORDS = 400
RAREST = 5e-4
"""Stems in fewer articles than this are left out: to the program they are as rare as unknown ones."""


def main() -> None:
    """Write the table, the commonest stem first."""
    shares: dict[str, float] = defaultdict(float)
    for written, share in get_frequency_dict("en", wordlist="small").items():
        for word in words(written):
            shares[stem(word.folded)] += share
    rates = {term: 1 - math.exp(-ARTICLE_WORDS * share) for term, share in shares.items()}
    kept = sorted((-rate, term) for term, rate in rates.items() if rate >= RAREST)
    lines = [f"{term}\t{round(-negated * background.PER)}\n" for negated, term in kept]
    Path(background.__file__).with_name(background.TABLE).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

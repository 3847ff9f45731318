"""Who and where: the people, organisations, states and places that an article names.

The steps: `stretches` (where words and the gaps between them are, with hashes by which `numbers` finds those met
before); `tokens` (words with what of their writing bears on names; `vocabulary` keeps the distinct ones and
`gaps` sorts what stands between them), `lexicon` (known names) and `overrides` (the user's); `tagger`, a
conditional random field (its weights in `model`, what they say of each word in `rows`, what it looks at in
`columns`, `word_features`, `hints` and `features`); `trim` and `spread` (edges put right, surnames carried through
the article); `lookup` (what the tables know beside), `candidates` with `scene` (states and what they do) and
`teams`; `resolve` with `people` and `organisations` (whose names they are); `find` (all of it in order).

What is marked, and how:

* A person without title ("Vladimir Putin" of "President Vladimir Putin"); a surname alone, the nearest
  full name before it deciding between namesakes; and a description by office, without its article, where
  the text says who holds it: "Russian president" of "the Russian president".
* A state by its names, its adjective, its capital where that acts for it ("Moscow warned"), and its
  government's house ("the Kremlin"). It is a place where something happens in it or goes to it, and acts
  everywhere else. In the report of a match a state that acts is its team, an organisation.
* A place with the words that belong to its name and have capitals: "Vostochny Cosmodrome", but
  "Vostochny" of "Vostochny space launch site"; both are `place:vostochny`.
* Never the article before a name, nor the possessive after it.
"""

from briefing.reading.mentions.find import find_mentions, read, read_many

__all__ = ["find_mentions", "read", "read_many"]

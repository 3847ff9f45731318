"""Attribution: whose word a sentence is, in direct and in indirect speech.

Only a third to a half of reported speech stands in quotation marks, so what tells is the verb or the phrase:
"believes", "suspect", "made it clear", "according to" (`cues`). The speaker is the phrase before the verb, or
after it where the speech comes first (`speaker`). What stands inside quotation marks (`quotations`) is the word
of whoever is quoted, in all its sentences, and no cue in it is the article's. `find` goes through a text.
"""

from briefing.reading.attribution.find import NOBODY, UNREAD, FoundAttribution, attributions

__all__ = ["NOBODY", "UNREAD", "FoundAttribution", "attributions"]

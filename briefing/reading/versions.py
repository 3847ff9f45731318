"""Versions of what is read in texts: a library whose articles were read by another one reads them anew.

They stand apart from what they are versions of, so that asking whether a library is up to date imports none of it.
"""

MENTIONS = "7"
"""Changes whenever `mentions` would read the same text differently."""
STORIES = "3"
"""Changes whenever `stories` would group or name the same articles otherwise."""
COPIES = "1"
"""Changes whenever `copies` would make other prints of the same text."""

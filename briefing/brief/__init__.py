"""The brief: from what was pinned, and from what the sources say beside each other, to something handed over.

Data flows one way here too: the ledger (what can be said of a story without the reader) and the reader's own pins and
words are arranged by an outline, which is a file; building makes a document of it, in which every line is cited; and
each format writes that document, escaped for itself.
"""

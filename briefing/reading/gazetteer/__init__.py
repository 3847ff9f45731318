"""The user's word on names, which goes before everything that is found otherwise.

A gazetteer is given as an object that was loaded already, most often from YAML:

    names:
      - name: Kim Jong Un        # required: how it is shown
        kind: person             # required: person, organisation, state or place
        aliases: [KJU, Marshal Kim]
        case: exact              # exact (the default): as written here; any: small and capital letters alike
        id: person:kim-jong-un   # optional: the identity, where it shall be one with another's
    exclude: [Most, Reading]     # names never to be marked
    changes:                     # what is found put right, in this order; see `changes`
      - {merge: person:kim, into: person:kim-jong-un, name: Kim Jong Un}

Each key may be left out. Of several names that begin at the same word the longest is taken, and of equal
ones that of the gazetteer merged first.
"""

from briefing.reading.gazetteer.changes import Change, Changes, Verb
from briefing.reading.gazetteer.checks import GazetteerProblem
from briefing.reading.gazetteer.entries import Gazetteer, GazetteerEntry

__all__ = ["Change", "Changes", "Gazetteer", "GazetteerEntry", "GazetteerProblem", "Verb"]

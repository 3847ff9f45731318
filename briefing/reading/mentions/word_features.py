"""What a word says by itself: its features, its traits and its class, made once for each distinct word.

A feature is a short string that the model may have weights for; a trait is what the neighbours want to know of a
word; and its class is one of a few, so that two neighbours' classes can be looked up together.
"""

from __future__ import annotations

from typing import NamedTuple

from briefing.article import Kind
from briefing.reading.mentions import cues
from briefing.reading.mentions.lexicon import Form, Known, Lexicon
from briefing.reading.mentions.tokens import LOUD


class Trait:
    """What a word can be, by the tables and by its writing: bits of plain integers, as numpy is quick with those."""

    CAPITAL = 1
    LOWER = 1 << 1
    ACRONYM = 1 << 2
    INITIAL = 1 << 3
    TITLE = 1 << 4
    GIVEN = 1 << 5
    SURNAME = 1 << 6
    WORD = 1 << 7
    LOCATIVE = 1 << 8
    SPEECH = 1 << 9
    PERSON_NOUN = 1 << 10
    ORGANISATION_NOUN = 1 << 11
    FOLLOWS_ORGANISATION = 1 << 12
    PLACE_NOUN = 1 << 13
    ORGANISATION_HEAD = 1 << 14
    COMPANY_SUFFIX = 1 << 15
    PLACE_HEAD = 1 << 16
    AGE = 1 << 17
    OF = 1 << 18
    THE = 1 << 19
    LINK = 1 << 20
    """A small word or a number that a name may hold: "of", "von", "20th"."""
    DOTTED = 1 << 21
    """A word whose dot may stand inside a name: "St", "Mr", "J"."""
    STATE = 1 << 22
    CITY = 1 << 23
    PRONOUN = 1 << 24
    DOMAIN = 1 << 25
    """The end of an address: "com"."""
    TOWN = 1 << 26


_LINKS = (
    frozenset(
        [
            "of",
            "the",
            "and",
            "for",
            "on",
            "in",
            "de",
            "la",
            "le",
            "du",
            "des",
            "der",
            "van",
            "von",
            "den",
            "da",
            "di",
            "do",
            "dos",
            "del",
            "della",
            "y",
            "bin",
            "ibn",
            "al",
            "el",
            "und",
            "et",
            "to",
            "at",
            "ul",
            "e",
        ]
    )
    | cues.PARTICLES
)

_BY_TABLE: tuple[tuple[int, str, frozenset[str]], ...] = (
    (Trait.TITLE, "title", cues.TITLES),
    (Trait.LOCATIVE, "locative", cues.LOCATIVES),
    (Trait.SPEECH, "speech", cues.SPEECH),
    (Trait.PERSON_NOUN, "personnoun", cues.PERSON_NOUNS),
    (Trait.ORGANISATION_NOUN, "orgnoun", cues.ORGANISATION_NOUNS),
    (Trait.FOLLOWS_ORGANISATION, "orgfollow", cues.ORGANISATION_FOLLOWERS),
    (Trait.PLACE_NOUN, "placenoun", cues.PLACE_NOUNS),
    (Trait.ORGANISATION_HEAD, "orghead", cues.ORGANISATION_HEADS),
    (Trait.COMPANY_SUFFIX, "cosuffix", cues.COMPANY_SUFFIXES),
    (Trait.PLACE_HEAD, "placehead", cues.PLACE_HEADS),
    (Trait.DOMAIN, "domain", frozenset(["com", "org", "net", "edu", "gov", "co", "tv", "uk", "de", "fr"])),
    (Trait.OF, "of", frozenset({"of"})),
    (Trait.THE, "the", frozenset({"the"})),
    (Trait.PRONOUN, "pron", frozenset(["he", "she", "who", "his", "her", "him"])),
    (0, "titlepart", cues.TITLE_PARTS),
    (0, "function", cues.FUNCTION_WORDS),
    (0, "opener", cues.PLACE_OPENERS),
    (0, "acts", cues.STATE_ACTS),
    (0, "motion", cues.MOTIONS),
    (0, "citything", cues.CITY_THINGS),
    (0, "particle", cues.PARTICLES),
    (0, "familyfirst", cues.FAMILY_FIRST),
    (0, "suffix", cues.SUFFIXES),
    (0, "day", cues.DAYS),
    (0, "notname", cues.NOT_NAMES),
    (0, "takesof", cues.TAKES_OF),
    (0, "relation", cues.STATE_RELATIONS),
)  # fmt: skip


def _by_word() -> dict[str, tuple[tuple[str, ...], int]]:
    names: dict[str, tuple[str, ...]] = {}
    traits: dict[str, int] = {}
    for trait, name, table in _BY_TABLE:
        for word in table:
            names[word] = (*names.get(word, ()), name)
            traits[word] = traits.get(word, 0) | trait
    return {word: (named, traits[word]) for word, named in names.items()}


_OF_WORD = _by_word()
"""For each word of the cues what they say of it, as names of features and as traits."""
_UNTOLD: tuple[tuple[str, ...], int] = ((), 0)

VARIANTS = ("", "opens", "loud")
"""In which the same word counts as another: its capital is owed to a sentence's start, or to a headline."""

CLASS_NAMES = (
    "pad",
    "lower",
    "state",
    "adjective",
    "city",
    "region",
    "organisation",
    "title",
    "given",
    "surname",
    "given surname",
    "orghead",
    "cosuffix",
    "placehead",
    "acronym",
    "initial",
    "number",
    "word",
    "day",
    "notname",
    "unknown",
    "person noun",
    "org noun",
    "speech",
    "locative",
    "the",
    "of",
    "and",
    "in",
    "to",
    "a",
    "at",
    "by",
    "from",
    "for",
    "particle",
    "verb",
    "mixed",
    "place noun",
    "org follower",
    "pronoun",
    "on",
)
"""A word's one class, for what two neighbours say together."""
CLASSES = {name: number for number, name in enumerate(CLASS_NAMES)}


def _first_of(*classes: tuple[str, frozenset[str]]) -> dict[str, str]:
    """For each word the first class that has it."""
    return {word: name for name, table in reversed(classes) for word in table}


_SMALL_CLASSES = _first_of(
    *(
        (word, frozenset({word}))
        for word in ("the", "of", "and", "in", "to", "a", "at", "by", "from", "for", "on")
    ),
    ("particle", cues.PARTICLES),
    ("title", cues.TITLES),
    ("person noun", cues.PERSON_NOUNS),
    ("org noun", cues.ORGANISATION_NOUNS),
    ("speech", cues.SPEECH),
    ("locative", cues.LOCATIVES),
    ("verb", cues.STATE_ACTS),
    ("place noun", cues.PLACE_NOUNS),
    ("org follower", cues.ORGANISATION_FOLLOWERS),
    ("pronoun", frozenset({"he", "she", "who", "they", "it"})),
)
"""The classes of words without a capital."""
_CAPITAL_CLASSES = _first_of(
    ("title", cues.TITLES),
    ("cosuffix", cues.COMPANY_SUFFIXES),
    ("orghead", cues.ORGANISATION_HEADS),
    ("placehead", cues.PLACE_HEADS),
    ("notname", cues.NOT_NAMES),
)
"""Those of words with one, if they are no days and in no table."""


def shape(word: str) -> str:
    """How a word is written, shortened: "Xx", "XX", "Xx-Xx", "X.X", "dd"."""
    if word.isalpha():
        if word.islower():
            return "x"
        if word.isupper():
            return "X" if len(word) == 1 else "XX" if len(word) < 7 else "XXX"
        if word[0].isupper() and word[1:].islower():
            return "Xx"
    out = ""
    for character in word[:24]:
        kind = (
            "X"
            if character.isupper()
            else "x"
            if character.islower()
            else "d"
            if character.isdigit()
            else character
        )
        if out[-1:] != kind:
            out += kind
    return out[:8]


WHOLE = "w="
HEADS = (("p3=", slice(3)), ("p4=", slice(4)))
TAILS = (("e2=", slice(-2, None)), ("e3=", slice(-3, None)), ("e4=", slice(-4, None)))
PARTS = ((WHOLE, slice(None)), *HEADS, *TAILS)
"""The features that are parts of a folded word, with what stands before them in their names."""
_GROUPS = ("g0=", "g1=", "g2=")
"""The features that say to which groups of like words one belongs, coarse to fine."""
GROUP_FEATURES = len(_GROUPS) + 1
_NO_GROUPS = (-1, -1, -1)


_TABLES = Trait.CAPITAL | Trait.GIVEN | Trait.SURNAME | Trait.WORD | Trait.TOWN
_DIGITS = "0123456789"


class Manner(NamedTuple):
    """How a word is written and what the tables say of it: what many words have in common."""

    form: str
    mark: str
    """One of `VARIANTS`."""
    tables: int
    """Its traits among `_TABLES`."""
    phrase: str
    """What the tables of phrases take it for."""
    told: tuple[str, ...]
    """What the cues say."""
    digits: str

    def features(self) -> list[str]:
        """Their names."""
        form, mark, tables = self.form, self.mark, self.tables
        given, surname = (tables & Trait.GIVEN) != 0, (tables & Trait.SURNAME) != 0
        found = ["b", "s=" + form]
        if mark:
            found += [mark, f"{mark} {form}"]
        names = [*self.told, f"known{given:d}{surname:d}{(tables & Trait.WORD) != 0:d}"]
        if tables & Trait.TOWN:
            names.append(f"town{given:d}{surname:d}")
        if self.phrase:
            names.append(self.phrase)
        found += [name + " X" for name in names] if tables & Trait.CAPITAL else names
        if mark:
            found += [f"{name} {mark}" for name in names]
        if self.digits:
            found.append("digits=" + self.digits)
        return found


def group_features(groups: tuple[int, ...], form: str, mark: str) -> list[str]:
    """What its groups of like words say of a word, the coarsest with how it is written too."""
    names = [f"{name}{group}" for name, group in zip(_GROUPS, groups, strict=True)]
    return [*names, f"{names[0]} {form} {mark}"]


class Words:
    """Makes the features of single words."""

    def __init__(self, book: Lexicon, groups: dict[str, tuple[int, ...]]) -> None:
        self._book = book
        self._groups = groups
        """For the commonest words the number of their group of like words, coarse to fine."""

    def features(self, word: str, key: str, variant: int) -> list[str]:
        """The features of a word; the variant is an index into `VARIANTS`."""
        if not key:
            return ["nokey"]
        manner = self.manner(word, key, variant, self.traits(word, key))
        return [
            *manner.features(),
            *(name + key[part] for name, part in PARTS),
            *group_features(self.groups(key), manner.form, manner.mark),
        ]

    def groups(self, key: str) -> tuple[int, ...]:
        """The numbers of a word's groups of like words, coarse to fine; -1 where it has none."""
        return self._groups.get(key, _NO_GROUPS)

    def manner(self, word: str, key: str, variant: int, traits: int) -> Manner:
        """The manner of a word that has a key and these traits."""
        book = self._book
        known = book.phrases.get(key)
        phrase = ""
        if known:
            phrase = "is " + phrase_kind(known)
        elif key[-1] == "s" and (known := book.phrases.get(key[:-1])) and known.form is Form.ADJECTIVE:
            phrase = "people"
        return Manner(
            shape(word.capitalize() if variant == LOUD and word.isupper() else word),
            VARIANTS[variant],
            traits & _TABLES,
            phrase,
            _OF_WORD.get(key, _UNTOLD)[0],
            str(min(len(key), 5)) + key.lstrip(_DIGITS)[:2] if key[0].isdigit() else "",
        )

    def traits(self, word: str, key: str) -> int:
        """The traits of a word, as an integer."""
        if not key:
            return 0
        book = self._book
        found = Trait.CAPITAL if word[0].isupper() else 0
        if word.islower():
            found |= Trait.LOWER
        elif (letters := word.replace(".", "")).isupper() and len(letters) <= 6:
            if len(letters) == 1:
                found |= Trait.INITIAL | Trait.DOTTED
            else:
                found |= Trait.ACRONYM | (Trait.DOTTED if "." in word else 0)
        found |= _OF_WORD.get(key, _UNTOLD)[1]
        if key in book.given:
            found |= Trait.GIVEN
        if key in book.surnames:
            found |= Trait.SURNAME
        if key in book.words:
            found |= Trait.WORD
        if key in book.towns:
            found |= Trait.TOWN
        if key.isdigit() and len(key) == 2:
            found |= Trait.AGE
        if ((key in _LINKS or found & Trait.DOMAIN) and not word[0].isupper()) or key[0].isdigit():
            found |= Trait.LINK
        if key in cues.ABBREVIATIONS or key in cues.TITLES or key in cues.PLACE_OPENERS:
            found |= Trait.DOTTED
        known = book.phrases.get(key)
        if known and known.form is not Form.ADJECTIVE:
            if known.entity.kind is Kind.STATE:
                found |= Trait.STATE
            elif known.entity.kind is Kind.PLACE:
                found |= Trait.CITY
        return found

    def word_class(self, word: str, key: str) -> int:
        """The class of a word, an index into `CLASS_NAMES`."""
        return CLASSES[self._class(word, key)]

    def _class(self, word: str, key: str) -> str:
        if not key:
            return "unknown"
        book = self._book
        if not word[0].isupper():
            return _SMALL_CLASSES.get(key) or ("number" if key[0].isdigit() else "lower")
        letters = word.replace(".", "")
        if len(letters) == 1:
            return "initial"
        if key in cues.DAYS:
            return "day"
        known = book.phrases.get(key)
        if known and not known.capitals_only:
            kind = phrase_kind(known)
            if kind in ("state", "adjective", "region", "organisation"):
                return kind
            if kind in ("city", "capital") and key not in book.given:
                return "city"
        if key in _CAPITAL_CLASSES:
            return _CAPITAL_CLASSES[key]
        if letters.isupper() and len(letters) < 7:
            return "acronym"
        given, surname = key in book.given, key in book.surnames
        if given or surname:
            return "given surname" if given and surname else "given" if given else "surname"
        if key in book.words:
            return "word"
        return "mixed" if not word[1:].islower() else "unknown"


def phrase_kind(known: Known) -> str:
    """What a name of the tables is: a state, its adjective, a city, …"""
    if known.form is not Form.NAME:
        return str(known.form.name).lower()
    if known.entity.kind is Kind.PLACE:
        return "region" if known.region else "city"
    return str(known.entity.kind)

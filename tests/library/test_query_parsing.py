from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.library.query import (
    FIELDS,
    LONGEST,
    STATES,
    And,
    Boost,
    DateRange,
    Field,
    Filter,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    QueryError,
    Wildcard,
    Word,
    finished,
    narrowed,
    parse,
    parse_unfinished,
)
from briefing.reading.words import folded_words

KIM, PUTIN = Word("kim"), Word("putin")


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("", None),
        ("  \t", None),
        ("Kim", KIM),
        ("Évian’s", Word("evian")),
        ("U.S.", Word("us")),
        ("kim putin", And((KIM, PUTIN))),
        ("kim AND putin", And((KIM, PUTIN))),
        ("kim OR putin", Or((KIM, PUTIN))),
        ("kim and putin", And((KIM, Word("and"), PUTIN))),
        ("a b OR c d", Or((And((Word("a"), Word("b"))), And((Word("c"), Word("d")))))),
        ("a (b OR c)", And((Word("a"), Or((Word("b"), Word("c")))))),
        ("a (b c)", And((Word("a"), Word("b"), Word("c")))),
        ("-kim", Not(KIM)),
        ("NOT kim", Not(KIM)),
        ("NOT -kim", KIM),
        ("kim -(putin OR trump)", And((KIM, Not(Or((PUTIN, Word("trump"))))))),
        ("put*", Prefix("put")),
        ('"North Korea"', Phrase(("north", "korea"))),
        ("“North Korea”", Phrase(("north", "korea"))),
        ("„North Korea“", Phrase(("north", "korea"))),
        ("«kim»", KIM),
        ('"north kor*"', Phrase(("north", "kor"), open=True)),
        ("Moscow-Pyongyang", Phrase(("moscow", "pyongyang"))),
        ("title:kim", Word("kim", "title")),
        ("Title: kim", Word("kim", "title")),
        ("actor:put*", Prefix("put", "actor")),
        ('place:"North Korea"', Phrase(("north", "korea"), "place")),
        ("source:(bbc OR afp)", Or((Word("bbc", "source"), Word("afp", "source")))),
        ("title:(kim actor:putin)", And((Word("kim", "title"), Word("putin", "actor")))),
        ("-title:kim", Not(Word("kim", "title"))),
        ("10:30", Phrase(("10", "30"))),
        ("北京", Phrase(("北", "京"))),
        ("date:2023", DateRange(date(2023, 1, 1), date(2023, 12, 31))),
        ("date:2024-02", DateRange(date(2024, 2, 1), date(2024, 2, 29))),
        ("date:2023-11-07", DateRange(date(2023, 11, 7), date(2023, 11, 7))),
        ("date:2023-11-07..2023-11-13", DateRange(date(2023, 11, 7), date(2023, 11, 13))),
        ("date:..2023", DateRange(None, date(2023, 12, 31))),
        ("date:2023-11..", DateRange(date(2023, 11, 1), None)),
        ("before:2023-11", DateRange(None, date(2023, 10, 31))),
        ("after:2023", DateRange(date(2024, 1, 1), None)),
        ("author:writer url:afp", And((Word("writer", "author"), Word("afp", "url")))),
        ("vostochni~", Fuzzy("vostochni")),
        ("name:Kim~", Fuzzy("kim", "name")),
        ("V?st*ny", Wildcard("v?st*ny")),
        ("*stan", Wildcard("*stan")),
        ("title:*stan*", Wildcard("*stan*", "title")),
        ("who?", Word("who")),
        ('"north Korea"~5', Near(("north", "korea"), 5)),
        ('actor:"kim un jong"~0', Near(("kim", "un", "jong"), 0, "actor")),
        ('"kim kim"~2', Word("kim")),
        ("Moscow-Pyongyang~3", Near(("moscow", "pyongyang"), 3)),
        ("kim^2", Boost(KIM, 2)),
        ("kim^1", KIM),
        ('"north korea"~5^.5', Boost(Near(("north", "korea"), 5), 0.5)),
        ("(kim putin)^3", Boost(And((KIM, PUTIN)), 3)),
        ("-title:kim^2", Not(Boost(Word("kim", "title"), 2))),
        ("is:unread", Filter("is", "unread")),
        ("-is:PINNED", Not(Filter("is", "pinned"))),
        ("tag:Energy", Filter("tag", "energy")),
        ('tag:"two words"', Filter("tag", "two words")),
        ("is:(unread OR starred)", Or((Filter("is", "unread"), Filter("is", "starred")))),
        ("story:0123456789abcdef", Filter("story", "0123456789abcdef")),
        ("sort:date", None),
        ("title:-kim", Not(Word("kim", "title"))),
        ("title:NOT (kim OR putin)", Not(Or((Word("kim", "title"), Word("putin", "title"))))),
        ("-source:-bbc", Word("bbc", "source")),
        ("is:-unread", Not(Filter("is", "unread"))),
        ("url:www.AFP.com", Phrase(("www", "afp", "com"), "url")),
        ("url:afp.c*", Phrase(("afp", "c"), "url", open=True)),
        ("https://afp.com/a?b=1*", Phrase(("https", "afp", "com", "a", "b", "1"), "url", open=True)),
        ("-url:http://afp.com", Not(Phrase(("http", "afp", "com"), "url"))),
        ("kim sort:oldest putin", And((KIM, PUTIN))),
    ],
)
def test_a_query_means(text: str, root: Node | None) -> None:
    assert parse(text).root == root


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("kim AND", 7, "the query ends"),
        ("kim OR OR putin", 7, "“OR” stands where something to look for is missing"),
        ("AND kim", 0, "“AND” stands"),
        ("kim NOT", 7, "the query ends"),
        ("kim - putin", 4, "“-” holds no word"),
        ("kim …", 4, "“…” holds no word"),
        ('kim ""', 5, "“” holds no word"),
        ("(kim", 4, "a parenthesis is opened and never closed"),
        ("kim)", 3, "a parenthesis is closed that was never opened"),
        ("()", 1, "“)” stands"),
        ('kim "north korea', 4, "a quotation mark is opened and never closed"),
        ("auther:kim", 0, "there is no field “auther”; perhaps author: was meant"),
        ("kim title:", 10, "“title:” has no value"),
        ("title:source:bbc", 6, "“title:” has no value"),
        ('"put* in"', 4, "a star stands inside a phrase"),
        ("p*n", 0, "the pattern “p*n” fits too much"),
        ("moscow-p?ngyang", 0, "a pattern stands for several words"),
        ('"north korea"~', 12, "a ~ after several words says no distance"),
        ("north-korea~999", 11, "a ~ after several words says no distance"),
        ("kim~2", 3, "a distance stands after a single word"),
        ("kim^", 3, "a boost is no number"),
        ("kim^0", 3, "a boost is no number"),
        ("kim^1.2.3", 3, "a boost is no number"),
        ("is:new", 3, "an article can’t be “new”"),
        ("tag:…", 4, "“…” holds no word"),
        ("sort:best,date", 5, "there is no order “best,date”"),
        ("within:week", 7, "“week” is not a length of time"),
        ("within:9999y", 7, "“9999y” is longer ago than any date"),
        ("before:0001", 7, "no day is before that"),
        ("*", 0, "“*” holds no word"),
        ("kim ~", 4, "“~” hangs on no word"),
        ("^2", 0, "“^2” hangs on no word"),
        ("within:", 7, "“within:” has no value"),
        ('within:"7d"', 7, "the value of within: stands in quotation marks"),
        ("sort:-date", 5, "“sort:” has no value"),
        ("url:a?p.com", 4, "a pattern stands for several words"),
        ("kim date:2023-1", 9, "“2023-1” is not a date"),
        ("date:2023-13", 5, "there is no month 13"),
        ("date:2023-02-29", 5, "2023-02 has no day 29"),
        ("date:0000", 5, "there is no year 0000"),
        ("date:2023..2023-1", 11, "“2023-1” is not a date"),
        ("date:2024..2023", 5, "a range of dates ends before it starts"),
        ("date:..", 5, "neither a start nor an end"),
        ("date:kim", 5, "“kim” is not a date"),
        ('date:"2023"', 5, "the value of date: stands in quotation marks"),
        ("date:(2023 kim)", 11, "“kim” is not a date"),
        ("(" * 33 + "kim" + ")" * 33, 33, "more than 32 deep"),
        ("a" * 1025, 1024, "the query is longer than 1,024 characters"),
    ],
)
def test_an_error_points_at_its_place(text: str, column: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    error = caught.value
    assert message in error.message
    assert (error.column, error.text) == (column, text)
    assert message in str(error).lower() or message[1:] in str(error)
    assert f"(at character {column + 1} of the query); expected {error.expected}." in str(error)


def test_the_pointer_shows_the_place() -> None:
    with pytest.raises(QueryError) as caught:
        parse("kim date:2023-1")
    assert caught.value.pointer() == "kim date:2023-1\n         ^"


def test_the_pointer_counts_cells_not_characters() -> None:
    with pytest.raises(QueryError) as caught:
        parse("北京 e\u0301 *")
    assert caught.value.pointer().splitlines()[1].index("^") == len("北北京京 e ")


def test_the_pointer_shows_only_the_neighbourhood_of_a_long_query() -> None:
    with pytest.raises(QueryError) as caught:
        parse("kim " * 200 + "* " + "putin " * 30)
    shown, caret = caught.value.pointer().splitlines()
    assert len(shown) <= 60
    assert shown[caret.index("^")] == "*"


def test_what_an_error_quotes_is_inert() -> None:
    with pytest.raises(QueryError) as caught:
        parse("date:\x1b]52;c;x\x07")
    assert "\x1b" not in str(caught.value) + caught.value.pointer() + caught.value.message


@pytest.mark.parametrize(
    ("text", "root", "is_finished"),
    [
        ("", None, True),
        ("k", Prefix("k"), True),
        ("kim pu", And((KIM, Prefix("pu"))), True),
        ("kim ", KIM, True),
        ("(kim)", KIM, True),
        ("kim,", KIM, True),
        ("-kim pu", And((Not(KIM), Prefix("pu"))), True),
        ("title:ki", Prefix("ki", "title"), True),
        ("Moscow-Py", Phrase(("moscow", "py"), open=True), True),
        ('"north korea"', Phrase(("north", "korea")), True),
        ("北", Word("北"), True),
        ('"north kor', Phrase(("north", "kor"), open=True), False),
        ('"north ', Word("north"), False),
        ('"nor', Prefix("nor"), False),
        ('kim "', KIM, False),
        ("kim AND", KIM, False),
        ("kim AND (", KIM, False),
        ("kim OR", KIM, False),
        ("kim NOT ", KIM, False),
        ("kim -", KIM, False),
        ("-", None, False),
        ("kim title:", KIM, False),
        ("title:(kim OR pu", Or((Word("kim", "title"), Prefix("pu", "title"))), False),
        ("(kim (putin ", And((KIM, PUTIN)), False),
        ("kim) putin ", And((KIM, PUTIN)), False),
        (")) kim ", KIM, False),
        ("re:kim ", Phrase(("re", "kim")), False),
        ("date:2", None, False),
        ("date:202", None, False),
        ("date:2023", DateRange(date(2023, 1, 1), date(2023, 12, 31)), True),
        ("date:2023-1", DateRange(date(2023, 1, 1), date(2023, 12, 31)), False),
        ("date:2023-11-0", DateRange(date(2023, 11, 1), date(2023, 11, 30)), False),
        ("date:2023..20", DateRange(date(2023, 1, 1), None), False),
        ("date:2024..2023", None, False),
        ("(" * 40 + "kim", None, False),
        ("kim~", Fuzzy("kim"), True),
        ("kim^", Prefix("kim"), False),
        ("p*n", None, False),
        ('"north korea"~', Phrase(("north", "korea")), False),
        ("kim is:unr", KIM, False),
        ("kim sort:", KIM, False),
    ],
)
def test_of_an_unfinished_query_remains(text: str, root: Node | None, is_finished: bool) -> None:
    query = parse_unfinished(text)
    assert query.root == root
    assert (query.problem is None) == is_finished


@pytest.mark.parametrize(
    "text", ['is:"unread"~2', 'tag:"energy"^2', 'date:"2023"~', 'sort:"date"~2', "kim)~2"]
)
def test_what_hangs_on_a_value_that_takes_nothing_is_a_problem(text: str) -> None:
    assert parse_unfinished(f"{text} putin").problem is not None
    with pytest.raises(QueryError):
        parse(text)


def test_within_counts_back_from_today() -> None:
    today = date.today()
    for text, days in (("1d", 1), ("2w", 14), ("3m", 90), ("1y", 365)):
        assert parse(f"within:{text}").root == DateRange(today - timedelta(days), None)


@pytest.mark.parametrize(
    ("text", "sort"), [("kim", "best"), ("kim sort:date", "date"), ("sort:oldest (kim OR putin)", "oldest")]
)
def test_a_query_says_what_comes_first(text: str, sort: str) -> None:
    assert parse(text).sort == sort


def test_a_query_that_is_too_long_is_not_read_at_all() -> None:
    query = parse_unfinished("kim " * 300)
    assert query.root is None
    assert query.problem is not None


def test_a_leaf_knows_where_it_stands() -> None:
    root = parse('kim title:putin "north korea"').root
    assert isinstance(root, And)
    leaves = [part for part in root.parts if isinstance(part, Word | Phrase)]
    assert [leaf.column for leaf in leaves] == [0, 10, 17]


# Foreign text: anything at all, and text made of what the grammar is made of.
_WORDS = ["kim", "Putin", "é", "北", "AND", "OR", "NOT", "2023", "2023-11", "-07", "-13", " ", " "]
_SIGNS = [
    "-",
    "(",
    ")",
    '"',
    "“",
    "*",
    "..",
    "…",
    "\x1b",
    "re:",
    "~",
    "^2",
    "?",
    "7d",
    "unread",
    *(f"{name}:" for name in FIELDS),
]
_queries = st.text() | st.lists(st.sampled_from(_WORDS + _SIGNS), max_size=40).map("".join)


@given(_queries)
def test_a_query_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        parse(text)
    except QueryError as error:
        assert 0 <= error.column <= len(text)
        assert error.pointer().endswith("^")
        assert parse_unfinished(text).problem is not None
    else:
        assert parse_unfinished(text).problem is None


@given(_queries)
def test_a_parsed_query_written_out_means_the_same(text: str) -> None:
    # A few Japanese ligatures fold to two letters, each a word of its own.
    assume(all(folded_words(word) == [word] for word in folded_words(text)))
    root = parse_unfinished(text).root
    assume(root is not None and len(str(root)) <= LONGEST)
    assert parse(str(root)).root == root


def _nodes() -> st.SearchStrategy[Node]:
    word = st.sampled_from(["kim", "putin", "evian", "3.5", "北", "and", "us"])
    field: st.SearchStrategy[Field | None] = st.none() | st.sampled_from(get_args(Field))
    starts = word.filter(lambda text: text != "北")
    day = st.dates(date(1, 1, 1), date(9999, 12, 31))
    ordered = st.lists(day, min_size=2, max_size=2).map(sorted)
    ranges: st.SearchStrategy[Node] = st.one_of(
        ordered.map(lambda ends: DateRange(ends[0], ends[1])),
        day.map(lambda first: DateRange(first, None)),
        day.map(lambda last: DateRange(None, last)),
    )
    leaves: st.SearchStrategy[Node] = st.one_of(
        st.builds(Word, word, field),
        st.builds(Prefix, starts, field),
        st.builds(Phrase, st.lists(word, min_size=2, max_size=4).map(tuple), field),
        st.builds(
            lambda before, last, field: Phrase((*before, last), field, open=True),
            st.lists(word, min_size=1, max_size=3),
            starts,
            field,
        ),
        st.builds(Fuzzy, word, field),
        st.builds(Wildcard, st.sampled_from(["v?st*ny", "*stan", "kim?un", "*и*кии"]), field),
        st.builds(
            lambda several, distance, field: Near(tuple(several), distance, field),
            st.lists(word, min_size=2, max_size=4, unique=True),
            st.integers(0, 100),
            field,
        ),
        st.builds(Filter, st.just("is"), st.sampled_from(STATES)),
        st.builds(Filter, st.just("tag"), st.sampled_from(["energy", "two words", "ü-2", "and"])),
        ranges,
    )

    def inner(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        several = st.lists(parts, min_size=2, max_size=4)
        return st.one_of(
            several.filter(lambda nodes: not any(isinstance(n, And) for n in nodes)).map(
                lambda nodes: And(tuple(nodes))
            ),
            several.filter(lambda nodes: not any(isinstance(n, Or) for n in nodes)).map(
                lambda nodes: Or(tuple(nodes))
            ),
            parts.filter(lambda node: not isinstance(node, Not)).map(Not),
            st.builds(Boost, parts, st.sampled_from([0.5, 2, 100])),
        )

    # No word of an address has a dot.
    possible = leaves.filter(lambda leaf: getattr(leaf, "field", None) != "url" or "." not in str(leaf))
    return st.recursive(possible, inner, max_leaves=12)


@given(_nodes())
def test_a_tree_written_out_parses_to_itself(root: Node) -> None:
    assume(len(str(root)) <= LONGEST)
    assert parse(str(root)).root == root


@pytest.mark.parametrize(
    "piece", ["(", ")", '"', "-", "NOT ", "a OR ", "title:", "a:", "*", "a’", "..", "“”", "("]
)
@settings(deadline=None)
@given(st.integers(0, 3))
def test_repetition_neither_recurses_nor_stalls(piece: str, ending: int) -> None:
    text = (piece * LONGEST)[: LONGEST - ending] + "a" * ending
    assert parse_unfinished(text).text == text
    try:
        parse(text)
    except QueryError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("kim ", "kim "),
        ("kim put", "kim put*"),
        ('kim "north kor', 'kim "north kor*"'),
        ("(kim OR put sort:date", "kim OR put sort:date"),
        ("kim within:7d put", "kim within:7d put*"),
        ("kim sort:date sort:oldest -", "kim sort:oldest"),
    ],
)
def test_an_unfinished_query_is_finished(typed: str, text: str) -> None:
    query = parse_unfinished(typed)
    assert finished(query) == text
    assert (parse(text).root, parse(text).sort) == (query.root, query.sort)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("kim", "kim* source:afp"),
        ("kim ", "kim source:afp"),
        ("kim OR putin ", "(kim OR putin) source:afp"),
        ("(kim OR putin)", "(kim OR putin) source:afp"),
        ("kim -(a OR b) sort:date ", "kim -(a OR b) sort:date source:afp"),
        ('kim "north kor', 'kim "north kor*" source:afp'),
        ("sort:date", "sort:date source:afp"),
    ],
)
def test_a_query_is_narrowed_whatever_it_is(typed: str, text: str) -> None:
    assert narrowed(parse_unfinished(typed), "source:afp") == text


@given(_nodes())
def test_what_fits_a_narrowed_query_fits_both(root: Node) -> None:
    text = str(root)
    assume(len(text) < LONGEST - 40)
    narrow = parse(narrowed(parse(text), "source:afp lang:en")).root
    parts = root.parts if isinstance(root, And) else (root,)
    assert narrow == And((*parts, Word("afp", "source"), Filter("lang", "en")))

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as stock
from whoosh.index import open_dir
from whoosh.searching import Searcher

from benchmarks.oracle import Oracle
from briefing.library.index import Index, IndexDocument, SearchCancelled, Stamp, expanding, read_stamp
from briefing.library.index.schema import BOOSTS
from briefing.library.index.searching import best_first, open_collection
from briefing.library.index.suggesting import slips
from briefing.library.index.writing import rebuild, rebuild_in_parts, worth_merging, write
from briefing.library.query import Prefix, Word, parse
from briefing.reading.words import words

STAMP = Stamp("archive", 1)


def _document(
    number: int,
    text: str = "",
    *,
    title: str = "",
    source: str = "",
    published: date | None = None,
    actors: str = "",
    places: str = "",
) -> IndexDocument:
    return IndexDocument(f"{number:016x}", title, source, published, text, actors, places)


SUMMIT = [
    _document(
        1,
        "Putin met Kim at the cosmodrome. North Korea wants satellites.",
        title="Putin and Kim",
        source="BBC News",
        published=date(2023, 11, 13),
        actors="Vladimir Putin\nKim Jong Un\nNorth Korea",
        places="Vostochny\nNorth Korea",
    ),
    _document(2, "Kim's train left Évian for the U.S. border.", source="AFP", published=date(2023, 11, 7)),
    _document(
        3, "Rain in the north while Korea tea prices rise.", title="Weather", published=date(2022, 1, 1)
    ),
    _document(4, "Putin putin put", title="Nothing", source="BBC"),
]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    rebuild(tmp_path / "index", STAMP, SUMMIT)
    return Index.open(tmp_path / "index", STAMP)


def _found(index: Index, query: str) -> set[int]:
    return {int(match.article, 16) for match in index.search(parse(query).root)}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {1, 2, 3, 4}),
        ("kim", {1, 2}),
        ("kim putin", {1}),
        ("kim OR putin", {1, 2, 4}),
        ("-kim", {3, 4}),
        ("putin -kim", {4}),
        ("-kim -putin", {3}),
        ("kim OR -putin", {1, 2, 3}),
        ("evian", {2}),
        ("US", {2}),
        ("put*", {1, 4}),
        ("korea", {1, 3}),
        ('"north korea"', {1}),
        ('"north kor*"', {1}),
        ('"putin putin"', {4}),
        ('"satellites putin"', set()),
        ("jong", {1}),
        ("title:kim", {1}),
        ("title:put*", {1}),
        ("actor:kim", {1}),
        ('actor:"kim jong un"', {1}),
        ('actor:"putin kim"', set()),
        ("place:vost*", {1}),
        ("source:bbc", {1, 4}),
        ('source:"bbc news"', {1}),
        ("bbc", set()),
        ("date:2023", {1, 2}),
        ("date:2023-11-07", {2}),
        ("date:..2022", {3}),
        ("date:2023-11-08..", {1}),
        ("-date:2023", {3, 4}),
        ("putin date:2023", {1}),
        ("v*", {1}),
        ("s*", set()),
        ("zebra", set()),
        ("zebra -kim", set()),
        ("zeb*", set()),
        ('"zebra kim"', set()),
        ("putn~", {1, 4}),
        ("title:kem~", {1}),
        ("zutin~", set()),
        ("cosmo*ome", {1}),
        ("*odrome", {1}),
        ("k?rea", {1, 3}),
        ('"korea north"~0', {1}),
        ('"korea rain"~3', set()),
        ('"korea rain"~4', {3}),
        ('"kim cosmodrome"~1', set()),
        ('"kim cosmodrome"~2', {1}),
        ("kim -cosmodrom~", {2}),
        ("before:2023", {3}),
        ("after:2023-11-07", {1}),
    ],
)
def test_a_query_finds(index: Index, query: str, found: set[int]) -> None:
    assert _found(index, query) == found


def test_the_best_comes_first(index: Index) -> None:
    matches = index.search(parse("kim").root)
    assert [int(match.article, 16) for match in matches] == [1, 2], (
        "one has it in the title and as a name too"
    )
    assert matches[0].score > matches[1].score > 0


def test_what_comes_first_can_be_said(tmp_path: Path) -> None:
    days = [date(2021, 1, 1), None, date(2023, 1, 1), date(2020, 1, 1)]
    rebuild(
        tmp_path / "index", STAMP, [_document(n, "kim " * n, published=day) for n, day in enumerate(days, 1)]
    )
    index = Index.open(tmp_path / "index", STAMP)
    for sort, order in (("date", [3, 1, 4, 2]), ("oldest", [4, 1, 3, 2])):
        query = parse(f"kim sort:{sort}")
        found = index.ids_of(index.rank(query.root, sort=query.sort).documents)
        assert [int(id, 16) for id in found] == order


def test_a_boost_counts(index: Index) -> None:
    plain, boosted, other = (
        dict(index.search(parse(query).root)) for query in ("kim OR evian", "kim^3 OR evian", "kim")
    )
    for article, score in boosted.items():
        assert score == pytest.approx(plain[article] + 2 * other[article])


def test_equals_come_newest_first_then_by_id(tmp_path: Path) -> None:
    days = [None, date(2020, 1, 1), date(2023, 1, 1), date(2020, 1, 1), None]
    rebuild(tmp_path / "index", STAMP, [_document(9 - n, "kim", published=day) for n, day in enumerate(days)])
    index = Index.open(tmp_path / "index", STAMP)
    assert [int(match.article, 16) for match in index.search(parse("kim").root)] == [7, 6, 8, 5, 9]


def test_of_hits_that_fit_nearly_alike_the_recent_one_comes_first(tmp_path: Path) -> None:
    long = "Kim met Putin and they spoke of this and that for hours."
    documents = [
        _document(0, f"{long} Nothing came."),
        _document(1, f"{long} Nothing came of it.", published=date(2023, 11, 7)),
        _document(2, "Kim Kim Kim met Putin."),
        _document(3, f"{long} Nothing came.", published=date(2019, 1, 1)),
    ]
    rebuild(tmp_path / "index", STAMP, documents)
    index = Index.open(tmp_path / "index", STAMP)
    assert [int(match.article, 16) for match in index.search(parse("kim").root)] == [2, 1, 3, 0]


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    rebuild(tmp_path / "index", STAMP, [])
    index = Index.open(tmp_path / "index", STAMP)
    assert len(index) == 0
    for query in ("", "kim", "kim*", '"kim jong"', "-kim", "date:2023"):
        assert index.search(parse(query).root) == []
    assert index.suggest(Word("kim")) is None


def test_a_search_nobody_waits_for_stops(index: Index) -> None:
    for query in ("kim", "put*", '"north korea"'):
        with pytest.raises(SearchCancelled):
            index.search(parse(query).root, cancelled=lambda: True)


def test_threads_search_at_once(index: Index) -> None:
    roots = [parse(query).root for query in ("kim", "put*", '"north korea"', "p*", "-kim", "korea date:2023")]
    alone = [index.search(root) for root in roots] * 50
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(index.search, roots * 50)) == alone


def test_a_prefix_of_too_many_words_takes_the_frequent_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["kima kimb", "kima kimc", "kima", "kimd", "kim"]
    rebuild(tmp_path / "index", STAMP, [_document(n, text) for n, text in enumerate(texts)])
    index = Index.open(tmp_path / "index", STAMP)
    assert _found(index, "kim*") == {0, 1, 2, 3, 4}
    monkeypatch.setattr(expanding, "BUDGET", 1)
    assert _found(index, "kim*") == {0, 1, 2, 4}, "the most frequent word, and the one typed"


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [
        (Word("puitn"), "putin"),
        (Word("cosmodrom"), "cosmodrome"),
        (Word("satelites"), "satellites"),
        (Word("evain"), "evian"),
        (Word("kin"), "kim"),
        (Word("kim"), None),
        (Word("zutin"), None),
        (Word("xyzzy"), None),
        (Prefix("puitn"), "putin"),
        (Prefix("cosmodrom"), None),
        (Word("puitn", "actor"), "putin"),
        (Word("puitn", "url"), None),
    ],
)
def test_a_misspelt_word_is_recognised(index: Index, word: Word | Prefix, suggestion: str | None) -> None:
    assert index.suggest(word) == suggestion


@given(st.text(st.sampled_from("abc"), max_size=6), st.lists(st.text(st.sampled_from("abc"), max_size=6)))
def test_slips_are_counted_as_the_definition_says(word: str, others: list[str]) -> None:
    for most in (1, 2, 9):
        assert slips(word, others, most).tolist() == [min(_slips(word, o), most + 1) for o in others]


@cache
def _slips(a: str, b: str) -> int:
    if not a or not b:
        return len(a) + len(b)
    ways = [_slips(a[1:], b) + 1, _slips(a, b[1:]) + 1, _slips(a[1:], b[1:]) + (a[0] != b[0])]
    if a[:2] == b[1::-1] and len(b) > 1:
        ways.append(_slips(a[2:], b[2:]) + 1)
    return min(ways)


def test_slips_are_counted() -> None:
    others = ["putn", "puttin", "pusin", "puitn", "puint", "kim"]
    assert slips("putin", others, 2).tolist() == [1, 1, 1, 1, 2, 3]


# Against reading every article: see `benchmarks.oracle`.
_VOCABULARY = ["kim", "kims", "put", "putin", "north", "korea", "a", "ab", "é"]
_texts = st.lists(st.sampled_from([*_VOCABULARY, "."]), max_size=8).map(" ".join)
_lines = st.lists(_texts, max_size=2).map("\n".join)
_days = st.sampled_from([None, date(2022, 12, 31), date(2023, 1, 1), date(2023, 11, 7), date(2023, 11, 30)])
_libraries = st.lists(
    st.tuples(_texts, _texts, _days, _texts, _lines, _lines, _texts, _texts), max_size=6
).map(lambda rows: [IndexDocument(f"{number:016x}", *row) for number, row in enumerate(rows)])
_term = st.sampled_from([*_VOCABULARY, "evian"])
_fields = st.sampled_from(["", "title:", "source:", "author:", "url:", "actor:", "place:", "name:"])
_leaves = st.one_of(
    st.builds("{}{}".format, _fields, _term),
    st.builds("{}{}*".format, _fields, _term),
    st.builds('{}"{} {}"'.format, _fields, _term, _term),
    st.builds('{}"{} {}*"'.format, _fields, _term, _term),
    st.builds('{}"{} {} {}"'.format, _fields, _term, _term, _term),
    st.builds("{}{}~".format, _fields, _term),
    st.builds("{}{}".format, _fields, st.sampled_from(["k?ms", "*utin", "*ims*", "nor*h", "p?t*n"])),
    st.builds('{}"{} {}"~{}'.format, _fields, _term, _term, st.integers(0, 3)),
    st.builds('{}"{} {} {}"~{}'.format, _fields, _term, _term, _term, st.integers(0, 3)),
    st.sampled_from(["date:2023", "date:2023-11..", "date:..2022", "date:2023-11-07"]),
)
_query = st.recursive(
    _leaves,
    lambda parts: st.one_of(
        st.builds("({} {})".format, parts, parts),
        st.builds("({} OR {})".format, parts, parts),
        st.builds("-{}".format, parts),
        st.builds("({})^2".format, parts),
    ),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None)
@given(_libraries, st.lists(_query, min_size=1, max_size=8))
def test_hits_are_those_of_reading_every_article(library: list[IndexDocument], queries: list[str]) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "index"
        rebuild(folder, STAMP, library)
        index, oracle = Index.open(folder, STAMP), Oracle(library)
        for query in queries:
            root = parse(query).root
            assert root is not None
            matches = index.search(root)
            assert {match.article for match in matches} == {library[n].id for n in oracle.fits(root)}, query
            assert all(before.score >= after.score for before, after in pairwise(matches))


@settings(max_examples=25, deadline=None)
@given(_libraries, _libraries, st.sets(st.integers(0, 5)), st.lists(_query, min_size=1, max_size=6))
def test_an_index_that_grew_is_one_made_at_once(
    first: list[IndexDocument], second: list[IndexDocument], gone: set[int], queries: list[str]
) -> None:
    removed = {f"{number:016x}" for number in gone}
    now = {document.id: document for document in first if document.id not in removed}
    now |= {document.id: document for document in second}
    with tempfile.TemporaryDirectory() as home:
        grown, whole = Path(home) / "grown", Path(home) / "whole"
        rebuild(grown, STAMP, first)
        write(grown, Stamp("archive", 2), second, sorted(removed))
        rebuild(whole, STAMP, now.values())
        a, b = Index.open(grown, Stamp("archive", 2)), Index.open(whole, STAMP)
        assert len(a) == len(b) == len(now)
        for query in queries:
            root = parse(query).root
            assert a.search(root) == b.search(root), query


def test_small_segments_are_written_again_as_one_and_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    documents = {f"{number:016x}": _document(number, f"kim w{number} north korea") for number in range(24)}
    rebuild(folder, STAMP, [])
    for document in documents.values():
        write(folder, STAMP, [document])
    write(folder, STAMP, [], [f"{5:016x}"])
    assert len(read_stamp(folder).segments) == 23, "one has nothing left"
    assert worth_merging(read_stamp(folder), folder, at_least=30) == []
    ids = worth_merging(read_stamp(folder), folder, at_least=10)
    assert sorted(ids) == sorted(set(documents) - {f"{5:016x}"})
    write(folder, STAMP, map(documents.__getitem__, ids))
    contents = read_stamp(folder)
    assert len(contents.segments) == 1
    index = Index.open(folder, contents.stamp)
    assert _found(index, "kim") == set(range(24)) - {5}
    assert _found(index, 'w7 "north korea"') == {7}


def test_a_segment_that_outweighs_the_smaller_ones_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    rebuild(folder, STAMP, map(_document, range(2000)))
    for number in range(2000, 2004):
        write(folder, STAMP, [_document(number)])
    assert sorted(int(id, 16) for id in worth_merging(read_stamp(folder), folder, at_least=4)) == [
        2000,
        2001,
        2002,
        2003,
    ]


def _some(first: int, last: int) -> Iterator[IndexDocument]:
    return (_document(number, f"kim w{number}") for number in range(first, last))


def _none_after(first: int) -> Iterator[IndexDocument]:
    yield _document(first)
    raise LookupError("gone")


def test_several_processes_write_one_index(tmp_path: Path) -> None:
    counted: list[int] = []
    parts = [partial(_some, 0, 60), partial(_some, 60, 130), partial(_some, 130, 131)]
    rebuild_in_parts(tmp_path / "index", STAMP, parts, 2, counted.append)
    contents = read_stamp(tmp_path / "index")
    assert sorted(segment.documents for segment in contents.segments) == [1, 60, 70]
    assert {file.name for file in (tmp_path / "index").iterdir()} == {*contents.files, "stamp.json"}
    assert counted[-1] == 131
    assert counted == sorted(counted)
    index = Index.open(tmp_path / "index", STAMP)
    assert _found(index, "kim") == set(range(131))


def test_a_part_that_fails_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    rebuild(tmp_path / "index", STAMP, SUMMIT)
    with pytest.raises(LookupError, match="gone"):
        rebuild_in_parts(tmp_path / "index", STAMP, [partial(_none_after, 1), partial(_some, 2, 900)], 2)
    assert _found(Index.open(tmp_path / "index", STAMP), "kim") == {1, 2}
    names = {file.name for file in (tmp_path / "index").iterdir()}
    assert names == {*read_stamp(tmp_path / "index").files, "stamp.json"}


# Against Whoosh itself.
def _stock(folder: Path) -> Searcher:
    """The same index as an unpatched Whoosh opens it."""
    return open_dir(str(folder), indexname=read_stamp(folder).generation).searcher()


def _library_of(documents: int) -> list[IndexDocument]:
    chance = random.Random(5)
    pool = [f"{letter}{number}" for letter in "ghk" for number in range(40)]
    return [
        _document(number, " ".join(chance.choices(pool, k=60)), title=" ".join(chance.choices(pool, k=2)))
        for number in range(documents)
    ]


@given(st.lists(st.sampled_from([0.0, 1.0, 1.0 + 1e-12, 1.0 + 1e-9, 2.5, 1e-40, 1e300]) | st.floats(0, 30)))
def test_equal_scores_stay_in_order_and_near_ones_are_told_apart(scores: list[float]) -> None:
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    assert best_first(np.array(scores, np.float64)).tolist() == order


def test_postings_are_read_as_whoosh_reads_them(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    rebuild(folder, STAMP, _library_of(300))
    write(folder, Stamp("archive", 2), [_document(7, "k1 k2")])
    collection = open_collection(folder, read_stamp(folder))
    reader = _stock(folder).reader()
    for field in ("title", "body"):
        for raw in reader.lexicon(field):
            matcher = reader.postings(field, raw)
            expected = []
            while matcher.is_active():
                expected.append((matcher.id(), matcher.weight(), matcher.value_as("positions")))
                matcher.next()
            terms = collection.find([field], raw.decode())
            places: dict[int, list[int]] = {}
            for document, place in zip(*collection.positions(terms), strict=True):
                places.setdefault(int(document), []).append(int(place))
            assert collection.frequency(terms) == len(places)
            frequencies = np.zeros(collection.size)
            collection.add_frequencies(terms, frequencies)
            assert frequencies.nonzero()[0].tolist() == list(places)
            for document, found in places.items():
                once = collection.occurrences(field, np.array([document]))[0]
                assert frequencies[document] == pytest.approx(once * len(found))
            weights = [BOOSTS[field] * len(found) for found in places.values()]
            postings = zip(places, weights, places.values(), strict=True)
            assert [posting for posting in postings if collection.live[posting[0]]] == expected, (field, raw)


def test_whoosh_itself_finds_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    rebuild(folder, STAMP, _library_of(300))
    index = Index.open(folder, STAMP)
    searcher = _stock(folder)
    k1, k2, g3 = map(_anywhere, ("k1", "k2", "g3"))
    first_two = [word.folded for word in words(_library_of(300)[0].text)][:2]
    for ours, theirs in (
        ("k1 -title:k2", stock.And([k1, stock.Not(stock.Term("title", "k2"))])),
        ("(k1 OR k2) g3", stock.And([stock.Or([k1, k2]), g3])),
        (
            f'"{" ".join(first_two)}"',
            stock.Or([stock.Phrase(field, first_two) for field in ("title", "body")]),
        ),
        ("title:g3*", stock.Prefix("title", "g3")),
    ):
        # Written at once, so that the numbers of documents are those that the ids were made of.
        expected = set(theirs.docs(searcher))
        assert expected
        assert _found(index, ours) == expected, ours


def _anywhere(word: str) -> stock.Query:
    return stock.Or([stock.Term(field, word) for field in ("title", "body")])

"""The segments that are written here, beside those that Whoosh writes from the same documents."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as stock
from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import FileIndex, open_dir
from whoosh.reading import IndexReader
from whoosh.writing import SegmentWriter

from briefing.library.index import IndexDocument, Stamp, read_stamp
from briefing.library.index.schema import BETWEEN_NAMES, BOOSTS, day_number, schema
from briefing.library.index.storage import IndexStorage
from briefing.library.index.writing import rebuild, write
from briefing.reading.words import folded_words


def _values(document: IndexDocument) -> dict[str, str | int]:
    """What Whoosh's own writer is given: the words, folded and joined."""
    between = f" {BETWEEN_NAMES} "
    return {
        "id": document.id,
        "date": day_number(document.published),
        **{
            field: between.join(" ".join(folded_words(line)) for line in lines)
            for field, lines in document.lines().items()
        },
    }


def _by_whoosh(folder: Path, documents: list[IndexDocument]) -> IndexReader:
    folder.mkdir()
    writer = SegmentWriter(
        FileIndex.create(IndexStorage(folder), schema(), "0badcafe"),
        codec=W3Codec(blocklimit=512),
        compound=False,
    )
    for document in documents:
        writer.add_document(**_values(document))
    writer.commit(merge=False)
    return open_dir(str(folder), indexname="0badcafe").reader()


def _by_us(folder: Path, documents: list[IndexDocument]) -> IndexReader:
    rebuild(folder, Stamp("archive", 1), documents)
    return open_dir(str(folder), indexname=read_stamp(folder).generation).reader()


def _postings(reader: IndexReader, field: str, term: bytes) -> Iterator[tuple[Any, ...]]:
    matcher = reader.postings(field, term)
    while matcher.is_active():
        yield (
            matcher.id(),
            matcher.weight(),
            matcher.value_as("positions") if field != "id" else None,
            matcher.block_max_weight(),
            matcher.block_min_length(),
            matcher.block_max_length(),
        )
        matcher.next()


def _told(info: Any) -> tuple[Any, ...]:
    return (
        info.weight(),
        info.doc_frequency(),
        info.min_length(),
        info.max_length(),
        info.max_weight(),
        info.min_id(),
        info.max_id(),
    )


def _assert_equal(ours: IndexReader, theirs: IndexReader) -> None:
    """Terms, what is told of them, postings, bounds, lengths and columns."""
    assert ours.doc_count_all() == theirs.doc_count_all()
    assert list(ours.all_terms()) == list(theirs.all_terms())
    for field, term in theirs.all_terms():
        assert _told(ours.term_info(field, term)) == _told(theirs.term_info(field, term)), (field, term)
        assert list(_postings(ours, field, term)) == list(_postings(theirs, field, term)), (field, term)
    for field in BOOSTS:
        assert ours.field_length(field) == theirs.field_length(field)
        for number in range(theirs.doc_count_all()):
            length = theirs.doc_field_length(number, field)
            assert ours.doc_field_length(number, field) == length, (field, number)
    for column in ("id", "date"):
        assert list(ours.column_reader(column)) == list(theirs.column_reader(column))
    for number in range(theirs.doc_count_all()):
        assert ours.stored_fields(number) == theirs.stored_fields(number) == {}


_WORDS = ["kim", "Kim’s", "U.S.", "Évian", "½", "\u0345", "東京", "a", "|", "don't", "3.5", "zebra", "putin"]
_texts = st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)
_lines = st.lists(_texts, max_size=3).map("\n".join)
_days = st.sampled_from([None, date(1, 1, 1), date(2023, 11, 7), date(9999, 12, 31)])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(_texts, _texts, _days, _texts, _lines, _lines, _texts, _texts), max_size=5))
def test_small_segments_are_as_whoosh_writes_them(rows: list[tuple[Any, ...]]) -> None:
    documents = [IndexDocument(f"{number:016x}", *row) for number, row in enumerate(rows)]
    with tempfile.TemporaryDirectory() as home:
        ours = _by_us(Path(home) / "ours", documents)
        theirs = _by_whoosh(Path(home) / "theirs", documents)
        if documents:
            _assert_equal(ours, theirs)
        else:
            assert ours.doc_count_all() == theirs.doc_count_all() == 0


@pytest.fixture(scope="module")
def library() -> list[IndexDocument]:
    """Posting lists of several blocks, steps and positions of every width, and a very long text."""
    chance = random.Random(7)
    common, rare = ["kim", "north", "korea", "putin"], [f"w{number}" for number in range(400)]
    documents = []
    for number in range(1100):
        words = chance.choices(common, k=chance.randrange(40)) + chance.choices(rare, k=30)
        chance.shuffle(words)
        text = " ".join(words)
        if number == 700:
            text = f"{text} {'kim ' * 300}{'filler ' * 70_000}{text}"
        documents.append(
            IndexDocument(
                f"{number:016x}", " ".join(words[:3]), f"s{number % 3}", None, text, "Kim\nPutin", ""
            )
        )
    return documents


def test_long_lists_and_texts_are_as_whoosh_writes_them(tmp_path: Path, library: list[IndexDocument]) -> None:
    ours = _by_us(tmp_path / "ours", library)
    theirs = _by_whoosh(tmp_path / "theirs", library)
    _assert_equal(ours, theirs)
    with open_dir(str(tmp_path / "theirs"), indexname="0badcafe").searcher() as their_searcher:
        generation = read_stamp(tmp_path / "ours").generation
        with open_dir(str(tmp_path / "ours"), indexname=generation).searcher() as our_searcher:
            for query in (
                stock.Term("body", "kim"),
                stock.And([stock.Term("body", "kim"), stock.Term("title", "w7")]),
                stock.Or([stock.Term("title", "putin"), stock.Term("body", "w9")]),
                stock.Phrase("body", ["north", "korea"]),
                stock.Prefix("body", "w1"),
            ):
                found = [(hit.docnum, hit.score) for hit in our_searcher.search(query, limit=None)]
                assert found == [(hit.docnum, hit.score) for hit in their_searcher.search(query, limit=None)]
                assert found


def test_whoosh_itself_can_go_on_writing(tmp_path: Path, library: list[IndexDocument]) -> None:
    folder = tmp_path / "index"
    rebuild(folder, Stamp("archive", 1), library[:50])
    write(folder, Stamp("archive", 2), library[50:60], [library[3].id])
    index = open_dir(str(folder), indexname=read_stamp(folder).generation)
    writer = index.writer()
    writer.add_document(**_values(library[60]))
    writer.commit(optimize=True)
    theirs = _by_whoosh(tmp_path / "theirs", [*library[:3], *library[4:50], *library[50:60], library[60]])
    merged = index.reader()
    terms = list(theirs.all_terms())
    assert list(merged.all_terms()) == terms
    for field, term in terms:
        mine, other = _postings(merged, field, term), _postings(theirs, field, term)
        assert sorted(_unnumbered(mine)) == sorted(_unnumbered(other)), (field, term)


def _unnumbered(postings: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Without the numbers of documents, which depend on the order in which segments were merged."""
    return ((weight, tuple(places or ())) for _, weight, places, *_ in postings)

from __future__ import annotations

import errno
import json
import os
import random
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest

from briefing.library.index import Index, IndexDocument, IndexDoubt, Stamp, read_stamp, writing
from briefing.library.index.stamp import check_files
from briefing.library.index.writing import IndexNotWritten, rebuild, write
from briefing.library.query import Word, parse

FIRST = Stamp("archive", 1)
SECOND = Stamp("archive", 2)
NOW = Stamp("archive", 9)


def _document(number: int, text: str = "kim") -> IndexDocument:
    return IndexDocument(f"{number:016x}", f"Title {number}", "AFP", date(2023, 11, 7), text, "", "")


def _found(folder: Path, query: str = "kim") -> set[int]:
    index = Index.open(folder, NOW)
    return {int(match.article, 16) for match in index.search(parse(query).root)}


def _biggest(folder: Path) -> Path:
    return max((folder / name for name in read_stamp(folder).files), key=lambda file: file.stat().st_size)


def _toc(folder: Path) -> Path:
    return next(folder / name for name in read_stamp(folder).files if name.endswith(".toc"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    rebuild(folder, FIRST, map(_document, range(20)))
    return folder


def test_an_index_is_ours_alone(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert {file.name for file in folder.iterdir()} == {*read_stamp(folder).files, "stamp.json"}


def _truncate(folder: Path) -> None:
    with _biggest(folder).open("r+b") as file:
        file.truncate(10)


def _flip_a_bit(folder: Path) -> None:
    data = bytearray(_biggest(folder).read_bytes())
    data[len(data) // 2] ^= 1
    _biggest(folder).write_bytes(data)


def _append(folder: Path) -> None:
    with _toc(folder).open("ab") as file:
        file.write(b"more")


def _garble_the_toc(folder: Path) -> None:
    _toc(folder).write_bytes(b"cos\nsystem\n(S'true'\ntR.")


def _lose_a_file(folder: Path) -> None:
    _biggest(folder).unlink()


def _link_a_file(folder: Path) -> None:
    elsewhere = folder.parent / "elsewhere"
    _biggest(folder).rename(elsewhere)
    (folder / _missing(folder)).symlink_to(elsewhere)


def _missing(folder: Path) -> str:
    return next(name for name in read_stamp(folder).files if not (folder / name).exists())


def _fifo_for_a_file(folder: Path) -> None:
    toc = _toc(folder)
    toc.unlink()
    os.mkfifo(toc)


def _lose_the_stamp(folder: Path) -> None:
    (folder / "stamp.json").unlink()


def _empty_the_stamp(folder: Path) -> None:
    (folder / "stamp.json").write_text("")


def _restamp(folder: Path, **changed: object) -> None:
    file = folder / "stamp.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changed))


def _open_to_others(folder: Path) -> None:
    folder.chmod(0o750)


def _link_the_folder(folder: Path) -> None:
    elsewhere = folder.rename(folder.parent / "elsewhere")
    folder.symlink_to(elsewhere)


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (_truncate, "is damaged"),
        (_append, "is damaged"),
        (_garble_the_toc, "is damaged"),
        (_lose_a_file, "is missing"),
        (_link_a_file, "could not be opened"),
        (_fifo_for_a_file, "not a file of ours"),
        (_lose_the_stamp, "stamp.json is missing"),
        (_empty_the_stamp, "stamp.json is damaged"),
        (lambda folder: _restamp(folder, form="0 old"), "another version of the program"),
        (lambda folder: _restamp(folder, archive="other"), "another archive"),
        (lambda folder: _restamp(folder, revision=10), "newer than the archive"),
        (lambda folder: _restamp(folder, revision="x"), "stamp.json is damaged"),
        (lambda folder: _restamp(folder, files=[]), "stamp.json is damaged"),
        (lambda folder: _restamp(folder, files={}), "could not be opened"),
        (lambda folder: _restamp(folder, files={"../archive.db": [0, 0]}), "stamp.json is damaged"),
        (lambda folder: _restamp(folder, generation="../../etc"), "stamp.json is damaged"),
        (_open_to_others, "is open to other users"),
        (_link_the_folder, "is not a folder of its own"),
    ],
)
def test_any_doubt_refuses_the_index_before_a_pickle_is_read(
    folder: Path, harm: Callable[[Path], None], reason: str
) -> None:
    harm(folder)
    with pytest.raises(IndexDoubt, match=reason) as caught:
        Index.open(folder, NOW)
    assert str(caught.value).startswith("The search index can't be used: ")


@pytest.mark.parametrize("number", range(40))
def test_damage_inside_a_file_is_found_when_all_is_read(folder: Path, number: int) -> None:
    names = sorted(name for name, seal in read_stamp(folder).files.items() if seal.size)
    file = folder / names[number % len(names)]
    data = bytearray(file.read_bytes())
    data[random.Random(number).randrange(len(data))] ^= 1 << number % 8
    file.write_bytes(data)
    with pytest.raises(IndexDoubt, match=f"{file.name} is damaged"):
        check_files(folder, read_stamp(folder))
    # Until somebody looks, a search may be wrong, but nothing other than a doubt comes of it.
    with suppress(IndexDoubt):
        for query in ("kim", "title", "k*", '"title 3"', "source:afp -kim", "date:2023"):
            Index.open(folder, NOW).search(parse(query).root)


def test_no_index_is_a_doubt_too(tmp_path: Path) -> None:
    with pytest.raises(IndexDoubt, match="there is none yet"):
        Index.open(tmp_path / "index", NOW)
    with pytest.raises(IndexDoubt, match="there is none yet"):
        write(tmp_path / "index", FIRST, [])


def test_what_belongs_to_others_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(IndexDoubt, match="belongs to another user"):
        Index.open(folder, NOW)
    with pytest.raises(IndexNotWritten, match="belongs to another user"):
        rebuild(folder, SECOND, [])


@pytest.mark.parametrize("harm", [_truncate, _garble_the_toc, _lose_the_stamp, _open_to_others, _lose_a_file])
def test_a_rebuild_heals(folder: Path, harm: Callable[[Path], None]) -> None:
    harm(folder)
    rebuild(folder, SECOND, map(_document, range(3)))
    assert _found(folder) == {0, 1, 2}
    test_an_index_is_ours_alone(folder)


def test_a_linked_folder_is_never_written_to(folder: Path) -> None:
    _link_the_folder(folder)
    before = {file.name for file in folder.iterdir()}
    with pytest.raises(IndexNotWritten, match="Move it away"):
        rebuild(folder, SECOND, [])
    assert {file.name for file in folder.iterdir()} == before


@pytest.mark.parametrize("harm", [_truncate, _append, _lose_a_file, _link_a_file])
def test_a_damaged_index_is_not_added_to(folder: Path, harm: Callable[[Path], None]) -> None:
    harm(folder)
    with pytest.raises(IndexDoubt):
        write(folder, SECOND, [_document(99)])


def test_an_index_of_another_archive_is_not_added_to(folder: Path) -> None:
    with pytest.raises(IndexDoubt, match="another archive"):
        write(folder, Stamp("other", 2), [_document(99)])


def test_files_of_others_are_left_alone(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    rebuild(folder, SECOND, [])
    assert (folder / "notes.txt").read_text() == "mine"


def test_progress_counts_documents(folder: Path) -> None:
    counted: list[int] = []
    write(folder, SECOND, map(_document, range(20, 23)), progress=counted.append)
    assert counted == [1, 2, 3]


def test_an_article_comes_in_the_place_of_its_earlier_self(folder: Path) -> None:
    write(
        folder, SECOND, [_document(3, "putin"), _document(4, "putin"), _document(4, "putin")], [f"{5:016x}"]
    )
    assert _found(folder) == set(range(20)) - {3, 4, 5}
    assert _found(folder, "putin") == {3, 4}
    assert len(Index.open(folder, NOW)) == 19


@pytest.mark.parametrize("ending", [".lex", ".pst"])
def test_a_file_cut_short_while_it_is_open_is_doubted(folder: Path, ending: str) -> None:
    index = Index.open(folder, NOW)
    for name in read_stamp(folder).files:
        if name.endswith(ending):
            os.truncate(folder / name, 0)
    for query in ("kim", "kim*", "kem~", "ti*le", '"title 3"'):
        with pytest.raises(IndexDoubt):
            index.search(parse(query).root)
    if ending == ".lex":
        with pytest.raises(IndexDoubt):
            index.suggest(Word("kin"))
        with pytest.raises(IndexDoubt):
            index.commonest("title", "ti")


def test_an_open_index_outlives_its_successors(folder: Path) -> None:
    index = Index.open(folder, NOW)
    write(folder, SECOND, [_document(99)])
    rebuild(folder, Stamp("archive", 3), [])
    assert len(index.search(parse("kim").root)) == 20
    assert index.stamp == FIRST
    assert _found(folder) == set()


def test_a_commit_that_is_half_finished_is_as_if_it_never_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    # As after a kill, nothing is cleaned up either.
    monkeypatch.setattr(writing, "write_stamp", die)
    monkeypatch.setattr(writing, "_sweep_failed", die)
    with pytest.raises(Killed):
        write(folder, SECOND, [_document(99)], [f"{1:016x}"])
    with pytest.raises(Killed):
        rebuild(folder, SECOND, [_document(99)])
    assert len({file.name for file in folder.iterdir()}) > len(read_stamp(folder).files) + 1
    assert _found(folder) == set(range(20))
    monkeypatch.undo()
    write(folder, SECOND, [_document(20)])
    assert _found(folder) == set(range(21))
    test_an_index_is_ours_alone(folder)


@contextmanager
def _no_file_longer_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize("size", [0, 100, 2000, 20_000])
@pytest.mark.parametrize("anew", [True, False])
def test_a_disk_that_takes_no_more_leaves_the_index_as_it_was(folder: Path, size: int, anew: bool) -> None:
    documents = [_document(number, f"putin w{number} " * 50) for number in range(100, 400)]
    with _no_file_longer_than(size), pytest.raises(IndexNotWritten, match=os.strerror(errno.EFBIG)) as caught:
        rebuild(folder, SECOND, documents) if anew else write(folder, SECOND, documents)
    assert "No article is lost" in str(caught.value)
    assert _found(folder) == set(range(20))
    test_an_index_is_ours_alone(folder)
    write(folder, SECOND, [_document(20)])
    assert _found(folder) == set(range(21))


def test_a_source_of_documents_that_fails_leaves_the_index_as_it_was(folder: Path) -> None:
    def documents() -> Iterator[IndexDocument]:
        yield _document(99)
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        write(folder, SECOND, documents())
    with pytest.raises(LookupError, match="gone"):
        rebuild(folder, SECOND, documents())
    assert _found(folder) == set(range(20))
    test_an_index_is_ours_alone(folder)


def test_an_id_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(ValueError, match="16 ASCII characters"):
        write(folder, SECOND, [IndexDocument("short", "", "", None, "", "", "")])
    assert _found(folder) == set(range(20))


def test_a_reader_that_meets_a_writer_tries_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_stamp(folder)
    rebuild(folder, SECOND, map(_document, range(3)))
    stamps = iter([first])
    monkeypatch.setattr(
        "briefing.library.index.searching.read_stamp", lambda folder: next(stamps, None) or read_stamp(folder)
    )
    assert _found(folder) == {0, 1, 2}

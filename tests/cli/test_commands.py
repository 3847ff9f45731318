"""What each command prints, and how it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FIRST, SECOND = "1b0fc4d98a4a7894", "16a08602e65026d9"
COMMANDS = (
    *("add", "follow", "unfollow", "feeds", "refresh", "report", "verify"),
    *("search", "show", "compare", "mentions", "stories", "config", "rebuild"),
)


@pytest.fixture
def filled(briefing: Run, filled_home: Path) -> Run:
    return briefing


class TestAdding:
    def test_each_item_is_told_of_on_stdout_and_the_sum_on_stderr(
        self, briefing: Run, seeds: list[str]
    ) -> None:
        ran = briefing("add", *seeds)
        assert ran.code == 0
        assert [line.split()[0] for line in ran.out.splitlines()] == ["added", "added"]
        assert ran.out.splitlines()[1].endswith(seeds[1])
        assert ran.err == "2 added, 0 updated, 0 unchanged, 0 skipped\n"

    def test_the_same_bytes_again_add_nothing(self, filled: Run, seeds: list[str]) -> None:
        again = filled("add", str(Path(seeds[0]).parent), "--json")
        assert again.code == 0
        assert [line.get("action") for line in again.lines] == ["unchanged", "unchanged", None]
        assert filled("search", "kim", "--json").json["articles"] == 2

    def test_a_changed_file_is_a_new_version_and_the_old_one_can_be_read(
        self, briefing: Run, tmp_path: Path
    ) -> None:
        file = tmp_path / "notes.txt"
        file.write_text("The summit was on Monday.")
        briefing("add", str(file))
        file.write_text("The summit was on Tuesday.")
        assert briefing("add", str(file)).out.startswith("updated")
        assert "Tuesday" in briefing("show", "notes.txt").out
        old = briefing("show", "notes.txt", "--version", "1")
        assert "Monday" in old.out and "Tuesday" not in old.out
        assert "version 1 of 2, superseded by " in old.out
        assert "version 2 of 2\n" in briefing("show", "notes.txt").out
        versions = briefing("show", "notes", "--json").json["versions"]
        assert [(version["number"], version["current"]) for version in versions] == [(1, False), (2, True)]
        missing = briefing("show", "notes.txt", "--version", "3")
        assert (missing.code, missing.out) == (1, "")
        assert "versions 1 to 2" in missing.err

    def test_texts_piped_in_one_after_the_other_are_articles_of_their_own(self, briefing: Run) -> None:
        assert briefing("add", "-", stdin=b"Kim left Pyongyang by train.").out.startswith("added")
        assert briefing("add", "-", stdin=b"The harvest was poor in Norway.").out.startswith("added")
        assert briefing("add", "-", stdin=b"Kim left Pyongyang by train.").out.startswith("unchanged")
        assert briefing("search", "train", "--json").json["hits"][0]["source"] == "standard input"

    def test_what_cannot_be_read_is_skipped_with_a_reason(
        self, briefing: Run, seeds: list[str], tmp_path: Path
    ) -> None:
        (tmp_path / "empty.txt").touch()
        ran = briefing("add", str(tmp_path / "empty.txt"), str(tmp_path / "missing.txt"))
        assert ran.code == 1
        assert [line.split()[0] for line in ran.out.splitlines()] == ["skipped", "skipped"]
        assert "does not exist" in ran.out
        assert briefing("add", str(tmp_path / "empty.txt"), seeds[0]).code == 0

    def test_an_own_library_never_mixes_with_the_samples(self, briefing: Run) -> None:
        assert "these are the samples" in briefing("stories").err
        briefing("add", "-", stdin=b"The harvest was poor in Norway.")
        ran = briefing("stories", "--json")
        assert ran.err == ""
        (story,) = ran.json["stories"]
        assert story["headlines"][0]["source"] == "standard input"

    def test_a_library_is_made_anew_from_its_archive(self, filled: Run, home: Path) -> None:
        for file in (home / "index").iterdir():
            file.write_bytes(b"damaged")
        before = filled("search", "satellite", "--json").json["hits"]
        assert filled("rebuild").code == 0
        assert filled("search", "satellite", "--json").json["hits"] == before

    def test_there_is_nothing_to_make_anew_without_a_library(self, briefing: Run) -> None:
        ran = briefing("rebuild")
        assert (ran.code, ran.out) == (1, "")
        assert "There is no library at" in ran.err


class TestFollowing:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "letters"
        folder.mkdir()
        (folder / "a.txt").write_text("Kim left Pyongyang by train.")
        (folder / "b.txt").touch()
        return folder

    def test_what_is_new_comes_in_and_is_reported(self, briefing: Run, folder: Path) -> None:
        assert briefing("follow", str(folder), "--name", "Letters").out.split()[:2] == [
            "following",
            "Letters",
        ]
        assert "never read" in briefing("feeds").out
        ran = briefing("refresh")
        assert ran.code == 0
        assert [line.split()[0] for line in ran.out.splitlines()] == ["added", "skipped"]
        assert ran.err == "1 added, 0 updated, 0 unchanged, 1 skipped\n"
        assert "last read" in briefing("feeds").out
        assert briefing("show", "a.txt", "--json").json["source"] == "Letters"
        report = briefing("report")
        assert report.out == ran.out
        assert report.err.startswith("run 1: refresh of ")
        briefing("refresh")
        assert briefing("report").out.startswith("skipped")
        assert len(briefing("report", "--list").out.splitlines()) == 2
        assert briefing("report", "1").out == ran.out
        assert (briefing("report", "7").code, briefing("report", "7").out) == (1, "")

    def test_lists_of_feeds_are_exchanged(self, briefing: Run, tmp_path: Path, folder: Path) -> None:
        opml = '<opml version="2.0"><body><outline text="G" xmlUrl="https://g.example/"/></body></opml>'
        (tmp_path / "feeds.opml").write_text(opml)
        assert briefing("feeds", "--import", str(tmp_path / "feeds.opml")).out.split()[:2] == [
            "following",
            "G",
        ]
        assert briefing("feeds", "--import", "-", stdin=opml.encode()).out.split()[:2] == ["unchanged", "G"]
        assert 'xmlUrl="https://g.example/"' in briefing("feeds", "--export").out
        assert briefing("feeds", "--import", str(folder / "a.txt")).code == 1
        assert briefing("feeds", "--import", str(tmp_path / "none.opml")).code == 1
        assert briefing("unfollow", "g").code == 0
        assert briefing("feeds").out == ""

    def test_what_can_not_be_followed_or_found_says_why(self, briefing: Run, tmp_path: Path) -> None:
        assert "is no folder" in briefing("follow", str(tmp_path / "nowhere")).err
        assert "Nothing that is followed is called x" in briefing("unfollow", "x").err
        assert "Nothing is followed yet" in briefing("refresh").err

    def test_what_changed_since_is_named(self, briefing: Run, folder: Path) -> None:
        briefing("add", str(folder))
        assert (briefing("verify").code, briefing("verify").out) == (0, "")
        (folder / "a.txt").write_text("Kim left Moscow by train.")
        ran = briefing("verify")
        assert ran.code == 1
        assert ran.out.startswith("original changed")


class TestFinding:
    def test_hits_stand_under_their_story(self, filled: Run) -> None:
        ran = filled("search", "satellite", "launch")
        assert (ran.code, ran.err) == (0, "")
        lines = ran.out.splitlines()
        assert lines[0] == "Putin and Kim at the Vostochny Cosmodrome"
        assert {lines[1].split()[0], lines[3].split()[0]} == {FIRST, SECOND}
        assert "satellite" in lines[2]

    def test_fewer_hits_are_shown_where_that_is_asked_for_and_said(self, filled: Run) -> None:
        ran = filled("search", "kim", "--limit", "1")
        assert len(ran.out.splitlines()) == 3
        assert ran.err == "1 of 2 hits are shown: --limit shows more\n"

    def test_finding_nothing_is_no_failure(self, filled: Run) -> None:
        ran = filled("search", "cosmodrme")
        assert (ran.code, ran.out) == (0, "")
        assert ran.err.startswith("Nothing found for: Articles with “cosmodrme”")
        assert "cosmodrome" in ran.err

    @pytest.mark.parametrize(
        ("query", "column"), [("actr:kim", 0), ('kim "putin', 4), ("kim )", 4), ("kim date:2023-13", 9)]
    )
    def test_an_error_in_a_query_is_pointed_at(self, briefing: Run, query: str, column: int) -> None:
        ran = briefing("search", query)
        assert (ran.code, ran.out) == (2, "")
        sentence, shown, caret = ran.err.splitlines()
        assert sentence.startswith("briefing: ") and "expected" in sentence
        assert (shown, caret) == (f"  {query}", f"  {' ' * column}^")

    def test_an_empty_query_is_refused(self, briefing: Run) -> None:
        ran = briefing("search", " ")
        assert (ran.code, ran.out) == (2, "")

    @pytest.mark.parametrize(
        "query", [("kim", "-ukraine"), ("-ukraine", "kim"), ("--", "-ukraine", "kim"), ("kim -ukraine",)]
    )
    def test_a_word_with_a_minus_is_left_out_and_no_option(self, filled: Run, query: tuple[str, ...]) -> None:
        hits = filled("search", "--json", *query).json["hits"]
        assert [hit["id"] for hit in hits] == [SECOND]

    def test_the_samples_are_indexed_for_their_first_search(self, briefing: Run, home: Path) -> None:
        assert "Did you mean  cosmodrome  ?" in briefing("search", "cosmodrme").err
        assert list((home / "demonstration" / "index").iterdir())

    def test_a_damaged_index_is_said_to_be_and_misses_nothing(self, filled: Run, home: Path) -> None:
        for file in (home / "index").iterdir():
            file.write_bytes(b"damaged")
        ran = filled("search", "kim", "--json")
        assert (ran.code, ran.json["articles"]) == (0, 2)
        assert "briefing rebuild" in ran.err
        filled("rebuild")
        assert filled("search", "kim", "--json").err == ""

    def test_stories_say_what_holds_them_together(self, filled: Run) -> None:
        ran = filled("stories")
        title, sources, shared, *articles = ran.out.splitlines()
        assert title == "Putin and Kim at the Vostochny Cosmodrome"
        assert sources.strip() == "2 sources, 2 independent"
        assert "Vladimir Putin" in shared
        assert [line.split()[0] for line in articles] == [FIRST, SECOND]

    def test_no_more_stories_are_listed_than_asked_for(self, filled: Run) -> None:
        filled("add", "-", stdin=b"The harvest was poor in Norway.")
        assert len(filled("stories", "--json").json["stories"]) == 2
        assert len(filled("stories", "--limit", "1", "--json").json["stories"]) == 1


class TestShowing:
    @pytest.mark.parametrize("name", [FIRST, "1b0f", "000_059", "000_059e25d84cb00851.txt"])
    def test_an_article_goes_by_many_names(self, filled: Run, name: str) -> None:
        ran = filled("show", name)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.splitlines()[1] == f"000_059e25d84cb00851 · 13 Nov 2023 · {FIRST}"
        assert "\n\nWhile North Korea has made space technology a priority, it has faced" in ran.out

    def test_quoted_text_and_markup_are_shown_unaltered(self, briefing: Run) -> None:
        text = "They was [sic] there. [bold]No[/bold] [/] \\[x] :smile: <b>&amp;</b>"
        id = briefing("add", "-", "--json", stdin=text.encode()).lines[0]["id"]
        assert briefing("show", id, "--json").json["text"] == text
        assert text in briefing("show", id).out.splitlines()

    def test_what_was_replaced_is_counted(self, briefing: Run) -> None:
        text = b"Kim \x1b[2Jleft\x07 Pyongyang."
        id = briefing("add", "-", "--json", stdin=text).lines[0]["id"]
        assert "replaced by visible ones: 2\n" in briefing("show", id).out

    def test_names_come_with_how_often_they_are_mentioned(self, filled: Run) -> None:
        ran = filled("mentions", "000_059")
        assert [line.split(maxsplit=2) for line in ran.out.splitlines()[:3]] == [
            ["11", "state", "Russia  also Moscow, Russian"],
            ["11", "state", "North Korea  also North Korean, Pyongyang"],
            ["4", "person", "Vladimir Putin  also Putin"],
        ]

    def test_each_mention_comes_with_its_offsets(self, filled: Run) -> None:
        text = filled("show", "000_059", "--json").json["text"]
        rows = filled("mentions", "000_059", "--each").out.splitlines()
        assert len(rows) == 37
        for row in rows:
            start, end, rest = row.split(maxsplit=2)
            assert text[int(start) : int(end)] in rest

    def test_files_need_no_library(self, briefing: Run, seeds: list[str], home: Path) -> None:
        names = briefing("mentions", seeds[0])
        compared = briefing("compare", *seeds)
        assert (names.code, names.err, compared.code, compared.err) == (0, "", 0, "")
        assert "John Bolton" in names.out
        assert "═ B ¶1  told by both, score 0.42" in compared.out
        assert "─ B ¶4  loosely alike, score 0.12" in compared.out
        assert not home.exists()

    def test_standard_input_may_stand_for_a_file(self, briefing: Run, seeds: list[str]) -> None:
        text = Path(seeds[1]).read_bytes()
        assert "Vostochny Cosmodrome" in briefing("mentions", "-", stdin=text).out
        compared = briefing("compare", seeds[0], "-", "--json", stdin=text)
        assert compared.json["articles"][1]["origin"] == "standard input"
        assert briefing("mentions", "-", stdin=b"").code == 1

    def test_of_a_file_of_many_the_first_is_taken_and_that_is_said(self, briefing: Run) -> None:
        ran = briefing("mentions", "-", stdin=b'{"text": "Kim Jong Un."}\n{"text": "Vladimir Putin."}\n')
        assert ran.out.split(maxsplit=2)[2] == "Kim Jong Un\n"
        assert "holds 2 articles" in ran.err

    def test_every_passage_is_shown_matched_or_not(self, filled: Run) -> None:
        ran = filled("compare", "000_059", "003_fa0")
        assert (ran.code, ran.err) == (0, "")
        for letter, passages in (("A", 6), ("B", 7)):
            for number in range(1, passages + 1):
                assert f"\n{letter} ¶{number}\n" in ran.out
        assert "no close match found; nearest is" in ran.out

    def test_what_differs_is_listed_before_the_passages(self, filled: Run) -> None:
        out = filled("compare", "000_059", "003_fa0").out
        differences = out[: out.index("\nA ¶1\n")]
        assert "denial " in differences
        assert "denied by Russia and North Korea" in differences
        assert "published    A on 13 Nov 2023, B on 7 Nov 2023: 6 days apart" in differences
        assert "differences: 9 (denial 1, published 1, no match 2, names 5)" in differences
        assert "passages of B: in conflict 1" in differences
        assert "John Bolton ¶4" in differences
        assert all(len(line) <= 88 for line in out.splitlines())

    def test_three_articles_are_compared_each_with_each(self, briefing: Run, seeds: list[str]) -> None:
        ran = briefing("compare", *seeds, "-", "--json", stdin=b"The missile launch was condemned by Japan.")
        pairs = [(pair["a"], pair["b"]) for pair in ran.json["pairs"]]
        one, other, third = (article["id"] for article in ran.json["articles"])
        assert pairs == [(one, other), (one, third), (other, third)]

    def test_the_readers_word_on_a_link_is_kept_and_taken_back(self, filled: Run) -> None:
        def linked() -> set[tuple[int, int]]:
            (pair,) = filled("compare", "000_059", "003_fa0", "--json").json["pairs"]
            return {(link["a"], link["b"]) for link in pair["links"]}

        before = linked()
        assert (
            filled("link", "000_059", "5", "003_fa0", "5").out == "000_059 ¶5 tells the same as 003_fa0 ¶5\n"
        )
        assert filled("link", "000_059", "1", "003_fa0", "1", "--part").code == 0
        assert linked() == before - {(0, 0)} | {(4, 4)}
        assert "linked by hand" in filled("compare", "000_059", "003_fa0").out
        for did in ("parting", "linking"):
            assert filled("undo").out.startswith(f"Taken back: the {did} of 000_059e25d84cb00851 ¶")
        assert linked() == before
        assert "shows their numbers" in filled("link", "000_059", "9", "003_fa0", "1").err

    def test_a_passage_is_traced_to_those_who_tell_and_who_deny_it(self, filled: Run) -> None:
        out = filled("claim", "000_059", "3").out
        assert "told by 1 source, 1 independent" in out
        assert "denied in 1 source" in out
        assert "denied by Russia and North Korea (“deny”)" in out
        assert "no close match found in" in filled("claim", "000_059", "5").out

    def test_a_passage_that_there_is_not_is_refused(self, filled: Run) -> None:
        ran = filled("claim", "000_059", "9")
        assert (ran.code, ran.out) == (1, "")
        assert "has 6 passages: choose one of 1 to 6" in ran.err
        assert filled("claim", "000_059", "0").code == 2

    def test_a_story_by_its_days_and_by_its_names(self, filled: Run) -> None:
        days, names = filled("chronology", "000_059").out, filled("matrix", "003_fa0").out
        assert days.index("003_fa0ca5e88a838118") < days.index("000_059e25d84cb00851")
        assert "No article gives a day or a time" in days
        assert re.search(r"John Bolton +1 +·\n", names)

    def test_the_samples_are_told_of_once(self, briefing: Run) -> None:
        assert briefing("compare", "000_059", "003_fa0").err.count("these are the samples") == 1


class TestSettings:
    def test_where_everything_lies(self, briefing: Run, home: Path, configuration: Path) -> None:
        ran = briefing("config")
        assert (ran.code, ran.err) == (0, "")
        assert f"library              {home}" in ran.out
        assert str(configuration / "config.yaml") in ran.out
        assert "source.next          ]" in briefing("config", "--keys").out

    @pytest.mark.parametrize(
        ("file", "content", "complaint"),
        [
            ("config.yaml", "theme: [", "config.yaml"),
            ("config.yaml", "thme: newsprint", "did you mean “theme”?"),
            ("config.yaml", "theme: newsprnt", "newsprnt"),
            ("config.yaml", "keymap: {source.next: q}", "app.quit"),
            ("config.yaml", "keymap: {source.nxt: x}", "source.next"),
            ("themes/mine.yaml", "name: mine\ncolours: 3", "mine.yaml"),
            ("gazetteers/mine.yaml", "names: [{name: Kim, kind: planet}]", "mine.yaml"),
        ],
    )
    def test_what_is_wrong_with_them(
        self, briefing: Run, configuration: Path, file: str, content: str, complaint: str
    ) -> None:
        (configuration / file).parent.mkdir(exist_ok=True)
        (configuration / file).write_text(content)
        ran = briefing("config")
        assert ran.code == 1
        assert ran.err.startswith("briefing: ") and complaint in ran.err
        assert "library  " in ran.out
        told = briefing("config", "--json")
        assert told.code == 1
        assert complaint in " ".join(told.json["problems"])

    def test_a_broken_gazetteer_stops_what_needs_it_in_a_sentence(
        self, briefing: Run, configuration: Path, seeds: list[str]
    ) -> None:
        (configuration / "gazetteers").mkdir()
        (configuration / "gazetteers" / "mine.yaml").write_text("names: 3")
        for command in (["mentions", seeds[0]], ["add", seeds[0]]):
            ran = briefing(*command)
            assert (ran.code, ran.out) == (1, "")
            assert ran.err.startswith("briefing: ") and "mine.yaml" in ran.err


class TestUse:
    @pytest.mark.parametrize("command", ["", *COMMANDS])
    def test_help_fits_eighty_columns_and_shows_examples(self, briefing: Run, command: str) -> None:
        ran = briefing(*command.split(), "--help")
        assert (ran.code, ran.err) == (0, "")
        assert max(map(len, ran.out.splitlines())) <= 80
        assert f"    briefing {command}" in ran.out[ran.out.index("Example") :]

    def test_a_letter_asks_for_help_too(self, briefing: Run) -> None:
        for command in ("search", "show"):
            assert briefing(command, "-h").out == briefing(command, "--help").out

    @pytest.mark.parametrize(
        ("arguments", "complaint"),
        [
            (["serch", "kim"], "Did you mean “search”?"),
            (["xyzzy"], "There is no command “xyzzy”."),
            (["search", "kim", "--jsn"], "Did you mean '--json'?"),
            (["show", "x", "--vresion", "1"], "'--version'"),
            (["show"], "ARTICLE"),
            (["show", "x", "--version", "0"], "--version"),
            (["search", "kim", "--limit", "many"], "--limit"),
            (["compare", "one"], "B"),
            (["config", "extra"], "extra"),
            (["--"], "command"),
        ],
    )
    def test_what_is_not_understood_ends_with_two(
        self, briefing: Run, arguments: list[str], complaint: str
    ) -> None:
        ran = briefing(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("briefing: ") and complaint in ran.err.splitlines()[0]
        assert ran.err.splitlines()[1].startswith("See  briefing") and ran.err.endswith(" --help\n")

    def test_an_ambiguous_name_is_told_with_its_candidates(self, filled: Run) -> None:
        ran = filled("show", "1")
        assert (ran.code, ran.out) == (1, "")
        assert FIRST in ran.err and SECOND in ran.err

    def test_the_version(self, briefing: Run) -> None:
        ran = briefing("--version")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("briefing")

"""Pins, notes, briefs and backups on the command line."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from briefing.library.library import Library

Run = Callable[..., Any]


def the(ran: Any) -> dict[str, Any]:
    """The one annotation that a command told of."""
    (annotation,) = ran.json["annotations"]
    assert isinstance(annotation, dict)
    return annotation


def test_from_a_pin_to_a_brief_and_back(briefing: Run, filled_home: Path) -> None:
    pinned = the(briefing("pin", "000_059", "-p", "5", "--json"))
    assert pinned["kind"] == "pin"
    assert pinned["anchors"][0]["text"].startswith("In the midst of the summit")
    assert briefing("note", "000_059", "Who saw it?", "-p", "5").code == 0
    brief = briefing("brief", "000_059").out
    assert "KEY POINTS" in brief.upper()
    assert "Note: Who saw it?" in brief
    document = briefing("brief", "--json").json
    (points,) = [s for s in document["sections"] if s["section"] == "key points"]
    (number,) = points["lines"][0]["quotations"][0]["citations"]
    cited = briefing("cite", str(number)).out
    assert "In the midst of the summit, North Korea conducted a missile launch" in " ".join(cited.split())
    citation = briefing("cite", str(number), "000_059", "--json").json["citation"]
    assert citation["text"] == pinned["anchors"][0]["text"]
    assert briefing("unpin", pinned["id"][:5]).code == 0
    assert "KEY POINTS" not in briefing("brief").out.upper()
    assert briefing("undo").out.startswith("Taken back: the unpinning of “In the midst of the summit")
    assert [a["id"] for a in briefing("pins", "--json").json["annotations"]] == [pinned["id"]]


@pytest.mark.parametrize(("written", "code"), [("x", 2), ("0", 2), ("[3]", 0), ("3", 0)])
def test_a_citation_goes_by_its_number_as_it_is_shown(briefing: Run, written: str, code: int) -> None:
    ran = briefing("cite", written)
    assert ran.code == code
    assert ran.out.startswith("[3] ") if code == 0 else f"“{written}” is no number: give one" in ran.err


def test_a_note_stands_once_where_what_it_is_about_is_quoted_first(briefing: Run) -> None:
    briefing("pin", "000_059", "-p", "1")
    briefing("pin", "000_059", "--hit", "Putin")
    briefing("note", "000_059", "-p", "1", "Who saw it?")
    assert briefing("brief").out.count("Note: Who saw it?") == 1


def test_everything_that_can_be_pinned(briefing: Run, filled_home: Path) -> None:
    kinds = {
        "hit": ["--hit", "sanctions"],
        "claim": ["--claim", "1"],
        "difference": ["--against", "003_fa0", "--difference", "1"],
        "passage": ["--words", "firing two short-range ballistic missiles"],
    }
    for kind, arguments in kinds.items():
        assert the(briefing("pin", "000_059", *arguments, "--json"))["about"] == kind
    assert len(briefing("pins", "--json").json["annotations"]) == 4


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["pin", "000_059"], 2, "Say what to pin"),
        (["pin", "000_059", "-p", "1", "--claim", "1"], 2, "Say what to pin"),
        (["pin", "000_059", "-p", "99"], 1, "has 6 paragraphs"),
        (["pin", "000_059", "--words", "not there"], 1, "doesn't have the words"),
        (["pin", "000_059", "--words", "Russia"], 1, "more than once"),
        (["pin", "000_059", "--hit", "zebra"], 1, "finds nothing"),
        (["pin", "000_059", "--hit", "((("], 2, "expected"),
        (["pin", "000_059", "--against", "003_fa0", "--difference", "999"], 1, "There are"),
        (["unpin", "ffff"], 1, "There is no pin"),
        (["note", "000_059", " "], 1, "A note needs words"),
        (["tag", "000_059", ""], 1, "A tag is a word"),
        (["tag", "000_059", "x", "--remove"], 1, "There is no such tag"),
        (["grade", "000_059", "Z9"], 2, "is no grade"),
        (["grade", "000_059"], 2, "Give a grade"),
        (["brief", "nothing"], 1, "No article goes by"),
        (["cite", "999"], 1, "there is no number 999"),
        (["open", "000_059"], 1, "gives no web address"),
        (["briefs", "--delete", "none"], 1, "There is no brief"),
        (["brief", "--pipe", ""], 1, "Name a program"),
        (["brief", "--pipe", "no-such-program"], 1, "There is no program"),
        (["brief", "-o", "/no/such/folder/x"], 1, "could not be written"),
    ],
)
def test_what_can_not_be_done_is_told(
    briefing: Run, filled_home: Path, arguments: list[str], code: int, sentence: str
) -> None:
    ran = briefing(*arguments)
    assert ran.code == code
    assert sentence in ran.err
    assert ran.out == ""


def test_notes_tags_grades_and_stars(briefing: Run, filled_home: Path) -> None:
    note = the(briefing("note", "000_059", "-", "--story", "--json", stdin=b"Two accounts"))
    assert (note["about"], len(note["anchors"])) == ("story", 2)
    assert the(briefing("note", note["id"], "Two accounts, a week apart", "--change", "--json"))[
        "text"
    ].endswith("apart")
    assert "Two accounts, a week apart" in briefing("notes", "003_fa0").out
    briefing("tag", "000_059", "Sanctions", "for monday")
    assert briefing("tags", "--json").json["tags"] == [
        {"tag": "for monday", "count": 1},
        {"tag": "sanctions", "count": 1},
    ]
    assert briefing("tag", "000_059", "SANCTIONS", "--remove").code == 0
    briefing("grade", "--source", "003_fa0ca5e88a838118", "c")
    briefing("grade", "000_059", "b2")
    assert "graded B2" in briefing("brief").out
    assert "graded C" in briefing("brief").out
    assert briefing("star", "000_059").code == 0
    assert briefing("star", "000_059", "--remove").code == 0
    assert briefing("read", "000_059", "--json").json["action"] == "read"
    assert briefing("read", "000_059", "--unread").code == 0
    said = [" ".join(deed["said"].split()[:3]) for deed in briefing("undo", "--list", "--json").json["deeds"]]
    assert said == [
        "marking “Russian President",
        "marking “Russian President",
        "the removal of",
        "the star of",
        "the grade B2",
        "the grade C",
        "the removal of",
        "the tag for",
        "the tag sanctions",
        "the change of",
        "the note on",
    ]


def test_a_changed_file_names_the_pins_that_it_touches(
    briefing: Run, seeds: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "000.txt"
    text = Path(seeds[0]).read_text("utf-8")
    file.write_text(text)
    briefing("add", str(file), seeds[1])
    for passage in ("3", "5"):
        briefing("pin", "000", "-p", passage)
    assert "No article that you pinned" in briefing("pins", "--touched").err
    file.write_text(text.replace("It suggests that", "It is said that"))
    briefing("add", str(file))
    touched = briefing("pins", "--touched", "--json").json["annotations"]
    assert [each["anchors"][0]["standing"] for each in touched] == ["changed", "moved"]
    assert "It is said that Russia" in touched[0]["anchors"][0]["now_reads"]
    verified = [line for line in briefing("verify", "--json").lines if line.get("touches")]
    assert [line["touches"] for line in verified] == [[each["id"] for each in touched]]
    assert "gone from the newest version" in briefing("verify").out
    assert "is gone from the newest version of the article; it now reads" in " ".join(
        briefing("brief", "000").out.split()
    )


def test_a_brief_is_arranged_in_the_editor(
    briefing: Run, filled_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib; p = pathlib.Path(sys.argv[1]);"
        "p.write_text(p.read_text('utf-8').replace('- section: gaps\\n', ''), 'utf-8')"
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    assert briefing("briefs", "--new", "000_059", "--title", "For Monday").code == 0
    assert "Gaps" in briefing("brief", "for-monday").out
    assert briefing("edit", "for-monday").code == 0
    assert "Gaps" not in briefing("brief", "for-monday").out
    script.write_text(
        "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('sections: [{section: gist}]')"
    )
    refused = briefing("edit", "for-monday")
    assert (refused.code, "must say which section it is" in refused.err) == (1, True)
    assert "Gaps" not in briefing("brief", "for-monday").out
    assert briefing("undo").out == "Taken back: the editing of the brief for-monday\n"
    assert "Gaps" in briefing("brief", "for-monday").out
    assert briefing("briefs", "--json").json["briefs"][0]["title"] == "For Monday"


def test_delivery(briefing: Run, filled_home: Path, configuration: Path, tmp_path: Path) -> None:
    keep = tmp_path / "keep.py"
    keep.write_text("import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())")
    piped, copied, file = tmp_path / "piped", tmp_path / "copied", tmp_path / "brief.html"
    (configuration / "config.yaml").write_text(f"clipboard: {sys.executable} {keep} {copied}\n")
    printed = briefing("brief", "--format", "html").out
    assert briefing("brief", "--format", "html", "--pipe", f"{sys.executable} {keep} {piped}").out == ""
    assert briefing("brief", "--format", "html", "--copy", "-o", str(file)).code == 0
    assert piped.read_text("utf-8") == copied.read_text("utf-8") == file.read_text("utf-8") == printed


def test_citations_of_a_brief_that_was_handed_over(briefing: Run, filled_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "brief.json"
    assert briefing("brief", "--format", "json", "-o", str(file)).code == 0
    numbers = [citation["number"] for citation in json.loads(file.read_bytes())["citations"]]
    briefing("pin", "000_059", "-p", "5")
    told = [c for c in json.loads(file.read_bytes())["citations"] if c["text"]]
    for citation in told[:3]:
        shown = briefing("cite", str(citation["number"]), "--from", str(file), "--json").json["citation"]
        assert {key: shown[key] for key in ("start", "end", "text", "passage")} == {
            key: citation[key] for key in ("start", "end", "text", "passage")
        }
    assert briefing("cite", str(max(numbers) + 1), "--from", str(file)).code == 1
    file.write_text("{}")
    assert "no brief written as JSON" in briefing("cite", "1", "--from", str(file)).err


def test_what_was_made_and_the_library_in_a_file(briefing: Run, filled_home: Path, tmp_path: Path) -> None:
    briefing("pin", "000_059", "-p", "5")
    mine, kept = tmp_path / "mine.json", tmp_path / "kept.zip"
    assert briefing("export-user", str(mine)).code == 0
    assert json.loads(briefing("export-user").out) == json.loads(mine.read_bytes())
    assert briefing("backup", str(kept), "--json").json["annotations"] == 1
    briefing("undo")
    assert briefing("pins", "--json").json["annotations"] == []
    assert briefing("import", str(mine), "--json").json["new"]["annotations"] == 1
    assert briefing("import", str(mine), "--json").json["new"]["annotations"] == 0
    briefing("undo")
    assert briefing("restore", str(kept)).code == 1
    restored = briefing("restore", str(kept), "--replace", "--json").json
    assert (restored["articles"], restored["annotations"]) == (2, 1)
    assert Path(restored["aside"]).is_dir()
    assert len(briefing("pins", "--json").json["annotations"]) == 1
    mine.write_text("[]")
    assert "not what `briefing export-user` writes" in briefing("import", str(mine)).err


def test_what_there_is_one_of_is_told_as_one(briefing: Run, filled_home: Path, tmp_path: Path) -> None:
    assert "tag on an article" in briefing("tag", "000_059", "talks").out
    mine, kept = tmp_path / "mine.json", tmp_path / "kept.zip"
    assert briefing("export-user", str(mine)).err == f"1 annotation and 0 briefs are in {mine}\n"
    briefing("undo")
    assert briefing("import", str(mine)).out == "1 annotation was new\n"
    assert briefing("import", str(mine)).out == "Nothing in it was new\n"
    (filled_home / "briefs").mkdir(exist_ok=True)
    (filled_home / "briefs" / "a.yaml").write_text("title: A")
    assert " 1 annotation and 1 other file backed up" in briefing("backup", str(kept)).out


def test_what_is_imported_first_counts_once_the_articles_are_there(
    briefing: Run, home: Path, seeds: list[str], tmp_path: Path
) -> None:
    mine = tmp_path / "mine.json"
    briefing("pin", "000_059", "-p", "5")
    briefing("export-user", str(mine))
    ids = [pin["id"] for pin in briefing("pins", "--json").json["annotations"]]
    shutil.rmtree(home)
    ran = briefing("import", str(mine))
    assert (ran.code, ran.out) == (0, "1 annotation was new\n")
    assert "as soon as the articles are there" in ran.err
    assert briefing("add", *seeds).code == 0
    assert [pin["id"] for pin in briefing("pins", "--json").json["annotations"]] == ids
    assert "no article of this library" not in briefing("pins").out


def test_an_import_goes_to_the_samples_where_that_is_asked_for(
    briefing: Run, home: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.json"
    briefing("pin", "000_059", "-p", "5")
    briefing("export-user", str(mine))
    shutil.rmtree(home)
    assert briefing("import", str(mine), "--samples").out == "1 annotation was new\n"
    assert len(briefing("pins", "--json").json["annotations"]) == 1
    assert not (home / "archive.db").exists()


def test_a_file_that_is_no_export_makes_no_library(briefing: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text("[]")
    assert briefing("import", str(tmp_path / "mine.json")).code == 1
    assert not home.exists()


def test_the_samples_are_checked_and_kept_while_there_is_no_other_library(
    briefing: Run, home: Path, tmp_path: Path
) -> None:
    briefing("pin", "000_059", "-p", "5")
    ran = briefing("verify", "--json")
    assert (ran.code, ran.lines[-1]["summary"]) == (0, {"unchanged": 2})
    assert "these are the samples" in ran.err
    kept = tmp_path / "kept.zip"
    ran = briefing("backup", str(kept), "--json")
    assert (ran.code, ran.json["articles"], ran.json["annotations"]) == (0, 2, 1)
    assert "these are the samples" in ran.err
    assert briefing("restore", str(kept)).code == 0
    restored = briefing("pins", "--json")
    assert len(restored.json["annotations"]) == 1
    assert restored.err == ""
    with closing(Library.open(home)) as library:
        assert not library.demonstration

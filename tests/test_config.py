"""Settings are read from where the environment says, and a mistake is named with its key."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing import config
from briefing.config import Config, ConfigProblem


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "settings"
    folder.mkdir()
    monkeypatch.setenv("BRIEFING_CONFIG", str(folder))
    return folder


def problem(folder: Path, content: str) -> str:
    (folder / "config.yaml").write_text(content, "utf-8")
    with pytest.raises(ConfigProblem) as caught:
        config.load()
    told = str(caught.value)
    assert told.startswith(str(folder / "config.yaml"))
    assert told.isprintable()
    return told


def test_without_a_file_the_defaults_hold(folder: Path) -> None:
    assert config.load() == Config(theme=None, keymap={})
    (folder / "config.yaml").write_text("# nothing settled\n")
    assert config.load() == Config()
    (folder / "config.yaml").write_text("theme:\nkeymap:\n")
    assert config.load() == Config()


def test_settings_are_read_as_they_are_written(folder: Path) -> None:
    (folder / "config.yaml").write_text("theme: no\nkeymap:\n  hit.next: n, f3\n  go.first: 1\n  quit: off\n")
    settings = config.load()
    assert settings.theme == "no"
    assert settings.keymap == {"hit.next": "n, f3", "go.first": "1", "quit": "off"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("tema: dark\n", "no setting “tema”; did you mean “theme”?"),
        ("keymaps: {}\n", "did you mean “keymap”?"),
        ("colour: blue\n", "the settings are theme, keymap, limits, clipboard, browser."),
        ("theme: [dark, light]\n", "“theme” must be the name of one theme"),
        ("keymap: [a, b]\n", "“keymap” must list commands and their keys"),
        ("keymap:\n  hit.next:\n", "“hit.next” in “keymap” needs its keys"),
        ("keymap:\n  hit.next: [n, f3]\n", "“hit.next” in “keymap” needs its keys"),
        ("keymap:\n  hit.next: n\n  hit.next: m\n", "line 3: the key “hit.next” is given twice"),
        ("just a word\n", "must hold settings"),
        ("theme: [\n", "line 2"),
        ('"\\e]0;title\\a": 1\n', "no setting “␛]0;title␇”"),
    ],
)
def test_a_mistake_is_named(folder: Path, content: str, told: str) -> None:
    assert told in problem(folder, content)


def test_a_pipe_in_place_of_the_file_is_a_problem_and_never_blocks(folder: Path) -> None:
    os.mkfifo(folder / "config.yaml")
    with pytest.raises(ConfigProblem, match="is not a file"):
        config.load()


def test_the_environment_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BRIEFING_HOME", "~/library")
    monkeypatch.setenv("BRIEFING_CONFIG", "~/settings")
    assert config.home() == tmp_path / "library"
    assert config.config_folder() == tmp_path / "settings"
    assert config.user_themes() == tmp_path / "settings" / "themes"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFING_HOME", "here")
    assert config.home() == tmp_path / "here"


def test_without_the_environment_the_platform_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("BRIEFING_HOME", "BRIEFING_CONFIG"):
        monkeypatch.setenv(name, "")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert config.home().name == config.config_folder().name == "briefing"
    assert config.home().is_relative_to(tmp_path)
    assert config.home() != config.config_folder() or sys.platform == "darwin"


def test_gazetteers_are_found_in_both_folders(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "library"
    assert config.gazetteer_files(home) == []
    for place in (folder, home):
        (place / "gazetteers").mkdir(parents=True)
        for name in ("b.yaml", "a.yaml", "notes.txt"):
            (place / "gazetteers" / name).touch()
    assert [path.relative_to(tmp_path).as_posix() for path in config.gazetteer_files(home)] == [
        "settings/gazetteers/a.yaml",
        "settings/gazetteers/b.yaml",
        "library/gazetteers/a.yaml",
        "library/gazetteers/b.yaml",
    ]


def test_a_start_without_settings_imports_neither_yaml_nor_platformdirs(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from briefing import config; config.load(); config.home();"
        "sys.exit('yaml' in sys.modules or 'platformdirs' in sys.modules)"
    )
    environment = {**os.environ, "BRIEFING_HOME": str(tmp_path), "BRIEFING_CONFIG": str(folder)}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0


def test_limits_are_read_with_their_units(folder: Path) -> None:
    (folder / "config.yaml").write_text(
        "limits:\n  item_bytes: 16 MiB\n  redirects: 3\n  item_seconds: 1 min\n"
    )
    limits = config.load().limits
    assert (limits.item_bytes, limits.redirects, limits.item_seconds) == (16 * 1024**2, 3, 60)
    assert limits.line_bytes == Config().limits.line_bytes


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("limits: many\n", "“limits” must list limits and their values"),
        ("limits: {colour: 3}\n", "there is no limit “colour”; the limits are item_bytes,"),
        ("limits: {redirects: 0}\n", "“redirects” must be a whole number above 0"),
        ("limits: {redirects: -1}\n", "must be a whole number"),
        ("limits: {item_bytes: 3 apples}\n", "must be a whole number"),
        ("limits: {item_bytes: [3]}\n", "must be a whole number"),
    ],
)
def test_a_limit_that_makes_no_sense_is_told(folder: Path, content: str, told: str) -> None:
    assert told in problem(folder, content)

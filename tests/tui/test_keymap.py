"""Keymap overrides: what is taken over, what is refused, and that Textual then listens to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App
from textual.binding import Binding
from textual.keys import _character_to_key
from textual.widgets import Input

from briefing.tui.commands import COMMANDS, Command, overlap
from briefing.tui.keymap import bindings, resolve, run, textual_keymap
from briefing.tui.keys import canonical_key, key_label


def keys_of(commands: tuple[Command, ...], command_id: str) -> tuple[str, ...]:
    return next(command.keys for command in commands if command.id == command_id)


def command(command_id: str) -> Command:
    return next(command for command in COMMANDS if command.id == command_id)


def test_an_override_replaces_the_keys_and_leaves_the_rest() -> None:
    resolved, problems = resolve(COMMANDS, {"move.down": "ctrl+n, down"})
    assert problems == []
    assert keys_of(resolved, "move.down") == ("ctrl+n", "down")
    assert keys_of(resolved, "move.up") == ("k", "up")


@pytest.mark.parametrize(
    ("overrides", "sentence"),
    [
        ({"mov.down": "x"}, "Keymap: there is no command “mov.down”. Did you mean “move.down”?"),
        ({"zzz": "x"}, "Keymap: there is no command “zzz”. The help screen lists the commands by their ids."),
        (
            {"move.down": "pgdwn"},
            "Keymap: “pgdwn” for move.down is not a key. Keys are written as ctrl+n, f2, pagedown or ].",
        ),
        ({"move.down": "j,"}, "Keymap: “” for move.down is not a key. Write “comma” for the comma."),
        (
            {"move.down": "q"},
            "Keymap: q for move.down is taken by app.quit (everywhere: quit). Give that another key first.",
        ),
        (
            {"move.down": "ctrl+q"},
            "Keymap: ^q for move.down is taken by app.quit (everywhere: quit). Give that another key first.",
        ),
        (
            {"search.accept": "x"},
            "Keymap: x for search.accept is needed to type in the search field.",
        ),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(overrides: dict[str, str], sentence: str) -> None:
    resolved, problems = resolve(COMMANDS, overrides)
    assert problems == [sentence]
    assert resolved == COMMANDS


def test_a_mistake_costs_its_own_override_alone() -> None:
    resolved, problems = resolve(COMMANDS, {"move.down": "q", "move.up": "ctrl+t", "nothing": "x"})
    assert len(problems) == 2
    assert keys_of(resolved, "move.up") == ("ctrl+t",)
    assert keys_of(resolved, "move.down") == ("j", "down")


def test_two_commands_may_change_keys_with_each_other() -> None:
    resolved, problems = resolve(COMMANDS, {"hit.next": "N", "hit.previous": "n"})
    assert problems == []
    assert (keys_of(resolved, "hit.next"), keys_of(resolved, "hit.previous")) == (("N",), ("n",))


def test_of_two_overrides_with_one_key_the_first_stays() -> None:
    resolved, problems = resolve(COMMANDS, {"hit.next": "ctrl+n", "story.next": "ctrl+n"})
    assert len(problems) == 1
    assert "story.next" in problems[0]
    assert keys_of(resolved, "hit.next") == ("ctrl+n",)


def test_places_apart_may_share_a_key() -> None:
    resolved, problems = resolve(COMMANDS, {"compare.swap": "w"})
    assert problems == []
    assert keys_of(resolved, "compare.swap") == ("w",)


def test_a_terminal_sends_one_key_for_two_names() -> None:
    _, problems = resolve(COMMANDS, {"hit.next": "ctrl+i"})
    assert problems == [
        "Keymap: tab for hit.next is taken by pane.next (reading: next pane). Give that another key first."
    ]


def test_foreign_text_in_a_keymap_is_told_inert() -> None:
    _, problems = resolve(COMMANDS, {"\x1b]52;c;eA==\x07": "x", "move.down": "\x1b[31m"})
    assert len(problems) == 2
    assert not any("\x1b" in problem or "\x07" in problem for problem in problems)


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from([c.id for c in COMMANDS]) | st.text(), st.text() | st.sampled_from("jkqncx")
    )
)
def test_no_keymap_makes_it_fail_or_clash(overrides: dict[str, str]) -> None:
    resolved, _ = resolve(COMMANDS, overrides)
    assert [command.id for command in resolved] == [command.id for command in COMMANDS]
    for number, command in enumerate(resolved):
        assert command.keys
        for other in resolved[number + 1 :]:
            assert not (overlap(command.where, other.where) and set(command.keys) & set(other.keys))


@given(st.characters(max_codepoint=0x24F))
def test_a_character_is_named_as_textual_names_it(character: str) -> None:
    key = canonical_key(character)
    if key is not None:
        assert key == _character_to_key(character)
        assert key == "space" or not character.isascii() or key_label(key) == character


class Reader(App[None]):
    """An app with two of the registry's places, that notes what was asked of it."""

    BINDINGS = bindings("everywhere", "reading")

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def compose(self):  # type: ignore[no-untyped-def]
        yield Input()

    def action_move_down(self) -> None:
        self.done.append("down")

    def action_app_quit(self) -> None:
        self.done.append("quit")


async def test_bindings_follow_the_keymap() -> None:
    app = Reader()
    resolved, _ = resolve(COMMANDS, {"move.down": "ctrl+n,f9", "app.quit": "Q"})
    async with app.run_test() as pilot:
        app.set_focus(None)
        await pilot.press("j", "q", "ctrl+q")
        assert app.done == ["down", "quit", "quit"]
        app.done.clear()
        app.set_keymap(textual_keymap(resolved))
        await pilot.press("j", "q", "f9", "ctrl+n", "Q", "ctrl+q")
        assert app.done == ["down", "down", "quit", "quit"]


async def test_only_the_way_out_reaches_past_a_text_field() -> None:
    app = Reader()
    resolved, _ = resolve(COMMANDS, {"app.quit": "Q"})
    async with app.run_test() as pilot:
        app.set_keymap(textual_keymap(resolved))
        app.query_one(Input).focus()
        await pilot.press("Q", "j", "ctrl+q")
        assert app.query_one(Input).value == "Qj"
        assert app.done == ["quit"]


async def test_a_command_runs_by_name_even_where_its_key_would_be_typed() -> None:
    app = Reader()
    async with app.run_test():
        assert isinstance(app.focused, Input)
        assert await run(app.screen, command("move.down"))
        assert app.done == ["down"]
        assert not await run(app.screen, command("compare.swap"))


def test_every_binding_names_its_command() -> None:
    made = bindings("everywhere", "list")
    assert all(isinstance(binding, Binding) and binding.description for binding in made)
    assert {binding.id for binding in made if isinstance(binding, Binding) and binding.id} == {
        command.id for command in COMMANDS if command.where in ("everywhere", "list")
    }

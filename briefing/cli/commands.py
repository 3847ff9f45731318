"""The commands of the command line, and what becomes of whatever goes wrong in them.

Each command is a module of its own, imported only when it is called for. Exit codes: 0 for done, 1 for failed,
2 for a command that can't be understood, 130 where ctrl-c and 141 where a closed pipe ended it, as in shells.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from types import MappingProxyType

import click

from briefing import __version__
from briefing.cli.output import CommandError, abandon, complain, finish, forgive_encoding, narrate, say
from briefing.config import ConfigProblem
from briefing.library.errors import LibraryError

FAILED, MISUNDERSTOOD, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141

MODULES: Mapping[str, str] = MappingProxyType(
    {
        "add": "adding",
        "search": "finding",
        "show": "showing",
        "compare": "comparing",
        "mentions": "naming",
        "stories": "listing",
        "config": "settings",
        "rebuild": "rebuilding",
    }
)
"""The module of each command, in the order in which the help lists them."""


class _Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in MODULES:
            return None
        command: click.Command = getattr(import_module(f"briefing.cli.{MODULES[name]}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in MODULES or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        near = get_close_matches(args[0], MODULES, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(MODULES)}."
        raise click.UsageError(f"There is no command “{args[0]}”. {hint}", ctx)


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        say(f"briefing {__version__}")
        ctx.exit()


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version and exit.",
)
def briefing() -> None:
    """Read the news in the terminal: search, read with actors and places lit up, compare sources.

    Without a command the reader opens.

    \b
    Examples:
      briefing
      briefing add clippings/
      briefing search 'kim place:vostochny'
      briefing compare 1b0fc4d9 16a08602

    BRIEFING_HOME names the library's folder, BRIEFING_CONFIG that of the configuration.
    """


def run() -> int:
    """Run the command that the arguments ask for; returns the exit code. Nothing that a user can do raises."""
    forgive_encoding()
    try:
        code = _run(sys.argv[1:])
        finish()
    except CommandError as error:
        complain(str(error))
        code = FAILED
    except BrokenPipeError:
        code = PIPE_CLOSED
    except KeyboardInterrupt:
        narrate("")
        complain("stopped. What was reported so far is kept.")
        code = INTERRUPTED
    abandon()
    return code


def _run(arguments: list[str]) -> int:
    try:
        with briefing.make_context("briefing", arguments) as context:
            return int(briefing.invoke(context) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        complain(error.format_message())
        if error.ctx is not None:
            narrate(f"See  {error.ctx.command_path} --help")
        return MISUNDERSTOOD
    except (LibraryError, ConfigProblem) as error:
        complain(str(error))
        return FAILED
    except BrokenPipeError:
        raise
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        complain(f"{what}{error.strerror or error}.")
        return FAILED

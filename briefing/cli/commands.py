"""The commands, and what becomes of whatever goes wrong in them."""

from __future__ import annotations

from difflib import get_close_matches

import click

from briefing import __version__
from briefing.cli.adding import add, rebuild
from briefing.cli.annotating import grade, note, notes, read, star, tag, tags
from briefing.cli.briefs import brief, briefs, cite, edit, open_
from briefing.cli.claim import claim
from briefing.cli.comparing import compare
from briefing.cli.finding import search, stories
from briefing.cli.following import feeds, follow, refresh, unfollow
from briefing.cli.keeping import backup, export_user, import_, restore
from briefing.cli.linking import link
from briefing.cli.names import name, names
from briefing.cli.output import CommandError, abandon, complain, finish, forgive_encoding, narrate
from briefing.cli.overview import chronology, matrix
from briefing.cli.pinning import pin, pins, unpin
from briefing.cli.reporting import report, verify
from briefing.cli.settings import config
from briefing.cli.showing import mentions, show
from briefing.cli.stories import copies, story
from briefing.cli.undoing import redo, undo
from briefing.library.errors import LibraryError


class _Commands(click.Group):
    """Suggests the nearest command where there is none of a name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name in self.commands or name.startswith("-"):
            return super().resolve_command(ctx, args)
        near = get_close_matches(name, self.commands, n=1)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        raise click.UsageError(f"There is no command “{name}”.{hint}", ctx)


@click.group(
    cls=_Commands,
    epilog="Without a command, briefing opens the reader. BRIEFING_HOME chooses the library.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="briefing")
@click.option(
    "--samples", is_flag=True, help="Open the reader on the sample articles; no command goes with it."
)
def briefing(samples: bool) -> None:
    """Read what several sources say of one event, compare it, search it.

    \b
    Examples:
      briefing add ~/articles
      briefing search 'actor:kim date:2023-11..'
      briefing compare 000_059 003_fa0
    """
    if samples:  # alone, it has opened the reader already
        raise click.UsageError("--samples opens the reader: it goes with no command.")


_COMMANDS = (
    *(add, follow, unfollow, feeds, refresh, report, verify),
    *(search, show, compare, link, claim, chronology, matrix, mentions, names, name),
    *(stories, story, copies),
    *(pin, unpin, pins, note, notes, tag, tags, grade, star, read, undo, redo),
    *(brief, briefs, edit, cite, open_, export_user, import_, backup, restore),
    *(config, rebuild),
)
for _command in _COMMANDS:
    briefing.add_command(_command)


def run() -> int:
    """Run the command that the arguments name; returns the exit code."""
    forgive_encoding()
    try:
        code = briefing.main(prog_name="briefing", standalone_mode=False)
        finish()
    except click.UsageError as error:
        complain(error.format_message())
        narrate(f"See  {error.ctx.command_path if error.ctx else 'briefing'} --help")
        return 2
    except click.Abort:
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        abandon()
        return 1
    except (CommandError, LibraryError) as error:
        complain(str(error))
    except OSError as error:
        what = (
            f"{error.filename} could not be used" if error.filename else "The system refused what was asked"
        )
        complain(f"{what}: {error.strerror or error}.")
    else:
        return code if isinstance(code, int) else 0
    abandon()
    return 1

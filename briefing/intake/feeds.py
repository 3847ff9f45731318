"""Following feeds and folders in a library: beginning, ending, listing, and bringing in what is new."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from briefing.collect.addresses import AddressProblem, is_web_address, parse
from briefing.intake.discovering import NothingToFollow, discover
from briefing.library import deeds, following, things
from briefing.library.archive import Archive, reading
from briefing.library.catch_up import Progress, unseen
from briefing.library.errors import LibraryError, NoLibrary
from briefing.library.following import Followed
from briefing.library.lock import Narrate, in_silence, writing
from briefing.library.writer import Outcome, Summary, add_in_turns
from briefing.limits import Limits
from briefing.safetext import one_line


def follow(
    home: Path,
    target: str,
    limits: Limits,
    *,
    called: str | None = None,
    full_text: bool | None = None,
    narrate: Narrate = in_silence,
) -> tuple[Followed, bool]:
    """Follow what is at an address or a path; also whether it was not followed before.

    `called` is what its articles name as their source, `full_text` asks for the pages behind its teasers. What is
    None stays as it was where it is followed already; an empty name takes away the one that it had.
    Raises `NothingToFollow` and LibraryError.
    """
    found = discover(target, limits)
    with writing(home, narrate) as archive:
        known = following.state(archive, found.address) or {"called": None, "full_text": False}
        found = replace(
            found,
            called=(known["called"] if called is None else called) or None,
            full_text=known["full_text"] if full_text is None else full_text,
        )
        return found, _begin(archive, home, found)


def follow_all(
    home: Path, feeds: Sequence[Followed], *, narrate: Narrate = in_silence
) -> list[tuple[Followed, bool]]:
    """Follow the feeds of a list, not asked yet; with each, whether it was not followed before.

    Those followed already stay as they are. Raises LibraryError.
    """
    with writing(home, narrate) as archive:
        known = {each.address for each in following.followed(archive)}
        return [(feed, feed.address not in known and _begin(archive, home, feed)) for feed in feeds]


def _begin(archive: Archive, home: Path, feed: Followed) -> bool:
    """Follow something, or change how, as a deed; whether it was not followed before."""
    with archive.transaction(), archive.aside():
        new = following.state(archive, feed.address) is None
        what = one_line(feed.name)
        said = f"following {what}" if new else f"the change of how {what} is followed"
        deeds.do(archive, home, said, {things.key("feed", feed.address): following.to_record(feed)})
        following.ask_soon(archive, feed.address)
    return new


def unfollow(home: Path, name: str, *, narrate: Narrate = in_silence) -> Followed:
    """Follow something no more, named by its address, path or title; its articles stay.

    Raises LibraryError where nothing that is followed is named so, or several are.
    """
    found = _named(followed(home), name)
    with writing(home, narrate) as archive, archive.transaction(), archive.aside():
        what = one_line(found.name)
        deeds.do(archive, home, f"the end of following {what}", {things.key("feed", found.address): None})
    return found


def followed(home: Path) -> list[Followed]:
    """All that is followed; nothing where there is no library yet. Raises LibraryError."""
    try:
        with reading(home) as archive:
            if not archive.outdated:
                return following.followed(archive)
    except NoLibrary:
        return []
    with writing(home):  # brings an archive that an older program made into its newest form
        pass
    return followed(home)


def refresh(
    home: Path,
    limits: Limits,
    *,
    only: Sequence[str] = (),
    force: bool = False,
    report: Callable[[Outcome], None],
    progress: Progress = unseen,
    narrate: Narrate = in_silence,
) -> Summary:
    """Bring in what is new in all that is followed and may be asked now, or in what is named.

    What is named is asked in any case, and all is with `force`. `progress` is told of the step "feeds", too.
    Raises LibraryError; what was reported is kept.
    """
    from briefing.intake.refreshing import due
    from briefing.intake.refreshing import refresh as refreshed

    everything = followed(home)
    if not everything:
        raise LibraryError("Nothing is followed yet: begin with  briefing follow URL")
    asked = [_named(everything, name) for name in only] or due(everything, datetime.now(UTC), force=force)
    if len(asked) < len(everything) and not only:
        narrate(
            f"{len(everything) - len(asked)} of {len(everything)} are left alone for now; --force asks them too"
        )
    with reading(home) as archive:
        items = refreshed(
            asked,
            lambda address: following.states(archive, address),
            limits,
            tell=lambda done, of: progress("feeds", done, of),
        )
        return add_in_turns(home, items, what="refresh", report=report, progress=progress, narrate=narrate)


def _named(everything: Sequence[Followed], name: str) -> Followed:
    meant = {name, os.path.normpath(Path(name).expanduser().absolute())}
    if is_web_address(name):
        try:
            meant.add(parse(name).url)
        except AddressProblem as problem:
            raise LibraryError(f"The address {problem}.") from None
    exact = [each for each in everything if each.address in meant]
    begins = name.casefold()
    like = [
        each
        for each in everything
        if (each.called or each.title).casefold().startswith(begins) and begins.strip()
    ]
    found = exact or like
    if len(found) == 1:
        return found[0]
    shown = one_line(name)
    if not found:
        raise LibraryError(f"Nothing that is followed is called {shown}: see  briefing feeds")
    raise LibraryError(
        f"{shown} could be {', '.join(one_line(each.address) for each in found[:5])}: name one of them."
    )


__all__ = ["NothingToFollow", "follow", "follow_all", "followed", "refresh", "unfollow"]

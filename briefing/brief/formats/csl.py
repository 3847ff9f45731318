"""The sources of a brief as CSL-JSON (Citation Style Language 1.0.2), as Zotero, pandoc and their like read it."""

from __future__ import annotations

import html
import json
from datetime import date
from typing import Any

from briefing.brief.document import Brief, Source
from briefing.brief.formats.wording import flat
from briefing.brief.web_address import web_address


def write(brief: Brief) -> str:
    """A list with an item for each source, in the order of the brief."""
    return json.dumps([_item(source) for source in brief.sources], ensure_ascii=False, indent=2) + "\n"


def _item(source: Source) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": f"briefing-{source.article}",
        "type": "article-newspaper",
        "title": _plain(source.title or source.source),
        "container-title": _plain(source.source),
    }
    if source.author:
        item["author"] = [{"literal": _plain(source.author)}]
    if source.published is not None:
        item["issued"] = _parts(source.published)
    if (address := web_address(source.url)) is not None:
        item["URL"] = address
    if source.read_at is not None:
        item["accessed"] = _parts(source.read_at.date())
    notes = [f"SHA-256 {source.sha256}"] if source.sha256 else []
    notes += [f"graded {source.grade}"] if str(source.grade) else []
    item["note"] = "; ".join(notes)
    return item


def _plain(text: str) -> str:
    """Foreign text in which nothing is markup: processors take tags such as `<i>` for formatting."""
    return html.escape(flat(text), quote=False) if "<" in text or "&" in text else flat(text)


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}

"""Articles from JSON lines, as the index takes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from briefing.library.index import IndexDocument

_NAME = re.compile(r"\b[A-Z]\w+(?: [A-Z]\w+)*")
_NAMES = 20


def documents(file: Path, count: int | None = None) -> Iterator[IndexDocument]:
    """The first articles of a file of JSON lines with title, source, date and text.

    Reading names takes far longer than what is measured here, so runs of capitalised words stand for them,
    actors and places by turns.
    """
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, count)):
            article = json.loads(line)
            names = list(dict.fromkeys(_NAME.findall(article["text"])))[:_NAMES]
            yield IndexDocument(
                id=f"{number:016x}",
                title=article.get("title") or "",
                source=article.get("source") or "",
                published=date.fromisoformat(article["date"][:10]) if article.get("date") else None,
                text=article["text"],
                actors="\n".join(names[::2]),
                places="\n".join(names[1::2]),
                author=article.get("author") or "",
                url=article.get("url") or "",
            )

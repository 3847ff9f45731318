"""The sources of a brief as BibTeX, in UTF-8, for BibTeX itself and for what reads its files, such as biblatex."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.brief.document import Brief, Source
from briefing.brief.formats.wording import flat
from briefing.brief.web_address import web_address

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        '"': "''",
        "@": r"{@}",
    }
)


def escape(text: str) -> str:
    r"""Foreign text on one line, with nothing in it that TeX or BibTeX would act upon.

    Braces are named, since BibTeX counts even `\{`: a lone one would end the field or the file early.

    >>> escape("100% of {A}")
    '100\\% of \\textbraceleft{}A\\textbraceright{}'
    """
    return flat(text).translate(_ESCAPES)


def write(brief: Brief) -> str:
    """An entry for each source, in the order of the brief."""
    return "\n".join(_entry(source) for source in brief.sources)


def _entry(source: Source) -> str:
    fields = "".join(f"  {name:<12} = {{{value}}},\n" for name, value in _fields(source))
    return f"@misc{{briefing-{source.article},\n{fields}}}\n"


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{escape(source.title or source.source)}}}"
    if source.author:
        # The inner braces keep BibTeX from taking the name of an institution or a writer apart.
        yield "author", f"{{{escape(source.author)}}}"
    else:
        yield "key", escape(source.source)  # by which it is sorted; nobody is called the author who is not
    yield "howpublished", escape(source.source)
    if source.published is not None:
        yield "year", str(source.published.year)
        yield "month", str(source.published.month)
        yield "day", str(source.published.day)
    if (address := web_address(source.url)) is not None:
        yield "url", address.translate({ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"})
    if source.read_at is not None:
        yield "urldate", source.read_at.date().isoformat()
    yield "note", "; ".join(_notes(source))


def _notes(source: Source) -> Iterator[str]:
    yield f"SHA-256 {source.sha256}" if source.sha256 else "not in this library"
    if source.title_derived:
        yield "title from its first words"
    if str(source.grade):
        yield f"graded {source.grade}"

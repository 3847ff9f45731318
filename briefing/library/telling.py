"""What a deed is called in a sentence: “the pin of …”, after which one says that it was taken back, or done again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from briefing.annotation import Annotation, AnnotationKind, Subject, SubjectKind
from briefing.article import Act, Headline, Placement
from briefing.library.archive import Archive
from briefing.reading.gazetteer import Change, Verb
from briefing.safetext import one_line

_QUOTED = 48
"""Characters of a text in what is said of a deed."""

_MADE: Mapping[AnnotationKind, str] = {
    AnnotationKind.PIN: "the pin of {it}",
    AnnotationKind.NOTE: "the note on {it}",
    AnnotationKind.TAG: "the tag {text} on {it}",
    AnnotationKind.GRADE: "the grade {text} of {it}",
    AnnotationKind.STAR: "the star of {it}",
}
_REMOVED: Mapping[AnnotationKind, str] = {
    AnnotationKind.PIN: "the unpinning of {it}",
    AnnotationKind.NOTE: "the deletion of the note on {it}",
    AnnotationKind.TAG: "the removal of the tag {text} from {it}",
    AnnotationKind.GRADE: "the removal of the grade {text} from {it}",
    AnnotationKind.STAR: "the removal of the star from {it}",
}


def of_making(archive: Archive, annotation: Annotation) -> str:
    """The making of an annotation."""
    it = of_subject(archive, annotation.subject)
    return _MADE[annotation.kind].format(text=annotation.text, it=it)


def of_removing(archive: Archive, annotation: Annotation) -> str:
    """The taking back of an annotation."""
    it = of_subject(archive, annotation.subject)
    return _REMOVED[annotation.kind].format(text=annotation.text, it=it)


def of_subject(archive: Archive, subject: Subject) -> str:
    """What an annotation is about."""
    words = next((anchor.text for anchor in subject.anchors if anchor.text), "")
    match subject.kind:
        case SubjectKind.SOURCE:
            return f"the source {subject.topic}"
        case SubjectKind.STORY:
            return f"a story of {len(subject.anchors)} articles"
        case SubjectKind.DIFFERENCE:
            return f"a difference: {subject.topic}, “{shortened(words)}”"
    if words:
        return f"“{shortened(words)}”"
    article = archive.article(subject.anchors[0].article) if subject.anchors else None
    return f"“{shortened(article.title)}”" if article is not None else "an article"


def of_name(change: Change) -> str:
    """The putting right of a name."""
    was = f"“{shortened(change.was or change.of)}”"
    match change.verb:
        case Verb.MERGE if change.to:
            return f"the merging of {was} into “{shortened(change.to.name)}”"
        case Verb.SPLIT if change.form:
            return f"the splitting of “{shortened(change.form)}” off {was}"
        case Verb.KIND if change.to:
            return f"taking {was} for {change.to.kind.in_words}"
        case Verb.HIDE:
            return f"the hiding of {was}"
    return f"the showing of {was}"


def of_story(word: Placement, headlines: Callable[[Sequence[str]], Sequence[Headline]]) -> str:
    """A word on stories, with the articles by their headlines."""
    what = _titles(word.articles, headlines)
    match word.act:
        case Act.MERGE:
            return f"the merging of {len(word.articles)} articles into one story: {what}"
        case Act.SPLIT:
            return f"the splitting off of {what}"
    return f"the moving of {what} to the story of {_titles(word.target, headlines)}"


def _titles(articles: Sequence[str], headlines: Callable[[Sequence[str]], Sequence[Headline]]) -> str:
    shown = [f"“{shortened(headline.title)}”" for headline in headlines(articles[:2])]
    more = f" and {len(articles) - 2} more" if len(articles) > 2 else ""
    return ", ".join(shown) + more


def shortened(text: str) -> str:
    """A text in a line, short enough for a sentence."""
    line = " ".join(one_line(text).split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1].rstrip()}…"

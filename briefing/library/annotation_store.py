"""Annotations in the archive's tables."""

from __future__ import annotations

from datetime import datetime

from briefing.annotation import Anchor, Annotation, AnnotationKind, Subject, SubjectKind
from briefing.library.archive import Archive, to_stored_time


def insert(archive: Archive, annotation: Annotation) -> None:
    """Keep an annotation that is not there yet."""
    subject = annotation.subject
    added = archive.db.execute(
        """
        INSERT INTO annotation (id, kind, subject, topic, remark, text, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        (
            annotation.id,
            annotation.kind,
            subject.kind,
            subject.topic,
            subject.remark,
            annotation.text,
            to_stored_time(annotation.made_at),
        ),
    )
    archive.db.executemany(
        "INSERT INTO anchor (annotation, position, article, first, last, text) VALUES (?, ?, ?, ?, ?, ?)",
        ((added.lastrowid, position, *anchor) for position, anchor in enumerate(subject.anchors)),
    )


def annotation_with(archive: Archive, id: str) -> Annotation | None:
    """The annotation of an id."""
    return next(iter(find(archive, "annotation.id = ?", (id,))), None)


def find(archive: Archive, which: str, values: tuple[object, ...] = ()) -> list[Annotation]:
    """The annotations for which the SQL condition `which` holds, in the order in which they were made."""
    rows = archive.db.execute(
        f"""
        SELECT annotation.number, kind, subject, topic, remark, annotation.text, made_at,
            anchor.article, anchor.first, anchor.last, anchor.text
        FROM annotation LEFT JOIN anchor ON anchor.annotation = annotation.number
        WHERE {which} ORDER BY annotation.number, anchor.position
        """,  # noqa: S608 - the condition is the caller's own, its values are bound
        values,
    )
    heads: dict[int, tuple[str, ...]] = {}
    anchors: dict[int, list[Anchor]] = {}
    for number, *head, article, first, end, text in rows:
        heads[number] = tuple(head)
        found = anchors.setdefault(number, [])
        if article is not None:
            found.append(Anchor(article, first, end, text))
    return [
        Annotation(
            AnnotationKind(kind),
            Subject(SubjectKind(subject), tuple(anchors[number]), topic, remark),
            text,
            datetime.fromisoformat(made_at),
        )
        for number, (kind, subject, topic, remark, text, made_at) in heads.items()
    ]

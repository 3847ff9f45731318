"""An annotation as JSON has it: in the archive's record of deeds, and in the file that its maker takes away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from briefing.annotation import Anchor, Annotation, AnnotationKind, Subject, SubjectKind
from briefing.safetext import clean, one_line


def to_record(annotation: Annotation) -> dict[str, Any]:
    """The annotation in plain values; its id and the digests are there for whoever checks them."""
    subject = annotation.subject
    return {
        "id": annotation.id,
        "kind": annotation.kind.value,
        "about": subject.kind.value,
        "topic": subject.topic,
        "remark": subject.remark,
        "text": annotation.text,
        "made_at": annotation.made_at.astimezone(UTC).isoformat(),
        "anchors": [
            {"article": a.article, "start": a.start, "end": a.end, "text": a.text, "sha256": a.sha256}
            for a in subject.anchors
        ],
    }


def from_record(record: object) -> Annotation:
    """The annotation that plain values tell of. Raises ValueError with what is wrong, in a few words."""
    if not isinstance(record, Mapping):
        raise ValueError("it is no object")
    anchors = record.get("anchors")
    if not isinstance(anchors, list):
        raise ValueError("“anchors” is no list")
    try:
        subject = Subject(
            SubjectKind(_string(record, "about")),
            tuple(_anchor(anchor) for anchor in anchors),
            one_line(_string(record, "topic")),
            one_line(_string(record, "remark")),
        )
        made_at = datetime.fromisoformat(_string(record, "made_at"))
        kind = AnnotationKind(_string(record, "kind"))
    except ValueError as error:
        raise ValueError(str(error)) from None
    if made_at.tzinfo is None:
        raise ValueError("“made_at” has no time zone")
    return Annotation(kind, subject, clean(_string(record, "text")), made_at.astimezone(UTC))


def _anchor(record: object) -> Anchor:
    if not isinstance(record, Mapping):
        raise ValueError("an anchor is no object")
    start, end = record.get("start"), record.get("end")
    if type(start) is not int or type(end) is not int:
        raise ValueError("the offsets of an anchor are no numbers")
    anchor = Anchor(one_line(_string(record, "article")), start, end, _string(record, "text"))
    if not 0 <= start <= end or end - start != len(anchor.text):
        raise ValueError("the offsets of an anchor don't fit its text")
    if clean(anchor.text) != anchor.text:
        raise ValueError("the text of an anchor holds what no article of a library does")
    if record.get("sha256", anchor.sha256) != anchor.sha256:
        raise ValueError("the text of an anchor is not the one of its SHA-256")
    return anchor


def _string(record: Mapping[Any, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise ValueError(f"“{key}” is no text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"“{key}” holds half a character") from None
    return value

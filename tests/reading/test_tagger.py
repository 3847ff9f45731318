"""The model of names: what it needs of context, that it is the same however it is asked, and how much it keeps."""

import itertools
import subprocess
import sys
from importlib.resources import files

import numpy as np
import pytest

from briefing.article import Kind
from briefing.reading.mentions import find_mentions
from briefing.reading.mentions.columns import columns, layout
from briefing.reading.mentions.labels import LABELS, OUTSIDE, may_begin, may_end, may_follow
from briefing.reading.mentions.lexicon import lexicon
from briefing.reading.mentions.model import FILE, model
from briefing.reading.mentions.tagger import Tag, Tagger
from briefing.reading.mentions.tokens import pages
from briefing.reading.mentions.word_features import Trait, Words


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(model(), lexicon())


def tags(tagger: Tagger, text: str) -> list[list[Tag]]:
    return [
        found
        for page in pages(text)
        for found in tagger.tag(page, [lexicon().matches(line) for line in page.lines])
    ]


def kinds(text: str) -> dict[str, Kind]:
    return {text[m.start : m.end]: m.entity.kind for m in find_mentions(text)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The analyst Zorblatt of Zurich, who is 43, said so.", "Zorblatt", Kind.PERSON),
        ("Police in Zorblatt, Kenya, arrested three people.", "Zorblatt", Kind.PLACE),
        ("Shares of Zorblatt Inc. fell 3 percent.", "Zorblatt Inc.", Kind.ORGANISATION),
        ("NAIROBI, Kenya (AP) - Thousands marched.", "AP", Kind.ORGANISATION),
        ("NAIROBI, Kenya (AP) - Thousands marched.", "NAIROBI", Kind.PLACE),
        ("It was sold by the 33rd Zorblatt Regiment yesterday.", "33rd Zorblatt Regiment", Kind.ORGANISATION),
        ("They asked Norwegian Ola Zorblatt about it.", "Ola Zorblatt", Kind.PERSON),
        ("He bought it at Zorblatt.com last week.", "Zorblatt.com", Kind.ORGANISATION),
        ("The ferry crossed the river Zorblatt at noon.", "Zorblatt", Kind.PLACE),
    ],
)
def test_the_words_around_a_name_say_what_it_is(text: str, name: str, kind: Kind) -> None:
    assert kinds(text).get(name) is kind


def test_a_title_and_a_nationality_stay_outside() -> None:
    assert set(kinds("They met Afghan Ambassador to the United States Ahmed Zorblatt.")) >= {
        "United States",
        "Ahmed Zorblatt",
    }


def test_what_is_tagged_does_not_depend_on_what_was_read_before(tagger: Tagger) -> None:
    text = "Anna Zorblatt of Zorblatt Inc. left Nairobi.\nMr. Zorblatt did not."
    alone = tags(Tagger(model(), lexicon()), text)
    tags(tagger, "Quite other words: Boris Grunwald saw Zorblatt Bank in Osaka.")
    assert tags(tagger, text) == alone


def test_what_is_kept_of_words_is_bounded(tagger: Tagger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.reading.mentions.tokens._VOCABULARY", [])
    monkeypatch.setattr("briefing.reading.mentions.vocabulary._MOST_TOKENS", 100)
    monkeypatch.setattr("briefing.reading.mentions.vocabulary._MOST_GAPS", 10)
    monkeypatch.setattr("briefing.reading.mentions.rows._MOST_ROWS", 60)
    monkeypatch.setattr("briefing.reading.mentions.rows._MOST_MANNERS", 5)
    monkeypatch.setattr("briefing.reading.mentions.rows._MOST_PARTS", 5)
    text = "Anna Zorblatt left Nairobi for Zorblatt Bank."
    before = tags(tagger, text)
    for start in range(0, 2000, 50):
        names = (f"{'-+=/'[number % 4] * number}Name{number}" for number in range(start, start + 50))
        (page,) = pages(" ".join(names))
        tagger.tag(page, [lexicon().matches(line) for line in page.lines])
        assert len(page.vocabulary) <= 200
        assert len(page.vocabulary.gaps) <= 100
        assert tags(tagger, text) == before


def test_labels_follow_each_other_as_names_do(tagger: Tagger) -> None:
    rng = np.random.default_rng(1)
    fit = rng.normal(0, 9, (400, LABELS)).astype(np.float32)
    starts = np.unique(np.concatenate(([0], rng.integers(0, 400, 90))))
    labels = model().decode(fit, starts).tolist()
    for first, end in zip(starts, [*starts[1:], 400], strict=True):
        island = labels[first:end]
        assert may_begin(island[0])
        assert may_end(island[-1])
        assert all(may_follow(a, b) for a, b in itertools.pairwise(island))


def test_the_best_labels_are_those_of_all_ways(tagger: Tagger) -> None:
    weights = model()
    fit = np.random.default_rng(2).normal(0, 3, (3, LABELS)).astype(np.float32)
    paths = np.stack(np.meshgrid(*[range(LABELS)] * 3, indexing="ij"), -1).reshape(-1, 3)
    score = weights.begin[paths[:, 0]] + weights.end[paths[:, 2]] + fit[np.arange(3), paths].sum(1)
    score += weights.follow[paths[:, 0], paths[:, 1]] + weights.follow[paths[:, 1], paths[:, 2]]
    assert weights.decode(fit, np.array([0])).tolist() == paths[score.argmax()].tolist()


def test_islands_hold_every_capital_and_begin_and_end_with_one(tagger: Tagger) -> None:
    words = Words(lexicon(), {})
    (page,) = pages("The 20th Century Fox of Anna von Zorblatt-Meyer left, and Bank of China too.")
    cols = columns(page)
    written = [cols.vocabulary.words[token] for token in cols.tokens]
    traits = np.array([words.traits(word, word.casefold()) for word in written])
    lay = layout(traits, cols.gaps)
    held = [written[index] for index in lay.tokens]
    assert {word for word in written if word[:1].isupper()} <= set(held)
    ends = [*(lay.starts[1:] - 1), len(lay.tokens) - 1]
    assert all(traits[lay.tokens[end]] & Trait.CAPITAL for end in ends)


def test_nothing_is_found_where_nothing_is(tagger: Tagger) -> None:
    assert tags(tagger, "") == []
    assert tags(tagger, "no capitals here, none at all") == [[]]
    assert OUTSIDE == 0


def test_the_model_is_small_enough_to_ship() -> None:
    assert len((files("briefing.reading.mentions") / "data" / FILE).read_bytes()) < 2_000_000


def test_numpy_waits_for_the_first_reading() -> None:
    code = "import sys, briefing.reading.mentions; print('numpy' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "False"


def test_a_text_without_end_is_read_in_parts_of_bounded_length() -> None:
    text = "Anna Zorblatt left Nairobi, " * 15_000
    parts = list(pages(text))
    assert sum(len(page.tokens) for page in parts) == 4 * 15_000
    assert all(page.lines[-1].ends[-1] - page.lines[0].starts[0] <= 120_000 for page in parts)
    some = [line for page in parts for line in page.lines]
    assert all(line.ends[-1] - line.starts[0] <= 20_000 for line in some)
    assert all(
        text[a:b].casefold() == key
        for a, b, key in zip(some[-1].starts, some[-1].ends, some[-1].keys, strict=True)
    )

"""Train the tagger of names: from the corpora to the file that ships.

    pip install -e '.[training]'
    python -m training CORPUS.jsonl.gz --leave-out GOLD.jsonl

A line of CORPUS is a document, `{"corpus": "...", "sents": [{"tokens": [...], "tags": [...]}]}` with BIO tags over
PER, ORG and LOC. Documents whose text also stands in GOLD (`text` of each line) are left out, so that GOLD may judge
the model. The same input gives the same model on the same machine.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

import numpy as np

from briefing.reading.mentions import features
from briefing.reading.mentions import model as shipped
from briefing.reading.mentions.columns import GAP_KINDS
from briefing.reading.mentions.lexicon import lexicon
from training import corpus, dataset
from training.augment import Writer, headlines
from training.corpus import Text
from training.fit import Settings, fit
from training.names_pool import Pool
from training.pack import pack
from training.word_groups import word_groups

SHARE_OF_TWEETS = 0.5
SHARE_OF_RENAMED = {"crossner": 0.4}
"""Of the corpora's documents, how many come again with other names; of those not listed, all."""
WEIGHT_OF_RENAMED = 0.5
WEIGHT_OF_HEADLINES = 0.3
WRITTEN = 700
"""How many articles are written from patterns."""
LEAST = 4
"""A feature of words counts that stands beside so many tokens at least; others are counted from 3."""
TOWARDS_NAMES = 0.4
"""Taken off the score of being no name: a miss costs more than what the next steps can drop."""
SMALLEST = 0.02
"""Weights below are dropped."""
_COMPARED = 50


def texts(path: Path, left_out: set[str]) -> list[Text]:
    """What the model is trained on: the corpora, again with other names, headlines, and articles from patterns."""
    pool = Pool(7)
    writer = Writer(pool)
    choice = random.Random(5)  # noqa: S311 - training data, not secrets
    found = []
    for name, sentences in corpus.sentences(path):
        document = corpus.text(name, sentences)
        if _letters(document.text) in left_out or (name == "btc" and choice.random() > SHARE_OF_TWEETS):
            continue
        found.append(document)
        if name == "btc":
            continue
        if choice.random() < SHARE_OF_RENAMED.get(name, 1):
            renamed = corpus.text(name, writer.renamed(sentences))
            renamed.weight *= WEIGHT_OF_RENAMED
            found.append(renamed)
        for headline in headlines(sentences, pool):
            line = corpus.text(name, [headline])
            line.weight *= WEIGHT_OF_HEADLINES
            found.append(line)
    return found + [writer.article() for _ in range(WRITTEN)]


def _letters(text: str) -> str:
    """The beginning of a text without what detokenising may change."""
    return "".join(character for character in text if character.isalnum())[:_COMPARED]


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m training", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--leave-out", type=Path, help="JSON lines whose texts are not to be trained on")
    parser.add_argument("--out", type=Path, default=Path(shipped.__file__).with_name("data") / shipped.FILE)
    parser.add_argument("--seeds", type=int, default=3, help="how many models are averaged")
    arguments = parser.parse_args()
    left_out = set()
    if arguments.leave_out:
        with arguments.leave_out.open(encoding="utf-8") as lines:
            left_out = {_letters(json.loads(line)["text"]) for line in lines}
    say("grouping words")
    groups = word_groups()
    say("reading the corpora")
    encoder = dataset.Encoder(lexicon(), groups)
    data = encoder.encode(texts(arguments.corpus, left_out))
    vocabulary = dataset.vocabulary(encoder, data, LEAST)
    matrix = dataset.matrix(encoder, data, vocabulary)
    columns = np.flatnonzero(matrix.getnnz(0) >= 3)
    say(f"{len(data.labels)} tokens in {len(data.starts)} islands, {len(columns)} features")
    fitted = [
        fit(matrix[:, columns], data.labels, data.starts, data.ends, data.weight, Settings(seed=seed), say)
        for seed in range(arguments.seeds)
    ]
    some, follow, begin, end = (sum(parts) / len(fitted) for parts in zip(*fitted, strict=True))
    weights = np.zeros((matrix.shape[1], some.shape[1]), dtype=np.float32)
    weights[columns] = some
    gap_before = len(features.PLACES) * len(vocabulary)
    weights[gap_before : gap_before + GAP_KINDS, 0] -= TOWARDS_NAMES
    size = pack(arguments.out, weights, follow, begin, end, vocabulary, groups, smallest=SMALLEST)
    say(f"{arguments.out}: {size} bytes")


def say(what: str) -> None:
    """Tell how far it is."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

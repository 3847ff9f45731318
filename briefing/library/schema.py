"""The archive's tables, as the steps that lead from an empty file to the newest form."""

from __future__ import annotations

APPLICATION_ID = 0x42524946
"""`BRIF`: marks the file as ours in SQLite's own header."""

_FIRST = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;

-- Each text once, whatever the number of places it was found at.
CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    title TEXT NOT NULL,
    title_derived INTEGER NOT NULL CHECK (title_derived IN (0, 1)),
    source TEXT NOT NULL,
    published TEXT,
    url TEXT,
    author TEXT,
    read_at TEXT NOT NULL,
    replaced INTEGER NOT NULL,
    words INTEGER NOT NULL,
    -- Whether it is the newest version at any place: what is listed and searched.
    current INTEGER NOT NULL CHECK (current IN (0, 1)),
    story INTEGER REFERENCES story (number) ON DELETE SET NULL
);
CREATE INDEX article_current ON article (source) WHERE current;
CREATE INDEX article_story ON article (story);

-- Apart from the headers, so that a list reads few pages.
CREATE TABLE body (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    text TEXT NOT NULL
);

CREATE TABLE place (
    number INTEGER PRIMARY KEY,
    origin TEXT NOT NULL UNIQUE,
    -- The last part of the origin, by which people call it.
    name TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article (number)
);
CREATE INDEX place_name ON place (name);
CREATE INDEX place_article ON place (article);

CREATE TABLE version (
    place INTEGER NOT NULL REFERENCES place (number),
    number INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (number),
    read_at TEXT NOT NULL,
    PRIMARY KEY (place, number)
) WITHOUT ROWID;
CREATE INDEX version_article ON version (article);

CREATE TABLE entity (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL
);

-- Mentions as JSON: lists of start, end, entity number, role, why, score.
CREATE TABLE reading (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    reader TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE naming (
    entity INTEGER NOT NULL REFERENCES entity (number),
    article INTEGER NOT NULL REFERENCES article (number),
    mentions INTEGER NOT NULL,
    PRIMARY KEY (entity, article)
) WITHOUT ROWID;
CREATE INDEX naming_article ON naming (article, entity, mentions);

CREATE TABLE story (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    names TEXT NOT NULL,
    terms TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0,
    sources INTEGER NOT NULL DEFAULT 0
);

-- The list of all stories, line by line, so that any window of it is read without sorting.
CREATE TABLE shelf (
    position INTEGER PRIMARY KEY,
    story INTEGER NOT NULL REFERENCES story (number),
    article INTEGER REFERENCES article (number)
);
CREATE UNIQUE INDEX shelf_article ON shelf (article) WHERE article IS NOT NULL;
CREATE INDEX shelf_story ON shelf (story, position);

-- What the index does not know yet.
CREATE TABLE unindexed (
    article INTEGER PRIMARY KEY REFERENCES article (number)
);

CREATE TABLE read_mark (
    article INTEGER PRIMARY KEY REFERENCES article (number)
);
"""

_LINKS_BY_HAND = """
-- The reader's word on which passages tell the same, in the order in which it was given; of a pair the last holds.
-- A passage is known by what it says: its start only tells it from another that says the same.
CREATE TABLE link_by_hand (
    number INTEGER PRIMARY KEY,
    article_a INTEGER NOT NULL REFERENCES article (number),
    start_a INTEGER NOT NULL,
    text_a TEXT NOT NULL,
    article_b INTEGER NOT NULL REFERENCES article (number),
    start_b INTEGER NOT NULL,
    text_b TEXT NOT NULL,
    linked INTEGER NOT NULL CHECK (linked IN (0, 1))
);
CREATE INDEX link_by_hand_pair ON link_by_hand (article_a, article_b);
"""

_COLLECTING = """
ALTER TABLE article ADD COLUMN language TEXT;
ALTER TABLE article ADD COLUMN place TEXT;
-- Names and sizes as JSON, or NULL.
ALTER TABLE article ADD COLUMN attachments TEXT;
-- Of what was read from the original: shows whether the archive itself was altered.
ALTER TABLE article ADD COLUMN reading_sha256 TEXT;

-- Of what was fetched from the web; headers as JSON pairs.
CREATE TABLE retrieval (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    url TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    headers TEXT NOT NULL
);
-- Its original bytes, deflated.
CREATE TABLE original (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    data BLOB NOT NULL
);

-- What is followed: a feed's address, or a folder's path.
CREATE TABLE feed (
    number INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    is_folder INTEGER NOT NULL CHECK (is_folder IN (0, 1)),
    title TEXT NOT NULL,
    -- What the user calls it, or NULL.
    called TEXT,
    full_text INTEGER NOT NULL CHECK (full_text IN (0, 1)),
    etag TEXT,
    modified TEXT,
    checked_at TEXT,
    succeeded_at TEXT,
    -- It is left alone until then.
    not_before TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    problem TEXT NOT NULL DEFAULT ''
);
-- What was known of each entry or file when it was last taken.
CREATE TABLE feed_entry (
    feed INTEGER NOT NULL REFERENCES feed (number) ON DELETE CASCADE,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (feed, key)
) WITHOUT ROWID;

-- One for each time that articles were brought in; unfinished where ended_at is NULL.
CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT
);
CREATE TABLE outcome (
    run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    action TEXT NOT NULL,
    origin TEXT NOT NULL,
    article TEXT,
    title TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
"""

_INSIDE = """
-- Whether its server was on this machine or in a private network when the user named it.
ALTER TABLE feed ADD COLUMN inside INTEGER NOT NULL DEFAULT 0 CHECK (inside IN (0, 1));
"""

_ANNOTATIONS = """
-- What the reader made of what was read. Articles are meant by their ids, since what is brought in from another
-- library may come before them.
CREATE TABLE annotation (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    topic TEXT NOT NULL,
    remark TEXT NOT NULL,
    text TEXT NOT NULL,
    made_at TEXT NOT NULL
);
CREATE INDEX annotation_kind ON annotation (kind, text);

-- The words that an annotation is about; none where it is about an article as a whole.
CREATE TABLE anchor (
    annotation INTEGER NOT NULL REFERENCES annotation (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    article TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (annotation, position)
) WITHOUT ROWID;
CREATE INDEX anchor_article ON anchor (article);

-- What was done, so that it can be undone, last first: as JSON what was there before and what is there after.
CREATE TABLE deed (
    number INTEGER PRIMARY KEY,
    said TEXT NOT NULL,
    done_at TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
);
"""

_STORIES = """
-- The list of all stories is read page by page: a page goes from one story's place to the next page's, and one more
-- story changes the page that it belongs to and no other.
DROP TABLE shelf;
ALTER TABLE story ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE story ADD COLUMN independent INTEGER NOT NULL DEFAULT 0;
UPDATE story SET independent = sources, place = (
    SELECT printf('%08d', 99999999 - coalesce(max(replace(published, '-', '')), 0))
    FROM article WHERE article.story = story.number) || ' ' || id;
CREATE INDEX story_place ON story (place);
CREATE TABLE page (
    start TEXT PRIMARY KEY,
    lines INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO page (start, lines) SELECT '', coalesce(sum(articles + 1), 0) FROM story;

-- Of the articles of a story, those that are one account because one source told them or one copies the other.
ALTER TABLE article ADD COLUMN account INTEGER;
CREATE INDEX article_read ON article (story, account, source);

-- What grouping does not know yet.
CREATE TABLE ungrouped (
    article INTEGER PRIMARY KEY REFERENCES article (number)
);
INSERT INTO ungrouped (article) SELECT number FROM article WHERE current OR story IS NOT NULL;
-- What it knows: see briefing/reading/stories/memory.py for the form of vectors, postings and places.
CREATE TABLE weighed (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    terms BLOB NOT NULL,
    weights BLOB NOT NULL,
    words TEXT NOT NULL,
    prints BLOB NOT NULL
);
CREATE TABLE posting (
    term INTEGER NOT NULL,
    chunk INTEGER NOT NULL,
    entries BLOB NOT NULL,
    PRIMARY KEY (term, chunk)
) WITHOUT ROWID;
CREATE TABLE placing (
    chunk INTEGER PRIMARY KEY,
    places BLOB NOT NULL
);
-- In which articles a run of words stands by which copies are recognised.
CREATE TABLE print (
    number INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (number, article)
) WITHOUT ROWID;

-- The reader's word on which articles belong together; ids as JSON lists.
CREATE TABLE placement (
    number INTEGER PRIMARY KEY,
    act TEXT NOT NULL CHECK (act IN ('merge', 'split', 'move')),
    articles TEXT NOT NULL,
    target TEXT NOT NULL,
    at TEXT NOT NULL
);
"""

_SEARCHES = """
CREATE TABLE saved_search (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    query TEXT NOT NULL,
    -- The highest number of an article when it was looked at last: what has a higher one is new.
    looked INTEGER NOT NULL
);
"""

_DOING_AGAIN = """
-- Whether it was undone, and can be done again until something else is done.
ALTER TABLE deed ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;
"""

_COLUMNS = """
-- What a search has to know of every article: see briefing/library/columns.py for the form. A piece holds the current
-- articles of 128 numbers in a row.
CREATE TABLE listed (
    piece INTEGER PRIMARY KEY,
    rows BLOB NOT NULL,
    sources TEXT NOT NULL,
    languages TEXT NOT NULL
);
-- The pieces of which an article has changed.
CREATE TABLE unlisted (
    piece INTEGER PRIMARY KEY
);
INSERT INTO unlisted (piece) SELECT DISTINCT number >> 7 FROM article;
CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
    INSERT OR IGNORE INTO unlisted (piece) VALUES (new.number >> 7);
END;
CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
    INSERT OR IGNORE INTO unlisted (piece) VALUES (old.number >> 7);
END;
CREATE TRIGGER article_changed
AFTER UPDATE OF id, source, published, language, current, story, account ON article BEGIN
    INSERT OR IGNORE INTO unlisted (piece) VALUES (new.number >> 7);
END;
"""

_SHELF = """
-- All that a page of the list asks of its articles, side by side: in the table each article is on another page of
-- the file, which takes ten times as long where the system does not hold them in memory.
DROP INDEX article_story;
CREATE INDEX article_story ON article (story, published, id);
"""

STEPS: tuple[str, ...] = (
    *(
        _FIRST,
        _LINKS_BY_HAND,
        _COLLECTING,
        _INSIDE,
        _ANNOTATIONS,
        _STORIES,
        _SEARCHES,
        _DOING_AGAIN,
        _COLUMNS,
        _SHELF,
    ),
)
"""Step n leads from schema version n to n + 1. A step that was ever released is never changed."""

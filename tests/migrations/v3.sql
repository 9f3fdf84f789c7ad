-- The catalogue as version 3 made it: words in simplified characters, no packs yet. Frozen: this is what stands on
-- terminals. station.db was of version 1 then.

-- FILE catalogue.db

-- How far the feed has been applied; changed only in the transaction that applies a part of it.
CREATE TABLE feed (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    cursor      INTEGER NOT NULL DEFAULT 0 CHECK (cursor >= 0),
    -- When the feed last said "nothing more behind this": how old the data are.
    complete_at INTEGER,
    -- The first slot that no posting has had.
    next_slot   INTEGER NOT NULL DEFAULT 0 CHECK (next_slot >= 0),
    -- The words of all slots below this stand in `word`; those of later ones are added as soon as there is time.
    words_below INTEGER NOT NULL DEFAULT 0 CHECK (words_below BETWEEN 0 AND next_slot)
) STRICT;
INSERT INTO feed (one) VALUES (1);

-- Postings as the province has them. What is filtered and searched by stands in columns beside the whole.
CREATE TABLE posting (
    id          INTEGER PRIMARY KEY CHECK (id > 0),
    seq         INTEGER NOT NULL UNIQUE,
    -- Its place in the search's sets. A posting that changes gets a new one, so that what is known of a slot stays true.
    slot        INTEGER NOT NULL UNIQUE CHECK (slot >= 0),
    title       TEXT    NOT NULL,
    employer    TEXT    NOT NULL,
    -- Full pinyin of title and employer, one syllable a word, made at ingest: it is too slow to make while someone types.
    title_pinyin    TEXT NOT NULL,
    employer_pinyin TEXT NOT NULL,
    job_kind    TEXT    NOT NULL,
    work_form   TEXT    NOT NULL,
    division    TEXT,
    district    TEXT    NOT NULL,
    wage_min_fen INTEGER,
    wage_max_fen INTEGER,
    wage_unit   TEXT,
    settlement  TEXT,
    education   TEXT,
    source_kind TEXT    NOT NULL,
    -- Bit sets (bit = place in the code list), for filters.
    benefits    INTEGER NOT NULL,
    shifts      INTEGER NOT NULL,
    posted_on   TEXT    NOT NULL,
    valid_until TEXT    NOT NULL,
    -- The posting as it came, JSON, zstd: read only when one is opened or listed.
    whole       BLOB    NOT NULL
) STRICT;
CREATE INDEX posting_by_end ON posting (valid_until);

-- Words of tasks and requirements, as numbers that the search makes, with the set of slots they stand in. They are written
-- in parts: a part is never changed, only merged with its neighbours into a larger one, so that a change of one posting
-- does not touch the words of all others.
CREATE TABLE word_part (
    id         INTEGER PRIMARY KEY,
    first_slot INTEGER NOT NULL,
    -- The slot behind its last one.
    end_slot   INTEGER NOT NULL CHECK (end_slot > first_slot)
) STRICT;

CREATE TABLE word (
    part  INTEGER NOT NULL,
    term  INTEGER NOT NULL,
    slots BLOB    NOT NULL,
    PRIMARY KEY (part, term)
) STRICT, WITHOUT ROWID;

INSERT INTO posting VALUES (7, 12, 0, '电焊工', '测试厂', 'dian han gong', 'ce shi chang', 'welder', 'full_time', '430111',
    '长沙市 雨花区', 600000, 800000, 'month', 'monthly', NULL, 'public', 1, 0, '2026-11-20', '2099-12-31', zeroblob(0));
INSERT INTO word_part VALUES (1, 0, 1);
UPDATE feed SET cursor = 12, complete_at = 1763800000000, next_slot = 1, words_below = 1;

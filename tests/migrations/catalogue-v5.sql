-- The postings' file as version 5 made it: what a list shows, in columns. Frozen: this is what stands on terminals.
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
    -- The highest age the advert names.
    age_max     INTEGER,
    disability_welcome INTEGER NOT NULL,
    source_kind TEXT    NOT NULL,
    -- Bit sets (bit = place in the code list), for filters.
    benefits    INTEGER NOT NULL,
    shifts      INTEGER NOT NULL,
    posted_on   TEXT    NOT NULL,
    valid_until TEXT    NOT NULL,
    -- What only a list shows, so that twenty of them are read without unpacking: the wage as it came (JSON), how many are
    -- wanted, when the employer last said that it stands, and whether people said that it does not.
    wage        TEXT    NOT NULL CHECK (json_valid(wage)),
    headcount   INTEGER,
    confirmed_on TEXT,
    doubted     INTEGER NOT NULL,
    -- The posting as it came, JSON, zstd: read only when one is opened.
    whole       BLOB    NOT NULL
) STRICT;
CREATE INDEX posting_by_end ON posting (valid_until);
-- Day jobs, the newest first: the station looks for those near it again and again, and reads none of the others.
CREATE INDEX posting_day_job ON posting (posted_on, id, valid_until, division)
    WHERE work_form IN ('day_job', 'hourly', 'temporary');

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

-- Packs: content the province gives to all stations, such as further everyday words. Of each kind there is the last one
-- that was good, the last one that was refused since, and one that has arrived and is not read yet: by this program, for a
-- kind that it does not know, never.
CREATE TABLE pack (
    kind        TEXT    NOT NULL CHECK (kind <> ''),
    state       TEXT    NOT NULL CHECK (state IN ('arrived', 'good', 'refused')),
    version     INTEGER NOT NULL,
    body        TEXT    NOT NULL CHECK (json_valid(body)),
    -- Why it was refused, and which field of the body is at fault.
    flaw        TEXT    CHECK ((flaw IS NULL) = (state <> 'refused')),
    flaw_place  TEXT    CHECK ((flaw_place IS NULL) = (flaw IS NULL)),
    PRIMARY KEY (kind, state)
) STRICT, WITHOUT ROWID;

-- The everyday words of the good pack. Their pinyin is made when it arrives: the dictionary takes a second to load.
CREATE TABLE pack_word (
    list    TEXT NOT NULL CHECK (list IN ('job', 'benefit')),
    code    TEXT NOT NULL,
    word    TEXT NOT NULL,
    pinyin  TEXT NOT NULL,
    PRIMARY KEY (list, code, word)
) STRICT, WITHOUT ROWID;

INSERT INTO posting VALUES (7, 12, 0, '电焊工', '测试厂', 'dian han gong', 'ce shi chang', 'welder', 'full_time', '430111',
    '长沙市 雨花区', 600000, 800000, 'month', 'monthly', NULL, 55, 0, 'public', 1, 0, '2026-11-20', '2099-12-31',
    '{"min_fen":600000,"max_fen":800000,"unit":"month"}', 2, NULL, 0, zeroblob(0));
INSERT INTO word_part VALUES (1, 0, 1);
UPDATE feed SET cursor = 12, complete_at = 1763800000000, next_slot = 1, words_below = 1;

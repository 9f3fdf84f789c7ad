-- The people's file as version 2 made it: searches that found nothing are counted. Frozen: this is what stands on
-- terminals.

-- FILE station.db

-- Who this machine is. One row once it has enrolled, none before.
CREATE TABLE station (
    one           INTEGER PRIMARY KEY CHECK (one = 1),
    id            INTEGER NOT NULL CHECK (id > 0),
    name          TEXT    NOT NULL CHECK (name <> ''),
    platform_url  TEXT    NOT NULL CHECK (platform_url <> ''),
    -- Answers count only under this key.
    platform_key  BLOB    NOT NULL CHECK (length(platform_key) = 32),
    -- Seed of the station's own key pair, made here at enrolment; only the public half ever left.
    signing_seed  BLOB    NOT NULL CHECK (length(signing_seed) = 32),
    -- Key of the look-up hashes below: a bare hash of an ID number could be guessed by trying all of them.
    lookup_key    BLOB    NOT NULL CHECK (length(lookup_key) = 32),
    enrolled_at   INTEGER NOT NULL
) STRICT;

-- Who may sign in at the staff desk.
CREATE TABLE staff (
    id             INTEGER PRIMARY KEY,
    name           TEXT    NOT NULL UNIQUE CHECK (name <> ''),
    -- Argon2id in its PHC string form; never the PIN.
    pin_hash       TEXT    NOT NULL CHECK (pin_hash LIKE '$argon2id$%'),
    -- Wrong PINs in a row, and when the last was typed: five within fifteen minutes lock the account (等保2.0 level 2).
    failures       INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    failed_at      INTEGER,
    locked_until_at INTEGER,
    created_at     INTEGER NOT NULL
) STRICT;

-- What a clerk has begun to type and not finished: offered again after a crash, gone once it is registered or discarded.
-- The highest id is the one on the screen. A refused entry that is reopened comes on top of what was left unfinished.
CREATE TABLE draft (
    id        INTEGER PRIMARY KEY,
    form      TEXT    NOT NULL CHECK (json_valid(form)),
    -- The refused entry this corrects.
    corrects  INTEGER UNIQUE REFERENCES entry (seq),
    saved_at  INTEGER NOT NULL
) STRICT;

-- A walk-in registration as it was confirmed. Written in the same transaction as its entry, or not at all.
CREATE TABLE registration (
    entry_seq      INTEGER PRIMARY KEY REFERENCES entry (seq),
    -- The person: a second registration under the same ID number is of the same subject.
    subject        BLOB    NOT NULL CHECK (length(subject) = 16),
    -- HMAC-SHA-256 of the ID number; NULL where the person showed none.
    id_lookup      BLOB    CHECK (length(id_lookup) = 32),
    -- HMAC-SHA-256 of everything the person said: the same form sent twice (a retry after a crash) gets its first receipt
    -- again. Not UNIQUE: the same words count anew once the first ones have run out or were refused.
    content_lookup BLOB    CHECK (length(content_lookup) = 32),
    form           TEXT    CHECK (form IS NULL OR json_valid(form)),
    registered_at  INTEGER NOT NULL,
    valid_until    TEXT    NOT NULL,
    -- The purge takes the form and both look-up hashes together: it is over, and the purpose asks for no more.
    CHECK ((form IS NULL) = (content_lookup IS NULL)),
    CHECK (form IS NOT NULL OR id_lookup IS NULL)
) STRICT;
CREATE INDEX registration_by_id ON registration (id_lookup) WHERE id_lookup IS NOT NULL;
CREATE INDEX registration_by_content ON registration (content_lookup) WHERE content_lookup IS NOT NULL;
-- The purge looks for forms whose time is over.
CREATE INDEX registration_by_end ON registration (valid_until) WHERE form IS NOT NULL;

-- What goes up to the province. `seq` has no gaps: the platform can say which entry it never saw.
CREATE TABLE entry (
    seq             INTEGER PRIMARY KEY CHECK (seq > 0),
    id              BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    kind            TEXT    NOT NULL,
    version         INTEGER NOT NULL CHECK (version > 0),
    subject         BLOB    NOT NULL CHECK (length(subject) = 16),
    receipt         TEXT    NOT NULL UNIQUE,
    made_at         INTEGER NOT NULL,
    -- The finished bytes, made once. NULL only after the purge of an entry that needs nothing more.
    body            TEXT    CHECK (body IS NOT NULL OR state = 'acknowledged' OR superseded_by IS NOT NULL),
    hash            TEXT    NOT NULL CHECK (length(hash) = 64),
    state           TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'acknowledged', 'refused')),
    attempts        INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    answered_at     INTEGER CHECK ((answered_at IS NULL) = (state = 'waiting')),
    refusal_code    TEXT    CHECK ((refusal_code IS NULL) = (state <> 'refused')),
    refusal_field   TEXT    CHECK (refusal_field IS NULL OR state = 'refused'),
    -- The corrected entry that took a refused one's place: nobody needs to fix this one, and it holds no other.
    superseded_by   INTEGER REFERENCES entry (seq) CHECK (superseded_by IS NULL OR state = 'refused')
) STRICT;
-- The upload asks only for what waits; acknowledged entries, which become many, do not burden it.
CREATE INDEX entry_waiting ON entry (seq) WHERE state = 'waiting';
-- Who is held: a later entry of a person waits for the correction of an earlier one.
CREATE INDEX entry_to_fix ON entry (subject, seq) WHERE state = 'refused' AND superseded_by IS NULL;
CREATE INDEX entry_superseded_by ON entry (superseded_by) WHERE superseded_by IS NOT NULL;

-- What the sync remembers over a restart, so that a terminal that restarts all day does not hammer a platform in trouble.
CREATE TABLE line (
    one             INTEGER PRIMARY KEY CHECK (one = 1),
    failures        INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    next_attempt_at INTEGER NOT NULL DEFAULT 0,
    -- The last signed answer: the only thing that counts as contact.
    contact_at      INTEGER,
    -- Why the last attempt failed, as a code for the technician.
    trouble         TEXT
) STRICT;
INSERT INTO line (one) VALUES (1);

-- SINCE 2

-- Searches that found nothing, counted by day: no person, and never what somebody typed. When the day is over its rows
-- become one entry and go. '' stands for "not said".
CREATE TABLE unanswered (
    day       TEXT    NOT NULL,
    job_kind  TEXT    NOT NULL,
    district  TEXT    NOT NULL,
    matter    TEXT    NOT NULL,
    count     INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (day, job_kind, district, matter)
) STRICT, WITHOUT ROWID;

-- Where the station stands, once somebody has said so: a division, from which distances are told.
CREATE TABLE place (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    division  TEXT    NOT NULL CHECK (length(division) BETWEEN 6 AND 12)
) STRICT;
INSERT INTO station VALUES (1, 12, '测试驿站', 'http://127.0.0.1:9', zeroblob(32), zeroblob(32), zeroblob(32), 1763800000000);
INSERT INTO staff (id, name, pin_hash, created_at) VALUES (1, '测试员', '$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA', 1763800000000);
INSERT INTO entry (seq, id, kind, version, subject, receipt, made_at, body, hash, state, answered_at, refusal_code, refusal_field)
VALUES
    (1, x'00000000000000000000000000000001', 'registration', 1, x'000000000000000000000000000000a1', '0012-000001-93', 1763800001000,
     '{}', printf('%064d', 1), 'acknowledged', 1763800002000, NULL, NULL),
    (2, x'00000000000000000000000000000002', 'registration', 1, x'000000000000000000000000000000a2', '0012-000002-90', 1763800003000,
     '{}', printf('%064d', 2), 'refused', 1763800004000, 'division_unknown', 'residence'),
    (3, x'00000000000000000000000000000003', 'registration', 1, x'000000000000000000000000000000a3', '0012-000003-87', 1763800005000,
     '{}', printf('%064d', 3), 'waiting', NULL, NULL, NULL);
INSERT INTO registration (entry_seq, subject, id_lookup, content_lookup, form, registered_at, valid_until)
SELECT seq, subject, NULL, zeroblob(32), '{"name":"测试甲"}', made_at, '2099-12-31' FROM entry;
INSERT INTO draft (id, form, corrects, saved_at) VALUES (1, '{"name":"测试乙"}', 2, 1763800006000);
UPDATE line SET contact_at = 1763800004000;
INSERT INTO unanswered VALUES ('2099-12-31', 'welder', '', 'words', 2);

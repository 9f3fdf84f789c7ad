-- The platform's store, whole: one SQLite file, WAL, synchronous=FULL. It holds personal data; its folder is for the
-- platform's account alone.
--
-- Conventions: STRICT everywhere; moments are Unix milliseconds (UTC) in columns named *_at; days are ISO text in columns
-- named *_on or *_until; UUIDs are 16-byte blobs; codes are the words of the wire. A line "-- SINCE n" begins what version
-- n has brought: a store of an older version is brought up to date with what stands behind it.

-- Whose store this is: the public half of the key that every enrolled station believes. A start with another key is
-- refused, since all stations would take its answers for forgeries.
CREATE TABLE platform (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    public_key  BLOB    NOT NULL CHECK (length(public_key) = 32)
) STRICT;

-- Stations that have enrolled. AUTOINCREMENT: a number is never given twice, it stands on people's slips.
CREATE TABLE station (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT    NOT NULL CHECK (name <> ''),
    -- Requests count only under this key.
    public_key   BLOB    NOT NULL UNIQUE CHECK (length(public_key) = 32),
    enrolled_at  INTEGER NOT NULL,
    -- Every entry 1..=seen_to of the station was seen, accepted or refused; moves in the transaction that sees them.
    seen_to      INTEGER NOT NULL DEFAULT 0 CHECK (seen_to >= 0),
    -- When its last upload was answered.
    upload_at    INTEGER
) STRICT;

-- One-time codes that turn a machine into a station. Only the hash is kept: a copy of this file enrols nobody.
CREATE TABLE enrolment_code (
    hash        BLOB    PRIMARY KEY CHECK (length(hash) = 32),
    name        TEXT    NOT NULL CHECK (name <> ''),
    made_at     INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    -- Who used it; NULL while it waits.
    station     INTEGER UNIQUE REFERENCES station (id)
) STRICT, WITHOUT ROWID;

-- What was accepted: the log that nothing is ever taken from. A body is changed by its person's wish alone (see `wish`).
CREATE TABLE entry (
    -- The order of acceptance.
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    station      INTEGER NOT NULL REFERENCES station (id),
    seq          INTEGER NOT NULL CHECK (seq > 0),
    id           BLOB    NOT NULL CHECK (length(id) = 16),
    kind         TEXT    NOT NULL,
    version      INTEGER NOT NULL CHECK (version > 0),
    subject      BLOB    NOT NULL CHECK (length(subject) = 16),
    receipt      TEXT    NOT NULL UNIQUE,
    -- By the station's clock, which may be wrong.
    made_at      INTEGER NOT NULL,
    accepted_at  INTEGER NOT NULL,
    hash         TEXT    NOT NULL CHECK (length(hash) = 64),
    -- The exact bytes the station committed; `hash` is theirs, also when they are gone.
    body         TEXT    NOT NULL,
    -- Each of these alone makes "twice" impossible.
    UNIQUE (station, id),
    UNIQUE (station, seq)
) STRICT;

-- What was refused, with the reason, for the inspector: nothing that arrived is thrown away. A refused entry that is sent
-- again is judged again; when it passes it moves to `entry` and its row here is closed.
CREATE TABLE inspection (
    -- The station that sent it.
    station         INTEGER NOT NULL REFERENCES station (id),
    id              BLOB    NOT NULL CHECK (length(id) = 16),
    -- The station it names; another one where the code is wrong_station.
    named_station   INTEGER NOT NULL,
    seq             INTEGER NOT NULL,
    -- Whether it is the first to stand at this place of the station's sequence. What names another station or a used
    -- number has no place of its own.
    holds_seq       INTEGER NOT NULL CHECK (holds_seq IN (0, 1)),
    kind            TEXT    NOT NULL,
    version         INTEGER NOT NULL,
    subject         BLOB    NOT NULL CHECK (length(subject) = 16),
    made_at         INTEGER NOT NULL,
    hash            TEXT    NOT NULL,
    body            TEXT    NOT NULL,
    code            TEXT    NOT NULL CHECK (code <> ''),
    field           TEXT    NOT NULL,
    first_at        INTEGER NOT NULL,
    last_at         INTEGER NOT NULL,
    times           INTEGER NOT NULL DEFAULT 1 CHECK (times > 0),
    -- When it was accepted after all.
    closed_at       INTEGER,
    PRIMARY KEY (station, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX inspection_place ON inspection (station, seq) WHERE holds_seq = 1;

-- Postings, and with them the feed: of all changes to a posting only the last is kept, under its number in the feed.
CREATE TABLE posting (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The place of the last change in the feed; every change takes the next number.
    seq          INTEGER NOT NULL UNIQUE CHECK (seq > 0),
    -- The number of the first change. A station whose cursor is below it never got the posting and needs no tombstone.
    first_seq    INTEGER NOT NULL CHECK (first_seq BETWEEN 1 AND seq),
    state        TEXT    NOT NULL CHECK (state IN ('open', 'withdrawn')),
    valid_until  TEXT    NOT NULL,
    -- The advert whose words are shown; one of the posting's keys.
    shown_key    TEXT    NOT NULL,
    -- Equal for adverts of the same job; NULL where too little is known to compare.
    fingerprint  TEXT    CHECK (fingerprint <> ''),
    -- The posting as it travels, JSON, ready-made: a page of the feed is only put together.
    whole        TEXT    NOT NULL CHECK (json_valid(whole))
) STRICT;
CREATE INDEX posting_fingerprint ON posting (fingerprint) WHERE fingerprint IS NOT NULL;
-- What the feed decides by, without reading the postings themselves.
CREATE INDEX posting_feed ON posting (seq, first_seq, state, valid_until);

-- Every advert that was ever read, by its source's name for it, and the posting it is part of.
CREATE TABLE posting_key (
    external_key  TEXT    PRIMARY KEY CHECK (external_key <> ''),
    posting       INTEGER NOT NULL REFERENCES posting (id)
) STRICT, WITHOUT ROWID;

-- The last number given in the feed. It is not max(posting.seq): numbers must never be given twice, whatever is deleted.
CREATE TABLE feed (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    seq  INTEGER NOT NULL CHECK (seq >= 0)
) STRICT;
INSERT INTO feed (one, seq) VALUES (1, 0);

-- Lines of imported files that are not fit to be shown, whole, for a person to look at.
CREATE TABLE set_aside (
    id        INTEGER PRIMARY KEY,
    file      TEXT    NOT NULL,
    -- Line or record in the file, from 1.
    line      INTEGER NOT NULL CHECK (line > 0),
    reason    TEXT    NOT NULL CHECK (reason <> ''),
    -- The bytes as they were.
    original  BLOB    NOT NULL,
    digest    BLOB    NOT NULL CHECK (length(digest) = 32),
    first_at  INTEGER NOT NULL,
    -- The same line of the same file, imported again, is not a second case.
    UNIQUE (file, line, digest)
) STRICT;

-- SINCE 2

-- Packs: content for all stations, handed out in the feed. Of each kind only the last is kept.
CREATE TABLE pack (
    kind     TEXT    PRIMARY KEY CHECK (kind <> ''),
    version  INTEGER NOT NULL CHECK (version > 0),
    -- Its place in the feed.
    seq      INTEGER NOT NULL UNIQUE CHECK (seq > 0),
    -- The pack as it travels, JSON.
    whole    TEXT    NOT NULL CHECK (json_valid(whole))
) STRICT, WITHOUT ROWID;

-- SINCE 3

-- Postings that people at stations said something is wrong with. The posting itself stays as its advert says, so that an
-- import repeated changes nothing here; what stations are handed is put together when they ask.
CREATE TABLE posting_doubt (
    posting       INTEGER PRIMARY KEY REFERENCES posting (id),
    -- Reports since the employer last confirmed it.
    reports       INTEGER NOT NULL CHECK (reports >= 0),
    -- The last day it is shown unless the employer confirms it; NULL while it is not in doubt.
    ends_on       TEXT,
    -- When the employer last said that it stands.
    confirmed_on  TEXT,
    -- What was reported last, as a code of the wire.
    flaw          TEXT    NOT NULL CHECK (flaw <> ''),
    reported_at   INTEGER NOT NULL
) STRICT;

-- Notices: what is told to one station. Kept, so that a station restored from an old copy gets them again.
CREATE TABLE notice (
    -- The order of their making.
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    id       BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    station  INTEGER NOT NULL REFERENCES station (id),
    -- Its place in the station's own sequence.
    seq      INTEGER NOT NULL CHECK (seq > 0),
    kind     TEXT    NOT NULL CHECK (kind <> ''),
    body     TEXT    NOT NULL CHECK (json_valid(body)),
    -- The entry it is about, by each of its names; NULL where it is about the station.
    entry    BLOB    CHECK (length(entry) = 16),
    receipt  TEXT,
    subject  BLOB    CHECK (length(subject) = 16),
    made_at  INTEGER NOT NULL,
    UNIQUE (station, seq)
) STRICT;

-- What people wished to be done with their records, and was done: consents taken back, everything erased. It holds for what
-- comes later and was sent earlier, too.
CREATE TABLE wish (
    station  INTEGER NOT NULL REFERENCES station (id),
    subject  BLOB    NOT NULL CHECK (length(subject) = 16),
    -- The wish's own place in the station's sequence: it is about what is below.
    seq      INTEGER NOT NULL CHECK (seq > 0),
    kind     TEXT    NOT NULL CHECK (kind IN ('withdrawal', 'erasure')),
    -- The purposes that were taken back, JSON.
    whole    TEXT    NOT NULL CHECK (json_valid(whole)),
    done_at  INTEGER NOT NULL,
    PRIMARY KEY (station, subject, seq)
) STRICT, WITHOUT ROWID;

-- How far each station's notices are; no row before its first one.
CREATE TABLE notice_line (
    station   INTEGER PRIMARY KEY REFERENCES station (id),
    -- The last number given.
    last_seq  INTEGER NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
    -- The highest cursor the station asked with: it holds what is below.
    taken_to  INTEGER NOT NULL DEFAULT 0 CHECK (taken_to >= 0)
) STRICT;
-- Every version of every form that was ever in the feed: a station may have been away for weeks, and what its people
-- filled in is examined by the very version that was shown to them.
CREATE TABLE form (
    id       TEXT    NOT NULL CHECK (id <> ''),
    version  INTEGER NOT NULL CHECK (version > 0),
    -- As it stood in its pack, JSON.
    whole    TEXT    NOT NULL CHECK (json_valid(whole)),
    PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

-- SINCE 4

-- Whom the province believes: what is known of a station beside its name and key; no row is a station nobody had to think of.
CREATE TABLE station_trust (
    station        INTEGER PRIMARY KEY REFERENCES station (id),
    standing       TEXT    NOT NULL CHECK (standing IN ('active', 'revoked', 'parked')),
    reason         TEXT    NOT NULL,
    since_at       INTEGER,
    -- The key before the present one, and until when it counts, too.
    old_key        BLOB    UNIQUE CHECK (length(old_key) = 32),
    old_until_at   INTEGER CHECK ((old_until_at IS NULL) = (old_key IS NULL)),
    -- The platform's key that it was given when it enrolled; NULL: the first.
    believes       BLOB    CHECK (length(believes) = 32),
    -- Fingerprints: of the machine that enrolled, and of another that used its name.
    machine        TEXT,
    other_machine  TEXT,
    other_at       INTEGER CHECK ((other_at IS NULL) = (other_machine IS NULL)),
    -- How often numbers were used twice, when last, and how far the entries were seen then.
    forks          INTEGER NOT NULL CHECK (forks >= 0),
    forked_at      INTEGER,
    forked_to      INTEGER NOT NULL CHECK (forked_to >= 0),
    -- The station's clock less this one's, in seconds.
    clock_off_s    INTEGER
) STRICT;

-- The platform's keys after the first, each announced by the one before. The keys themselves are files.
CREATE TABLE platform_succession (
    number  INTEGER PRIMARY KEY CHECK (number >= 2),
    whole   TEXT    NOT NULL CHECK (json_valid(whole))
) STRICT;

-- Subjects of a station that are one person, as its desk found out: what is wished by one is wished by both.
CREATE TABLE merged (
    station  INTEGER NOT NULL REFERENCES station (id),
    seq      INTEGER NOT NULL CHECK (seq > 0),
    away     BLOB    NOT NULL CHECK (length(away) = 16),
    stays    BLOB    NOT NULL CHECK (length(stays) = 16),
    PRIMARY KEY (station, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_away ON merged (station, away);
CREATE INDEX merged_stays ON merged (station, stays);

-- The province's cockpit: who may look, where stations stand, what is counted.

-- Operators. A password is kept as Argon2id makes it (PHC string); a copy of this file signs nobody in.
CREATE TABLE operator (
    name          TEXT    PRIMARY KEY CHECK (name <> ''),
    role          TEXT    NOT NULL CHECK (role IN ('viewer', 'reviewer', 'manager')),
    password      TEXT    NOT NULL CHECK (password <> ''),
    -- Wrong passwords since the last right one, and until when no password counts.
    failures      INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    locked_until_at INTEGER,
    made_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who is signed in. Only the hash of the cookie is kept.
CREATE TABLE operator_session (
    hash      BLOB    PRIMARY KEY CHECK (length(hash) = 32),
    operator  TEXT    NOT NULL REFERENCES operator (name) ON DELETE CASCADE,
    made_at   INTEGER NOT NULL,
    used_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where a station stands: a division of six digits and the street's name.
CREATE TABLE station_place (
    station   INTEGER PRIMARY KEY REFERENCES station (id),
    division  TEXT    NOT NULL CHECK (length(division) = 6),
    street    TEXT    NOT NULL
) STRICT;

-- When a station was last heard of, and what it said of itself; up to a minute old.
CREATE TABLE station_heard (
    station   INTEGER PRIMARY KEY REFERENCES station (id),
    heard_at  INTEGER NOT NULL,
    unsent    INTEGER,
    -- 1: its printer has paper.
    paper     INTEGER CHECK (paper IN (0, 1))
) STRICT;

-- What accepted entries add up to, by the platform's day: counts of codes, of nobody.
CREATE TABLE tally (
    day      TEXT    NOT NULL,
    station  INTEGER NOT NULL REFERENCES station (id),
    what     TEXT    NOT NULL,
    code     TEXT    NOT NULL,
    n        INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (day, station, what, code)
) STRICT, WITHOUT ROWID;
INSERT INTO tally (day, station, what, code, n)
    SELECT date(accepted_at / 1000, 'unixepoch', '+8 hours'), station, 'entry', kind, count(*) FROM entry GROUP BY 1, 2, 4;

-- How many services of a kind a station owes in a month.
CREATE TABLE service_target (
    kind     TEXT    PRIMARY KEY CHECK (kind <> ''),
    a_month  INTEGER NOT NULL CHECK (a_month > 0)
) STRICT, WITHOUT ROWID;

-- Adverts that wait until somebody has looked at them; what was decided is remembered, so that the next import does not ask
-- again.
CREATE TABLE held_advert (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    external_key  TEXT    NOT NULL UNIQUE CHECK (external_key <> ''),
    fingerprint   TEXT,
    -- The posting it would be, JSON.
    whole         TEXT    NOT NULL CHECK (json_valid(whole)),
    state         TEXT    NOT NULL CHECK (state IN ('waiting', 'taken', 'refused')),
    held_at       INTEGER NOT NULL,
    decided_at    INTEGER,
    decided_by    TEXT
) STRICT;
CREATE INDEX held_advert_waiting ON held_advert (id) WHERE state = 'waiting';

-- Files and addresses that are imported again and again, and what came of it last.
CREATE TABLE import_source (
    name      TEXT    PRIMARY KEY CHECK (name <> ''),
    -- What tells whether it has changed: the file's size and time, or the server's ETag.
    mark      TEXT    NOT NULL,
    tried_at  INTEGER NOT NULL,
    taken     INTEGER NOT NULL,
    -- Adverts that wait until somebody has looked at them.
    held      INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    aside     INTEGER NOT NULL,
    -- Why it could not be read; empty when it could.
    error     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
-- Day jobs shared out among stations. Each grant is a lease of its own that never grows.
CREATE TABLE seat_lease (
    name      TEXT    PRIMARY KEY CHECK (name <> ''),
    station   INTEGER NOT NULL REFERENCES station (id),
    posting   INTEGER NOT NULL REFERENCES posting (id),
    day_on    TEXT    NOT NULL,
    -- What it takes of the posting's seats: all that was leased, or, once it has ended, what was held then and is since.
    seats     INTEGER NOT NULL CHECK (seats >= 0),
    until_at  INTEGER NOT NULL,
    -- When the station said that it has ended: only then are its other seats free for others.
    ended_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX seat_lease_of ON seat_lease (posting, day_on);

-- Who holds a seat. Nothing here can be read: the name stands in the entry.
CREATE TABLE seat (
    station  INTEGER NOT NULL REFERENCES station (id),
    -- The entry of the first step, and its place.
    id       BLOB    NOT NULL CHECK (length(id) = 16),
    seq      INTEGER NOT NULL CHECK (seq > 0),
    lease    TEXT    NOT NULL REFERENCES seat_lease (name),
    posting  INTEGER NOT NULL,
    day_on   TEXT    NOT NULL,
    -- SHA-256 of name and telephone.
    person   BLOB    NOT NULL CHECK (length(person) = 32),
    state    TEXT    NOT NULL,
    PRIMARY KEY (station, id)
) STRICT, WITHOUT ROWID;
-- Nobody holds two seats of one day job, at whichever stations.
CREATE UNIQUE INDEX seat_once ON seat (posting, day_on, person) WHERE state <> 'given_back';
CREATE INDEX seat_of_lease ON seat (lease);

-- SINCE 5

-- Trust: the second suite. What stands before the 32 bytes of a key: 0 with Ed25519, 2 or 3 with SM2.
ALTER TABLE station ADD COLUMN key_form INTEGER NOT NULL DEFAULT 0 CHECK (key_form IN (0, 2, 3));
ALTER TABLE station_trust ADD COLUMN old_form INTEGER NOT NULL DEFAULT 0 CHECK (old_form IN (0, 2, 3));
ALTER TABLE station_trust ADD COLUMN believes_form INTEGER NOT NULL DEFAULT 0 CHECK (believes_form IN (0, 2, 3));

-- The platform's first key of the second suite, its public half; no row before somebody wanted one.
CREATE TABLE platform_sm_key (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    public_key  BLOB    NOT NULL CHECK (length(public_key) = 33)
) STRICT;

-- The store was restored from a copy: what was leased after the copy was made is not known here.
CREATE TABLE restored (
    one          INTEGER PRIMARY KEY CHECK (one = 1),
    restored_at  INTEGER NOT NULL,
    copied_at    INTEGER NOT NULL
) STRICT;

-- Accounts of the province's job services that stations asked for, so that nobody gets a second one. Whose they are cannot
-- be read here: it is a hash of the service and the number.
CREATE TABLE service_account (
    holder     BLOB    PRIMARY KEY CHECK (length(holder) = 32),
    station    INTEGER NOT NULL REFERENCES station (id),
    -- The entry that asked for it.
    entry      BLOB    NOT NULL CHECK (length(entry) = 16),
    opened_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- SINCE 6

-- Day jobs come first to a station that is far behind the feed: the first four digits of a day job's division, empty where it
-- names none; NULL for every other posting.
ALTER TABLE posting ADD COLUMN day_city TEXT;
UPDATE posting SET day_city = substr(coalesce(whole -> 'place' ->> 'division', ''), 1, 4)
    WHERE whole ->> 'work_form' IN ('day_job', 'hourly', 'temporary');
CREATE INDEX posting_day_job ON posting (seq, day_city, state, valid_until) WHERE day_city IS NOT NULL;

-- SINCE 7

-- How stations are, as they say: counts, versions and names of checks (wire/src/health.rs), nothing of any person. The last report
-- of each; one an hour, for a week; how quickly screens answered, by day and run of the program, for a year.
CREATE TABLE station_health (
    station      INTEGER PRIMARY KEY REFERENCES station (id),
    received_at  INTEGER NOT NULL,
    whole        TEXT    NOT NULL CHECK (json_valid(whole))
) STRICT;

CREATE TABLE station_health_hour (
    station      INTEGER NOT NULL REFERENCES station (id),
    -- Hours since 1970.
    hour         INTEGER NOT NULL,
    received_at  INTEGER NOT NULL,
    whole        TEXT    NOT NULL CHECK (json_valid(whole)),
    PRIMARY KEY (station, hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE station_answers (
    station     INTEGER NOT NULL REFERENCES station (id),
    day         TEXT    NOT NULL,
    run_at      INTEGER NOT NULL,
    satisfied   INTEGER NOT NULL CHECK (satisfied >= 0),
    tolerated   INTEGER NOT NULL CHECK (tolerated >= 0),
    frustrated  INTEGER NOT NULL CHECK (frustrated >= 0),
    PRIMARY KEY (station, day, run_at)
) STRICT, WITHOUT ROWID;

-- SINCE 8

-- Pictures that somebody added from a phone to what was sent in for her (a tip about unpaid wages), by the code on its slip.
-- Made anew from what came, without where and when they were taken. They go with the entry, and when their time is over.
CREATE TABLE picture (
    station  INTEGER NOT NULL REFERENCES station (id),
    seq      INTEGER NOT NULL CHECK (seq > 0),
    no       INTEGER NOT NULL CHECK (no > 0),
    -- SHA-256 of `jpeg`: the same picture sent twice is there once.
    hash     BLOB    NOT NULL CHECK (length(hash) = 32),
    jpeg     BLOB    NOT NULL CHECK (length(jpeg) > 0),
    came_at  INTEGER NOT NULL,
    PRIMARY KEY (station, seq, no),
    UNIQUE (station, seq, hash)
) STRICT;
CREATE INDEX picture_came ON picture (came_at);

-- The station's store, whole. It is one store in two files, because they differ in worth:
--
--   station.db    people, entries, drafts, accounts: the only copy there is. SQLCipher, WAL, synchronous=FULL.
--   catalogue.db  postings and the feed's cursor: public, and only a download away. Plain SQLite, WAL, synchronous=NORMAL.
--
-- A download into one file would make a person's save wait (measured: up to seconds); in two it does not. No fact needs
-- both files in one transaction.
--
-- Conventions: STRICT everywhere; moments are Unix milliseconds (UTC) in columns named *_at; days are ISO text in columns
-- named *_on or *_until; UUIDs are 16-byte blobs; codes are the words of the wire. The line "-- FILE name" starts a file;
-- "-- SINCE n" begins what version n of station.db has brought, and a file of an older version is given it.

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

-- SINCE 3

-- The visitor's side: what somebody did at the kiosk herself.

-- Applications, each written in the transaction of its entry.
CREATE TABLE application (
    entry_seq      INTEGER PRIMARY KEY REFERENCES entry (seq),
    subject        BLOB    NOT NULL CHECK (length(subject) = 16),
    posting        INTEGER NOT NULL,
    title          TEXT    NOT NULL,
    employer       TEXT    NOT NULL CHECK (employer <> ''),
    -- HMAC-SHA-256 of person and posting: the same twice gets its first receipt again. NULL once it is erased.
    content_lookup BLOB    CHECK (length(content_lookup) = 32),
    -- HMAC-SHA-256 of name and telephone: somebody without a registration is the same subject the next time.
    person_lookup  BLOB    CHECK (length(person_lookup) = 32),
    -- The short form of somebody without a registration.
    person         TEXT    CHECK (person IS NULL OR json_valid(person)),
    -- What the employer says of it comes as notices about its receipt.
    applied_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX application_by_subject ON application (subject);
CREATE INDEX application_by_content ON application (content_lookup) WHERE content_lookup IS NOT NULL;
CREATE INDEX application_by_person ON application (person_lookup) WHERE person_lookup IS NOT NULL;

-- Postings that somebody said something is wrong with; no person. The desk calls the employer and closes them.
CREATE TABLE reported_posting (
    entry_seq    INTEGER PRIMARY KEY REFERENCES entry (seq),
    posting      INTEGER NOT NULL,
    title        TEXT    NOT NULL,
    employer     TEXT    NOT NULL,
    flaw         TEXT    NOT NULL,
    reported_at  INTEGER NOT NULL,
    handled_at   INTEGER,
    -- The clerk who did, by account name.
    handled_by   TEXT    CHECK ((handled_by IS NULL) = (handled_at IS NULL))
) STRICT;
CREATE INDEX reported_posting_open ON reported_posting (posting) WHERE handled_at IS NULL;

-- Wrong guesses at who somebody is: at this station ('') and of one receipt (its number), whether there is such a receipt
-- or not.
CREATE TABLE guess (
    what            TEXT    PRIMARY KEY,
    failures        INTEGER NOT NULL CHECK (failures > 0),
    failed_at       INTEGER NOT NULL,
    locked_until_at INTEGER
) STRICT, WITHOUT ROWID;

-- Notices: what the province told this station. One that comes again is known by its id.
CREATE TABLE notice (
    -- Its place in the station's sequence, given by the platform: also the order of arrival.
    seq         INTEGER PRIMARY KEY CHECK (seq > 0),
    id          BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    -- By the platform's clock.
    made_at     INTEGER NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind <> ''),
    -- JSON, as it came. NULL once the person it is about is forgotten: only that it came is still known.
    body        TEXT    CHECK (body IS NULL OR json_valid(body)),
    entry       BLOB    CHECK (length(entry) = 16),
    receipt     TEXT,
    subject     BLOB    CHECK (length(subject) = 16),
    arrived_at  INTEGER NOT NULL,
    seen_at     INTEGER
) STRICT;
CREATE INDEX notice_by_subject ON notice (subject) WHERE subject IS NOT NULL;
CREATE INDEX notice_by_receipt ON notice (receipt) WHERE receipt IS NOT NULL;
-- The status asks how many nobody has seen.
CREATE INDEX notice_unseen ON notice (seq) WHERE seen_at IS NULL AND body IS NOT NULL;

-- What people wished to be done with what was kept of them. Each is an entry, too, and about what is below it.
CREATE TABLE wish (
    entry_seq     INTEGER PRIMARY KEY REFERENCES entry (seq),
    subject       BLOB    NOT NULL CHECK (length(subject) = 16),
    kind          TEXT    NOT NULL CHECK (kind IN ('withdrawal', 'erasure')),
    -- The consents that were taken back, a JSON list; empty for an erasure.
    purposes      TEXT    NOT NULL CHECK (json_valid(purposes)),
    asked_at      INTEGER NOT NULL,
    -- When the province said that it is done.
    confirmed_at  INTEGER,
    -- When the last of what an erasure is about was blanked here, after that.
    forgotten_at  INTEGER CHECK (forgotten_at IS NULL OR confirmed_at IS NOT NULL)
) STRICT;
CREATE INDEX wish_by_subject ON wish (subject, entry_seq);
CREATE INDEX wish_open ON wish (entry_seq) WHERE confirmed_at IS NOT NULL AND forgotten_at IS NULL;

-- Up to which entry the platform has seen all of this station's, as it last said. Where it says less than before it was
-- restored from a backup; where it says more than there is, this store was.
CREATE TABLE province (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    seen_to  INTEGER NOT NULL DEFAULT 0 CHECK (seen_to >= 0)
) STRICT;
INSERT INTO province (one) VALUES (1);

-- How far the notices have been taken over; changed only in the transaction that takes some over.
CREATE TABLE notice_feed (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    cursor  INTEGER NOT NULL DEFAULT 0 CHECK (cursor >= 0),
    -- The notice that came under this number.
    last_id BLOB    CHECK (length(last_id) = 16)
) STRICT;
INSERT INTO notice_feed (one) VALUES (1);
-- The staff desk: what accounts may do, the audit log, and the case of each registered person: groups, services, tasks,
-- referrals, ends of shifts.

-- A closed account signs in no more; its name stays on what it did.
ALTER TABLE staff ADD COLUMN closed_at INTEGER;

CREATE TABLE staff_role (
    staff  INTEGER NOT NULL REFERENCES staff (id),
    role   TEXT    NOT NULL CHECK (role IN ('clerk', 'counsellor', 'reviewer', 'supervisor', 'technician')),
    PRIMARY KEY (staff, role)
) STRICT, WITHOUT ROWID;
-- Accounts of before could register.
INSERT INTO staff_role (staff, role) SELECT id, 'clerk' FROM staff;

-- Who saw or changed what about whom. A line is never changed and never taken away; each holds the hash of the one before.
CREATE TABLE audit (
    seq      INTEGER PRIMARY KEY CHECK (seq > 0),
    at       INTEGER NOT NULL,
    -- NULL: the program itself, or the command line.
    staff    INTEGER REFERENCES staff (id),
    deed     TEXT    NOT NULL CHECK (deed <> ''),
    subject  BLOB    CHECK (length(subject) = 16),
    -- Codes and counts, never what a person said.
    detail   TEXT    NOT NULL CHECK (instr(detail, char(10)) = 0),
    hash     TEXT    NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_of_person ON audit (subject, seq) WHERE subject IS NOT NULL;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is not changed'); END;
CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is not changed'); END;

CREATE INDEX registration_by_subject ON registration (subject);

-- To which groups a person belongs, from when until when.
CREATE TABLE person_tag (
    id        INTEGER PRIMARY KEY,
    subject   BLOB    NOT NULL CHECK (length(subject) = 16),
    category  TEXT    NOT NULL,
    source    TEXT    NOT NULL,
    from_on   TEXT    NOT NULL,
    until_on  TEXT    CHECK (until_on >= from_on),
    -- Which paper was seen.
    evidence  TEXT    NOT NULL,
    -- The entry that says so; NULL where the registration does.
    entry_seq INTEGER REFERENCES entry (seq),
    set_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX person_tag_by_subject ON person_tag (subject);

-- Subjects that were found to be one person: everything of `away` belongs to the one that stays.
CREATE TABLE merged (
    away      BLOB    PRIMARY KEY CHECK (length(away) = 16),
    stays     BLOB    NOT NULL CHECK (length(stays) = 16),
    entry_seq INTEGER NOT NULL REFERENCES entry (seq)
) STRICT, WITHOUT ROWID;

-- Services: what is counted for plans and for the station's year. Nothing is deleted; a mistake is void.
CREATE TABLE service (
    entry_seq    INTEGER PRIMARY KEY REFERENCES entry (seq),
    subject      BLOB    NOT NULL CHECK (length(subject) = 16),
    kind         TEXT    NOT NULL,
    channel      TEXT    NOT NULL,
    done_on      TEXT    NOT NULL,
    staff        INTEGER NOT NULL REFERENCES staff (id),
    posting      INTEGER,
    topic        TEXT    NOT NULL,
    result       TEXT    NOT NULL,
    told         INTEGER NOT NULL CHECK (told IN (0, 1)),
    confirmed_at INTEGER,
    void_at      INTEGER
) STRICT;
CREATE INDEX service_by_subject ON service (subject);
CREATE INDEX service_by_day ON service (done_on);

-- What somebody is promised. A task has no name of a person in it: that is found by the subject, as long as it is kept.
CREATE TABLE task (
    id        INTEGER PRIMARY KEY,
    queue     TEXT    NOT NULL CHECK (queue IN ('reception', 'review', 'call_back', 'reply', 'refer')),
    reason    TEXT    NOT NULL,
    subject   BLOB    CHECK (length(subject) = 16),
    -- Which entry or referral it is about, so that there is one task for one matter.
    about     TEXT    NOT NULL,
    note      TEXT    NOT NULL,
    made_at   INTEGER NOT NULL,
    due_on    TEXT    NOT NULL,
    -- It is not shown as ready before.
    next_at   INTEGER NOT NULL,
    -- Tries without an answer.
    tries     INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
    owner     INTEGER REFERENCES staff (id),
    locked_until_at INTEGER CHECK ((locked_until_at IS NULL) = (owner IS NULL)),
    last      TEXT,
    closed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX task_once ON task (subject, reason, about) WHERE closed_at IS NULL AND subject IS NOT NULL;
CREATE INDEX task_open ON task (queue, due_on) WHERE closed_at IS NULL;

-- What was done with a task, step by step.
CREATE TABLE task_step (
    task     INTEGER NOT NULL REFERENCES task (id),
    at       INTEGER NOT NULL,
    staff    INTEGER REFERENCES staff (id),
    outcome  TEXT    NOT NULL,
    note     TEXT    NOT NULL
) STRICT;
CREATE INDEX task_step_of ON task_step (task);

-- People recommended to employers; each step is an entry.
CREATE TABLE referral (
    -- The entry of the first step.
    entry_seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    subject   BLOB    NOT NULL CHECK (length(subject) = 16),
    posting   INTEGER NOT NULL,
    -- As the posting said then.
    title     TEXT    NOT NULL,
    employer  TEXT    NOT NULL,
    state     TEXT    NOT NULL,
    reason    TEXT,
    state_on  TEXT    NOT NULL
) STRICT;
CREATE INDEX referral_by_subject ON referral (subject);

-- Ends of shifts, with what was left to do.
CREATE TABLE closing (
    entry_seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    day       TEXT    NOT NULL,
    staff     INTEGER NOT NULL REFERENCES staff (id),
    at        INTEGER NOT NULL,
    unsent    INTEGER NOT NULL,
    refused   INTEGER NOT NULL,
    promised  INTEGER NOT NULL,
    -- A word for who comes next.
    note      TEXT    NOT NULL,
    -- Who has read it, and when.
    read_by   INTEGER REFERENCES staff (id),
    read_at   INTEGER CHECK ((read_at IS NULL) = (read_by IS NULL))
) STRICT;

-- Forms that people fill in at the screen: tips, opinions, applications, bookings. What was answered stands in the entry,
-- written in the same transaction; here is what the station itself must know of it.
CREATE TABLE submission (
    entry_seq      INTEGER PRIMARY KEY REFERENCES entry (seq),
    form           TEXT    NOT NULL CHECK (form <> ''),
    -- The thing on a shelf that it is about, and the hour that is held of it.
    item           TEXT,
    slot_on        TEXT    CHECK (slot_on IS NULL OR item IS NOT NULL),
    slot_at        TEXT    CHECK ((slot_at IS NULL) = (slot_on IS NULL)),
    -- HMAC-SHA-256 of everything that was answered: the same form sent twice (a retry after a crash) gets its first receipt
    -- again. NULL after the purge.
    content_lookup BLOB    CHECK (length(content_lookup) = 32),
    submitted_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX submission_by_content ON submission (content_lookup) WHERE content_lookup IS NOT NULL;
CREATE INDEX submission_by_slot ON submission (item, slot_on) WHERE slot_on IS NOT NULL;

-- What somebody is filling in just now: offered again if the machine stops meanwhile, gone when she leaves.
CREATE TABLE filled (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    form      TEXT    NOT NULL CHECK (json_valid(form)),
    saved_at  INTEGER NOT NULL
) STRICT;

-- SINCE 4

-- The desk's side of employers: who they are by their papers, postings on their way to the province, visits, needs and
-- complaints; and what help was triggered for whom.

-- Employers. Each is a subject of its own, so that a later entry takes an earlier one's place.
CREATE TABLE firm (
    id           INTEGER PRIMARY KEY,
    subject      BLOB    NOT NULL UNIQUE CHECK (length(subject) = 16),
    credit_code  TEXT    NOT NULL UNIQUE CHECK (length(credit_code) = 18),
    -- As it travels, JSON.
    whole        TEXT    NOT NULL CHECK (json_valid(whole)),
    phone        TEXT    NOT NULL,
    -- The member of staff who looks after it.
    commissioner INTEGER REFERENCES staff (id),
    -- The entry that says so last.
    entry_seq    INTEGER NOT NULL REFERENCES entry (seq)
) STRICT;
CREATE INDEX firm_by_phone ON firm (phone);

-- Postings as their questions were answered. One becomes an entry when a reviewer has let it through.
CREATE TABLE offer (
    id          INTEGER PRIMARY KEY,
    firm        INTEGER NOT NULL REFERENCES firm (id),
    stage       TEXT    NOT NULL CHECK (stage IN ('review', 'sent_back', 'offered', 'recalled')),
    answers     TEXT    NOT NULL CHECK (json_valid(answers)),
    title       TEXT    NOT NULL,
    place       TEXT    NOT NULL,
    -- What the review pointed at, and why each was let pass; JSON lists.
    findings    TEXT    NOT NULL CHECK (json_valid(findings)),
    reasons     TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)),
    made_by     INTEGER NOT NULL REFERENCES staff (id),
    made_on     TEXT    NOT NULL,
    reviewed_by INTEGER REFERENCES staff (id),
    remark      TEXT    NOT NULL DEFAULT '',
    valid_until TEXT    NOT NULL,
    entry_seq   INTEGER UNIQUE REFERENCES entry (seq) CHECK ((entry_seq IS NULL) = (stage IN ('review', 'sent_back'))),
    recalled    TEXT    CHECK ((recalled IS NULL) = (stage <> 'recalled'))
) STRICT;
CREATE INDEX offer_by_firm ON offer (firm, id);
CREATE INDEX offer_open ON offer (id) WHERE stage IN ('review', 'sent_back');

-- Visits, needs of staff, complaints. What is written down once is closed by a later entry.
CREATE TABLE firm_note (
    entry_seq  INTEGER PRIMARY KEY REFERENCES entry (seq),
    firm       INTEGER NOT NULL REFERENCES firm (id),
    deed       TEXT    NOT NULL CHECK (deed IN ('visit', 'need', 'complaint')),
    day        TEXT    NOT NULL,
    staff      INTEGER NOT NULL REFERENCES staff (id),
    topic      TEXT    NOT NULL,
    result     TEXT    NOT NULL,
    job_kind   TEXT,
    headcount  INTEGER CHECK (headcount > 0),
    due_on     TEXT,
    closed_on  TEXT,
    outcome    TEXT    CHECK ((outcome IS NULL) = (closed_on IS NULL))
) STRICT;
CREATE INDEX firm_note_by_firm ON firm_note (firm, entry_seq);

-- The local minimum wage in yuan, from a day on: what postings are compared with. Nothing is compared where nobody has said it.
CREATE TABLE minimum_wage (
    from_on  TEXT    PRIMARY KEY,
    month    INTEGER NOT NULL CHECK (month > 0),
    hour     INTEGER NOT NULL CHECK (hour > 0)
) STRICT, WITHOUT ROWID;

-- Policies somebody was told of, or is to be: each policy once a person.
CREATE TABLE policy_told (
    subject  BLOB    NOT NULL CHECK (length(subject) = 16),
    policy   TEXT    NOT NULL CHECK (policy <> ''),
    title    TEXT    NOT NULL,
    asked_on TEXT    NOT NULL,
    told_on  TEXT,
    PRIMARY KEY (subject, policy)
) STRICT, WITHOUT ROWID;

-- Whom the station believes and how the province sees it: its keys, its clock, its settings.
CREATE TABLE trust (
    one              INTEGER PRIMARY KEY CHECK (one = 1),
    -- The seed of the key that follows the present one, from before the province is told of it until it has answered.
    next_seed        BLOB    CHECK (length(next_seed) = 32),
    -- When the present key was made; NULL: at enrolment.
    key_made_at      INTEGER,
    -- The province's clock less this machine's, in seconds.
    clock_off_s      INTEGER,
    -- The province's time at the last contact: it cannot be earlier now, whatever the machine's clock says.
    province_at      INTEGER,
    -- The last settings of the province that were good, JSON; NULL before the first.
    settings         TEXT    CHECK (settings IS NULL OR json_valid(settings)),
    -- Settings that came later and cannot be right, and the field.
    refused_version  INTEGER,
    refused_field    TEXT    CHECK ((refused_field IS NULL) = (refused_version IS NULL))
) STRICT;
INSERT INTO trust (one) VALUES (1);

-- What went over the line, in bytes, by day.
CREATE TABLE spent (
    day   TEXT    PRIMARY KEY,
    up    INTEGER NOT NULL CHECK (up >= 0),
    down  INTEGER NOT NULL CHECK (down >= 0)
) STRICT, WITHOUT ROWID;

-- Day jobs: what the province leased to this station, and who was given which seat.

-- What was asked for, with the posting as it was then; gone when its day is over.
CREATE TABLE seat_ask (
    posting   INTEGER NOT NULL,
    day_on    TEXT    NOT NULL,
    asked_at  INTEGER NOT NULL,
    whole     TEXT    NOT NULL CHECK (json_valid(whole)),
    PRIMARY KEY (posting, day_on)
) STRICT, WITHOUT ROWID;

-- Seats this station may give away, with or without a line, and nobody else. A lease never grows.
CREATE TABLE seat_lease (
    lease      TEXT    PRIMARY KEY CHECK (lease <> ''),
    posting    INTEGER NOT NULL,
    day_on     TEXT    NOT NULL,
    seats      INTEGER NOT NULL CHECK (seats >= 0),
    until_at   INTEGER NOT NULL,
    -- When it was returned: nothing of it is given away any more.
    closed_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX seat_lease_of ON seat_lease (posting, day_on);

-- Somebody's seat, from taking it to the signed record of the day. Each step is an entry; the first one's is here.
CREATE TABLE seat (
    entry_seq      INTEGER PRIMARY KEY REFERENCES entry (seq),
    subject        BLOB    NOT NULL CHECK (length(subject) = 16),
    lease          TEXT    NOT NULL REFERENCES seat_lease (lease),
    posting        INTEGER NOT NULL,
    day_on         TEXT    NOT NULL,
    -- As the posting said then.
    title          TEXT    NOT NULL,
    employer       TEXT    NOT NULL CHECK (employer <> ''),
    place          TEXT    NOT NULL,
    contact        TEXT    NOT NULL,
    -- HMAC-SHA-256 of name and telephone. NULL once it is erased, like all that follows of her.
    person_lookup  BLOB    CHECK (length(person_lookup) = 32),
    -- The short form of somebody without a registration.
    person         TEXT    CHECK (person IS NULL OR json_valid(person)),
    name           TEXT,
    phone          TEXT,
    -- What she can do, with what, when, and how far she goes.
    card           TEXT    CHECK (card IS NULL OR json_valid(card)),
    state          TEXT    NOT NULL,
    state_at       INTEGER NOT NULL,
    -- Hours and pay, as each side says.
    worker_says    TEXT    CHECK (worker_says IS NULL OR json_valid(worker_says)),
    employer_says  TEXT    CHECK (employer_says IS NULL OR json_valid(employer_says)),
    -- Who spoke for the employer, and before which account.
    for_employer   TEXT    NOT NULL DEFAULT '',
    staff          TEXT    NOT NULL DEFAULT '',
    -- The signed text, once both say the same.
    record         TEXT    CHECK ((record IS NOT NULL) <= (state = 'confirmed'))
) STRICT;
CREATE INDEX seat_by_subject ON seat (subject);
CREATE INDEX seat_by_lease ON seat (lease);
CREATE INDEX seat_by_person ON seat (person_lookup) WHERE person_lookup IS NOT NULL;
CREATE INDEX seat_by_day ON seat (day_on);

-- SINCE 5

-- Trust: the second suite. What stands before the 32 bytes of the platform's key: 0 with Ed25519, 2 or 3 with SM2. The station's
-- own key is of the same suite.
ALTER TABLE station ADD COLUMN platform_form INTEGER NOT NULL DEFAULT 0 CHECK (platform_form IN (0, 2, 3));

-- What a seeker keeps and asks for: résumés, accounts, applications taken back.

-- A résumé that somebody wished to be kept, until a day; gone with her consent.
CREATE TABLE resume (
    subject     BLOB    PRIMARY KEY CHECK (length(subject) = 16),
    -- What was touched, JSON: work and nothing else.
    whole       TEXT    NOT NULL CHECK (json_valid(whole)),
    -- The words she agreed to.
    consent     TEXT    NOT NULL CHECK (consent <> ''),
    kept_at     INTEGER NOT NULL,
    until_on    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Accounts of the province's job service that were asked for here; what became of each comes as a notice.
CREATE TABLE account_request (
    entry_seq      INTEGER PRIMARY KEY REFERENCES entry (seq),
    subject        BLOB    NOT NULL CHECK (length(subject) = 16),
    service        TEXT    NOT NULL,
    -- HMAC-SHA-256 of the ID number, by which her card finds it. NULL once it is erased, like the short form.
    id_lookup      BLOB    CHECK (length(id_lookup) = 32),
    person         TEXT    CHECK (person IS NULL OR json_valid(person)),
    asked_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX account_request_by_subject ON account_request (subject);
CREATE INDEX account_request_by_id ON account_request (id_lookup) WHERE id_lookup IS NOT NULL;

-- The entry that took an application back.
ALTER TABLE application ADD COLUMN ended_seq INTEGER REFERENCES entry (seq);

-- SINCE 6

-- The seed of the key before the present one: a platform that was put back from a copy may know no later one.
ALTER TABLE trust ADD COLUMN former_seed BLOB CHECK (length(former_seed) = 32);

-- SINCE 7

-- Slips that prove themselves without a network: the platform's word for the station's present key, JSON, and the platform's keys
-- before the present one, a JSON list, so that slips of their time are known.
ALTER TABLE trust ADD COLUMN certificate TEXT CHECK (certificate IS NULL OR json_valid(certificate));
ALTER TABLE trust ADD COLUMN platform_before TEXT CHECK (platform_before IS NULL OR json_valid(platform_before));

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

-- The everyday words of the good pack, with their pinyin as it was made when it arrived.
CREATE TABLE pack_word (
    list    TEXT NOT NULL CHECK (list IN ('job', 'benefit')),
    code    TEXT NOT NULL,
    word    TEXT NOT NULL,
    pinyin  TEXT NOT NULL,
    PRIMARY KEY (list, code, word)
) STRICT, WITHOUT ROWID;

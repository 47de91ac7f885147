-- A database as the fifth schema version left it, with a row in every table. Frozen: files like it are in the field.
PRAGMA application_id = 1213156420;
PRAGMA user_version = 5;
BEGIN TRANSACTION;
CREATE TABLE accounts (
    account_id        TEXT PRIMARY KEY NOT NULL,
    name              TEXT NOT NULL,
    annual_cents      INTEGER,
    currency          TEXT NOT NULL,
    owner             TEXT NOT NULL,
    manager           TEXT NOT NULL,
    executive_sponsor TEXT NOT NULL,
    time_zone         TEXT NOT NULL,
    renewal_date      TEXT,
    segment           TEXT NOT NULL,
    -- what a search compares: id and name without case and composition, folded by the program because databases
    -- disagree about letters outside ASCII
    id_key            TEXT NOT NULL,
    name_key          TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "accounts" VALUES('acme','Acme GmbH',1230000000,'EUR','U0KIM','U0ANA','U0CEO','Europe/Berlin','2026-09-30','enterprise','acme','acme gmbh');
CREATE TABLE audit (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    who    TEXT NOT NULL,
    what   TEXT NOT NULL,
    detail TEXT NOT NULL
);
INSERT INTO "audit" VALUES(1,1772442720000,'token crm','orders delivered','accepted 1, rejected 0, unchanged 0');
CREATE TABLE case_events (
    case_id TEXT NOT NULL REFERENCES cases,
    seq     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    type    TEXT NOT NULL,
    body    TEXT NOT NULL, -- JSON object
    PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;
INSERT INTO "case_events" VALUES('acme#1',1,1772442720000,'U0KIM','rescue-opened','{"account":"acme","account_name":"Acme GmbH","number":1,"owner":"U0KIM","manager":"U0ANA","reason":"They are late with everything"}');
INSERT INTO "case_events" VALUES('acme#1',2,1772442780000,'U0KIM','timeline-noted','{"text":"Called twice","happened":1772442780000}');
CREATE TABLE cases (
    case_id    TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts,
    number     INTEGER NOT NULL,
    version    INTEGER NOT NULL, -- seq of the last event
    open       INTEGER NOT NULL,
    opened_at  INTEGER NOT NULL,
    closed_at  INTEGER,
    title      TEXT NOT NULL,
    UNIQUE (account_id, number)
) WITHOUT ROWID;
INSERT INTO "cases" VALUES('acme#1','acme',1,2,1,1772442720000,NULL,'rescue-acme');
CREATE TABLE digests (
    user_id TEXT NOT NULL,
    day     TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, day)
) WITHOUT ROWID;
INSERT INTO "digests" VALUES('U0KIM','2026-03-02',1772442720000);
CREATE TABLE flags (
    account_id TEXT NOT NULL REFERENCES accounts,
    at         INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    flagged_by TEXT NOT NULL,
    value      TEXT NOT NULL,
    note       TEXT NOT NULL,
    PRIMARY KEY (account_id, at, kind, flagged_by, value, note)
) WITHOUT ROWID;
INSERT INTO "flags" VALUES('acme',1767600000000,'complaint','U0KIM','','late again');
CREATE TABLE inbox (
    key         TEXT PRIMARY KEY NOT NULL,
    received_at INTEGER NOT NULL,
    answer      TEXT
) WITHOUT ROWID;
INSERT INTO "inbox" VALUES('event/Ev1',1772442720000,NULL);
CREATE TABLE indicators (
    account_id TEXT NOT NULL REFERENCES accounts,
    name       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    value      REAL NOT NULL,
    PRIMARY KEY (account_id, name, at, value)
) WITHOUT ROWID;
INSERT INTO "indicators" VALUES('acme','ontime',1767600000000,96.0);
CREATE TABLE invoices (
    account_id TEXT NOT NULL REFERENCES accounts,
    row_id     TEXT NOT NULL,
    issued     TEXT NOT NULL,
    due        TEXT NOT NULL,
    paid       TEXT,
    terms_days INTEGER,
    cents      INTEGER,
    PRIMARY KEY (account_id, row_id)
) WITHOUT ROWID;
INSERT INTO "invoices" VALUES('acme','i-1','2026-01-05','2026-02-04',NULL,30,120050);
CREATE TABLE leases (
    name   TEXT PRIMARY KEY NOT NULL,
    holder TEXT NOT NULL,
    until  INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "leases" VALUES('courier','serve',1);
CREATE TABLE living_messages (
    case_id        TEXT NOT NULL REFERENCES cases,
    slot           TEXT NOT NULL,
    target         TEXT NOT NULL,
    channel_id     TEXT NOT NULL,
    ts             TEXT NOT NULL,
    wanted_payload TEXT, -- NULL: the message should go
    wanted_hash    TEXT NOT NULL,
    posted_hash    TEXT NOT NULL,
    effect_id      TEXT NOT NULL,
    state          TEXT NOT NULL,
    attempts       INTEGER NOT NULL,
    not_before     INTEGER NOT NULL,
    PRIMARY KEY (case_id, slot)
) WITHOUT ROWID;
INSERT INTO "living_messages" VALUES('acme#1','card','room','C0ROOM','1.1','{}','a','a','e','posted',0,0);
CREATE TABLE meta (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "meta" VALUES('marker','kept');
CREATE TABLE orders (
    account_id TEXT NOT NULL REFERENCES accounts,
    row_id     TEXT NOT NULL,
    day        TEXT NOT NULL,
    cents      INTEGER NOT NULL,
    PRIMARY KEY (account_id, row_id)
) WITHOUT ROWID;
INSERT INTO "orders" VALUES('acme','o-1','2026-01-05',120050);
CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    effect_id    TEXT NOT NULL UNIQUE,
    case_id      TEXT REFERENCES cases,
    lane         TEXT NOT NULL,
    method       TEXT NOT NULL,
    payload      TEXT NOT NULL,
    state        TEXT NOT NULL,
    attempts     INTEGER NOT NULL,
    not_before   INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    finished_at  INTEGER, -- set once the row is done or dead
    channel_id   TEXT NOT NULL,
    ts           TEXT NOT NULL,
    error        TEXT NOT NULL,
    lease_holder TEXT,
    lease_until  INTEGER
);
INSERT INTO "outbox" VALUES(7,'acme#1/1/0','acme#1','room/acme#1','chat.postMessage','{}','done',1,0,1772442720000,1772442721000,'C0ROOM','1.2','',NULL,NULL);
CREATE TABLE own_side_risks (
    id           INTEGER PRIMARY KEY,
    account_id   TEXT NOT NULL REFERENCES accounts,
    user_id      TEXT NOT NULL,
    reason       TEXT NOT NULL,
    note         TEXT NOT NULL,
    noted_by     TEXT NOT NULL,
    noted_at     INTEGER NOT NULL,
    settled_at   INTEGER, -- not set while it lasts
    settled_by   TEXT NOT NULL,
    settled_note TEXT NOT NULL
);
INSERT INTO "own_side_risks" VALUES(1,'acme','U0KIM','looking-elsewhere','asked for a reference','U0ANA',1772442720000,NULL,'','');
CREATE TABLE pending_evaluations (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts,
    since      INTEGER NOT NULL,
    marks      INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "pending_evaluations" VALUES('acme',1772442720000,1);
CREATE TABLE people (
    account_id        TEXT NOT NULL REFERENCES accounts,
    name              TEXT NOT NULL,
    title             TEXT NOT NULL,
    role              TEXT NOT NULL,
    department        TEXT NOT NULL,
    email             TEXT NOT NULL,
    phone             TEXT NOT NULL,
    time_zone         TEXT NOT NULL,
    influence         TEXT NOT NULL,
    relationship      INTEGER,
    sponsor           INTEGER NOT NULL,
    in_role_since     TEXT,
    win_criteria      TEXT NOT NULL,
    concern           TEXT NOT NULL,
    preferred_channel TEXT NOT NULL,
    PRIMARY KEY (account_id, name)
) WITHOUT ROWID;
INSERT INTO "people" VALUES('acme','Dana Weber','COO','economic_buyer','operations','dana@acme.example','+49 30 1234','Europe/Berlin','high',7,1,'2024-01-01','on time','late parts','phone');
CREATE TABLE reminders (
    case_id TEXT NOT NULL,
    key     TEXT NOT NULL,
    due_at  INTEGER NOT NULL,
    PRIMARY KEY (case_id, key)
) WITHOUT ROWID;
INSERT INTO "reminders" VALUES('acme#1','sponsor-call/1',1772448120000);
CREATE TABLE room_members (
    case_id TEXT NOT NULL REFERENCES cases,
    user_id TEXT NOT NULL,
    PRIMARY KEY (case_id, user_id)
) WITHOUT ROWID;
INSERT INTO "room_members" VALUES('acme#1','U0ANA');
INSERT INTO "room_members" VALUES('acme#1','U0KIM');
CREATE TABLE rooms (
    case_id      TEXT PRIMARY KEY NOT NULL REFERENCES cases,
    channel_id   TEXT,
    name         TEXT NOT NULL,
    wanted       TEXT NOT NULL, -- JSON object
    actual       TEXT NOT NULL, -- JSON object
    version      INTEGER NOT NULL,
    dirty        INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    not_before   INTEGER NOT NULL,
    lease_holder TEXT,
    lease_until  INTEGER
) WITHOUT ROWID;
INSERT INTO "rooms" VALUES('acme#1','C0ROOM','rescue-acme','{}','{"members_seen":true}',1,0,0,0,NULL,NULL);
CREATE TABLE signal_readings (
    account_id TEXT NOT NULL REFERENCES accounts,
    kind       TEXT NOT NULL,
    state      TEXT NOT NULL,
    words      TEXT NOT NULL,
    numbers    TEXT NOT NULL, -- JSON object
    since      INTEGER NOT NULL,
    updated    INTEGER NOT NULL,
    PRIMARY KEY (account_id, kind)
) WITHOUT ROWID;
INSERT INTO "signal_readings" VALUES('acme','order-volume','tripped','Orders are 12 % below the usual.','{}',1772442720000,1772442720000);
CREATE TABLE slack_users (
    user_id    TEXT PRIMARY KEY NOT NULL,
    email      TEXT NOT NULL, -- lower case
    name       TEXT NOT NULL,
    time_zone  TEXT NOT NULL,
    deleted    INTEGER NOT NULL,
    is_bot     INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL
, outsider INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
INSERT INTO "slack_users" VALUES('U0EVE','eve@other.example','Eve','Europe/Paris',0,0,1772442720000,1);
INSERT INTO "slack_users" VALUES('U0KIM','kim@us.example','Kim','Europe/Berlin',0,0,1772442720000,0);
CREATE TABLE tickets (
    account_id TEXT NOT NULL REFERENCES accounts,
    row_id     TEXT NOT NULL,
    opened_at  INTEGER NOT NULL,
    closed_at  INTEGER,
    severity   TEXT NOT NULL,
    PRIMARY KEY (account_id, row_id)
) WITHOUT ROWID;
INSERT INTO "tickets" VALUES('acme','t-1',1767600000000,NULL,'high');
CREATE TABLE touches (
    account_id TEXT NOT NULL REFERENCES accounts,
    at         INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    inbound    INTEGER NOT NULL,
    reached    INTEGER NOT NULL,
    with_whom  TEXT NOT NULL,
    tags       TEXT NOT NULL, -- each between two blanks: ' renewal terms '
    logged_by  TEXT NOT NULL,
    text       TEXT NOT NULL,
    PRIMARY KEY (account_id, at, kind, logged_by, text)
) WITHOUT ROWID;
INSERT INTO "touches" VALUES('acme',1772442720000,'call',0,1,'Dana Weber',' renewal ','U0ANA','Promised a date for the parts.');
CREATE TABLE unknown_colleagues (
    who   TEXT PRIMARY KEY NOT NULL, -- lower case
    since INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "unknown_colleagues" VALUES('ghost@us.example',1772442720000);
CREATE INDEX accounts_by_id_key ON accounts (id_key);
CREATE INDEX accounts_by_name_key ON accounts (name_key);
CREATE INDEX pending_evaluations_by_since ON pending_evaluations (since);
CREATE UNIQUE INDEX one_open_case_per_account ON cases (account_id) WHERE open = 1;
CREATE INDEX cases_by_title ON cases (title);
CREATE UNIQUE INDEX rooms_by_channel ON rooms (channel_id) WHERE channel_id IS NOT NULL;
CREATE INDEX rooms_to_reconcile ON rooms (not_before) WHERE dirty = 1;
CREATE INDEX living_messages_to_update ON living_messages (not_before)
    WHERE wanted_hash <> posted_hash OR state = 'doubtful';
CREATE INDEX living_messages_by_place ON living_messages (channel_id, ts);
CREATE INDEX outbox_work ON outbox (lane, id) WHERE finished_at IS NULL;
CREATE INDEX outbox_finished ON outbox (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX outbox_by_case ON outbox (case_id, id);
CREATE INDEX reminders_by_due ON reminders (due_at);
CREATE INDEX inbox_by_age ON inbox (received_at);
CREATE INDEX slack_users_by_email ON slack_users (email);
CREATE INDEX own_side_risks_by_account ON own_side_risks (account_id, id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',7);
INSERT INTO "sqlite_sequence" VALUES('audit',1);
COMMIT;

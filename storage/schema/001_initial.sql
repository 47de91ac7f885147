-- Instants are milliseconds since 1970 UTC, days ISO 8601 text, money integer minor units, flags 0 or 1.

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
CREATE INDEX accounts_by_id_key ON accounts (id_key);
CREATE INDEX accounts_by_name_key ON accounts (name_key);

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

-- What the feeds deliver. row_id is the given id, or all fields joined where the feed gives none, so that repeating
-- an import changes nothing. Rows of one account lie together: the detectors read one account at a time.

CREATE TABLE orders (
    account_id TEXT NOT NULL REFERENCES accounts,
    row_id     TEXT NOT NULL,
    day        TEXT NOT NULL,
    cents      INTEGER NOT NULL,
    PRIMARY KEY (account_id, row_id)
) WITHOUT ROWID;

CREATE TABLE tickets (
    account_id TEXT NOT NULL REFERENCES accounts,
    row_id     TEXT NOT NULL,
    opened_at  INTEGER NOT NULL,
    closed_at  INTEGER,
    severity   TEXT NOT NULL,
    PRIMARY KEY (account_id, row_id)
) WITHOUT ROWID;

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

-- These two have no id in any feed: all their fields are their identity.

CREATE TABLE indicators (
    account_id TEXT NOT NULL REFERENCES accounts,
    name       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    value      REAL NOT NULL,
    PRIMARY KEY (account_id, name, at, value)
) WITHOUT ROWID;

-- Signals that people observed or that were imported.
CREATE TABLE flags (
    account_id TEXT NOT NULL REFERENCES accounts,
    at         INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    flagged_by TEXT NOT NULL,
    value      TEXT NOT NULL,
    note       TEXT NOT NULL,
    PRIMARY KEY (account_id, at, kind, flagged_by, value, note)
) WITHOUT ROWID;

-- Every contact with the customer, in a rescue or not: the detectors and answers about health look here.
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

-- Accounts whose signals must be evaluated again. `marks` counts the reasons, so that one that arrives during an
-- evaluation is not lost when the evaluation is done.
CREATE TABLE pending_evaluations (
    account_id TEXT PRIMARY KEY NOT NULL REFERENCES accounts,
    since      INTEGER NOT NULL,
    marks      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX pending_evaluations_by_since ON pending_evaluations (since);

-- What each detector said last: answers about health read this instead of the history.
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
CREATE UNIQUE INDEX one_open_case_per_account ON cases (account_id) WHERE open = 1;
CREATE INDEX cases_by_title ON cases (title);

-- Appended, never edited.
CREATE TABLE case_events (
    case_id TEXT NOT NULL REFERENCES cases,
    seq     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    type    TEXT NOT NULL,
    body    TEXT NOT NULL, -- JSON object
    PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;

-- What a case's room should be (`wanted`, counted by `version`) against what was brought about (`actual`).
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
CREATE UNIQUE INDEX rooms_by_channel ON rooms (channel_id) WHERE channel_id IS NOT NULL;
CREATE INDEX rooms_to_reconcile ON rooms (not_before) WHERE dirty = 1;

-- Messages that are kept up to date in place instead of being posted again.
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
CREATE INDEX living_messages_to_update ON living_messages (not_before)
    WHERE wanted_hash <> posted_hash OR state = 'doubtful';
CREATE INDEX living_messages_by_place ON living_messages (channel_id, ts);

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
CREATE INDEX outbox_work ON outbox (lane, id) WHERE finished_at IS NULL;
CREATE INDEX outbox_finished ON outbox (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX outbox_by_case ON outbox (case_id, id);

-- Derived from the cases: when to look at which of them again.
CREATE TABLE reminders (
    case_id TEXT NOT NULL,
    key     TEXT NOT NULL,
    due_at  INTEGER NOT NULL,
    PRIMARY KEY (case_id, key)
) WITHOUT ROWID;
CREATE INDEX reminders_by_due ON reminders (due_at);

CREATE TABLE digests (
    user_id TEXT NOT NULL,
    day     TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, day)
) WITHOUT ROWID;

-- Requests that were seen, so that a repetition is recognised.
CREATE TABLE inbox (
    key         TEXT PRIMARY KEY NOT NULL,
    received_at INTEGER NOT NULL,
    answer      TEXT
) WITHOUT ROWID;
CREATE INDEX inbox_by_age ON inbox (received_at);

CREATE TABLE slack_users (
    user_id    TEXT PRIMARY KEY NOT NULL,
    email      TEXT NOT NULL, -- lower case
    name       TEXT NOT NULL,
    time_zone  TEXT NOT NULL,
    deleted    INTEGER NOT NULL,
    is_bot     INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX slack_users_by_email ON slack_users (email);

CREATE TABLE meta (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE leases (
    name   TEXT PRIMARY KEY NOT NULL,
    holder TEXT NOT NULL,
    until  INTEGER NOT NULL
) WITHOUT ROWID;

-- Colleagues of ours who may fail or leave an account. Kept with the account and with no case, so that nothing that is
-- made of a case can tell of them. The row is the colleague's (`user_id`) and goes when they are erased.
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
CREATE INDEX own_side_risks_by_account ON own_side_risks (account_id, id);

-- Who is in the room of a case as far as is known, so that a permission needs no question to Slack.
CREATE TABLE room_members (
    case_id TEXT NOT NULL REFERENCES cases,
    user_id TEXT NOT NULL,
    PRIMARY KEY (case_id, user_id)
) WITHOUT ROWID;

-- Whether somebody belongs to another organisation. Nobody was asked so far, and names were those people chose to be
-- shown by instead of their real ones: everybody is looked up again.
ALTER TABLE slack_users ADD COLUMN outsider INTEGER NOT NULL DEFAULT 0;
UPDATE slack_users SET fetched_at = 0;

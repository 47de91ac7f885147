-- Ids and addresses under which Slack knows nobody: what concerns them goes to the next person.
CREATE TABLE unknown_colleagues (
    who   TEXT PRIMARY KEY NOT NULL, -- lower case
    since INTEGER NOT NULL
) WITHOUT ROWID;

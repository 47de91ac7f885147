-- Who is in the user groups that the configuration names as leaders or admins.
CREATE TABLE user_group_members (
    group_id TEXT NOT NULL,
    user_id  TEXT NOT NULL,
    PRIMARY KEY (group_id, user_id)
) WITHOUT ROWID;

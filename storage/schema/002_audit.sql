-- Who changed something past the record of a case: deliveries of rows, erasures. Holds no customer's data: whoever was
-- erased is not named, of a delivery only its size is kept.
CREATE TABLE audit (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    who    TEXT NOT NULL,
    what   TEXT NOT NULL,
    detail TEXT NOT NULL
);

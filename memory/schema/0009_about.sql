-- What is known of a document beside its text, and which works were retracted. `hash` is of the row's other columns.
-- A retraction stands whether its document is here or not, and stays when it is forgotten.

CREATE TABLE about (
    document TEXT PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    about TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TABLE retraction (
    work TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    noted TEXT NOT NULL,
    hash TEXT NOT NULL
);

PRAGMA user_version = 9;

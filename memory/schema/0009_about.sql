-- What is known of a document beside its text. `hash` is of the row's other columns.

CREATE TABLE about (
    document TEXT PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    about TEXT NOT NULL,
    hash TEXT NOT NULL
);

PRAGMA user_version = 9;

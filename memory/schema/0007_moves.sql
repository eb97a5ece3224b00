-- Where pages and sections of documents lie; each change of the shelf, so that an index derived from it can follow from
-- where it stopped; vectors of a long document that is still being read; what a search is filtered by, in one index.

CREATE TABLE mark (
    document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (document, ord)
);

CREATE TABLE shelf_move (
    seq INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    gone TEXT NOT NULL,
    revision TEXT NOT NULL
);

CREATE TABLE stash (
    text_hash TEXT NOT NULL,
    model TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (text_hash, model)
);

CREATE INDEX document_about ON document (id, domain, source, kind, ingested, citations);
CREATE VIRTUAL TABLE word USING fts5vocab ('words', 'row');

PRAGMA user_version = 7;

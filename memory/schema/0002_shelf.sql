-- Documents, their passages with vectors, and words for full-text search. Any vector index is derived from these rows.

CREATE TABLE document (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    text TEXT NOT NULL,
    domain TEXT NOT NULL,
    kind TEXT NOT NULL,
    citations TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    ingested TEXT NOT NULL
);
CREATE INDEX document_domain ON document (domain);

CREATE TABLE chunk (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text_hash TEXT NOT NULL,
    model TEXT NOT NULL,
    vector BLOB NOT NULL
);
CREATE INDEX chunk_document ON chunk (document, ord);
CREATE INDEX chunk_text ON chunk (text_hash, model);

CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'porter unicode61');
CREATE TRIGGER chunk_gone AFTER DELETE ON chunk BEGIN
    DELETE FROM words WHERE rowid = old.number;
END;

PRAGMA user_version = 2;

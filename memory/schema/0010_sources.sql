-- `said_by` of a retraction is the record that says so, or with `told` = 1 whom a user named.
-- What sources gave: records with their identifiers, citations, retractions, and how far each feed has come.
-- A record holds its text until the document is on the shelf; from then on the shelf has it.

CREATE TABLE record (
    document TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    feed TEXT NOT NULL,
    about TEXT NOT NULL,
    text TEXT,
    document_hash TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    taken TEXT NOT NULL
);
CREATE INDEX record_source ON record (source, taken);
CREATE INDEX record_waiting ON record (taken) WHERE text IS NOT NULL;

CREATE TABLE identifier (
    work TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (work, document)
);
CREATE INDEX identifier_document ON identifier (document);

CREATE TABLE citation (
    citing TEXT NOT NULL,
    cited TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (citing, cited, source)
);
CREATE INDEX citation_cited ON citation (cited);

CREATE TABLE retraction (
    work TEXT NOT NULL,
    said_by TEXT NOT NULL,
    notice TEXT,
    date TEXT,
    told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (work, said_by)
);
CREATE INDEX retraction_said_by ON retraction (said_by);

CREATE TABLE feed (
    name TEXT PRIMARY KEY,
    asked TEXT NOT NULL,
    cursor TEXT,
    tick TEXT,
    started TEXT,
    finished TEXT,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    failures INTEGER NOT NULL,
    resting TEXT,
    new INTEGER NOT NULL,
    total INTEGER NOT NULL
);

PRAGMA user_version = 10;

-- Runs, results, lineage, feedback, events: what happened. Nothing here is derived from anything else.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE run (
    run_id TEXT PRIMARY KEY,
    question TEXT NOT NULL,
    status TEXT NOT NULL,
    created TEXT NOT NULL,
    finished TEXT,
    answer TEXT,
    content_hash TEXT NOT NULL
);
CREATE INDEX run_created ON run (created);

CREATE TABLE lab_result (
    key TEXT PRIMARY KEY,
    lab TEXT NOT NULL,
    version TEXT NOT NULL,
    run TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    created TEXT NOT NULL
);
CREATE INDEX lab_result_lab ON lab_result (lab, created);

CREATE TABLE edge (
    src TEXT NOT NULL,
    dst TEXT NOT NULL,
    role TEXT NOT NULL,
    created TEXT NOT NULL,
    PRIMARY KEY (dst, src, role)
) WITHOUT ROWID;
CREATE INDEX edge_src ON edge (src);

CREATE TABLE feedback (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES run (run_id),
    kind TEXT NOT NULL,
    cause TEXT NOT NULL,
    truth TEXT NOT NULL,
    note TEXT NOT NULL,
    trace TEXT NOT NULL,
    created TEXT NOT NULL
);
CREATE INDEX feedback_run ON feedback (run_id);

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    ts TEXT NOT NULL,
    run_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX event_run ON event (run_id, seq);
CREATE INDEX event_result ON event (json_extract(data, '$.key')) WHERE kind = 'result';

-- The audit trail only grows. The hash chain is what proves it; these stop honest mistakes.
CREATE TRIGGER event_fixed BEFORE UPDATE ON event BEGIN
    SELECT RAISE(ABORT, 'events are never changed');
END;
CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN
    SELECT RAISE(ABORT, 'events are never deleted');
END;

PRAGMA application_id = 1162037296;
PRAGMA user_version = 1;

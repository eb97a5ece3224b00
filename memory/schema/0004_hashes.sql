-- Every row has the hash of all its columns in `checksum`, and the file a seal: a changed byte is found wherever it is.
-- row_hash(...) is this program's own function (memory/tables.py): no other program can write these rows unseen.

CREATE TABLE checksum (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;

INSERT INTO checksum SELECT 'meta', name, row_hash(name, value) FROM meta;
CREATE TRIGGER hash_meta_new AFTER INSERT ON meta BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('meta', new.name,
        row_hash(new.name, new.value));
END;
CREATE TRIGGER hash_meta_changed AFTER UPDATE ON meta BEGIN
    DELETE FROM checksum WHERE kind = 'meta' AND id = old.name;
    INSERT OR REPLACE INTO checksum VALUES ('meta', new.name,
        row_hash(new.name, new.value));
END;
CREATE TRIGGER hash_meta_gone AFTER DELETE ON meta BEGIN
    DELETE FROM checksum WHERE kind = 'meta' AND id = old.name;
END;

INSERT INTO checksum SELECT 'run', run_id, row_hash(run_id, question, status, created, finished, answer, content_hash) FROM run;
CREATE TRIGGER hash_run_new AFTER INSERT ON run BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('run', new.run_id,
        row_hash(new.run_id, new.question, new.status, new.created, new.finished, new.answer, new.content_hash));
END;
CREATE TRIGGER hash_run_changed AFTER UPDATE ON run BEGIN
    DELETE FROM checksum WHERE kind = 'run' AND id = old.run_id;
    INSERT OR REPLACE INTO checksum VALUES ('run', new.run_id,
        row_hash(new.run_id, new.question, new.status, new.created, new.finished, new.answer, new.content_hash));
END;
CREATE TRIGGER hash_run_gone AFTER DELETE ON run BEGIN
    DELETE FROM checksum WHERE kind = 'run' AND id = old.run_id;
END;

INSERT INTO checksum SELECT 'lab_result', key, row_hash(key, lab, version, run, content_hash, created) FROM lab_result;
CREATE TRIGGER hash_lab_result_new AFTER INSERT ON lab_result BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('lab_result', new.key,
        row_hash(new.key, new.lab, new.version, new.run, new.content_hash, new.created));
END;
CREATE TRIGGER hash_lab_result_changed AFTER UPDATE ON lab_result BEGIN
    DELETE FROM checksum WHERE kind = 'lab_result' AND id = old.key;
    INSERT OR REPLACE INTO checksum VALUES ('lab_result', new.key,
        row_hash(new.key, new.lab, new.version, new.run, new.content_hash, new.created));
END;
CREATE TRIGGER hash_lab_result_gone AFTER DELETE ON lab_result BEGIN
    DELETE FROM checksum WHERE kind = 'lab_result' AND id = old.key;
END;

INSERT INTO checksum SELECT 'edge', row_hash(src, dst, role), row_hash(src, dst, role, created) FROM edge;
CREATE TRIGGER hash_edge_new AFTER INSERT ON edge BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('edge', row_hash(new.src, new.dst, new.role),
        row_hash(new.src, new.dst, new.role, new.created));
END;
CREATE TRIGGER hash_edge_changed AFTER UPDATE ON edge BEGIN
    DELETE FROM checksum WHERE kind = 'edge' AND id = row_hash(old.src, old.dst, old.role);
    INSERT OR REPLACE INTO checksum VALUES ('edge', row_hash(new.src, new.dst, new.role),
        row_hash(new.src, new.dst, new.role, new.created));
END;
CREATE TRIGGER hash_edge_gone AFTER DELETE ON edge BEGIN
    DELETE FROM checksum WHERE kind = 'edge' AND id = row_hash(old.src, old.dst, old.role);
END;

INSERT INTO checksum SELECT 'feedback', CAST(id AS TEXT), row_hash(CAST(id AS TEXT), run_id, kind, cause, truth, note, trace, created) FROM feedback;
CREATE TRIGGER hash_feedback_new AFTER INSERT ON feedback BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('feedback', CAST(new.id AS TEXT),
        row_hash(CAST(new.id AS TEXT), new.run_id, new.kind, new.cause, new.truth, new.note, new.trace, new.created));
END;
CREATE TRIGGER hash_feedback_changed AFTER UPDATE ON feedback BEGIN
    DELETE FROM checksum WHERE kind = 'feedback' AND id = CAST(old.id AS TEXT);
    INSERT OR REPLACE INTO checksum VALUES ('feedback', CAST(new.id AS TEXT),
        row_hash(CAST(new.id AS TEXT), new.run_id, new.kind, new.cause, new.truth, new.note, new.trace, new.created));
END;
CREATE TRIGGER hash_feedback_gone AFTER DELETE ON feedback BEGIN
    DELETE FROM checksum WHERE kind = 'feedback' AND id = CAST(old.id AS TEXT);
END;

INSERT INTO checksum SELECT 'document', id, row_hash(id, title, source, text, domain, kind, citations, content_hash, ingested) FROM document;
CREATE TRIGGER hash_document_new AFTER INSERT ON document BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('document', new.id,
        row_hash(new.id, new.title, new.source, new.text, new.domain, new.kind, new.citations, new.content_hash, new.ingested));
END;
CREATE TRIGGER hash_document_changed AFTER UPDATE ON document BEGIN
    DELETE FROM checksum WHERE kind = 'document' AND id = old.id;
    INSERT OR REPLACE INTO checksum VALUES ('document', new.id,
        row_hash(new.id, new.title, new.source, new.text, new.domain, new.kind, new.citations, new.content_hash, new.ingested));
END;
CREATE TRIGGER hash_document_gone AFTER DELETE ON document BEGIN
    DELETE FROM checksum WHERE kind = 'document' AND id = old.id;
END;

INSERT INTO checksum SELECT 'chunk', id, row_hash(CAST(number AS TEXT), id, document, CAST(ord AS TEXT), CAST(start AS TEXT), CAST("end" AS TEXT), text_hash, model, hex(vector)) FROM chunk;
CREATE TRIGGER hash_chunk_new AFTER INSERT ON chunk BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('chunk', new.id,
        row_hash(CAST(new.number AS TEXT), new.id, new.document, CAST(new.ord AS TEXT), CAST(new.start AS TEXT), CAST(new."end" AS TEXT), new.text_hash, new.model, hex(new.vector)));
END;
CREATE TRIGGER hash_chunk_changed AFTER UPDATE ON chunk BEGIN
    DELETE FROM checksum WHERE kind = 'chunk' AND id = old.id;
    INSERT OR REPLACE INTO checksum VALUES ('chunk', new.id,
        row_hash(CAST(new.number AS TEXT), new.id, new.document, CAST(new.ord AS TEXT), CAST(new.start AS TEXT), CAST(new."end" AS TEXT), new.text_hash, new.model, hex(new.vector)));
END;
CREATE TRIGGER hash_chunk_gone AFTER DELETE ON chunk BEGIN
    DELETE FROM checksum WHERE kind = 'chunk' AND id = old.id;
END;
CREATE TABLE seal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    mark BLOB NOT NULL
);
INSERT INTO seal VALUES (1, x'e9a1c0f52d7b4e8fb3069d5ca87713ee00000000000000000000000000000000');

PRAGMA user_version = 4;

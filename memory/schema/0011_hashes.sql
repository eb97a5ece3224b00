-- The rows of 0007, 0009 and 0010 have hashes as well, those that are there already and those to come.

INSERT INTO checksum SELECT 'mark', row_hash(document, CAST(ord AS TEXT)), row_hash(document, CAST(ord AS TEXT), kind, name, CAST(start AS TEXT), CAST("end" AS TEXT)) FROM mark;
CREATE TRIGGER hash_mark_new AFTER INSERT ON mark BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('mark', row_hash(new.document, CAST(new.ord AS TEXT)),
        row_hash(new.document, CAST(new.ord AS TEXT), new.kind, new.name, CAST(new.start AS TEXT), CAST(new."end" AS TEXT)));
END;
CREATE TRIGGER hash_mark_changed AFTER UPDATE ON mark BEGIN
    DELETE FROM checksum WHERE kind = 'mark' AND id = row_hash(old.document, CAST(old.ord AS TEXT));
    INSERT OR REPLACE INTO checksum VALUES ('mark', row_hash(new.document, CAST(new.ord AS TEXT)),
        row_hash(new.document, CAST(new.ord AS TEXT), new.kind, new.name, CAST(new.start AS TEXT), CAST(new."end" AS TEXT)));
END;
CREATE TRIGGER hash_mark_gone AFTER DELETE ON mark BEGIN
    DELETE FROM checksum WHERE kind = 'mark' AND id = row_hash(old.document, CAST(old.ord AS TEXT));
END;

INSERT INTO checksum SELECT 'stash', row_hash(text_hash, model), row_hash(text_hash, model, hex(vector)) FROM stash;
CREATE TRIGGER hash_stash_new AFTER INSERT ON stash BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('stash', row_hash(new.text_hash, new.model),
        row_hash(new.text_hash, new.model, hex(new.vector)));
END;
CREATE TRIGGER hash_stash_changed AFTER UPDATE ON stash BEGIN
    DELETE FROM checksum WHERE kind = 'stash' AND id = row_hash(old.text_hash, old.model);
    INSERT OR REPLACE INTO checksum VALUES ('stash', row_hash(new.text_hash, new.model),
        row_hash(new.text_hash, new.model, hex(new.vector)));
END;
CREATE TRIGGER hash_stash_gone AFTER DELETE ON stash BEGIN
    DELETE FROM checksum WHERE kind = 'stash' AND id = row_hash(old.text_hash, old.model);
END;

INSERT INTO checksum SELECT 'shelf_move', CAST(seq AS TEXT), row_hash(CAST(seq AS TEXT), document, gone, revision) FROM shelf_move;
CREATE TRIGGER hash_shelf_move_new AFTER INSERT ON shelf_move BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('shelf_move', CAST(new.seq AS TEXT),
        row_hash(CAST(new.seq AS TEXT), new.document, new.gone, new.revision));
END;
CREATE TRIGGER hash_shelf_move_changed AFTER UPDATE ON shelf_move BEGIN
    DELETE FROM checksum WHERE kind = 'shelf_move' AND id = CAST(old.seq AS TEXT);
    INSERT OR REPLACE INTO checksum VALUES ('shelf_move', CAST(new.seq AS TEXT),
        row_hash(CAST(new.seq AS TEXT), new.document, new.gone, new.revision));
END;
CREATE TRIGGER hash_shelf_move_gone AFTER DELETE ON shelf_move BEGIN
    DELETE FROM checksum WHERE kind = 'shelf_move' AND id = CAST(old.seq AS TEXT);
END;

INSERT INTO checksum SELECT 'about', document, row_hash(document, about, hash) FROM about;
CREATE TRIGGER hash_about_new AFTER INSERT ON about BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('about', new.document,
        row_hash(new.document, new.about, new.hash));
END;
CREATE TRIGGER hash_about_changed AFTER UPDATE ON about BEGIN
    DELETE FROM checksum WHERE kind = 'about' AND id = old.document;
    INSERT OR REPLACE INTO checksum VALUES ('about', new.document,
        row_hash(new.document, new.about, new.hash));
END;
CREATE TRIGGER hash_about_gone AFTER DELETE ON about BEGIN
    DELETE FROM checksum WHERE kind = 'about' AND id = old.document;
END;

INSERT INTO checksum SELECT 'record', document, row_hash(document, source, feed, about, text, document_hash, content_hash, taken) FROM record;
CREATE TRIGGER hash_record_new AFTER INSERT ON record BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('record', new.document,
        row_hash(new.document, new.source, new.feed, new.about, new.text, new.document_hash, new.content_hash, new.taken));
END;
CREATE TRIGGER hash_record_changed AFTER UPDATE ON record BEGIN
    DELETE FROM checksum WHERE kind = 'record' AND id = old.document;
    INSERT OR REPLACE INTO checksum VALUES ('record', new.document,
        row_hash(new.document, new.source, new.feed, new.about, new.text, new.document_hash, new.content_hash, new.taken));
END;
CREATE TRIGGER hash_record_gone AFTER DELETE ON record BEGIN
    DELETE FROM checksum WHERE kind = 'record' AND id = old.document;
END;

INSERT INTO checksum SELECT 'identifier', row_hash(work, document), row_hash(work, document) FROM identifier;
CREATE TRIGGER hash_identifier_new AFTER INSERT ON identifier BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('identifier', row_hash(new.work, new.document),
        row_hash(new.work, new.document));
END;
CREATE TRIGGER hash_identifier_changed AFTER UPDATE ON identifier BEGIN
    DELETE FROM checksum WHERE kind = 'identifier' AND id = row_hash(old.work, old.document);
    INSERT OR REPLACE INTO checksum VALUES ('identifier', row_hash(new.work, new.document),
        row_hash(new.work, new.document));
END;
CREATE TRIGGER hash_identifier_gone AFTER DELETE ON identifier BEGIN
    DELETE FROM checksum WHERE kind = 'identifier' AND id = row_hash(old.work, old.document);
END;

INSERT INTO checksum SELECT 'citation', row_hash(citing, cited, source), row_hash(citing, cited, source) FROM citation;
CREATE TRIGGER hash_citation_new AFTER INSERT ON citation BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('citation', row_hash(new.citing, new.cited, new.source),
        row_hash(new.citing, new.cited, new.source));
END;
CREATE TRIGGER hash_citation_changed AFTER UPDATE ON citation BEGIN
    DELETE FROM checksum WHERE kind = 'citation' AND id = row_hash(old.citing, old.cited, old.source);
    INSERT OR REPLACE INTO checksum VALUES ('citation', row_hash(new.citing, new.cited, new.source),
        row_hash(new.citing, new.cited, new.source));
END;
CREATE TRIGGER hash_citation_gone AFTER DELETE ON citation BEGIN
    DELETE FROM checksum WHERE kind = 'citation' AND id = row_hash(old.citing, old.cited, old.source);
END;

INSERT INTO checksum SELECT 'retraction', row_hash(work, said_by), row_hash(work, said_by, notice, date, CAST(told AS TEXT)) FROM retraction;
CREATE TRIGGER hash_retraction_new AFTER INSERT ON retraction BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('retraction', row_hash(new.work, new.said_by),
        row_hash(new.work, new.said_by, new.notice, new.date, CAST(new.told AS TEXT)));
END;
CREATE TRIGGER hash_retraction_changed AFTER UPDATE ON retraction BEGIN
    DELETE FROM checksum WHERE kind = 'retraction' AND id = row_hash(old.work, old.said_by);
    INSERT OR REPLACE INTO checksum VALUES ('retraction', row_hash(new.work, new.said_by),
        row_hash(new.work, new.said_by, new.notice, new.date, CAST(new.told AS TEXT)));
END;
CREATE TRIGGER hash_retraction_gone AFTER DELETE ON retraction BEGIN
    DELETE FROM checksum WHERE kind = 'retraction' AND id = row_hash(old.work, old.said_by);
END;

INSERT INTO checksum SELECT 'feed', name, row_hash(name, asked, cursor, tick, started, finished, outcome, reason, CAST(failures AS TEXT), resting, CAST(new AS TEXT), CAST(total AS TEXT)) FROM feed;
CREATE TRIGGER hash_feed_new AFTER INSERT ON feed BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('feed', new.name,
        row_hash(new.name, new.asked, new.cursor, new.tick, new.started, new.finished, new.outcome, new.reason, CAST(new.failures AS TEXT), new.resting, CAST(new.new AS TEXT), CAST(new.total AS TEXT)));
END;
CREATE TRIGGER hash_feed_changed AFTER UPDATE ON feed BEGIN
    DELETE FROM checksum WHERE kind = 'feed' AND id = old.name;
    INSERT OR REPLACE INTO checksum VALUES ('feed', new.name,
        row_hash(new.name, new.asked, new.cursor, new.tick, new.started, new.finished, new.outcome, new.reason, CAST(new.failures AS TEXT), new.resting, CAST(new.new AS TEXT), CAST(new.total AS TEXT)));
END;
CREATE TRIGGER hash_feed_gone AFTER DELETE ON feed BEGIN
    DELETE FROM checksum WHERE kind = 'feed' AND id = old.name;
END;

PRAGMA user_version = 11;

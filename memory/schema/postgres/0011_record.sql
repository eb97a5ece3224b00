-- What SQLite's scripts 0007 to 0011 make: places, moves of the shelf, vectors put by, what is known beside the text, what
-- sources gave. `end` and vectors are as there. SQLite's index of words stems as Porter did and drops none: so does this.

CREATE TEXT SEARCH DICTIONARY ech0_stem (TEMPLATE = snowball, Language = porter);
CREATE TEXT SEARCH CONFIGURATION ech0_words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION ech0_words
ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH ech0_stem;
ALTER TABLE words DROP COLUMN lexemes;
ALTER TABLE words ADD COLUMN lexemes tsvector GENERATED ALWAYS AS (to_tsvector('ech0_words'::regconfig, text)) STORED;
CREATE INDEX words_lexemes ON words USING gin (lexemes);

CREATE TABLE mark (
    document text NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    ord integer NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL,
    PRIMARY KEY (document, ord)
);

CREATE TABLE shelf_move (
    seq bigint PRIMARY KEY,
    document text NOT NULL,
    gone text NOT NULL,
    revision text NOT NULL
);

CREATE TABLE stash (
    text_hash text NOT NULL,
    model text NOT NULL,
    vector bytea NOT NULL,
    PRIMARY KEY (text_hash, model)
);


CREATE TABLE about (
    document text PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    about text NOT NULL,
    hash text NOT NULL
);

CREATE TABLE record (
    document text PRIMARY KEY,
    source text NOT NULL,
    feed text NOT NULL,
    about text NOT NULL,
    text text,
    document_hash text NOT NULL,
    content_hash text NOT NULL,
    taken text NOT NULL
);
CREATE INDEX record_source ON record (source, taken);
CREATE INDEX record_waiting ON record (taken) WHERE text IS NOT NULL;

CREATE TABLE identifier (
    work text NOT NULL,
    document text NOT NULL,
    PRIMARY KEY (work, document)
);
CREATE INDEX identifier_document ON identifier (document);

CREATE TABLE citation (
    citing text NOT NULL,
    cited text NOT NULL,
    source text NOT NULL,
    PRIMARY KEY (citing, cited, source)
);
CREATE INDEX citation_cited ON citation (cited);

CREATE TABLE retraction (
    work text NOT NULL,
    said_by text NOT NULL,
    notice text,
    date text,
    told integer NOT NULL DEFAULT 0,
    PRIMARY KEY (work, said_by)
);
CREATE INDEX retraction_said_by ON retraction (said_by);

CREATE TABLE feed (
    name text PRIMARY KEY,
    asked text NOT NULL,
    cursor text,
    tick text,
    started text,
    finished text,
    outcome text NOT NULL,
    reason text NOT NULL,
    failures integer NOT NULL,
    resting text,
    new integer NOT NULL,
    total integer NOT NULL
);

CREATE FUNCTION mark_hashed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN DELETE FROM checksum WHERE kind = 'mark' AND id = row_hash(old.document, CAST(old.ord AS TEXT)); END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO checksum VALUES ('mark', row_hash(new.document, CAST(new.ord AS TEXT)), row_hash(new.document, CAST(new.ord AS TEXT), new.kind, new.name, CAST(new.start AS TEXT), CAST(new."end" AS TEXT)))
        ON CONFLICT (kind, id) DO UPDATE SET hash = excluded.hash;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mark_hashed AFTER INSERT OR UPDATE OR DELETE ON mark FOR EACH ROW EXECUTE FUNCTION mark_hashed();

CREATE FUNCTION stash_hashed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN DELETE FROM checksum WHERE kind = 'stash' AND id = row_hash(old.text_hash, old.model); END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO checksum VALUES ('stash', row_hash(new.text_hash, new.model), row_hash(new.text_hash, new.model, hex(new.vector)))
        ON CONFLICT (kind, id) DO UPDATE SET hash = excluded.hash;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER stash_hashed AFTER INSERT OR UPDATE OR DELETE ON stash FOR EACH ROW EXECUTE FUNCTION stash_hashed();

CREATE FUNCTION shelf_move_hashed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN DELETE FROM checksum WHERE kind = 'shelf_move' AND id = CAST(old.seq AS TEXT); END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO checksum VALUES ('shelf_move', CAST(new.seq AS TEXT), row_hash(CAST(new.seq AS TEXT), new.document, new.gone, new.revision))
        ON CONFLICT (kind, id) DO UPDATE SET hash = excluded.hash;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER shelf_move_hashed AFTER INSERT OR UPDATE OR DELETE ON shelf_move FOR EACH ROW EXECUTE FUNCTION shelf_move_hashed();

CREATE FUNCTION about_hashed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN DELETE FROM checksum WHERE kind = 'about' AND id = old.document; END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO checksum VALUES ('about', new.document, row_hash(new.document, new.about, new.hash))
        ON CONFLICT (kind, id) DO UPDATE SET hash = excluded.hash;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER about_hashed AFTER INSERT OR UPDATE OR DELETE ON about FOR EACH ROW EXECUTE FUNCTION about_hashed();

CREATE FUNCTION record_hashed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN DELETE FROM checksum WHERE kind = 'record' AND id = old.document; END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO checksum VALUES ('record', new.document, row_hash(new.document, new.source, new.feed, new.about, new.text, new.document_hash, new.content_hash, new.taken))
        ON CONFLICT (kind, id) DO UPDATE SET hash = excluded.hash;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER record_hashed AFTER INSERT OR UPDATE OR DELETE ON record FOR EACH ROW EXECUTE FUNCTION record_hashed();

CREATE FUNCTION identifier_hashed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN DELETE FROM checksum WHERE kind = 'identifier' AND id = row_hash(old.work, old.document); END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO checksum VALUES ('identifier', row_hash(new.work, new.document), row_hash(new.work, new.document))
        ON CONFLICT (kind, id) DO UPDATE SET hash = excluded.hash;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER identifier_hashed AFTER INSERT OR UPDATE OR DELETE ON identifier FOR EACH ROW EXECUTE FUNCTION identifier_hashed();

CREATE FUNCTION citation_hashed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN DELETE FROM checksum WHERE kind = 'citation' AND id = row_hash(old.citing, old.cited, old.source); END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO checksum VALUES ('citation', row_hash(new.citing, new.cited, new.source), row_hash(new.citing, new.cited, new.source))
        ON CONFLICT (kind, id) DO UPDATE SET hash = excluded.hash;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER citation_hashed AFTER INSERT OR UPDATE OR DELETE ON citation FOR EACH ROW EXECUTE FUNCTION citation_hashed();

CREATE FUNCTION retraction_hashed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN DELETE FROM checksum WHERE kind = 'retraction' AND id = row_hash(old.work, old.said_by); END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO checksum VALUES ('retraction', row_hash(new.work, new.said_by), row_hash(new.work, new.said_by, new.notice, new.date, CAST(new.told AS TEXT)))
        ON CONFLICT (kind, id) DO UPDATE SET hash = excluded.hash;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER retraction_hashed AFTER INSERT OR UPDATE OR DELETE ON retraction FOR EACH ROW EXECUTE FUNCTION retraction_hashed();

CREATE FUNCTION feed_hashed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN DELETE FROM checksum WHERE kind = 'feed' AND id = old.name; END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO checksum VALUES ('feed', new.name, row_hash(new.name, new.asked, new.cursor, new.tick, new.started, new.finished, new.outcome, new.reason, CAST(new.failures AS TEXT), new.resting, CAST(new.new AS TEXT), CAST(new.total AS TEXT)))
        ON CONFLICT (kind, id) DO UPDATE SET hash = excluded.hash;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER feed_hashed AFTER INSERT OR UPDATE OR DELETE ON feed FOR EACH ROW EXECUTE FUNCTION feed_hashed();

-- The numbers of lab results in SI base units, so that results of all labs can be filtered by them, and what each lab
-- declared as its standard inputs at the time. Of an input: `others` is the hash of lab, version and all inputs but this
-- one; `control` the first result that differs in this input alone ('' for that one itself); `change` the ratio to it,
-- `standard` the ratio to the lab's standard.

CREATE TABLE standard (
    lab TEXT NOT NULL,
    version TEXT NOT NULL,
    field TEXT NOT NULL,
    value REAL NOT NULL,
    dimension TEXT NOT NULL,
    PRIMARY KEY (lab, version, field)
) WITHOUT ROWID;

CREATE TABLE number (
    key TEXT NOT NULL REFERENCES lab_result (key),
    role TEXT NOT NULL,
    field TEXT NOT NULL,
    value REAL NOT NULL,
    dimension TEXT NOT NULL,
    others TEXT NOT NULL,
    control TEXT NOT NULL,
    change REAL,
    standard REAL,
    PRIMARY KEY (key, role, field)
) WITHOUT ROWID;
CREATE INDEX number_field ON number (field, role, value);
CREATE INDEX number_change ON number (field, role, change);
CREATE INDEX number_standard ON number (field, role, standard);
CREATE INDEX number_others ON number (others, field);

CREATE TRIGGER hash_standard_new AFTER INSERT ON standard BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('standard', row_hash(new.lab, new.version, new.field),
        row_hash(new.lab, new.version, new.field, exact(new.value), new.dimension));
END;
CREATE TRIGGER hash_standard_changed AFTER UPDATE ON standard BEGIN
    DELETE FROM checksum WHERE kind = 'standard' AND id = row_hash(old.lab, old.version, old.field);
    INSERT OR REPLACE INTO checksum VALUES ('standard', row_hash(new.lab, new.version, new.field),
        row_hash(new.lab, new.version, new.field, exact(new.value), new.dimension));
END;
CREATE TRIGGER hash_standard_gone AFTER DELETE ON standard BEGIN
    DELETE FROM checksum WHERE kind = 'standard' AND id = row_hash(old.lab, old.version, old.field);
END;

CREATE TRIGGER hash_number_new AFTER INSERT ON number BEGIN
    INSERT OR REPLACE INTO checksum VALUES ('number', row_hash(new.key, new.role, new.field),
        row_hash(new.key, new.role, new.field, exact(new.value), new.dimension, new.others,
        new.control, exact(new.change), exact(new.standard)));
END;
CREATE TRIGGER hash_number_changed AFTER UPDATE ON number BEGIN
    DELETE FROM checksum WHERE kind = 'number' AND id = row_hash(old.key, old.role, old.field);
    INSERT OR REPLACE INTO checksum VALUES ('number', row_hash(new.key, new.role, new.field),
        row_hash(new.key, new.role, new.field, exact(new.value), new.dimension, new.others,
        new.control, exact(new.change), exact(new.standard)));
END;
CREATE TRIGGER hash_number_gone AFTER DELETE ON number BEGIN
    DELETE FROM checksum WHERE kind = 'number' AND id = row_hash(old.key, old.role, old.field);
END;
PRAGMA user_version = 5;

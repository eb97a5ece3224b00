"""The tables of the record: how each is copied, and how a row that is not what was kept is found in it.

`checksum` holds the hash of every row, written by triggers of the database (memory/schema). Events are not here: their
chain covers them (memory/journal.py).
"""

from typing import Any, NamedTuple

from ech0.core.provenance import key


class Table(NamedTuple):
    """A table: its name, what a row of it is called, and its statements. `bad` selects the ids of damaged rows."""

    name: str
    noun: str
    select: str
    insert: str
    bad: str


def row_hash(*columns: Any) -> str:
    """The hash of the columns of a row; a flipped byte can make SQLite give a text back as another type."""
    return key(*(c.hex() if isinstance(c, bytes) else c for c in columns))


def exact(value: float | None) -> str | None:
    """A number with all its digits: SQLite's own text of it has fifteen."""
    return None if value is None else repr(value)


# Parents before children: in this order rows can be copied one table after another.
TABLES = (
    Table(
        "meta",
        "setting",
        "SELECT name, value FROM meta ORDER BY name",
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT name AS x, row_hash(name, value) AS now FROM meta) AS t"
        " LEFT JOIN checksum c ON c.kind = 'meta' AND c.id = t.x WHERE c.hash IS NULL OR c.hash <> t.now"
        " UNION ALL SELECT id FROM checksum WHERE kind = 'meta' AND id NOT IN (SELECT name FROM meta)",
    ),
    Table(
        "run",
        "run",
        "SELECT run_id, question, status, created, finished, answer, content_hash FROM run ORDER BY run_id",
        "INSERT INTO run (run_id, question, status, created, finished, answer, content_hash) VALUES (?, "
        "?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT run_id AS x, row_hash(run_id, question, status, created, finished, "
        "answer, content_hash) AS now FROM run) AS t"
        " LEFT JOIN checksum c ON c.kind = 'run' AND c.id = t.x WHERE c.hash IS NULL OR c.hash <> t.now"
        " UNION ALL SELECT id FROM checksum WHERE kind = 'run' AND id NOT IN (SELECT run_id FROM run)",
    ),
    Table(
        "lab_result",
        "lab result",
        "SELECT key, lab, version, run, content_hash, created FROM lab_result ORDER BY key",
        "INSERT INTO lab_result (key, lab, version, run, content_hash, created) VALUES (?, ?, ?, ?, ?, "
        "?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT key AS x, row_hash(key, lab, version, run, content_hash, created) AS now "
        "FROM lab_result) AS t"
        " LEFT JOIN checksum c ON c.kind = 'lab_result' AND c.id = t.x WHERE c.hash IS NULL OR c.hash <> t.now"
        " UNION ALL SELECT id FROM checksum WHERE kind = 'lab_result' AND id NOT IN (SELECT key FROM lab_result)",
    ),
    Table(
        "edge",
        "link of the lineage",
        "SELECT src, dst, role, created FROM edge ORDER BY dst, src, role",
        "INSERT INTO edge (src, dst, role, created) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT row_hash(src, dst, role) AS x, row_hash(src, dst, role, created) AS now "
        "FROM edge) AS t"
        " LEFT JOIN checksum c ON c.kind = 'edge' AND c.id = t.x WHERE c.hash IS NULL OR c.hash <> t.now"
        " UNION ALL SELECT id FROM checksum WHERE kind = 'edge' AND id NOT IN (SELECT row_hash(src, dst,"
        " role) FROM edge)",
    ),
    Table(
        "feedback",
        "feedback",
        "SELECT id, run_id, kind, cause, truth, note, trace, created FROM feedback ORDER BY id",
        "INSERT INTO feedback (id, run_id, kind, cause, truth, note, trace, created) VALUES (?, ?, ?, ?,"
        " ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT CAST(id AS TEXT) AS x, row_hash(CAST(id AS TEXT), run_id, kind, cause, "
        "truth, note, trace, created) AS now FROM feedback) AS t"
        " LEFT JOIN checksum c ON c.kind = 'feedback' AND c.id = t.x WHERE c.hash IS NULL OR c.hash <> t.now"
        " UNION ALL SELECT id FROM checksum WHERE kind = 'feedback' AND id NOT IN (SELECT CAST(id AS "
        "TEXT) FROM feedback)",
    ),
    Table(
        "document",
        "document",
        "SELECT id, title, source, text, domain, kind, citations, content_hash, ingested FROM document ORDER BY id",
        "INSERT INTO document (id, title, source, text, domain, kind, citations, content_hash, ingested)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT id AS x, row_hash(id, title, source, text, domain, kind, citations, "
        "content_hash, ingested) AS now FROM document) AS t"
        " LEFT JOIN checksum c ON c.kind = 'document' AND c.id = t.x WHERE c.hash IS NULL OR c.hash <> t.now"
        " UNION ALL SELECT id FROM checksum WHERE kind = 'document' AND id NOT IN (SELECT id FROM document)",
    ),
    Table(
        "chunk",
        "passage",
        'SELECT number, id, document, ord, start, "end", text_hash, model, vector FROM chunk ORDER BY number',
        'INSERT INTO chunk (number, id, document, ord, start, "end", text_hash, model, vector) VALUES '
        '(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        'SELECT x FROM (SELECT id AS x, row_hash(CAST(number AS TEXT), id, document, CAST(ord AS TEXT), '
        'CAST(start AS TEXT), CAST("end" AS TEXT), text_hash, model, hex(vector)) AS now FROM chunk) AS '
        't'
        " LEFT JOIN checksum c ON c.kind = 'chunk' AND c.id = t.x WHERE c.hash IS NULL OR c.hash <> t.now"
        " UNION ALL SELECT id FROM checksum WHERE kind = 'chunk' AND id NOT IN (SELECT id FROM chunk)",
    ),
    Table(
        "standard",
        "standard input",
        "SELECT lab, version, field, value, dimension FROM standard ORDER BY lab, version, field",
        "INSERT INTO standard (lab, version, field, value, dimension) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT row_hash(lab, version, field) AS x, row_hash(lab, version, field, "
        "exact(value), dimension) AS now FROM standard) AS t"
        " LEFT JOIN checksum c ON c.kind = 'standard' AND c.id = t.x WHERE c.hash IS NULL OR c.hash <> t.now"
        " UNION ALL SELECT id FROM checksum WHERE kind = 'standard' AND id NOT IN (SELECT row_hash(lab, "
        "version, field) FROM standard)",
    ),
    Table(
        "number",
        "number of a lab result",
        "SELECT key, role, field, value, dimension, others, control, change, standard FROM number"
        " ORDER BY key, role, field",
        "INSERT INTO number (key, role, field, value, dimension, others, control, change, standard)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT row_hash(key, role, field) AS x, row_hash(key, role, field, exact(value),"
        " dimension, others, control, exact(change), exact(standard)) AS now FROM number) AS t"
        " LEFT JOIN checksum c ON c.kind = 'number' AND c.id = t.x WHERE c.hash IS NULL OR c.hash <> t.now"
        " UNION ALL SELECT id FROM checksum WHERE kind = 'number' AND id NOT IN (SELECT row_hash(key, role,"
        " field) FROM number)",
    ),
    Table(
        "mark",
        "place in a document",
        'SELECT document, ord, kind, name, start, "end" FROM mark ORDER BY document, ord',
        'INSERT INTO mark (document, ord, kind, name, start, "end") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        "SELECT x FROM (SELECT row_hash(document, CAST(ord AS TEXT)) AS x, row_hash(document, CAST(ord AS "
        'TEXT), kind, name, CAST(start AS TEXT), CAST("end" AS TEXT)) AS now FROM mark) AS t LEFT JOIN '
        "checksum c ON c.kind = 'mark' AND c.id = t.x WHERE c.hash IS NULL OR c.hash <> t.now UNION ALL "
        "SELECT id FROM checksum WHERE kind = 'mark' AND id NOT IN (SELECT row_hash(document, CAST(ord AS "
        "TEXT)) FROM mark)",
    ),
    Table(
        "stash",
        "vector put by",
        "SELECT text_hash, model, vector FROM stash ORDER BY text_hash, model",
        "INSERT INTO stash (text_hash, model, vector) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT row_hash(text_hash, model) AS x, row_hash(text_hash, model, hex(vector)) AS "
        "now FROM stash) AS t LEFT JOIN checksum c ON c.kind = 'stash' AND c.id = t.x WHERE c.hash IS NULL "
        "OR c.hash <> t.now UNION ALL SELECT id FROM checksum WHERE kind = 'stash' AND id NOT IN (SELECT "
        "row_hash(text_hash, model) FROM stash)",
    ),
    Table(
        "shelf_move",
        "change of the shelf",
        "SELECT seq, document, gone, revision FROM shelf_move ORDER BY seq",
        "INSERT INTO shelf_move (seq, document, gone, revision) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT CAST(seq AS TEXT) AS x, row_hash(CAST(seq AS TEXT), document, gone, revision) "
        "AS now FROM shelf_move) AS t LEFT JOIN checksum c ON c.kind = 'shelf_move' AND c.id = t.x WHERE "
        "c.hash IS NULL OR c.hash <> t.now UNION ALL SELECT id FROM checksum WHERE kind = 'shelf_move' AND "
        "id NOT IN (SELECT CAST(seq AS TEXT) FROM shelf_move)",
    ),
    Table(
        "about",
        "facts on document",
        "SELECT document, about, hash FROM about ORDER BY document",
        "INSERT INTO about (document, about, hash) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT document AS x, row_hash(document, about, hash) AS now FROM about) AS t LEFT "
        "JOIN checksum c ON c.kind = 'about' AND c.id = t.x WHERE c.hash IS NULL OR c.hash <> t.now UNION "
        "ALL SELECT id FROM checksum WHERE kind = 'about' AND id NOT IN (SELECT document FROM about)",
    ),
    Table(
        "record",
        "record of document",
        "SELECT document, source, feed, about, text, document_hash, content_hash, taken FROM record ORDER BY "
        "document",
        "INSERT INTO record (document, source, feed, about, text, document_hash, content_hash, taken) VALUES "
        "(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT document AS x, row_hash(document, source, feed, about, text, document_hash, "
        "content_hash, taken) AS now FROM record) AS t LEFT JOIN checksum c ON c.kind = 'record' AND c.id = "
        "t.x WHERE c.hash IS NULL OR c.hash <> t.now UNION ALL SELECT id FROM checksum WHERE kind = 'record' "
        "AND id NOT IN (SELECT document FROM record)",
    ),
    Table(
        "identifier",
        "identifier",
        "SELECT work, document FROM identifier ORDER BY work, document",
        "INSERT INTO identifier (work, document) VALUES (?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT row_hash(work, document) AS x, row_hash(work, document) AS now FROM "
        "identifier) AS t LEFT JOIN checksum c ON c.kind = 'identifier' AND c.id = t.x WHERE c.hash IS NULL "
        "OR c.hash <> t.now UNION ALL SELECT id FROM checksum WHERE kind = 'identifier' AND id NOT IN "
        "(SELECT row_hash(work, document) FROM identifier)",
    ),
    Table(
        "citation",
        "citation",
        "SELECT citing, cited, source FROM citation ORDER BY citing, cited, source",
        "INSERT INTO citation (citing, cited, source) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT row_hash(citing, cited, source) AS x, row_hash(citing, cited, source) AS now "
        "FROM citation) AS t LEFT JOIN checksum c ON c.kind = 'citation' AND c.id = t.x WHERE c.hash IS NULL "
        "OR c.hash <> t.now UNION ALL SELECT id FROM checksum WHERE kind = 'citation' AND id NOT IN (SELECT "
        "row_hash(citing, cited, source) FROM citation)",
    ),
    Table(
        "retraction",
        "retraction",
        "SELECT work, said_by, notice, date, told FROM retraction ORDER BY work, said_by",
        "INSERT INTO retraction (work, said_by, notice, date, told) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO "
        "NOTHING",
        "SELECT x FROM (SELECT row_hash(work, said_by) AS x, row_hash(work, said_by, notice, date, CAST(told "
        "AS TEXT)) AS now FROM retraction) AS t LEFT JOIN checksum c ON c.kind = 'retraction' AND c.id = t.x "
        "WHERE c.hash IS NULL OR c.hash <> t.now UNION ALL SELECT id FROM checksum WHERE kind = 'retraction' "
        "AND id NOT IN (SELECT row_hash(work, said_by) FROM retraction)",
    ),
    Table(
        "feed",
        "feed",
        "SELECT name, asked, cursor, tick, started, finished, outcome, reason, failures, resting, new, total "
        "FROM feed ORDER BY name",
        "INSERT INTO feed (name, asked, cursor, tick, started, finished, outcome, reason, failures, resting, "
        "new, total) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        "SELECT x FROM (SELECT name AS x, row_hash(name, asked, cursor, tick, started, finished, outcome, "
        "reason, CAST(failures AS TEXT), resting, CAST(new AS TEXT), CAST(total AS TEXT)) AS now FROM feed) "
        "AS t LEFT JOIN checksum c ON c.kind = 'feed' AND c.id = t.x WHERE c.hash IS NULL OR c.hash <> t.now "
        "UNION ALL SELECT id FROM checksum WHERE kind = 'feed' AND id NOT IN (SELECT name FROM feed)",
    ),
)
WORDS = Table("words", "words of passage", "SELECT rowid, text FROM words ORDER BY rowid",
    "INSERT INTO words (rowid, text) VALUES (?, ?)", "")  # fmt: skip
EVENTS = Table(
    "event",
    "event",
    "SELECT seq, ts, run_id, kind, data, previous, hash FROM event ORDER BY seq",
    "INSERT INTO event (seq, ts, run_id, kind, data, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
    "",
)


def damaged(made: Any, most: int = 1000) -> list[str]:
    """The rows that are not what was kept, as a person would name them, at most `most` a table; reads every row."""
    return [f"{table.noun} {row[0]}" for table in TABLES for row in made.execute(table.bad).fetchmany(most)]

"""CSV and TSV tables: each row a line of `column: value`, so a passage says what its numbers are. Computes nothing."""

import csv
import io
from collections.abc import Sequence

from ech0.core.types import Mark
from memory.about import About, Read
from memory.readers.reader import decoded, made, refused

MAX_COLUMNS, MAX_ROWS, MAX_CELL = 500, 200_000, 100_000


class Table:
    """`.csv` and `.tsv`; the first row names the columns."""

    name = "table"
    suffixes = (".csv", ".tsv")

    def read(self, raw: bytes, file: str, /) -> Sequence[Read]:
        """One document; its `row` sections come in hundreds, so that a passage can be found in the file."""
        first = raw.split(b"\n", 1)[0]
        many, mark = max((first.count(m.encode()), m) for m in ",;\t")
        if many >= MAX_COLUMNS:
            why = f"it has {many + 1:,} columns, more than the {MAX_COLUMNS} that are read"
            raise refused(file, why, "give the columns that matter")
        text = decoded(raw, file)
        csv.field_size_limit(MAX_CELL)
        rows: list[list[str]] = []
        try:
            for row in csv.reader(io.StringIO(text), delimiter=mark, strict=True):
                if len(row) > MAX_COLUMNS or len(rows) > MAX_ROWS:
                    why = f"it has more than {MAX_COLUMNS} columns or {MAX_ROWS:,} rows"
                    raise refused(file, why, "give the part that matters")
                if any(cell.strip() for cell in row):
                    rows.append(row)
        except csv.Error as error:
            raise refused(file, f"row {len(rows) + 1} is no row of a table ({error})", "mend its quotes") from error
        if len(rows) < 2:
            raise refused(file, "it has no row under its column names", "give a table with a heading row and values")
        return [_document(file, rows, self.name)]


def _document(file: str, rows: list[list[str]], format_: str) -> Read:
    names = [" ".join(n.split()) or f"column {i}" for i, n in enumerate(rows[0], 1)]
    lines, marks, at = [], [], 0
    for number, row in enumerate(rows[1:], 1):
        named = (*names, *(f"column {i}" for i in range(len(names) + 1, len(row) + 1)))
        cells = ((n, " ".join(v.split())) for n, v in zip(named, row, strict=False))
        line = "; ".join(f"{n}: {v}" for n, v in cells if v)
        if (number - 1) % 100 == 0:
            marks.append(at)
        lines.append(line)
        at += len(line) + 2
    text = "\n\n".join(lines)
    spans = [
        Mark(kind="section", name=f"rows {100 * n + 1} to {min(100 * n + 100, len(lines))}", start=start, end=start)
        for n, start in enumerate(marks)
    ]
    return made(file, text, About(format=format_), spans)

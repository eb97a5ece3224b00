"""Commands on documents."""

import argparse
import sys
from typing import Any

from ech0.commands.common import opened, put
from ech0.core.errors import InputError


def memory_add(args: argparse.Namespace) -> int:
    """Keep text and Markdown files; `InputError` for another kind, unreadable UTF-8, or more than 5 MB of text."""
    from ech0.core.provenance import key
    from ech0.core.types import Document

    documents = []
    for path in args.paths:
        if path.suffix.lower() not in (".md", ".txt", ".text", ".markdown"):
            raise InputError("path", str(path), "give a text or Markdown file")
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("path", str(path), f"give a readable UTF-8 file ({error})") from error
        if len(text) > 5_000_000:
            raise InputError("path", str(path), "give files of at most 5 MB")
        documents.append(
            Document(
                id=f"file_{key(str(path.resolve()))[:12]}", title=path.stem, source=path.name, text=text, kind="file"
            )
        )
    new = opened(args).memory.keep(documents)
    sys.stderr.write(f"{new} of {len(documents)} files were new or changed\n")
    return 0


def memory_search(args: argparse.Namespace) -> int:
    """Print the passages nearest to a query, each with its relevance; returns 3 if there is none."""
    hits = opened(args).memory.recall(args.query, top=args.top, domain=args.domain)
    rows = [
        {
            "document": p.document,
            "title": p.title,
            "source": p.source,
            "span": [p.start, p.end],
            "text": p.text,
            "relevance": p.relevance,
            "retracted": p.retracted.model_dump() if p.retracted else None,
        }
        for p in hits
    ]
    if args.json:
        put(rows)
    else:

        def mark(row: dict[str, Any]) -> str:
            return f"  RETRACTED by {row['retracted']['notice'] or 'a notice not named'}" if row["retracted"] else ""

        for r in rows:
            sys.stdout.write(f"{r['relevance']:.3f}  {r['title']} ({r['source']}){mark(r)}\n       {r['text']}\n")
    return 0 if rows else 3


def memory_list(args: argparse.Namespace) -> int:
    """Print id, domain and title of every document kept."""
    rows = [k.model_dump(mode="json") for k in opened(args).memory.list()]
    if args.json:
        put(rows)
    else:
        sys.stdout.write("".join(f"{r['id']:40} {r['domain']:14} {r['title']}\n" for r in rows))
    return 0


def memory_forget(args: argparse.Namespace) -> int:
    """Remove one document with its passages; `InputError` if there is none of this id."""
    opened(args).memory.forget(args.id)
    return 0


def memory_rebuild(args: argparse.Namespace) -> int:
    """Derive the index of passages again from the store, and say how many there are."""
    sys.stderr.write(f"{opened(args).memory.rebuild()} passages indexed\n")
    return 0

"""Commands on documents."""

import argparse
import sys

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
    from memory.where import where

    only = where(args.where)  # before the model is loaded
    hits = opened(args).memory.recall(args.query, top=args.top, domain=args.domain, where=only)
    rows = [
        {
            "document": p.document,
            "title": p.title,
            "source": p.source,
            "span": [p.start, p.end],
            "text": p.text,
            "relevance": p.relevance,
            "pages": list(p.pages),
            "section": p.section,
            "chunk": p.id,
        }
        for p in hits
    ]
    if args.json:
        put(rows)
    else:
        for p in hits:
            pages = f"p. {', '.join(p.pages)}" if p.pages else ""
            place = "; ".join(part for part in (p.source, pages, p.section) if part)
            sys.stdout.write(f"{p.relevance:.3f}  {p.title} ({place})\n       {p.text}\n")
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


def memory_probe(args: argparse.Namespace) -> int:
    """Ask the index for passages by their own vectors and mend what it has lost; 1 if anything was lost."""
    if args.passages < 0:
        raise InputError("--passages", args.passages, "give a positive number, or 0 for all")
    memory = opened(args).memory
    lost = memory.probe(args.passages or None)
    sys.stderr.write(f"{lost} passages were lost and are found again\n" if lost else "nothing was lost\n")
    return 1 if lost else 0

"""Commands on documents."""

import argparse
import sys
from typing import Any

from ech0.commands.opening import opened, put
from ech0.core.errors import Ech0Error, InputError


def memory_add(args: argparse.Namespace) -> int:
    """Keep files, and all that readers know in folders; returns 2 if one could not be read: it keeps no other out."""
    ech0 = opened(args)
    rows: list[dict[str, Any]] = []
    new = 0
    for path, found in ech0.reading(args.paths, docling=args.docling):
        if isinstance(found, Ech0Error):
            sys.stderr.write(f"ech0: {found}\n")
            rows.append({"path": str(path), "documents": [], "error": str(found)})
            continue
        new += ech0.library.keep(found)
        rows.append({"path": str(path), "documents": [r.document.id for r in found], "error": None})
        sys.stderr.write(f"{len(rows)}. {path}: {len(found)} document{'s' * (len(found) != 1)}\n")
    if args.json:
        put(rows)
    count = sum(len(row["documents"]) for row in rows)
    bad = sum(row["error"] is not None for row in rows)
    sys.stderr.write(f"{new} of {count} documents were new or changed; {bad} of {len(rows)} files could not be read\n")
    return 2 if bad else 0


def memory_note(args: argparse.Namespace) -> int:
    """Keep a note under its author's name, and print its id."""
    from memory.library import note

    read = note(args.text, args.author)
    opened(args).library.keep([read])
    sys.stdout.write(f"{read.document.id}\n")
    return 0


def memory_retract(args: argparse.Namespace) -> int:
    """Note that a work was retracted: what is quoted from it says so from now on."""
    from memory.retracted import retract

    new = retract(opened(args).store, args.work, args.source)
    sys.stderr.write("noted\n" if new else "it was known to be retracted\n")
    return 0


def memory_material(args: argparse.Namespace) -> int:
    """Print what tables of installed packages know of a substance, by name, CAS number or formula."""
    found = opened(args).materials.find(args.name)
    if args.json:
        put([m.model_dump(mode="json") for m in found])
        return 0
    for m in found:
        sys.stdout.write(f"{m.name}  {m.formula}  {m.cas}\n")
        for f in m.facts:
            at = f", {f.at:g} K" if f.at is not None else ""
            what = f"{f.property.replace('_', ' ')}{f' ({f.state}{at})' if f.state else at}"
            where = f"{f.origin.citation}; {f.origin.table} of {f.origin.package} {f.origin.version}"
            sys.stdout.write(f"  {what:44} {f.value:g} {f.unit}  [{where}]\n")
    return 0


def memory_paper(args: argparse.Namespace) -> int:
    """Print what a paper says of itself: title, authors, abstract, findings, methods, data, date, field."""
    from memory.papers import process

    ech0 = opened(args)
    ((_, found),) = list(ech0.reading([args.file], docling=args.docling))[:1]
    if isinstance(found, Ech0Error):
        raise found
    papers = [process(r, ech0.embedder) for r in found]
    if args.json:
        put([p.model_dump(mode="json") for p in papers])
    else:
        sys.stdout.write("\n".join(p.told() for p in papers))
    return 0


def memory_search(args: argparse.Namespace) -> int:
    """Print the passages nearest to a query, each with its relevance; returns 3 if there is none."""
    from memory.where import where

    only = where(args.where)  # before the model is loaded
    ech0 = opened(args)
    hits = ech0.library.flagged(ech0.memory.recall(args.query, top=args.top, domain=args.domain, where=only))
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
            "retracted": p.retracted,
        }
        for p in hits
    ]
    if args.json:
        put(rows)
    else:
        for p in hits:
            pages = f"p. {', '.join(p.pages)}" if p.pages else ""
            place = "; ".join(part for part in (p.source, pages, p.section) if part)
            gone = f"  RETRACTED ({p.retracted})" if p.retracted else ""
            sys.stdout.write(f"{p.relevance:.3f}  {p.title} ({place}){gone}\n       {p.text}\n")
    return 0 if rows else 3


def memory_list(args: argparse.Namespace) -> int:
    """Print id, domain and title of every document kept; with `--notes`, of notes only, each with its author."""
    from memory.library import NOTE
    from memory.retracted import retractions

    ech0 = opened(args)
    kept = [k for k in ech0.memory.list() if not args.notes or k.kind == NOTE]
    about = ech0.library.about(k.id for k in kept)
    gone = retractions(ech0.store, (k.id for k in kept))
    rows = []
    for k in kept:
        more = about[k.id].model_dump(mode="json") if k.id in about else {}
        rows.append({**k.model_dump(mode="json"), **more, "retracted": gone[k.id].told() if k.id in gone else ""})
    if args.json:
        put(rows)
        return 0
    for r in rows:
        mark = f"  RETRACTED ({r['retracted']})" if r["retracted"] else ""
        by = f"{r.get('added_by', '')}: " if args.notes else ""
        sys.stdout.write(f"{r['id']:40} {r['domain']:14} {by}{r['title']}{mark}\n")
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

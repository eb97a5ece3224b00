"""Commands on where documents come from: sources, pulls, feeds, citations, retractions."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from ech0.commands.opening import opened, put
from ech0.core.errors import InputError

if TYPE_CHECKING:
    from memory.feeds import State


def sources_list(args: argparse.Namespace) -> int:
    """Print each source with its licence, its key if it takes one, and what a query is."""
    from memory.sources import sources

    rows: list[dict[str, Any]] = [
        {
            "name": s.name,
            "title": s.title,
            "licence": s.licence,
            "terms": s.terms,
            "key": s.key.variable if s.key else None,
            "needs_key": s.key is not None and s.key.required,
            "rate": s.rate,
            "dated": s.dated,
            "query": s.query,
            "example": s.example,
            "fields": s.fields,
            "closed": s.closed or None,
            "instead": s.instead or None,
        }
        for s in sources().values()
    ]
    if args.json:
        put(rows)
        return 0
    for r in rows:
        key = f", key in {r['key']}{'' if r['needs_key'] else ' (may be left out)'}" if r["key"] else ""
        sys.stdout.write(f"{r['name']:18} {r['title']}: {r['licence']}{key}\n")
        sys.stdout.write(f"{'':18} closed: {r['closed']}\n" if r["closed"] else f"{'':18} query: {r['query']}\n")
    return 0


def sources_pull(args: argparse.Namespace) -> int:
    """Keep what a source has on a query; returns 3 if it has nothing. Offline unless told otherwise."""
    from memory.intake import Intake
    from memory.sources import named
    from memory.sources.reading import day

    if args.limit < 1:
        raise InputError("limit", args.limit, "ask for at least one document")
    since = day(args.since) if args.since else None
    if args.since and (since is None or len(since) < 10):
        raise InputError("since", args.since, "write a day as in 2026-11-01")
    declared, ech0 = named(args.source), opened(args)
    intake, seen, new, changed = Intake(ech0.store), 0, 0, 0
    ids: list[str] = []
    for batch in declared.over(ech0.web, args.query).pull(since):
        documents = batch.documents[: args.limit - seen]
        taken = intake.take(declared.name, documents, again=True)
        seen, new, changed = seen + len(documents), new + taken.new, changed + taken.changed
        ids += [d.id for d in documents]
        sys.stderr.write(f"{seen} documents\n")
        if seen >= args.limit:
            break
    intake.deliver(ech0.memory.keep)
    row = {"source": declared.name, "documents": ids, "new": new, "changed": changed, "waiting": intake.waiting()}
    if args.json:
        put(row)
    else:
        sys.stdout.write("".join(f"{id_}\n" for id_ in ids))
        sys.stderr.write(f"{new} new, {changed} changed, {seen - new - changed} known already\n")
    return 0 if seen else 3


def feed_run(args: argparse.Namespace) -> int:
    """Run one feed, or what is due; returns 1 if a run failed. With `--watch` it goes on until interrupted."""
    feeds = opened(args).feeds
    if args.limit is not None and args.limit < 1:
        raise InputError("limit", args.limit, "ask for at least one document")
    if args.name:
        return _told(args, {args.name: feeds.run(args.name, limit=args.limit)})
    if args.watch:
        for name, state in feeds.watch(lambda: False):
            _told(args, {name: state})
    done = feeds.run_due()
    if not done and not args.json:
        sys.stderr.write("nothing is due; `ech0 memory feed status` says when\n")
    return _told(args, done)


def _told(args: argparse.Namespace, done: "dict[str, State]") -> int:
    rows: list[dict[str, Any]] = [{"feed": name, **state._asdict()} for name, state in done.items()]
    if args.json:
        put(rows)
    else:
        for r in rows:
            said = f": {r['reason']}" if r["reason"] else ""
            sys.stdout.write(f"{r['feed']:20} {r['outcome']}, {r['new']} new or changed, {r['total']} in all{said}\n")
    return 1 if any(r["outcome"] == "failed" for r in rows) else 0


def feed_status(args: argparse.Namespace) -> int:
    """Print each feed: on or off, due or when, how its last run ended and how far it has come."""
    rows = opened(args).feeds.status()
    if args.json:
        put(rows)
        return 0
    for r in rows:
        when = "off" if not r["on"] else "due" if r["due"] else f"next {r['next'][:16]}"
        said = f": {r['reason']}" if r["reason"] else ""
        sys.stdout.write(f"{r['feed']:20} {when:22} {r['outcome']}, {r['total']} documents{said}\n")
    return 0


def cited(args: argparse.Namespace) -> int:
    """Print the works with the highest PageRank among all citations kept; returns 3 if there are none."""
    from memory.citations import cited as ranked

    rows: list[dict[str, Any]] = [
        {
            "work": c.work,
            "score": c.score,
            "cited_by": c.cited_by,
            "cites": c.cites,
            "document": c.document,
            "title": c.title,
            "retracted": c.retracted.model_dump() if c.retracted else None,
        }
        for c in ranked(opened(args).store, args.top)
    ]
    if args.json:
        put(rows)
    else:
        for r in rows:
            mark = "  RETRACTED" if r["retracted"] else ""
            sys.stdout.write(f"{r['score']:.6f}  cited by {r['cited_by']:4}  {r['work']}  {r['title'] or ''}{mark}\n")
    return 0 if rows else 3


def retracted(args: argparse.Namespace) -> int:
    """Print the documents kept whose work was withdrawn, with the notice."""
    from memory.retracted import all_retracted

    rows = [{"document": d, **r.model_dump()} for d, r in all_retracted(opened(args).store).items()]
    if args.json:
        put(rows)
    else:
        for r in rows:
            said = r["notice"] or r["said_by"] or "notice not named"
            sys.stdout.write(f"{r['document']:40} {r['date'] or 'date not given':14} {said}\n")
    return 0

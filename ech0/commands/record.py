"""Commands on the record of truth: its lab results, their lineage, copies of it, its soundness."""

import argparse
import sys
from typing import Any

from ech0.commands.opening import opened, put
from ech0.core.errors import InputError


def memory_runs(args: argparse.Namespace) -> int:
    """Print the lab results whose numbers fit a condition, with what made each fit; returns 3 if there is none."""
    hits = opened(args).store.matching(args.where, args.limit)
    if args.json:
        put([
            {"key": h.run.key, "lab": h.run.lab, "why": [w.model_dump(mode="json") for w in h.why],
             "run": h.run.model_dump(mode="json", exclude={"plots"})}
            for h in hits
        ])  # fmt: skip
    else:
        for hit in hits:
            sys.stdout.write(f"{hit.run.key[:12]}  {hit.run.lab:24} {'; '.join(_shown(w) for w in hit.why)}\n")
    sys.stderr.write(f"{len(hits)} lab results{' (more may fit: raise --limit)' if len(hits) == args.limit else ''}\n")
    return 0 if hits else 3


def _shown(why: Any) -> str:
    text = f"{why.field} {why.value:g} {why.unit}".rstrip()
    if why.ratio is None:
        return text
    against = "its standard" if why.base == "standard" else f"{why.base[:12]}"
    return f"{text} ({100 * (why.ratio - 1):+.3g} % against {against})"


def memory_lineage(args: argparse.Namespace) -> int:
    """Print the links that lead to a result, document or run, and from it; returns 3 if there is none."""
    links = opened(args).store.links(args.key)
    if args.json:
        put([link.model_dump(mode="json") for link in links])
    else:
        sys.stdout.write("".join(f"{link.src} -> {link.dst}  {link.role}\n" for link in links))
    return 0 if links else 3


def memory_backup(args: argparse.Namespace) -> int:
    """Copy the record while it is in use and print where the copy is; `StateError` if it cannot be written."""
    sys.stdout.write(f"{opened(args).store.backup(args.file)}\n")
    return 0


def memory_migrate(args: argparse.Namespace) -> int:
    """Copy the record to an empty one at another address; the source stays as it is."""
    from memory.moving import copy
    from memory.store import open_store

    store = opened(args).store
    target = open_store(store.path.parent, args.to)
    try:
        counts = copy(store, target)
    finally:
        target.close()
    sys.stderr.write("".join(f"{count:8} rows of {name}\n" for name, count in counts.items() if count))
    sys.stderr.write(f"every row and the trail are whole there; use it with ECH0_MEMORY_URL={args.to}\n")
    return 0


def memory_check(args: argparse.Namespace) -> int:
    """Read everything and name what is damaged; 1 if anything is and it was not repaired."""
    from memory.store import Store

    store = opened(args).store
    bad = store.inspect()
    repaired = ""
    if args.repair and bad:
        if not isinstance(store, Store):
            raise InputError("repair", str(store.path), "a server's record is restored from the server's own backup")
        repaired = store.repair(bad[0])
        bad = store.inspect()
    if args.json:
        put({"ok": not bad, "damaged": bad, "repaired": repaired})
    else:
        sys.stdout.write("".join(f"damaged: {what}\n" for what in bad) or "sound\n")
    if bad:
        sys.stderr.write("`ech0 memory check --repair` restores the last sound copy and brings back what is newer\n")
    return 1 if bad else 0

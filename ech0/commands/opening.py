"""What the commands share: opening a data folder, and printing JSON. Heavy imports wait inside the commands."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ech0.app import Ech0


def opened(args: argparse.Namespace) -> "Ech0":
    """The wired parts for the folder and the mind that the flags name."""
    from ech0.app import open_ech0

    flags: dict[str, object] = {"paths.home": args.home}
    if getattr(args, "mind", None):
        flags["mind.kind"] = args.mind
    if getattr(args, "live", False):
        flags["sources.mode"] = "live"
    ech0 = open_ech0(**{k: v for k, v in flags.items() if v is not None})
    ech0.verbose = args.verbose
    return ech0


def put(value: object) -> None:
    """Print one JSON object as a line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()

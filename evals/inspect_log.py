"""A run as a log of inspect_ai, so that others can look at it with their viewer and score it again with their scorers.

Writes that log's JSON without importing inspect_ai. An answer stands after `ANSWER:` on the last line of its sample's
output, where their `answer` and `match` scorers look for it. What failed is a sample with no answer, not a missing one.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.record import Row, Setup, rows_of, setup_of, write
from evals.summary import summarise

FORMAT = 2
"""The version of the log's format, which inspect_ai has kept since 2024."""
MODEL = "none/none"
"""inspect_ai's word for no model of its own; who answered is in the metadata."""


def export(folder: Path, file: Path) -> None:
    """Write the run in `folder` to `file`; `InputError` if there is none."""
    setup, rows = setup_of(folder), list(rows_of(folder))
    made = datetime.fromtimestamp((folder / "setup.json").stat().st_mtime, UTC).isoformat()
    write(file, json.dumps(_log(setup, rows, made), ensure_ascii=False, indent=1) + "\n")


def _log(setup: Setup, rows: list[Row], made: str) -> dict[str, Any]:
    summary = summarise(rows)
    dataset = {"name": setup.suite, "location": setup.data, "samples": len(rows), "sample_ids": [r.id for r in rows]}
    metrics = {
        name: {"name": name, "value": summary[name]}
        for name in ("accuracy", "coverage", "selective_accuracy", "mean_score")
        if summary[name] is not None
    }
    score = {"name": "ech0", "scorer": "ech0", "scored_samples": len(rows), "unscored_samples": 0, "metrics": metrics}
    about = {
        "mind": setup.mind,
        "sha256": setup.sha256,
        "without": list(setup.without),
        "settings": dict(setup.settings),
    }
    return {
        "version": FORMAT,
        "status": "success",
        "eval": {
            "created": made,
            "task": f"ech0/{setup.suite}",
            "dataset": dataset,
            "model": MODEL,
            "config": {"epochs": 1},
            "packages": {"ech0": setup.version},
            "metadata": about,
        },
        "results": {"total_samples": len(rows), "completed_samples": len(rows), "scores": [score]},
        "stats": {"started_at": made, "completed_at": made},
        "samples": list(_samples(rows)),
    }


def _samples(rows: list[Row]) -> Iterator[dict[str, Any]]:
    for r in rows:
        gave = _gave(r)
        content = f"{r.said}\n\nANSWER: {gave}" if gave else r.said
        said = {"role": "assistant", "content": content, "source": "generate", "model": MODEL}
        kept = ("status", "why", "kind", "confidence", "value", "unit", "choice", "verdicts", "failures", "run_id")
        yield {
            "id": r.id,
            "epoch": 1,
            "input": r.question,
            "target": _target(r.target),
            "messages": [{"role": "user", "content": r.question, "source": "input"}, said],
            "output": {"model": MODEL, "choices": [{"message": said, "stop_reason": "stop"}], "completion": content},
            "scores": {"ech0": {"value": "C" if r.correct else "I", "answer": gave, "explanation": r.reason}},
            "metadata": r.model_dump(mode="json", include=set(kept)),
            "total_time": r.latency_ms / 1000,
        }


def _gave(item: Row) -> str:
    return item.choice or ("" if item.value is None else f"{item.value:.12g}")


def _target(target: Any) -> str | list[str]:
    """A letter, a number or accepted answers as they are; anything else as JSON."""
    if isinstance(target, dict) and target.get("value") is not None:
        target = target["value"]
    if isinstance(target, list) and all(isinstance(t, str) for t in target):
        return target
    return target if isinstance(target, str) else json.dumps(target, ensure_ascii=False)

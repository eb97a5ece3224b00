"""The model card, written from measured figures and from nothing else."""

from collections.abc import Mapping
from string import Template
from typing import Any

from ech0.train.dataset import ADAPTED

HEAD = """\
# The student: from a slotted question to a small plan

Made by `ech0 train student`; this page is written from `figures.json` and from nothing else.

## What it is

A Qwen3-shaped language model of $weights numbers (tied embeddings, bfloat16) with a byte-level BPE tokenizer of
$vocabulary tokens, trained from random weights on $date, seed $seed. It reads a question whose numbers are slots
(`#0`, `#1`) and whose unknown names, where the question states no number, are slots too (`@0`), and writes one JSON
object: which formula or lab, what to find, which slot is which. It never sees or writes a digit of the question, and it
computes nothing: `ech0.minds.student.to_plan` turns the reply into a plan that solvers and labs carry out.

## Data

$worded questions were worded by ECH0's own generators from its formula base, its labs' declarations, and generators
of logic and order (seed $data_seed). Each was read by ECH0's reader and its plan carried out: $proved gave the answer
that was known beforehand and were kept, $refused were dropped; $two_plans prompts that two plans claimed are in no
set; the same prompt counts once. No text of a benchmark is used.

| family | pairs |
|---|---|
$families
$checked
Fields of formulas and labs: $fields; $subjects formulas and labs in all.

Sets: train $sets_train, held $sets_held, new $sets_new. A wording of a subject is held out by the hash of its template
and subject; `new` is made of frames, statements and questions of which none is in training. Labs of the field
`$adapted` are left out of training and of the figures below: an adapter learns them.

## Training

$steps steps, $tokens tokens ($passes passes), $cpu CPU-seconds within $wall s of wall time on one thread; loss on the
plan alone, at the end $loss. $note
Libraries: $libraries.

## Plans written exactly

Greedy decoding, every token right to the end mark; intervals after Wilson, 95 %.
"""
LIMITS = """\
## Limits

It knows the wordings of its templates, and the formulas and labs of the day it was trained; at most three steps, short
questions, no texts (SMILES, crystal planes), no series of numbers. `new` above is what to expect of wording that it has
not met, and free wording is further off still: use it beside the embedded mind, whose proofs decide. It proves the
serving path and is a pattern for larger ones; it is no scientific assistant.
"""
NAMES = {"held": "held-out wordings of known subjects", "new": "wordings kept from training altogether"}


def written(figures: Mapping[str, Any]) -> str:
    """`MODEL_CARD.md` from the figures of `ech0.train.student` and, where there are any, of `ech0.train.prove`."""
    data, training = figures["data"], figures["training"]
    counted = {f"sets_{k}": f"{v:,}" for k, v in data["sets"].items()}
    head = Template(HEAD).substitute(
        weights=f"{figures['weights']:,}",
        vocabulary=f"{figures['vocabulary']:,}",
        date=figures["date"],
        seed=figures["seed"],
        data_seed=data["seed"],
        worded=f"{data['worded']:,}",
        proved=f"{data['proved']:,}",
        refused=f"{data['refused']:,}",
        two_plans=f"{data['two_plans']:,}",
        families="".join(f"| {k} | {v:,} |\n" for k, v in sorted(data["families"].items())),
        checked=_checked(data["checked"]),
        adapted=ADAPTED,
        fields=", ".join(data["sizes"]["fields"]) or "all",
        subjects=data["subjects"],
        steps=f"{training['steps']:,}",
        tokens=f"{training['tokens']:,}",
        passes=training["passes"],
        cpu=f"{training['cpu_seconds']:,}",
        wall=f"{training['wall_seconds']:,}",
        loss=training["loss"],
        note=training.get("note", ""),
        libraries=", ".join(f"{k} {v}" for k, v in figures["libraries"].items()),
        **counted,
    )
    tables = [_table(NAMES[name], rows) for name, rows in figures["exact"].items()]
    return "\n".join((head, *tables, *_proofs(figures.get("proofs", {})), LIMITS))


def _checked(counts: Mapping[str, int]) -> str:
    told = {
        "solved": "solved by our solver and compared",
        "run": "run in the lab and compared",
        "inputs": "of a heavy lab, for which only the inputs were checked against the lab's own contract, not run",
    }
    return "Proof: " + "; ".join(f"{counts[k]:,} {v}" for k, v in told.items() if counts.get(k)) + ".\n"


def _table(title: str, rows: Mapping[str, Mapping[str, float]]) -> str:
    head = f"{title[:1].upper()}{title[1:]}:\n\n| family | exact | 95 % | n |\n|---|---|---|---|\n"
    lines = (
        f"| {k} | {100 * r['exact']:.1f} % | {100 * r['low']:.1f} to {100 * r['high']:.1f} % | {r['n']:,} |\n"
        for k, r in rows.items()
    )
    return head + "".join(lines)


def _proofs(proofs: Mapping[str, Any]) -> list[str]:
    """What was measured of what comes after training, one line each; what was not run is said."""
    lines = [f"| {name} | {row['before']} | {row['after']} | {row['told']} |\n" for name, row in proofs.items()]
    if not lines:
        return []
    return ["## After training\n", "| stage | before | after | on what |\n|---|---|---|---|\n" + "".join(lines)]

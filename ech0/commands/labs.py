"""Commands on the laboratories."""

import argparse
import sys
from collections.abc import Collection, Mapping
from typing import Any

from ech0.commands.opening import opened, put
from ech0.core.errors import InputError

FIELDS: Mapping[str, tuple[str, ...]] = {
    "biology": ("bio", "life science", "genetics", "neuroscience", "microbiology", "epidemiology"),
    "chemistry": ("chem", "chemical", "thermodynamics", "quantum chemistry"),
    "materials": ("material", "materials science", "material science", "metallurgy", "solid state"),
    "medicine": ("medical", "clinical", "diagnostics", "health"),
    "oncology": ("cancer", "tumour", "tumor", "radiotherapy"),
    "pharmacology": ("pharma", "drug", "toxicology", "pharmacokinetics"),
    "physics": ("physical", "astronomy", "space", "mechanics", "nuclear"),
    "quantum": ("quantum computing", "quantum information", "qubit"),
}
"""What people call the fields of the labs."""


def labs_list(args: argparse.Namespace) -> int:
    """Print the laboratories by field, and in JSON what a run of each may cost (s, MiB)."""
    from labs import LABS

    field = _field(args.field, {b.field for b in LABS.values()}) if args.field else None
    labs = sorted((b for b in LABS.values() if field in (None, b.field)), key=lambda b: (b.field, b.id))
    rows = [
        {
            "id": b.id,
            "field": b.field,
            "title": b.title,
            "version": b.version,
            "cost": {"seconds": b.cost.seconds, "memory_mb": b.cost.memory_mb},
            "lacks": list(b.lacks()),
        }
        for b in labs
    ]
    if args.json:
        put(rows)
    else:
        for b in labs:
            lacks = f'  (needs {", ".join(b.lacks())}: pip install "ech0[labs]")' if b.lacks() else ""
            sys.stdout.write(f"{b.id:24} {b.field:12} {b.title}{lacks}\n")
    return 0


def _field(name: str, known: Collection[str]) -> str:
    """The field that goes by this name, with or without `lab` after it; raises `InputError` with the names."""
    word = name.casefold().removesuffix("s").removesuffix(" lab").removesuffix("s").strip()
    for field, words in FIELDS.items():
        if word in {w.removesuffix("s") for w in (field, *words)} and field in known:
            return field
    raise InputError("--field", name, f"one of {', '.join(sorted(known))}")


def labs_show(args: argparse.Namespace) -> int:
    """Print what a lab takes and gives, each with its unit, where it is valid, and what it cites."""
    from labs import LABS

    lab = LABS[args.id]
    inputs = {n: {"meaning": i.meaning, **i.facts, "default": i.default} for n, i in lab.inputs.items()}
    outputs = {
        n: {"meaning": o.meaning, "unit": o.unit, "needs": list(o.needs) or list(lab.inputs)}
        for n, o in lab.outputs.items()
    }
    card: dict[str, Any] = {
        "id": lab.id,
        "field": lab.field,
        "title": lab.title,
        "version": lab.version,
        "inputs": inputs,
        "outputs": outputs,
    }
    card |= {"validity": lab.validity, "citations": list(lab.citations), "stochastic": lab.stochastic}
    if args.json:
        put(card)
        return 0
    sys.stdout.write(f"{lab.title} ({lab.id}, version {lab.version}, {lab.field})\n\ntakes\n")
    for name, spec in lab.inputs.items():
        default = "" if spec.default is None else f", default {spec.default}"
        sys.stdout.write(f"  {name}: {spec.meaning} ({spec.extent}{default})\n")
    sys.stdout.write(
        "\ngives\n" + "".join(f"  {n}: {o['meaning']} ({o['unit'] or 'plain number'})\n" for n, o in outputs.items())
    )
    sys.stdout.write(f"\nvalid for {lab.validity}\n\ncites\n" + "".join(f"  {c}\n" for c in lab.citations))
    return 0


def labs_run(args: argparse.Namespace) -> int:
    """Run one lab and print its outputs with units; a plain number has the input's own unit.

    `InputError` for a setting that is not NAME=VALUE with an input of the lab; the lab's own errors pass through.
    """
    from ech0.core.reading import quantity_text
    from ech0.core.types import Quantity
    from labs import LABS, Real

    lab = LABS[args.id]
    inputs: dict[str, Quantity | str] = {}
    for setting in args.inputs:
        name, equals, value = setting.partition("=")
        if not equals or name not in lab.inputs:
            raise InputError("--set", setting, f"write NAME=VALUE with NAME one of {', '.join(lab.inputs)}")
        spec = lab.inputs[name]
        if isinstance(spec, Real):
            found = quantity_text(value)
            inputs[name] = Quantity(value=found.value, unit=found.unit or spec.unit, sigma=found.sigma)
        else:
            inputs[name] = value
    run = opened(args).runner.run(lab.id, inputs, wants=tuple(args.wants), seed=args.seed)
    if args.json:
        put(run.model_dump(mode="json"))
    else:
        for name, q in run.outputs.items():
            spread = f" ± {q.sigma:.2g}" if q.sigma else ""
            sys.stdout.write(f"{name} = {q.value:.10g}{spread} {q.unit}\n")
        for warning in run.warnings:
            sys.stderr.write(f"note: {warning}\n")
    return 0


def labs_validate(args: argparse.Namespace) -> int:
    """Compare labs with published values, run afresh; 1 if any lies outside its tolerance or there are none."""
    from labs import LABS
    from labs.validation import validate

    ech0 = opened(args)
    from tools.laboratory import Bounded

    runner = Bounded(ech0._pool)  # noqa: SLF001  validation runs afresh, never from the record
    rows: list[Mapping[str, Any]] = []
    for lab in [LABS[args.id]] if args.id else sorted(LABS.values(), key=lambda b: b.id):
        sys.stderr.write(f"validating {lab.id}\n")
        rows += validate(lab, runner.run)
    if args.json:
        put({"cases": rows})
    else:
        for r in rows:
            mark = "ok  " if r["ok"] else "MISS"
            got = r.get("error", "no result") if r["got"] is None else f"{r['got']:.8g}"
            published = f"{r['reference']:.8g} ± {r['tolerance']:g} {r['unit']}"
            sys.stdout.write(f"{mark} {r['lab']:22} {got} (published {published}) {r['case']}\n")
    bad = sum(not r["ok"] for r in rows)
    sys.stderr.write(f"{len(rows) - bad} of {len(rows)} within tolerance\n")
    return 1 if bad or not rows else 0

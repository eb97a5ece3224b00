"""A page of documentation for each lab, made from its declaration and its validation table. Knows no lab by name.

`python -m labs.pages docs/labs` writes them anew; a test sees to it that what is checked in is current.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from labs import LABS, Input, Lab
from labs.validation import cases


def page(lab: Lab) -> str:
    """The page of one lab, in Markdown."""
    takes = [(name, spec.meaning, spec.extent, _default(spec)) for name, spec in lab.inputs.items()]
    gives = [
        (name, o.meaning, o.unit or "plain number", ", ".join(o.needs) or "all") for name, o in lab.outputs.items()
    ]
    table = cases(lab)
    checked = [
        (c.case, c.output, f"{c.reference:g} ± {c.tolerance:g} {c.unit}".rstrip(), c.kind, c.source) for c in table
    ]
    kinds = Counter(c.kind for c in table)
    proved = ", ".join(f"{n} {kind}" for kind, n in kinds.items())
    parts = [
        f"# {lab.title}",
        f"`{lab.id}`, version {lab.version}, {lab.field}. {_cost(lab)}",
        f"**Valid for** {lab.validity}.",
        "## Takes",
        _table(("input", "meaning", "range", "default"), takes),
        "## Gives",
        _table(("output", "meaning", "unit", "depends on"), gives),
        "## Reproduces",
        f"{len(table)} values ({proved})" + ("; solver verified, model not." if set(kinds) == {"identity"} else "."),
        _table(("case", "output", "reference", "kind", "source"), checked),
        "## Cites",
        "\n".join(f"- {c}" for c in lab.citations),
        "## Computes with",
        ", ".join(f"`{n}`" for n in lab.libraries) or "nothing but Python",
    ]
    return "\n\n".join(parts) + "\n"


def index() -> str:
    """All labs by field, each with a link to its page."""
    parts = ["# Laboratories", f"{len(LABS)} labs, each validated against published or exact values."]
    for field in sorted({lab.field for lab in LABS.values()}):
        mine = sorted((lab for lab in LABS.values() if lab.field == field), key=lambda lab: lab.id)
        lines = "\n".join(f"- [{lab.title}]({lab.id}.md): {', '.join(lab.outputs)}" for lab in mine)
        parts += [f"## {field.capitalize()}", lines]
    return "\n\n".join(parts) + "\n"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {"index.md": index(), **{f"{lab.id}.md": page(lab) for lab in LABS.values()}}


def _cost(lab: Lab) -> str:
    sampled = "Stochastic: another seed gives another sample. " if lab.stochastic else ""
    return f"{sampled}A run may cost {lab.cost.seconds:g} s and {lab.cost.memory_mb} MiB."


def _default(spec: Input) -> object:
    if spec.default is not None:
        return spec.default
    return "optional" if getattr(spec, "optional", False) else "required"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [_row(head), _row(["---"] * len(head)), *(_row(r) for r in rows)]
    return "\n".join(lines)


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(str(c).replace('|', '/').replace(chr(10), ' ') for c in cells)} |"


def main(folder: str) -> None:
    """Write all pages into `folder`, and take away those of labs that are gone."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in target.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (target / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
